"""``python -m staffing`` and the ``staffing`` command."""

from __future__ import annotations

import sys

from staffing.cli.interrupt import heard, leave, listen, stop_listening


def main() -> int:
    """Run the command line; the exit code."""
    listen()
    from staffing.cli.app import run

    try:
        code = run()
        stop_listening()
    except KeyboardInterrupt:
        leave()
    if heard():
        leave()
    return code


if __name__ == "__main__":
    sys.exit(main())
