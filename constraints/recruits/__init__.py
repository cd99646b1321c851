"""Recruits (招聘) of the term."""
