"""Scores of gazetteer entries for a report's toponyms: by size and kind, by the words around, by each other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.grounding.features import AREAS, DISTRICTS, REGIONS, SETTLEMENTS, SITES, likelihood
from dateline.grounding.gazetteer import Gazetteer, Place
from dateline.grounding.gazetteer_build import ALTERNATE, FIXED_SPELLING
from dateline.grounding.place_context import country_of_people
from dateline.grounding.place_phrases import Phrase

WEIGHED = 12
_ANCHORS = 25
_GRADES = (0.1, 0.0, -0.25, -0.35)
_SUPPORT, _DIVISION, _NEAR, _NESTED = 0.5, 0.3, 0.5, 0.7
_SURE, _SHARE, _OTHER_NAME = 0.02, 0.5, 0.2
_NAMESAKE, _GREAT = 0.3, 200_000
_LISTED = 3
"""First-order divisions of one country named together, from which on a name among them is one of them."""
_WANTED = {
    "region": REGIONS | {"region"},
    "district": DISTRICTS,
    "settlement": SETTLEMENTS,
    "site": SITES,
    "nature": AREAS,
}


@dataclass(slots=True)
class Scored:
    """A candidate with its score from its own words (`base`) and with the report's context (`score`)."""

    place: Place
    base: float
    score: float = 0.0
    supported: bool = False
    """True where the report names its country or a place near it."""
    why: str = "name"


@dataclass(slots=True)
class Toponym:
    """One name of a report, with what the text says of it over all its mentions, and its candidates."""

    phrase: Phrase
    containers: frozenset[str] = frozenset()
    """Countries that the text puts it in."""
    state: tuple[str, str] | None = None
    """Country and first-order division of an abbreviation beside it ("Boston, Mass.")."""
    candidates: list[Scored] = field(default_factory=list)
    whole: frozenset[str] = frozenset()
    """Ids of the candidates that bear the whole phrase, not only the name within it."""
    mentions: int = 1
    within: set[int] = field(default_factory=set)
    """Indexes of toponyms that the text puts around this one ("Pandi, Bulacan")."""

    @property
    def best(self) -> Scored | None:
        """The likeliest candidate."""
        return self.candidates[0] if self.candidates else None

    def rank(self) -> None:
        """Sort the candidates, likeliest first."""
        self.candidates.sort(key=lambda c: (-c.score, c.place.ref))


def gather(toponym: Toponym, gazetteer: Gazetteer) -> None:
    """Look the toponym's candidates up and score each by its kind, its size and the words around the name."""
    phrase = toponym.phrase
    found: dict[str, Place] = {}
    if phrase.whole != phrase.core:
        found = {place.ref: place for place in gazetteer.find(phrase.whole, loosely=False)}
    toponym.whole = frozenset(found)
    people = country_of_people(phrase.core)
    # "Mexico City" and "West Virginia" are names of their own, "Mexico" and "Virginia" others.
    exactly = () if found and _is_title(phrase.whole) else gazetteer.find(phrase.core, loosely=False)
    for place in exactly or (() if people or found else gazetteer.find(phrase.core)):
        found.setdefault(place.ref, place)
    if people and (country := gazetteer.by_ref(f"dl:country-{people}")):
        found.setdefault(country.ref, country)
    lands = {p.country for p in found.values() if p.feature in REGIONS and p.grade == 0}
    toponym.candidates = [
        Scored(
            place,
            likelihood(place.feature, place.population)
            + _GRADES[place.grade]
            + _worded(toponym, place)
            - (_NAMESAKE if _is_namesake(toponym, place, lands) else 0.0),
        )
        for place in found.values()
    ]
    for scored in toponym.candidates:
        scored.score = scored.base
        if toponym.containers & set(scored.place.countries):
            scored.supported, scored.why = True, "stated country"


def _is_title(words: str) -> bool:
    return all(word[:1].isupper() for word in words.split())


def _is_namesake(toponym: Toponym, place: Place, lands: set[str | None]) -> bool:
    """Whether a town bears the name of a division of its own country ("Oregon"), and nothing says that it is meant."""
    said = toponym.state or toponym.phrase.kind == "settlement"
    return not said and place.country in lands and place.feature in SETTLEMENTS and place.population < _GREAT


def _worded(toponym: Toponym, place: Place) -> float:
    """What the phrase's kind and the words around it say for or against a place."""
    phrase, score = toponym.phrase, 0.0
    wanted = _WANTED.get(phrase.kind)
    if wanted and place.ref not in toponym.whole:
        score += 0.5 if place.feature in wanted else -0.3 if place.feature == "country" else -0.1
    if place.ref in toponym.whole:
        score += 0.25
    if place.grade == ALTERNATE and place.country in FIXED_SPELLING and place.population < 100_000:
        score -= _OTHER_NAME
    if phrase.direction and not phrase.part and place.feature in REGIONS:
        score += 0.8
    if toponym.containers and place.feature not in {"continent", "sea"}:
        inside = toponym.containers & set(place.countries) and place.feature != "country"
        score += 0.8 if inside else -0.5
    if toponym.state:
        score += 1.0 if (place.country, place.admin1) == toponym.state else -0.5
    return score


