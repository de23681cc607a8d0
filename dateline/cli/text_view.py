"""A report's text for the terminal with its evidence marked."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from dateline.codebook import ClaimKind
from dateline.model.claims import Claim
from dateline.model.reports import Report

_STYLES: dict[ClaimKind, str] = {
    ClaimKind.EVENT: "bold underline",
    ClaimKind.COUNT: "bold yellow",
    ClaimKind.MOVEMENT: "cyan",
    ClaimKind.AGREEMENT: "green",
    ClaimKind.PRESENCE: "magenta",
    ClaimKind.CUSTODY: "magenta",
    ClaimKind.SILENCE: "dim",
}


def render_text(report: Report, claims: Iterable[Claim]) -> RenderableType:
    """The frozen text; events in brackets with their type, so that the marks stand without colour too."""
    claims = sorted(claims, key=lambda claim: (claim.evidence.start, claim.evidence.end))
    text = Text()
    at = 0
    for start, end, opening, closing, style in _marks(claims):
        text.append(report.text[at:start])
        text.append(f"{opening}{report.text[start:end]}{closing}", style=style)
        at = end
    text.append(report.text[at:])
    legend = Text(
        "[event]TYPE  {count}measure  <movement, agreement, civilians, custody, silence>", style="dim"
    )
    return Group(text, Text(), legend)


def _marks(claims: list[Claim]) -> list[tuple[int, int, str, str, str]]:
    """Marks that do not overlap: events and counts first, then what is still free."""
    chosen: list[tuple[int, int, str, str, str]] = []
    for claim in sorted(claims, key=lambda claim: claim.kind not in (ClaimKind.EVENT, ClaimKind.COUNT)):
        start, end = claim.evidence.start, claim.evidence.end
        if all(end <= other[0] or start >= other[1] for other in chosen):
            opening, closing = _brackets(claim)
            chosen.append((start, end, opening, closing, _STYLES[claim.kind]))
    return sorted(chosen)


def _brackets(claim: Claim) -> tuple[str, str]:
    value = getattr(claim.content, "type", None) or getattr(claim.content, "measure", None)
    if claim.kind is ClaimKind.EVENT:
        return "[", f"]{value}"
    if claim.kind is ClaimKind.COUNT:
        return "{", f"}}{value}"
    return "<", ">"
