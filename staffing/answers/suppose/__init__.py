"""What if, and what now: suppositions, objections, hand edits, and the plan made again."""
