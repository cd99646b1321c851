"""The solving core: a program of integer rows, its engine, the tiers solved over it and their proof."""
