"""What there is: rows, vocabularies, the validated county, the policy, rosters and findings.

Nothing in this package opens a file, draws a table or calls a solver.
"""
