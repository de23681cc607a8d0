"""The record in other forms: one module a format, listed in WRITERS."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dateline.exporting.gold import to_gold_line
from dateline.exporting.jsonl import to_json
from dateline.model.claims import Claim
from dateline.model.reports import Report

Writer = Callable[[Report, Iterable[Claim]], str]

WRITERS: dict[str, Writer] = {"gold": to_gold_line, "jsonl": to_json}
"""Each format's writer: one report and its claims as one line, without its newline."""

__all__ = ["WRITERS", "Writer"]
