"""A report's record for the terminal: claims under their speakers, then counts, movements and deals."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.words import (
    STATUS_MARKS,
    bounds,
    chain_words,
    day,
    measure_words,
    names,
    place_words,
    status_words,
    when_words,
)
from dateline.model.civilians import read_civilians
from dateline.model.claims import (
    Agreement,
    Claim,
    Content,
    Count,
    Custody,
    Event,
    Movement,
    Presence,
    Silence,
)
from dateline.model.reports import Report

LOW_CONFIDENCE = 0.25
"""Claims below it, about a quarter of the events, carry a question mark: shown, not hidden.

Confidence orders claims; it is not calibrated, so the mark says "among the least sure", not a probability."""


def render_record(report: Report, claims: Iterable[Claim]) -> RenderableType:
    """The whole record of one report, to be grasped at a glance."""
    claims = tuple(claims)
    parts: list[RenderableType] = [_header(report, claims)]
    if not claims:
        parts.append(_nothing(report))
    else:
        parts.append(_civilians(claims))
    parts += [*_events(claims), *_sections(claims)]
    return Group(*parts, "")


def _header(report: Report, claims: tuple[Claim, ...]) -> RenderableType:
    title = Text(report.title or _opening(report.text), style="bold")
    facts = [report.outlet or "outlet unknown", day(report.published) if report.published else "date unknown"]
    facts.append(f"{len(report.text.split())} words")
    facts.append(f"{len(claims)} claim{'s' * (len(claims) != 1)}")
    lines: list[RenderableType] = [
        title,
        Text(" · ".join(facts)),
        Text(f"{report.id}  {report.given_id}", style="dim"),
    ]
    lines += [Text(f"note: {warning}", style="yellow") for warning in report.warnings]
    return Group(*lines)


def _opening(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0] + " …"


def _nothing(report: Report) -> Text:
    if report.language != "en":
        return Text(f"\nNot read: the text is in another language ({report.language}).", style="yellow")
    return Text("\nNo claims were found in this report.", style="yellow")


def _civilians(claims: tuple[Claim, ...]) -> Text:
    found = read_civilians(claims)
    return Text.assemble(
        "civilian harm: ", (found.harm.value, "bold"), "; presence: ", (found.presence.value, "bold")
    )


def _events(claims: tuple[Claim, ...]) -> list[RenderableType]:
    """Events under their chain of holders, the report's own voice first."""
    chains: dict[str, list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.content, Event):
            chains.setdefault(chain_words(claim.attribution), []).append(claim)
    ordered = sorted(chains.items(), key=lambda pair: bool(pair[1][0].attribution))
    return [_section(f"{chain}:", [_event_row(claim) for claim in group]) for chain, group in ordered]


def _section(title: str, rows: list[tuple[Text, ...]]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0), expand=False)
    for row in rows[:1]:
        for _ in row:
            table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    return Group(Text(f"\n{title}", style="bold"), Padding(table, (0, 0, 0, 2)))


def _status(claim: Claim) -> Text:
    mark, colour = STATUS_MARKS[claim.status]
    doubt = " (?)" if claim.confidence < LOW_CONFIDENCE else ""
    return Text(f"{mark} {status_words(claim.status)}{doubt}", style=colour)


def _event_row(claim: Claim) -> tuple[Text, ...]:
    event = claim.content
    assert isinstance(event, Event)
    what = Text.assemble(
        names(event.actors), " ", (event.type.value.lower(), "bold"), " ", names(event.recipients)
    )
    return _status(claim), what, _setting(claim), _quote(claim)


def _setting(claim: Claim) -> Text:
    return Text(", ".join(filter(None, (place_words(claim.place), when_words(claim.when)))), style="cyan")


def _quote(claim: Claim) -> Text:
    quote = " ".join(claim.evidence.quote.split())
    return Text(f"“{quote if len(quote) <= 60 else quote[:57] + '…'}”", style="dim italic")


def _sections(claims: tuple[Claim, ...]) -> list[RenderableType]:
    """The other kinds of claims, each under its own heading with the speaker in the row."""
    titles: tuple[tuple[type[Content], str], ...] = (
        (Count, "How many:"),
        (Movement, "Who went where:"),
        (Agreement, "What was agreed:"),
        (Presence, "Civilians present:"),
        (Custody, "Missing or held:"),
        (Silence, "Silent:"),
    )
    sections = []
    for kind, title in titles:
        rows = [_row(claim) for claim in claims if isinstance(claim.content, kind)]
        if rows:
            sections.append(_section(title, rows))
    return sections


def _row(claim: Claim) -> tuple[Text, ...]:
    speaker = Text(chain_words(claim.attribution) if claim.attribution else "", style="bold")
    return _status(claim), content_words(claim), _setting(claim), _quote(claim), speaker


def content_words(claim: Claim) -> Text:  # noqa: PLR0911  # one line for each kind of content
    """What is claimed, in a line."""
    match claim.content:
        case Count() as count:
            who = count.who.name if count.who else ""
            return Text.assemble(
                (bounds(count), "bold"), " ", who, " ", (measure_words(count.measure), "italic")
            )
        case Movement() as movement:
            return _movement(movement)
        case Agreement() as deal:
            terms = "; ".join(term.quote for term in deal.terms)
            return Text.assemble(
                (deal.kind.value.replace("_", " "), "bold"),
                f" between {names(deal.parties)}",
                f": {terms}" if terms else "",
            )
        case Presence(who=who, among=among):
            return Text(f"{who.name}{f' among {among.name}' if among else ''}")
        case Custody(who=who, state=state, by=by):
            return Text.assemble(who.name, " ", (state.value, "bold"), f" by {by.name}" if by else "")
        case Silence(who=who, kind=kind, about=about):
            return Text(f"{who.name}: {kind.value.replace('_', ' ')}{f' on {about.quote}' if about else ''}")
        case Event():
            return _event_row(claim)[1]


def _movement(movement: Movement) -> Text:
    stops = [place.name if place else "?" for place in (movement.origin, *movement.via, movement.destination)]
    means = f" by {movement.means.quote}" if movement.means else ""
    return Text.assemble(movement.who.name if movement.who else "—", ": ", (" → ".join(stops), "bold"), means)
