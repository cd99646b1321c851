"""Teams, counterparts and pairs from the sheets to the rows of a plan."""
