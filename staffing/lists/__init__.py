"""Lists beside the roster: who returns, who stays, what became of wishes, 编制 to shift."""
