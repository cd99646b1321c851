"""From candidates to a program and back: rules write rows, plans come off."""
