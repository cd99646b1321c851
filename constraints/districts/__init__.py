"""School districts (学区) as the first circle of every arrangement."""
