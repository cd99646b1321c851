"""Posts: transfers inside the approved establishment (核定编制), heads inside a school's cap."""
