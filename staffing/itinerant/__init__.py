"""What follows a plan with 走教: the week, its check, the workload, what jointness pays."""
