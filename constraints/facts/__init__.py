"""Shared knowledge that depends on policy and serves many rules."""
