"""Grounding places: from a report's toponyms to gazetteer entries, by the whole report's context."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateline.codebook import Precision
from dateline.grounding.features import AREAS, DISTRICTS, REGIONS, SETTLEMENTS, SITES, likelihood, precision_of
from dateline.grounding.gazetteer import Gazetteer, Place
from dateline.grounding.place_context import Surroundings, country_of_people
from dateline.grounding.place_phrases import Phrase, read_phrase
from dateline.grounding.spellings import fold
from dateline.model.claims import PlaceCandidate, PlaceLink
from dateline.model.evidence import Evidence

_KEPT = 5
_WEIGHED = 12
_ANCHORS = 25
_ENOUGH = 0.52
_GRADES = (0.1, 0.0, -0.25, -0.35)
_INSIDE = re.compile(r"^(?:,\s+|,?\s+in\s+(?:the\s+)?(?:\w+ern\s+)?|\s+\(|,?\s+near\s+)$")
_WANTED = {
    "region": REGIONS | {"region"},
    "district": DISTRICTS,
    "settlement": SETTLEMENTS,
    "site": SITES,
    "nature": AREAS,
}


@dataclass(slots=True)
class _Scored:
    place: Place
    base: float
    score: float = 0.0
    why: str = ""


@dataclass(slots=True)
class _Toponym:
    """One name of a report with what the text says of it, over all its mentions."""

    phrase: Phrase
    containers: frozenset[str]
    state: tuple[str, str] | None
    candidates: list[_Scored] = field(default_factory=list)
    mentions: int = 0
    within: set[int] = field(default_factory=set)
    """Indexes of toponyms that the text puts around this one ("Pandi, Bulacan")."""

    @property
    def best(self) -> _Scored | None:
        return self.candidates[0] if self.candidates else None


def find_place(name: str, gazetteer: Gazetteer, country: str | None = None) -> tuple[PlaceCandidate, ...]:
    """Entries that bear the name, likeliest first; only those of `country` (ISO 3166-1 alpha-2) where given."""
    toponym = _Toponym(read_phrase(name), frozenset(), None)
    found = [c for c in _candidates(toponym, gazetteer) if country is None or country.upper() in c.place.countries]
    for scored in found:
        scored.score = scored.base
    found.sort(key=lambda c: (-c.score, c.place.ref))
    return tuple(_candidate(scored, gazetteer) for scored in found)


def resolve_toponyms(
    toponyms: Sequence[Evidence], *, text: str, gazetteer: Gazetteer
) -> tuple[PlaceLink | None, ...]:
    """For each toponym of a text its gazetteer entry, or None where nothing fits.

    All are resolved together: by size and kind, by what the words around them say ("a Lebanese border
    town"), by the countries named, and by distance to each other. A name means one place throughout
    unless the text puts it in different countries.
    """
    return _Report(text, gazetteer).resolve(toponyms)


class _Report:
    """The toponyms of one text, resolved together."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.surroundings = Surroundings(text)
        self.toponyms: list[_Toponym] = []

    def resolve(self, evidences: Sequence[Evidence]) -> tuple[PlaceLink | None, ...]:
        phrases = [self._read(evidence) for evidence in evidences]
        keys = [self._register(evidence, phrase) for evidence, phrase in zip(evidences, phrases, strict=True)]
        self._nest(evidences, [key[0] if len(key) == 1 else None for key in keys])
        self._weigh()
        return tuple(self._link(phrase, key) for phrase, key in zip(phrases, keys, strict=True))

    def _read(self, evidence: Evidence) -> Phrase:
        before, after = self.text[max(0, evidence.start - 60) : evidence.start], self.text[evidence.end : evidence.end + 40]
        phrase = read_phrase(evidence.quote, before, after)
        if phrase.several and self.gazetteer.find(phrase.whole, loosely=False):
            return replace(phrase, core=phrase.whole, several=())
        return phrase

    def _register(self, evidence: Evidence, phrase: Phrase) -> tuple[int, ...]:
        """Indexes of the toponyms that the phrase names, made where they are new."""
        if phrase.border:
            return ()
        if phrase.several:
            parts = [read_phrase(part) for part in phrase.several]
            return tuple(self._index(part, frozenset(), None) for part in parts)
        containers = self.surroundings.containers(evidence.start, evidence.end)
        return (self._index(phrase, containers, self.surroundings.state(evidence.end)),)

    def _index(self, phrase: Phrase, containers: frozenset[str], state: tuple[str, str] | None) -> int:
        name = (fold(phrase.core), phrase.kind if phrase.kind in _WANTED else "", bool(phrase.direction))
        for at, known in enumerate(self.toponyms):
            other = (fold(known.phrase.core), known.phrase.kind if known.phrase.kind in _WANTED else "", bool(known.phrase.direction))
            if other != name or (containers and known.containers and not containers & known.containers):
                continue
            if state and known.state and state != known.state:
                continue
            known.containers = known.containers & containers or known.containers | containers
            known.state = known.state or state
            known.mentions += 1
            return at
        toponym = _Toponym(phrase, containers, state, mentions=1)
        toponym.candidates = _candidates(toponym, self.gazetteer)
        self.toponyms.append(toponym)
        return len(self.toponyms) - 1

    def _nest(self, evidences: Sequence[Evidence], keys: Sequence[int | None]) -> None:
        order = sorted(range(len(evidences)), key=lambda i: evidences[i].start)
        for first, second in zip(order, order[1:], strict=False):
            inner, outer = keys[first], keys[second]
            if inner is None or outer is None or inner == outer:
                continue
            if _INSIDE.match(self.text[evidences[first].end : evidences[second].start]):
                self.toponyms[inner].within.add(outer)

    def _weigh(self) -> None:
        weights = self.surroundings.weights
        for toponym in self.toponyms:
            _apply_words(toponym)
            top = max(weights.values(), default=1.0)
            for scored in toponym.candidates:
                support = max((weights.get(c, 0.0) for c in scored.place.countries), default=0.0) / top
                scored.score = scored.base + 0.4 * support
            _rank(toponym)
            del toponym.candidates[_WEIGHED:]
        for _ in range(2):
            self._rescore()

    def _rescore(self) -> None:
        shares = [_shares(toponym) for toponym in self.toponyms]
        context = _Context(self.surroundings.weights, self.toponyms, shares)
        for at, toponym in enumerate(self.toponyms):
            for scored in toponym.candidates:
                scored.score = scored.base + context.support(at, scored.place) + self._nesting(toponym, scored.place)
        for toponym in self.toponyms:
            _rank(toponym)

    def _nesting(self, toponym: _Toponym, place: Place) -> float:
        outers = (self.toponyms[at].candidates[:6] for at in toponym.within)
        return 0.7 if any(_holds(outer.place, place) for found in outers for outer in found) else 0.0

    def _link(self, phrase: Phrase, keys: tuple[int, ...]) -> PlaceLink | None:
        if phrase.border:
            return None
        if len(keys) != 1:
            return self._common_country(phrase, keys)
        toponym = self.toponyms[keys[0]]
        best = toponym.best
        if best is None or not self._fits(toponym, best):
            return None
        candidates = tuple(_candidate(scored, self.gazetteer) for scored in toponym.candidates[:_KEPT])
        chosen, precision = self._part(phrase, best.place, candidates[0])
        return PlaceLink(chosen, precision, candidates, best.why or "name")

    def _fits(self, toponym: _Toponym, best: _Scored) -> bool:
        return best.score >= _ENOUGH

    def _common_country(self, phrase: Phrase, keys: tuple[int, ...]) -> PlaceLink | None:
        return None

    def _part(self, phrase: Phrase, place: Place, chosen: PlaceCandidate) -> tuple[PlaceCandidate, Precision]:
        precision = precision_of(place.feature)
        return chosen, precision


class _Context:
    """How well a place fits a report's countries, divisions and other places."""

    def __init__(
        self, named: dict[str, float], toponyms: Sequence[_Toponym], shares: Sequence[Sequence[tuple[Place, float]]]
    ) -> None:
        self.countries: defaultdict[str, float] = defaultdict(float, named)
        self.divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.shares = shares
        self.weights = [1 + math.log2(max(1, toponym.mentions)) for toponym in toponyms]
        for at, found in enumerate(shares):
            for place, share in found:
                self._add(at, place, share, self.countries, self.divisions)
        anchors = sorted(range(len(shares)), key=lambda at: (-self.weights[at], at))[:_ANCHORS]
        self.anchors = [(at, *max(shares[at], key=lambda s: s[1])) for at in anchors if shares[at]]

    def _add(self, at: int, place: Place, share: float, countries: dict[str, float], divisions: dict[tuple[str, str], float]) -> None:
        if place.feature == "country":
            return
        for country in place.countries:
            countries[country] += share * self.weights[at]
        if place.admin1 and place.country:
            divisions[place.country, place.admin1] += share * self.weights[at]

    def support(self, at: int, place: Place) -> float:
        own_countries: dict[str, float] = defaultdict(float)
        own_divisions: dict[tuple[str, str], float] = defaultdict(float)
        for other, share in self.shares[at]:
            self._add(at, other, share, own_countries, own_divisions)
        top = max((w - own_countries.get(c, 0.0) for c, w in self.countries.items()), default=0.0)
        country = max((self.countries[c] - own_countries.get(c, 0.0) for c in place.countries if c in self.countries), default=0.0)
        division = 0.0
        if place.country and (found := self.divisions.get((place.country, place.admin1))):
            division = found - own_divisions.get((place.country, place.admin1), 0.0)
        return 0.5 * country / max(top, 1.0) + 0.3 * min(1.0, division / 2) + 0.4 * self._nearness(at, place)

    def _nearness(self, at: int, place: Place) -> float:
        near = 0.0
        for other, anchor, share in self.anchors:
            if other != at and anchor.feature != "country":
                near += share * self.weights[other] * math.exp(-distance(place, anchor) / 120)
        return min(1.0, near / 2)


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
    return distance(outer, inner) <= max(outer.radius, 50.0)


def _candidates(toponym: _Toponym, gazetteer: Gazetteer) -> list[_Scored]:
    phrase = toponym.phrase
    found: dict[str, Place] = {}
    if phrase.whole != phrase.core:
        found = {place.ref: place for place in gazetteer.find(phrase.whole, loosely=False)}
    for place in gazetteer.find(phrase.core):
        found.setdefault(place.ref, place)
    people = None if found else country_of_people(phrase.core)
    if people and (country := gazetteer.by_ref(f"dl:country-{people}")):
        found[country.ref] = country
    return [_Scored(place, likelihood(place.feature, place.population) + _GRADES[place.grade]) for place in found.values()]


def _apply_words(toponym: _Toponym) -> None:
    wanted = _WANTED.get(toponym.phrase.kind)
    for scored in toponym.candidates:
        place = scored.place
        if wanted:
            scored.base += 0.5 if place.feature in wanted else -0.3 if place.feature == "country" else -0.1
        if toponym.containers:
            inside = toponym.containers & set(place.countries) and place.feature != "country"
            scored.base += 0.8 if inside else -0.5
            scored.why = "stated country" if inside else ""
        if toponym.state:
            inside = (place.country, place.admin1) == toponym.state
            scored.base += 1.0 if inside else -0.5


def _rank(toponym: _Toponym) -> None:
    toponym.candidates.sort(key=lambda c: (-c.score, c.place.ref))


def _shares(toponym: _Toponym) -> list[tuple[Place, float]]:
    """The candidates with how surely each is meant, by a softmax of their scores."""
    if not toponym.candidates:
        return []
    top = toponym.candidates[0].score
    raw = [(c.place, math.exp(8 * (c.score - top))) for c in toponym.candidates]
    total = sum(share for _, share in raw)
    return [(place, share / total) for place, share in raw]


def _candidate(scored: _Scored, gazetteer: Gazetteer) -> PlaceCandidate:
    place = scored.place
    division = gazetteer.division(place.country, place.admin1) if place.country and place.admin1 else None
    return PlaceCandidate(
        place.ref, place.name, place.country, division, place.latitude, place.longitude, place.feature,
        place.population, round(1 / (1 + math.exp(-4 * (scored.score - 0.7))), 3),
    )  # fmt: skip
