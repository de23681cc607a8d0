"""Hits of a search for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from dateline.cli.words import day

if TYPE_CHECKING:
    from dateline.store import SearchHit, SearchQuery


def render_hits(hits: Sequence[SearchHit], query: SearchQuery) -> RenderableType:
    """Each hit with its report and the passage, the matching words marked."""
    if not hits:
        return Text("Nothing matches. Fewer words or filters find more.", style="yellow")
    return Group(*(_hit(hit) for hit in hits), Text(f"{len(hits)} shown; --limit shows more", style="dim"))


def _hit(hit: SearchHit) -> RenderableType:
    published = day(hit.published) if hit.published else "date unknown"
    head = Text.assemble((hit.title or hit.given_id, "bold"), f"  {hit.outlet or 'outlet unknown'} · {published}  ", (hit.report_id, "dim"))
    return Group(head, _marked(hit), "")


def _marked(hit: SearchHit) -> Text:
    text, at = Text("  "), 0
    for start, end in hit.marks:
        text.append(hit.passage[at:start])
        text.append(hit.passage[start:end], style="bold reverse")
        at = end
    text.append(hit.passage[at:])
    return text


def hits_json(hits: Sequence[SearchHit]) -> str:
    """One JSON object a hit and line."""
    return "".join(json.dumps(asdict(hit), ensure_ascii=False, default=str) + "\n" for hit in hits)
