"""County-managed appointment (县管校聘): title grades, competition, surplus people."""
