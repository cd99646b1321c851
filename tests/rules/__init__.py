"""One file per rule: its cases, satisfied, broken and on the edge."""
