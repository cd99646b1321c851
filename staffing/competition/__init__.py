"""县管校聘 round by round: cut-offs, who is left, and what keeps people and posts apart."""
