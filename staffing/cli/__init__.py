"""The command line: parse, call, render, exit. The only importer of typer."""
