"""支教团: who fills which place, why one stays open, and pairs of schools to propose."""
