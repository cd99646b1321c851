"""Provision: what every school, or the county for its schools, must have."""
