"""Answers about a solved plan: why, why not, what if, and what must give.

Every question begins with a :class:`staffing.answers.loaded.LoadedPlan` and most end with
:func:`staffing.answers.resolving.resolve`.
"""
