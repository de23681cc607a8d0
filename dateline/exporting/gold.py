"""The gold format: a report's record as one JSON object, as people annotate it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dateline.model.claims import Agreement, Claim, Count, Event, Location, Movement, Party, When
from dateline.model.evidence import Evidence
from dateline.model.reports import Report

Row = dict[str, Any]


def to_gold(report: Report, claims: Iterable[Claim]) -> Row:
    """One object of a gold file: `doc_id`, `published`, `outlet`, `text`, `events`, `counts`, `movements`, `agreements`.

    Quotes are verbatim, with `nth` where the words stand in the text more than once. Claims of other kinds
    (presence, custody, silence) have no place in this format and are left out.
    """
    events: list[Row] = []
    counts: list[Row] = []
    movements: list[Row] = []
    agreements: list[Row] = []
    for claim in claims:
        content = claim.content
        if isinstance(content, Event):
            events.append(_event(report, claim, content))
        elif isinstance(content, Count):
            counts.append(_count(report, claim, content))
        elif isinstance(content, Movement):
            movements.append(_movement(report, claim, content))
        elif isinstance(content, Agreement):
            agreements.append(_agreement(report, claim, content))
    return {
        "doc_id": report.given_id,
        "published": report.published.isoformat() if report.published else None,
        "outlet": report.outlet,
        "text": report.text,
        "events": events,
        "counts": counts,
        "movements": movements,
        "agreements": agreements,
    }


def to_gold_line(report: Report, claims: Iterable[Claim]) -> str:
    """The same as one line of JSON Lines, without its newline."""
    return json.dumps(to_gold(report, claims), ensure_ascii=False)


def _event(report: Report, claim: Claim, event: Event) -> Row:
    return {
        **_quoted("anchor", report.text, claim.evidence),
        "type": event.type.value,
        "actors": _names(event.actors),
        "recipients": _names(event.recipients),
        "place": _place(claim.place),
        "country": claim.country or (claim.place.country if claim.place else None),
        "date": _date(claim.when),
        **_held(claim),
    }


def _count(report: Report, claim: Claim, count: Count) -> Row:
    row: Row = {
        **_quoted("quote", report.text, claim.evidence),
        "measure": count.measure.value,
        "who": count.who.name if count.who else None,
        "low": count.low,
        "high": count.high,
    }
    if count.approx:
        row["approx"] = True
    return {**row, "place": _place(claim.place), **_held(claim)}


def _movement(report: Report, claim: Claim, movement: Movement) -> Row:
    return {
        **_quoted("quote", report.text, claim.evidence),
        "who": movement.who.name if movement.who else None,
        "origin": _place(movement.origin),
        "destination": _place(movement.destination),
        "means": movement.means.quote if movement.means else None,
        **_held(claim),
    }


def _agreement(report: Report, claim: Claim, agreement: Agreement) -> Row:
    return {
        **_quoted("quote", report.text, claim.evidence),
        "kind": agreement.kind.value,
        "parties": _names(agreement.parties),
        "terms": [term.quote for term in agreement.terms],
        **_held(claim),
    }


def _held(claim: Claim) -> Row:
    return {"status": claim.status.value, "said_by": _names(claim.attribution)}


def _names(parties: Iterable[Party]) -> list[str]:
    return [party.name for party in parties]


def _place(location: Location | None) -> str | None:
    return location.name if location else None


def _date(when: When | None) -> dict[str, str] | None:
    if when is None or when.first is None or when.last is None:
        return None
    return {"from": when.first.isoformat(), "to": when.last.isoformat()}


def _quoted(key: str, text: str, evidence: Evidence) -> Row:
    """The quote, and which occurrence it is where there are several (overlapping ones counted, from 1)."""
    at, nth, seen = -1, 1, 0
    while (at := text.find(evidence.quote, at + 1)) >= 0:
        seen += 1
        if at == evidence.start:
            nth = seen
    return {key: evidence.quote, "nth": nth} if seen > 1 else {key: evidence.quote}
