"""`dateline read`: reports into the record."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import DEFAULT_RECORD, JsonOption, RecordOption

if TYPE_CHECKING:
    from dateline.engine import Outcome, Summary


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT...",
            help="Files, folders, patterns or addresses: text, HTML, PDF, JSON, JSON Lines, WARC; - for standard input.",
            show_default=False,
        ),
    ],
    record: RecordOption = DEFAULT_RECORD,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Publication date of reports that give none.", show_default=False
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(help="Outlet of reports that give none.", show_default=False)
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(envvar="DATELINE_MODEL", help="Folder of another language model.", show_default=False),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; one a core by default.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Show each report's record once it is read.")] = False,
    json_: JsonOption = False,
) -> None:
    """Read published reports into claims and keep them in the record.

    What was read before by the same version is passed over, so a batch that was interrupted
    is completed by running it again. Exit code 1 when any item failed.
    """
    from dateline.cli.progress import BatchProgress, Steps
    from dateline.engine import read_batch
    from dateline.engine.local import default_workers
    from dateline.grounding import build_gazetteer
    from dateline.ingest import Defaults, GuardedFetcher, open_items
    from dateline.ingest.sources import count_items
    from dateline.pipeline import Options
    from dateline.store import open_store

    with Steps("building the gazetteer") as steps:
        build_gazetteer(progress=steps.update)
    options = Options(Defaults(published.date() if published else None, outlet), model)
    with open_store(record) as store, BatchProgress(total=count_items(inputs)) as progress:
        shown: list[str] = []

        def on_outcome(outcome: Outcome) -> None:
            progress.advance(outcome)
            if json_:
                _print_json(outcome)
            elif show and outcome.report_id:
                shown.append(outcome.report_id)

        summary = read_batch(
            store,
            open_items(inputs, GuardedFetcher()),
            options=options,
            workers=workers or default_workers(),
            on_outcome=on_outcome,
        )
        progress.finish(summary, record)
        for report_id in shown:
            from dateline.cli.show import print_record

            print_record(store, report_id)
    _leave(summary)


def _print_json(outcome: Outcome) -> None:
    import json
    from dataclasses import asdict

    sys.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
    sys.stdout.flush()  # a line the moment it is settled: others follow the batch by it


def _leave(summary: Summary) -> None:
    if summary.failed:
        only = not (summary.read or summary.stored or summary.known)
        raise typer.Exit(2 if only else 1)
