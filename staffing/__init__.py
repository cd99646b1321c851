"""What is done: read, bind, propose, solve, audit, explain, record, write and show."""
