"""Ratio targets: each with numerator, denominator and 还差几人, audited in every run."""
