"""走教: teachers of one school who teach part of the week at others of their district."""
