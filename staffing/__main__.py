"""``python -m staffing`` and the ``staffing`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code."""
    from staffing.cli.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
