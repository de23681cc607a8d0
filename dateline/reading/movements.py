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
from dateline.reading.places import place_of
from dateline.reading.status import read_status
from dateline.reading.times import time_of
from dateline.reading.trips import Trip, find_trips

_HOMES = frozenset({"home", "homes", "their homes", "hospital"})


def read_movements(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The movement claims of a report in text order: every trip whose origin or destination the report states."""
    del report, events
    claims: list[Claim] = []
    seen: set[tuple[object, ...]] = set()
    trips = tuple(find_trips(analysis))
    told = {trip.lemma for trip in trips if trip.origin is not None or trip.destination is not None}
    for trip in trips:
        if trip.origin is None and trip.destination is None:
            if trip.lemma in told:
                continue
            trip.origin = _scene(analysis, names, trip)
        claim = _claim(analysis, names, attribution, trip)
        content = claim.content
        assert isinstance(content, Movement)
        if _is_again(content, claims):
            continue
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


def _scene(analysis: Analysis, names: Names, trip: Trip) -> Span | None:
    """The place that the report is about, which is left where no other is told."""
    place = place_of(analysis, trip.trigger, names, EventType.MOVE)
    if place is None:
        return None
    inside = [t.index for t in analysis.tokens if place.evidence.start <= t.start < place.evidence.end]
    return (inside[0], inside[-1] + 1) if inside else None


def _is_again(content: Movement, claims: list[Claim]) -> bool:
    """Whether a movement to a place without a name tells another one over again ("entered the building")."""
    goal = content.destination
    if goal is None or content.origin is not None or not goal.name.islower() or goal.name.lower() in _HOMES:
        return False
    return any(
        isinstance(c.content, Movement)
        and c.content.destination is not None
        and c.content.destination.name == goal.name
        for c in claims
    )


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
