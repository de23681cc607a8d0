"""Grounding places: from a report's toponyms to gazetteer entries, by the whole report's context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.codebook import Precision
from dateline.grounding.claim_countries import ReportCountries
from dateline.grounding.features import ACROSS, SITES
from dateline.grounding.gazetteer import Gazetteer, Place
from dateline.grounding.place_context import Surroundings, find_countries
from dateline.grounding.place_parts import candidate_of, locate
from dateline.grounding.place_phrases import Phrase, read_phrase
from dateline.grounding.place_scores import Scored, Toponym, gather, weigh
from dateline.grounding.spellings import fold
from dateline.model.analysis import Analysis, EntityKind
from dateline.model.claims import Claim, Location, Movement, PlaceCandidate, PlaceLink
from dateline.model.evidence import Evidence, cite

KEPT = 5
_ENOUGH, _ENOUGH_ALONE, _ENOUGH_SINGLE = 0.43, 0.62, 0.5
_SIDE = re.compile(r"\bside of\b")
_INSIDE = re.compile(r"^(?:,\s+|,?\s+in\s+(?:the\s+)?(?:\w+ern\s+)?|\s+\(|,?\s+near\s+)$")

_BARE = frozenset(
    "north south east west northern southern eastern western central muslim shiite shia sunni islam islamic "  # noqa: SIM905
    "christian jewish arab arabic farsi kurd kurdish european asian african".split()
)
"""Directions, faiths and peoples, which are names of villages somewhere, and mean none of them standing alone."""

Key = tuple[str, str, str]


def find_places(name: str, gazetteer: Gazetteer, country: str | None = None) -> tuple[PlaceCandidate, ...]:
    """Entries that bear the name, likeliest first; only those of `country` (ISO 3166-1 alpha-2) where given."""
    toponym = Toponym(read_phrase(name))
    gather(toponym, gazetteer)
    toponym.rank()
    kept = [c for c in toponym.candidates if country is None or country.upper() in c.place.countries]
    return tuple(candidate_of(scored, gazetteer) for scored in kept)


def ground_places(claims: Sequence[Claim], *, analysis: Analysis, gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """The claims with every location linked to its gazetteer entry, and with the country where it is plain.

    The report's other toponyms help to tell which entry is meant. A location that nothing fits keeps no link.
    """
    spans = {analysis.span(e.first, e.last) for e in analysis.entities if e.kind is EntityKind.PLACE}
    locations = {location.evidence for claim in claims for location in _locations(claim)}
    toponyms = sorted({cite(analysis.text, *span) for span in spans} | locations)
    resolution = _Resolution(analysis.text, gazetteer)
    links = dict(zip(toponyms, resolution.resolve(toponyms), strict=True))
    countries = ReportCountries(resolution.surroundings, links)
    return tuple(_ground(claim, links, countries) for claim in claims)


def _locations(claim: Claim) -> Iterable[Location]:
    found = [claim.place]
    if isinstance(claim.content, Movement):
        found += [claim.content.origin, *claim.content.via, claim.content.destination]
    return (location for location in found if location is not None)


def _ground(claim: Claim, links: dict[Evidence, PlaceLink | None], countries: ReportCountries) -> Claim:
    def linked(location: Location | None) -> Location | None:
        return None if location is None else replace(location, link=links[location.evidence])

    content = claim.content
    if isinstance(content, Movement):
        via = tuple(replace(location, link=links[location.evidence]) for location in content.via)
        content = replace(
            content, origin=linked(content.origin), via=via, destination=linked(content.destination)
        )
    placed = replace(claim, content=content, place=linked(claim.place))
    return replace(placed, country=claim.country or countries.of_claim(placed))


def resolve_toponyms(
    toponyms: Sequence[Evidence], *, text: str, gazetteer: Gazetteer
) -> tuple[PlaceLink | None, ...]:
    """For each toponym of a text its gazetteer entry, or None where nothing fits.

    All are resolved together: by size and kind, by what the words around them say ("a Lebanese border
    town"), by the countries named, and by distance to each other. A name means one place throughout
    unless the text puts it in different countries.
    """
    return _Resolution(text, gazetteer).resolve(toponyms)


class _Resolution:
    """The toponyms of one text, resolved together."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.surroundings = Surroundings(text)
        self.toponyms: list[Toponym] = []
        self._known: dict[Key, list[int]] = {}

    def resolve(self, evidences: Sequence[Evidence]) -> tuple[PlaceLink | None, ...]:
        phrases = [self._read(evidence) for evidence in evidences]
        keys = [self._register(evidence, phrase) for evidence, phrase in zip(evidences, phrases, strict=True)]
        self._nest(evidences, keys)
        for toponym in self.toponyms:
            gather(toponym, self.gazetteer)
        weigh(self.toponyms, self.surroundings.weights)
        return tuple(self._link(phrase, key) for phrase, key in zip(phrases, keys, strict=True))

    def _read(self, evidence: Evidence) -> Phrase:
        before = self.text[max(0, evidence.start - 60) : evidence.start]
        phrase = read_phrase(evidence.quote, before, self.text[evidence.end : evidence.end + 40])
        if phrase.whole == phrase.core and not (phrase.several or phrase.border):
            return phrase
        known = self.gazetteer.find(phrase.whole, loosely=False)
        if any(place.ref.startswith("dl:") for place in known) or (phrase.several and known):
            return Phrase(phrase.whole, phrase.whole, near=phrase.near)
        return phrase

    def _register(self, evidence: Evidence, phrase: Phrase) -> tuple[int, ...]:
        """Indexes of the toponyms that the phrase names, made where they are new."""
        if phrase.border:
            return ()
        if phrase.several:
            return tuple(self._index(read_phrase(part), frozenset(), None) for part in phrase.several)
        containers = self.surroundings.containers(evidence.start, evidence.end)
        return (self._index(phrase, containers, self.surroundings.state(evidence.end)),)

    def _index(self, phrase: Phrase, containers: frozenset[str], state: tuple[str, str] | None) -> int:
        kind = phrase.kind if phrase.kind in {"region", "district", "site", "nature"} else ""
        same = self._known.setdefault((fold(phrase.core), kind, phrase.direction), [])
        for at in same:
            known = self.toponyms[at]
            if containers and known.containers and not containers & known.containers:
                continue
            if state and known.state and state != known.state:
                continue
            known.containers = known.containers & containers or known.containers | containers
            known.state = known.state or state
            known.mentions += 1
            return at
        same.append(len(self.toponyms))
        self.toponyms.append(Toponym(phrase, containers, state))
        return same[-1]

    def _nest(self, evidences: Sequence[Evidence], keys: Sequence[tuple[int, ...]]) -> None:
        """Mark which toponym follows which as the land it lies in."""
        order = sorted(range(len(evidences)), key=lambda i: evidences[i])
        for first, second in pairwise(order):
            if len(keys[first]) != 1 or len(keys[second]) != 1 or keys[first] == keys[second]:
                continue
            if _INSIDE.match(self.text[evidences[first].end : evidences[second].start]):
                self.toponyms[keys[first][0]].within.add(keys[second][0])

    def _link(self, phrase: Phrase, keys: tuple[int, ...]) -> PlaceLink | None:
        if phrase.border:
            return self._border(phrase)
        if len(keys) != 1:
            return self._several([self.toponyms[at] for at in keys])
        toponym = self.toponyms[keys[0]]
        best = toponym.best
        if best is None or not _fits(toponym, best):
            return None
        candidates = tuple(candidate_of(scored, self.gazetteer) for scored in toponym.candidates[:KEPT])
        is_whole = best.place.ref in toponym.whole
        chosen, precision = locate(
            phrase, best.place, candidates[0], is_whole=is_whole, gazetteer=self.gazetteer
        )
        if best.place.feature in ACROSS and len(best.place.countries) > 1:
            chosen = replace(chosen, country=self._side(best.place))
        return PlaceLink(chosen, precision, candidates, best.why)

    def _side(self, place: Place) -> str:
        """On which side of a border the report puts a river or crossing: the country it speaks of most."""
        return next((c for c in self._leading() if c in place.countries), place.countries[0])

    def _several(self, toponyms: Sequence[Toponym]) -> PlaceLink | None:
        """The one country in which all the places lie; None where they lie in several."""
        best = [toponym.best for toponym in toponyms if toponym.best and _fits(toponym, toponym.best)]
        countries = {scored.place.country for scored in best if scored}
        only = countries.pop() if len(countries) == 1 else None
        place = self.gazetteer.by_ref(f"dl:country-{only}") if only else None
        if place is None:
            return None
        parts = tuple(candidate_of(scored, self.gazetteer) for scored in best[:KEPT] if scored)
        chosen = candidate_of(
            Scored(place, 1.0, min(scored.score for scored in best if scored)), self.gazetteer
        )
        return PlaceLink(chosen, Precision.COUNTRY, parts, "several places of one country")

    def _border(self, phrase: Phrase) -> PlaceLink | None:
        """The stretch between two countries: both named, or one named and the other what the report is about."""
        named = [mention.country for mention in find_countries(phrase.whole)]
        side = named[0] if _SIDE.search(phrase.whole) and named else None
        for one, other in ((a, b) for a in named[:2] for b in named[1:2] + self._leading() if a != b):
            place = self._between(one, other)
            if place:
                scored = Scored(place, 1.0, 1.0)
                candidate = replace(candidate_of(scored, self.gazetteer), country=side)
                return PlaceLink(candidate, Precision.AREA, (candidate,), "border of two countries")
        if len(set(named)) != 1 or (place := self.gazetteer.by_ref(f"dl:country-{named[0]}")) is None:
            return None
        candidate = candidate_of(Scored(place, 1.0, 1.0), self.gazetteer)
        return PlaceLink(candidate, Precision.COUNTRY, (candidate,), "border of a country")

    def _leading(self) -> list[str]:
        """The countries that the report speaks of, most spoken of first."""
        weights = dict(self.surroundings.weights)
        for toponym in self.toponyms:
            if toponym.best and (country := toponym.best.place.country):
                weights[country] = weights.get(country, 0.0) + 1
        return sorted(weights, key=lambda country: (-weights[country], country))

    def _between(self, one: str, other: str) -> Place | None:
        names = [self.gazetteer.by_ref(f"dl:country-{country}") for country in (one, other)]
        if None in names:
            return None
        found = self.gazetteer.find(
            "-".join(place.name for place in names if place) + " border", loosely=False
        )
        return next((place for place in found if place.feature == "border"), None)


def _fits(toponym: Toponym, best: Scored) -> bool:
    """True where the evidence for the place outweighs the chance of a mere namesake."""
    if not toponym.phrase.kind and fold(toponym.phrase.whole) in _BARE:
        return False
    if best.supported:
        return best.score >= _ENOUGH
    is_facility = toponym.phrase.kind == "site" and best.place.feature not in SITES
    enough = _ENOUGH_SINGLE if len(toponym.candidates) == 1 else _ENOUGH_ALONE
    return best.place.grade < 2 and not is_facility and best.score >= enough
