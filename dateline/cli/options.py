"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

RecordOption = Annotated[
    str,
    typer.Option(
        "--record",
        "-r",
        envvar="DATELINE_RECORD",
        help="The record: a file, or a postgresql:// address.",
        show_default=True,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
DEFAULT_RECORD = "dateline.db"
