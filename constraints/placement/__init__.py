"""Where a person may go: one place at a time, qualified, not exempt, as locked, home in the end."""