def weigh(toponyms: Sequence[Toponym], named: Mapping[str, float]) -> None:
    """Rescore all candidates by the countries that the text names and by each other, in two rounds."""
    top = max(named.values(), default=1.0)
    for toponym in toponyms:
        for scored in toponym.candidates:
            scored.score = (
                scored.base
                + 0.4 * max((named.get(c, 0.0) for c in scored.place.countries), default=0.0) / top
            )
        toponym.rank()
        del toponym.candidates[WEIGHED:]
    for _ in range(2):
        context = _Context(toponyms, named)
        for at, toponym in enumerate(toponyms):
            context.rescore(at, toponym)
        for toponym in toponyms:
            toponym.rank()


class _Context:
    """How well a place fits a report's countries, first-order divisions and other places."""

    def __init__(self, toponyms: Sequence[Toponym], named: Mapping[str, float]) -> None:
        self.toponyms = toponyms
        self.weights = [1 + math.log2(max(1, toponym.mentions)) for toponym in toponyms]
        self.countries: defaultdict[str, float] = defaultdict(float, named)
        self.divisions: defaultdict[tuple[str | None, str], float] = defaultdict(float)
        self.lands: defaultdict[str | None, int] = defaultdict(int)
        """How many names of first-order divisions of each country there are."""
        for toponym in toponyms:
            regions = (
                c.place for c in toponym.candidates if c.place.feature in REGIONS and c.place.grade == 0
            )
            for country in {place.country for place in regions}:
                self.lands[country] += 1
        self.own: list[dict[object, float]] = []
        anchors: list[tuple[float, int, Place]] = []
        for at, toponym in enumerate(toponyms):
            own: defaultdict[object, float] = defaultdict(float)
            shares = _shares(toponym)
            for place, share in shares:
                if share > _SURE:
                    self._add(place, share * self.weights[at], own)
            self.own.append(own)
            if shares and shares[0][0].feature not in {"country", "continent", "sea"}:
                anchors.append((shares[0][1] * self.weights[at], at, shares[0][0]))
        self.anchors = sorted(anchors, key=lambda a: (-a[0], a[1]))[:_ANCHORS]

    def _add(self, place: Place, weight: float, own: defaultdict[object, float]) -> None:
        if place.feature == "country":
            return
        for country in place.countries[:3]:
            self.countries[country] += weight
            own[country] += weight
        if place.admin1 and place.country:
            self.divisions[place.country, place.admin1] += weight
            own[place.country, place.admin1] += weight

    def rescore(self, at: int, toponym: Toponym) -> None:
        own = self.own[at]
        top = max((weight - own.get(c, 0.0) for c, weight in self.countries.items()), default=0.0)
        for scored in toponym.candidates:
            place = scored.place
            country = max(
                (self.countries[c] - own.get(c, 0.0) for c in place.countries if c in self.countries),
                default=0.0,
            )
            division = 0.0
            if place.admin1 and (weight := self.divisions.get((place.country, place.admin1))):
                division = min(1.0, (weight - own.get((place.country, place.admin1), 0.0)) / 2)
            near = self._nearness(at, place)
            if place.feature in REGIONS:
                near = max(division, min(1.0, (self.lands[place.country] - 1) / _LISTED))
            nested = _NESTED if self._is_nested(toponym, place) else 0.0
            support = _SHARE * country / max(top, 1.0) + (1 - _SHARE) * min(1.0, country / 2.5)
            scored.supported = scored.supported or support > 0.3 or near > 0.2 or nested > 0
            scored.score = scored.base + _SUPPORT * support + _DIVISION * division + _NEAR * near + nested
            if scored.why == "name" and scored.supported:
                scored.why = (
                    "stated region" if nested else "places near it" if near > support else "countries named"
                )

    def _nearness(self, at: int, place: Place) -> float:
        near = 0.0
        for weight, other, anchor in self.anchors:
            if other != at:
                near += weight * math.exp(-distance(place, anchor) / 120)
        return min(1.0, near / 2)

    def _is_nested(self, toponym: Toponym, place: Place) -> bool:
        outers = (self.toponyms[at].candidates[:6] for at in toponym.within)
        return any(_holds(outer.place, place) for found in outers for outer in found)


def distance(one: Place, other: Place) -> float:
    """Kilometres between two places, by the equirectangular approximation."""
    sideways = (one.longitude - other.longitude + 180) % 360 - 180
    sideways *= math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 111.2 * math.hypot(one.latitude - other.latitude, sideways)


def _holds(outer: Place, inner: Place) -> bool:
    if outer.ref == inner.ref or not set(outer.countries) & set(inner.countries):
        return False
    if outer.feature == "country":
        return True
    if outer.admin1 and outer.admin1 == inner.admin1 and outer.feature in REGIONS | DISTRICTS:
        return True
    return distance(outer, inner) <= max(min(outer.radius, 300.0), 50.0)


def _shares(toponym: Toponym) -> list[tuple[Place, float]]:
    """The candidates with how surely each is meant, by a softmax of their scores; likeliest first."""
    if not toponym.candidates:
        return []
    top = toponym.candidates[0].score
    raw = [(c.place, math.exp(8 * (c.score - top))) for c in toponym.candidates]
    total = sum(share for _, share in raw)
    return [(place, share / total) for place, share in raw]
