"""校长交流: the lists for those who decide, and what everybody else may see."""
