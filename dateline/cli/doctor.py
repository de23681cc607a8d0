"""`dateline doctor`: what this installation has, and what to mend."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

import typer

from dateline import __version__
from dateline.cli.options import DEFAULT_RECORD, JsonOption, RecordOption
from dateline.errors import DatelineError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    good: bool
    words: str


def doctor(record: RecordOption = DEFAULT_RECORD, json_: JsonOption = False) -> None:
    """Check the model, the gazetteer, the search index and the record; say how to mend what is wrong."""
    findings = [_look(name, check) for name, check in _checks(record).items()]
    if json_:
        sys.stdout.write(json.dumps([asdict(finding) for finding in findings]) + "\n")
    else:
        for finding in findings:
            print(f"{'ok  ' if finding.good else 'FAIL'}  {finding.name:<10} {finding.words}")
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


def _look(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except (DatelineError, ImportError, OSError) as error:
        return Finding(name, False, str(error))


def _checks(record: str) -> dict[str, Callable[[], str]]:
    return {"program": _program, "model": _model, "gazetteer": _gazetteer, "record": lambda: _record(record)}


def _program() -> str:
    return f"dateline {__version__}, Python {platform.python_version()}, {platform.machine()}"


def _model() -> str:
    from dateline.language import load_parser, model_digest

    analysis = load_parser().parse("Rebels shelled the town on Monday, officials said.")
    return f"{model_digest()[:16]}…, reads {len(analysis.tokens)} words of a test sentence"


def _gazetteer() -> str:
    from dateline.grounding import describe_gazetteer

    return describe_gazetteer()


def _record(record: str) -> str:
    from pathlib import Path

    from dateline.store import open_store

    if "://" not in record and not Path(record).exists():
        return f"{record} does not exist yet; `dateline read` makes it"
    with open_store(record, create=False) as store:
        stats = store.stats()
    return f"{record}: {stats.reports} reports, {stats.current_claims} claims"
