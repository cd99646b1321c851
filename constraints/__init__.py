"""What ought to be: one rule per file, file name = rule id, discovered, never listed by hand.

Families are folders. ``facts/`` holds shared knowledge that depends on policy. The contract between
a rule and the rest of the program is in ``rule``, ``board``, ``outcome`` and ``situation``.
"""
