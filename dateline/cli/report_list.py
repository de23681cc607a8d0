"""Lists of reports for the terminal and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.cli.words import day

if TYPE_CHECKING:
    from dateline.store import Page


def render_reports(page: Page, *, total: int) -> RenderableType:
    """One line a report; what to do where there are none."""
    if not page.entries:
        return Text("The record is empty. Add reports with: dateline read FILE...", style="yellow")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("published", "outlet", "report", "claims", "id"):
        table.add_column(
            heading, overflow="fold", header_style="dim", justify="right" if heading == "claims" else "left"
        )
    for entry in page.entries:
        report = entry.report
        opening = Text(report.title or " ".join(report.text.split()[:10]) + " …")
        published = day(report.published) if report.published else "—"
        table.add_row(published, report.outlet or "—", opening, str(entry.claims), report.given_id)
    shown = len(page.entries)
    more = [] if page.cursor is None else [Text(f"{shown} of {total}; --limit shows more", style="dim")]
    return Group(table, *more)


def reports_json(page: Page) -> str:
    """One JSON object a line: ids, outlet, publication date, title, language, number of claims."""
    lines = (
        json.dumps(
            {
                "id": entry.report.id,
                "given_id": entry.report.given_id,
                "outlet": entry.report.outlet,
                "published": entry.report.published.isoformat() if entry.report.published else None,
                "title": entry.report.title,
                "language": entry.report.language,
                "claims": entry.claims,
            },
            ensure_ascii=False,
        )
        for entry in page.entries
    )
    return "".join(line + "\n" for line in lines)
