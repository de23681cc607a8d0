"""Movements: people or vehicles going from one place to another."""

from __future__ import annotations

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.model.claims import Claim, Ground, Location, Movement, Party
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.parties import Names
from dateline.reading.place_names import Span, core_of, location
from dateline.reading.status import read_status
from dateline.reading.times import time_of
from dateline.reading.trips import Trip, find_trips


def read_movements(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The movement claims of a report in text order: every trip whose origin or destination the report states."""
    del report, events
    claims: list[Claim] = []
    seen: set[tuple[object, ...]] = set()
    for trip in find_trips(analysis):
        claim = _claim(analysis, names, attribution, trip)
        content = claim.content
        assert isinstance(content, Movement)
        key = (
            content.who.name if content.who else "",
            content.origin.name if content.origin else "",
            content.destination.name if content.destination else "",
            claim.status,
            tuple(party.name for party in claim.attribution),
        )
        if key not in seen:
            seen.add(key)
            claims.append(claim)
    return tuple(claims)


def _claim(analysis: Analysis, names: Names, attribution: Attribution, trip: Trip) -> Claim:
    sentence = analysis.sentences[analysis.tokens[trip.trigger].sentence]
    status, ground = read_status(analysis, trip.trigger, attribution, EventType.MOVE)
    first = trip.trigger
    if trip.mover is not None and trip.trigger - 6 <= trip.mover < trip.trigger:
        first = trip.mover
    start, end = analysis.span(first, trip.last)
    content = Movement(
        who=_who(analysis, names, trip.mover),
        origin=_location(analysis, trip.origin),
        via=tuple(location(analysis, span) for span in trip.via),
        destination=_location(analysis, trip.destination),
        means=_means(analysis, trip),
    )
    holder = attribution.ground(trip.trigger)
    return Claim(
        content=content,
        status=status,
        evidence=cite(analysis.text, start, end),
        passage=cite(analysis.text, sentence.start, sentence.end),
        attribution=attribution.chain(trip.trigger),
        place=content.destination or content.origin,
        when=time_of(analysis, trip.trigger),
        grounds=(Ground("movement", f"trigger:{trip.lemma}"), ground, *((holder,) if holder else ())),
    )


def _who(analysis: Analysis, names: Names, mover: int | None) -> Party | None:
    if mover is None:
        return None
    party = names.party(mover)
    if party is not None or analysis.tokens[mover].upos == "PRON":
        return party
    return names.named(mover)


def _location(analysis: Analysis, span: Span | None) -> Location | None:
    return location(analysis, span) if span is not None else None


def _means(analysis: Analysis, trip: Trip) -> Evidence | None:
    if trip.means is None:
        return None
    first, last = core_of(analysis, trip.means)
    joined = [c for c in analysis.dependents[trip.means] if analysis.tokens[c].deprel == "conj"]
    start, end = analysis.span(first, max([last, *(c + 1 for c in joined if c <= last + 2)]))
    return cite(analysis.text, start, end)
