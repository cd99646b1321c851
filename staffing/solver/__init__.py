"""The solving core: a program of whole rows, its engine, the tiers solved over it, their proof."""
