"""Draws the README's picture from real output: `python docs/pictures/make.py RECORD REPORT`."""

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from dateline.cli.record_view import render_record
from dateline.store import open_store


def main(record: str, name: str) -> None:
    """Write record.svg beside this file."""
    console = Console(record=True, width=132, file=io.StringIO(), force_terminal=True)
    with open_store(record, create=False) as store:
        report = store.report(name)
        console.print(render_record(report, store.claims(report.id)))
    target = Path(__file__).with_name("record.svg")
    console.save_svg(str(target), title=f"dateline show {name}", theme=DIMMED_MONOKAI)


if __name__ == "__main__":
    main(*sys.argv[1:3])
