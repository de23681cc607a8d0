"""Lists of reports for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.cli.words import day
from dateline.model.reports import Report


def render_reports(reports: Sequence[Report], *, total: int) -> RenderableType:
    """One line a report; what to do where there are none."""
    if not reports:
        return Text("The record is empty. Add reports with: dateline read FILE...", style="yellow")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("published", "outlet", "report", "id"):
        table.add_column(heading, overflow="fold", header_style="dim")
    for report in reports:
        opening = report.title or " ".join(report.text.split()[:10]) + " …"
        table.add_row(
            day(report.published) if report.published else "—", report.outlet or "—", Text(opening), report.id
        )
    more = (
        [] if total <= len(reports) else [Text(f"{len(reports)} of {total}; --limit shows more", style="dim")]
    )
    return Group(table, *more)


def reports_json(reports: Sequence[Report]) -> str:
    """One JSON object a line: id, given id, outlet, publication date, title, language."""
    lines = (
        json.dumps(
            {
                "id": report.id,
                "given_id": report.given_id,
                "outlet": report.outlet,
                "published": report.published.isoformat() if report.published else None,
                "title": report.title,
                "language": report.language,
            },
            ensure_ascii=False,
        )
        for report in reports
    )
    return "".join(line + "\n" for line in lines)
