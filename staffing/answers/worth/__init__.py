"""``price``: what one person, one post, one lesson more or less would change."""
