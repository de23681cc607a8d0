"""Hits of a search for the terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from dateline.cli.record_view import content_words
from dateline.cli.words import STATUS_MARKS, chain_words, day, status_words
from dateline.model.claims import Claim

if TYPE_CHECKING:
    from dateline.store import SearchHit


def render_hits(hits: Sequence[SearchHit]) -> RenderableType:
    """Each hit with its report, its claims in words and the passage with the matching words marked."""
    if not hits:
        return Text("Nothing matches. Fewer words or filters find more.", style="yellow")
    return Group(*(_hit(hit) for hit in hits), Text(f"{len(hits)} shown; --limit shows more", style="dim"))


def _hit(hit: SearchHit) -> RenderableType:
    published = day(hit.published) if hit.published else "date unknown"
    head = Text.assemble(
        (hit.title or hit.given_id, "bold"),
        f"  {hit.outlet or 'outlet unknown'} · {published}  ",
        (hit.report_id, "dim"),
    )
    return Group(head, *(_claim(claim) for claim in hit.claims), _marked(hit), "")


def _claim(claim: Claim) -> Text:
    mark, colour = STATUS_MARKS[claim.status]
    said = f"  — {chain_words(claim.attribution)}" if claim.attribution else ""
    return Text.assemble(
        "  ", (f"{mark} {status_words(claim.status)}", colour), "  ", content_words(claim), (said, "bold")
    )


def _marked(hit: SearchHit) -> Text:
    text, at = Text("  ", style="dim"), hit.passage.start
    for start, end in hit.marks:
        text.append(_words(hit, at, start))
        text.append(_words(hit, start, end), style="bold reverse")
        at = end
    text.append(_words(hit, at, hit.passage.end))
    return text


def _words(hit: SearchHit, start: int, end: int) -> str:
    """Part of the passage, by the report's offsets, on one line."""
    first = hit.passage.start
    return hit.passage.quote[start - first : end - first].replace("\n", " ")


def hits_json(hits: Sequence[SearchHit]) -> str:
    """One JSON object a hit and line; `marks` are offsets in the report's text."""
    return "".join(json.dumps(asdict(hit), ensure_ascii=False, default=str) + "\n" for hit in hits)
