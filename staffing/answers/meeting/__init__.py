"""上会方案: a few plans to choose from."""
