"""What is done: read, bind, propose, solve, audit, explain, record, write and show."""

__version__ = "0.1.0"
