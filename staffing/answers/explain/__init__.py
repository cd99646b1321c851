"""``explain``: why a teacher, a school, a gap or a target came out as it did."""
