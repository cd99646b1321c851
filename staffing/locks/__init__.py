"""What is decided already (锁定): where it comes from, what it collides with, what it exceeds."""
