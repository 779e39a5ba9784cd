"""The command ``jinjie``. Exit codes: 0 done, 2 the input is wrong (one line per mistake), 1 a defect."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from jinjie import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the return value is its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        print(f"jinjie {__version__}")
        return 0
    from jinjie.cli.run import run

    return run(given)
