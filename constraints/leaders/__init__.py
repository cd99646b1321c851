"""Leaders of schools (领导人员): confidential; measured, never steered."""
