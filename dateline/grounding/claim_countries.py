"""The country of a claim: its place's, or what is plain from the words around it and the whole report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from dateline.codebook import EventType
from dateline.grounding.place_context import Surroundings, find_countries
from dateline.model.claims import Claim, Count, Event, Location, Movement, PlaceLink
from dateline.model.evidence import Evidence

_MOSTLY = 0.6
_SPOKEN = frozenset(
    {
        EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT,
        EventType.THREATEN, EventType.SANCTION, EventType.COOPERATE, EventType.AID, EventType.CONCEDE,
    }
)  # fmt: skip
"""What is done in words or between states happens in no country that could be told from the context."""


class ReportCountries:
    """In which countries the places of a report lie, and which of them it is about."""

    def __init__(self, surroundings: Surroundings, links: Mapping[Evidence, PlaceLink | None]) -> None:
        """Take the countries named in the text, and its resolved toponyms."""
        self._mentions = [
            (evidence.start, evidence.end, link.chosen.country) for evidence, link in links.items() if link
        ]
        weights: defaultdict[str, float] = defaultdict(float)
        for _, _, country in self._mentions:
            if country:
                weights[country] += 1.0
        for mention in surroundings.mentions:
            weights[mention.country] += 0.25 if mention.is_people else 0.5
        self.leading = _leading(weights)

    def of_claim(self, claim: Claim) -> str | None:
        """ISO 3166-1 alpha-2 of the country that a grounded claim's content lies in; None where it is not plain."""
        if claim.place is not None:
            return self._of_place(claim.place, claim.passage)
        if isinstance(claim.content, Movement):
            ends = [end.country for end in (claim.content.destination, claim.content.origin) if end]
            return next((country for country in ends if country), None)
        if isinstance(claim.content, Count) or (
            isinstance(claim.content, Event) and claim.content.type in _SPOKEN
        ):
            return None
        return self._around(claim.passage) or self.leading

    def _of_place(self, place: Location, passage: Evidence) -> str | None:
        if place.link is not None:
            return place.link.chosen.country
        named = {mention.country for mention in find_countries(place.name)}
        if named:
            return named.pop() if len(named) == 1 else None
        return self._around(passage) or self.leading

    def _around(self, passage: Evidence) -> str | None:
        """The one country in which the places lie that a passage names."""
        inside = {
            c for start, end, c in self._mentions if start >= passage.start and end <= passage.end and c
        }
        return inside.pop() if len(inside) == 1 else None


def _leading(weights: Mapping[str, float]) -> str | None:
    total = sum(weights.values())
    if not total:
        return None
    country, weight = max(weights.items(), key=lambda item: (item[1], item[0]))
    return country if weight >= _MOSTLY * total else None
