"""``diagnose``: why no plan exists, and what must give."""
