"""`dateline show`: one report's record, or the list of reports."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import DEFAULT_RECORD, JsonOption, RecordOption

if TYPE_CHECKING:
    from dateline.store import Store


def show(
    report: Annotated[
        str | None,
        typer.Argument(
            help="A report's id, the id it was given, or the start of one; none lists the reports.",
            show_default=False,
        ),
    ] = None,
    record: RecordOption = DEFAULT_RECORD,
    text: Annotated[
        bool, typer.Option("--text", help="Show the text with the evidence marked in it.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="Reports to list.")] = 50,
    json_: JsonOption = False,
) -> None:
    """Show what a report says: who says what, with status and the exact words."""
    from dateline.store import open_store

    with open_store(record, create=False) as store:
        if report is None:
            _list(store, limit, json_)
        elif json_:
            _print_json(store, report)
        elif text:
            _print_text(store, report)
        else:
            print_record(store, report)


def print_record(store: Store, report_id: str) -> None:
    """Print one report's record to standard output."""
    from dateline.cli.console import output
    from dateline.cli.record_view import render_record

    report = store.report(report_id)
    output().print(render_record(report, store.claims(report.id)))


def _print_text(store: Store, report_id: str) -> None:
    from dateline.cli.console import output
    from dateline.cli.text_view import render_text

    report = store.report(report_id)
    output().print(render_text(report, store.claims(report.id)), soft_wrap=False)


def _print_json(store: Store, report_id: str) -> None:
    from dateline.exporting.jsonl import to_json

    report = store.report(report_id)
    sys.stdout.write(to_json(report, store.claims(report.id), indent=2) + "\n")


def _list(store: Store, limit: int, json_: bool) -> None:
    from dateline.cli.console import output
    from dateline.cli.report_list import render_reports, reports_json

    found = store.reports(limit=limit)
    if json_:
        sys.stdout.write(reports_json(found))
    else:
        output().print(render_reports(found, total=store.stats().reports))
