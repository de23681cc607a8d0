"""`dateline export`: the record in another form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import DEFAULT_RECORD, RecordOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.store import Store


def export(
    form: Annotated[
        str, typer.Option("--format", "-f", help="gold (the annotation guide's form) or jsonl (everything).")
    ] = "jsonl",
    record: RecordOption = DEFAULT_RECORD,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write; standard output by default.", show_default=False),
    ] = None,
    report: Annotated[
        list[str] | None, typer.Option("--report", help="Only these reports, by id.", show_default=False)
    ] = None,
) -> None:
    """Write every report with its claims, one JSON object a line, in the order of their ids."""
    from dateline.errors import InputError
    from dateline.exporting import WRITERS
    from dateline.store import open_store

    if form not in WRITERS:
        raise InputError(f"{form}: no such format. Choose one of: {', '.join(sorted(WRITERS))}.")
    with open_store(record, create=False) as store:
        lines = _lines(store, form, report)
        if output is None:
            sys.stdout.writelines(lines)
        else:
            _write(output, lines)


def _lines(store: Store, form: str, wanted: list[str] | None) -> Iterator[str]:
    from dateline.exporting import WRITERS

    if wanted:
        reports = (store.report(name) for name in wanted)
        pairs = ((report, store.claims(report.id)) for report in reports)
    else:
        pairs = ((record.report, record.claims) for record in store.records())
    return (WRITERS[form](report, claims) + "\n" for report, claims in pairs)


def _write(path: Path, lines: Iterator[str]) -> None:
    """Write beside the file and rename: a failure leaves what was there before."""
    from dateline.errors import InputError

    partial = path.with_name(path.name + ".partial")
    if path.exists() and not path.is_file():
        partial = path  # a device or pipe is written to, never replaced
    try:
        with partial.open("w", encoding="utf-8") as stream:
            stream.writelines(lines)
        if partial != path:
            partial.replace(path)
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be written ({error.strerror}). Choose another --output."
        ) from None
    finally:
        if partial != path:
            partial.unlink(missing_ok=True)
