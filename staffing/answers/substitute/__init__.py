"""``substitute``: who can take over, where somebody could go."""
