"""`dateline verify`: is the record what Dateline wrote?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from dateline.cli.options import DEFAULT_RECORD, JsonOption, RecordOption


def verify(
    record: RecordOption = DEFAULT_RECORD,
    json_: JsonOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing where all is well.")] = False,
) -> None:
    """Check every hash, every quote and every link of the log; name the first fault. Exit code 1 on a fault."""
    from dateline.cli.console import output
    from dateline.cli.progress import Steps
    from dateline.store import open_store

    with open_store(record, create=False) as store, Steps("verifying") as steps:
        found = store.verify(steps.update)
    if json_:
        sys.stdout.write(json.dumps({**asdict(found), "checked": dict(found.checked)}) + "\n")
    elif found.fault:
        output().print(f"[bold red]fault[/]: {found.fault}", soft_wrap=True)
    elif not quiet:
        checked = ", ".join(f"{count:,} {name}" for name, count in found.checked)
        output().print(f"[green]verified[/]: {checked}; every hash, quote and link holds", soft_wrap=True)
    if found.fault:
        raise typer.Exit(1)
