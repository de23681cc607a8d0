"""The console that commands print to."""

from __future__ import annotations

import sys

from rich.console import Console

_PIPED_WIDTH = 160
"""Columns where the output is no terminal: rich would otherwise fold everything to 80."""


def output() -> Console:
    """Standard output; colours obey the terminal and NO_COLOR."""
    piped = not sys.stdout.isatty()
    return Console(highlight=False, width=_PIPED_WIDTH if piped else None, soft_wrap=False)
