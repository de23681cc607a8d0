"""Places: the most specific place that the report names for an event."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from weakref import WeakKeyDictionary

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.model.claims import Location
from dateline.reading.parties import Names
from dateline.reading.place_names import (
    Span,
    is_place,
    is_scene,
    is_wide,
    location,
    named_place,
    phrase_head,
    place_span,
    trimmed,
)

PHYSICAL = frozenset(
    {
        EventType.ASSAULT,
        EventType.PROTEST,
        EventType.MOVE,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.AID,
        EventType.RETREAT,
    }
)
"""Types of events that happen somewhere; their features have weights of their own."""

_LEDE = 2
"""Sentences that open a report."""
_SURE = 0.5
"""From which score on the anchor head's word helps to tell where the report's events are."""
_SLOTS = frozenset({"nsubj", "nmod:poss", "compound", "obj", "obl", "nmod", "conj"})


@cache
def _weights() -> Mapping[str, float]:
    """Weights of the features, fitted on annotated reports by `training/place_weights.py`."""
    table = tomllib.loads((files("dateline.reading") / "data" / "place_weights.toml").read_text("utf-8"))
    return {key: float(value) for key, value in table["weights"].items()}


def place_of(
    analysis: Analysis, token: int, names: Names | None, event_type: EventType | None = None
) -> Location | None:
    """The place of the event or number at a token, as the report names it, without article and preposition.

    Every place the report names is weighed by how it stands to the token: in its phrase or clause, in its sentence,
    before or after it, where the report's other events are; "none" is weighed against them by the event's type. A token
    that is no anchor and has no type is a number, which is placed by its clause, its sentence, and the report.
    """
    chosen = scenes_of(analysis, names).choose(token, event_type)
    return location(analysis, chosen) if chosen is not None else None


_SCENES: WeakKeyDictionary[Names, Scenes]


def _mark(kind: EventType) -> str:
    """Which set of weights holds: of physical events, of others."""
    return "P " if kind in PHYSICAL else "N "


@dataclass(frozen=True, slots=True)
class _Mention:
    span: Span
    sentence: int
    scene: bool
    relation: str


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    mentions: tuple[_Mention, ...]
    traits: tuple[str, ...]
    """Features that hold for every event of the report."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is the same for every place that is weighed for one event."""

    token: int
    sentence: int
    own: str | None
    """The place that the event's own clause names."""
    last: str | None
    told: str | None
    roles: Mapping[str, float]


class Scenes:
    """The places of one report, and which of them an event is at."""

    def __init__(self, analysis: Analysis) -> None:
        """Gather the places and the clauses' own places of the report's anchors."""
        self._analysis = analysis
        self._roles = {anchor.token: anchor for anchor in analysis.anchors}
        self._places = self._gather()
        scenes = [(m.span, m.sentence, p.name) for p in self._places for m in p.mentions if m.scene]
        self._scenes = sorted(scenes)
        self._scene_sentences = frozenset(sentence for _, sentence, _ in scenes)
        self._told = self._told_at_anchors()
        hubs: Counter[str] = Counter()
        for _, name, wide in self._told:
            hubs[name] += 1 if wide else 5
        self._hub = hubs.most_common(1)[0][0] if hubs else None

    def choose(self, token: int, event_type: EventType | None = None) -> Span | None:
        """The tokens of the place of the event at a token; None where "none" weighs more than every place."""
        kind = event_type or self._type(token)
        if kind is None:
            return self._of_number(token)
        marked = _mark(kind)
        weights = _weights()
        path = place_span(self._analysis, token)
        own = self._analysis.words(*path) if path else None
        best, chosen = self._weigh_none(token, kind, marked, own), None
        facts = self._facts(token, own)
        for place in self._with(own, path, token):
            features = (*place.traits, *self._features(place, facts))
            weight = sum(weights.get(marked + feature, 0.0) for feature in features)
            if weight > best:
                best, chosen = weight, path if place.name == own else self._nearest(place, token)
        return chosen

    def _of_number(self, token: int) -> Span | None:
        """The place of what is counted: of its clause, of its sentence, of the report; a fine one before a country."""
        own = place_span(self._analysis, token)
        if own is not None:
            return own
        sentence = self._analysis.tokens[token].sentence
        beside = [m.span for p in self._places for m in p.mentions if m.scene and m.sentence == sentence]
        beside.sort(key=lambda span: span[0] - token if span[0] > token else 2 * (token - span[0]))
        fine = next((span for span in beside if not is_wide(self._analysis, span)), None)
        main = next((p for p in self._places if "main" in p.traits and "wide" not in p.traits), None)
        if fine is None and main is not None:
            fine = self._nearest(main, token)
        return fine or (beside[0] if beside else None)

    def _gather(self) -> tuple[_Place, ...]:
        analysis = self._analysis
        found: dict[str, list[_Mention]] = {}
        for entity in analysis.entities:
            if not is_place(analysis, entity):
                continue
            inside = range(entity.first, entity.last)
            head = next((t for t in inside if analysis.tokens[t].head not in inside), entity.first)
            top = phrase_head(analysis, head)
            span = (named_place(analysis, top) if top != head else None) or trimmed(analysis, entity)
            token = analysis.tokens[head]
            mention = _Mention(span, token.sentence, is_scene(analysis, entity), token.deprel)
            found.setdefault(analysis.words(*span), []).append(mention)
        total = sum(map(len, found.values()))
        main = self._main(found)
        return tuple(
            _Place(name, tuple(mentions), tuple(self._traits(mentions, total, main == name)))
            for name, mentions in found.items()
        )

    def _main(self, found: Mapping[str, list[_Mention]]) -> str | None:
        """The place told most often as a scene; countries weigh a tenth, the first sentences three times."""
        best, chosen = 0.0, None
        for name, mentions in found.items():
            weight = sum((1 if m.scene else 0.5) * (3 if m.sentence < _LEDE else 1) for m in mentions)
            weight *= 0.1 if is_wide(self._analysis, mentions[0].span) else 1
            if weight > best and any(m.scene for m in mentions):
                best, chosen = weight, name
        return chosen

    def _traits(self, mentions: list[_Mention], total: int, main: bool) -> Iterator[str]:
        if main:
            yield "main"
        if is_wide(self._analysis, mentions[0].span):
            yield "wide"
        if any(m.scene for m in mentions):
            yield "scene"
        if len(mentions) > 0.3 * total:
            yield "frequent"
        if any(m.sentence < _LEDE for m in mentions):
            yield "lede"

    def _told_at_anchors(self) -> list[tuple[int, str, bool]]:
        """For each likely anchor that has one, the place its own clause tells."""
        found = []
        for anchor in self._analysis.anchors:
            span = place_span(self._analysis, anchor.token) if anchor.score >= _SURE else None
            if span is not None:
                found.append((anchor.token, self._analysis.words(*span), is_wide(self._analysis, span)))
        return found

    def _with(self, own: str | None, path: Span | None, token: int) -> tuple[_Place, ...]:
        """The report's places, with the one of the clause where no entity holds it."""
        if own is None or path is None or any(place.name == own for place in self._places):
            return self._places
        mention = _Mention(path, self._analysis.tokens[token].sentence, True, "obl")
        return (*self._places, _Place(own, (mention,), ("scene",)))

    def _facts(self, token: int, own: str | None) -> _Facts:
        sentence = self._analysis.tokens[token].sentence
        return _Facts(
            token, sentence, own, self._last(sentence), self._last_told(token), self._role_names(token)
        )

    def _features(self, place: _Place, event: _Facts) -> Iterator[str]:
        if place.name == event.own:
            yield "path"
            yield "path wide" if "wide" in place.traits else "path fine"
        same = [m for m in place.mentions if m.sentence == event.sentence]
        if same:
            yield from self._beside(min(same, key=lambda m: abs(m.span[0] - event.token)), event.token)
        else:
            before = min(
                (event.sentence - m.sentence for m in place.mentions if m.sentence < event.sentence),
                default=0,
            )
            yield (
                "after"
                if not before
                else "before 1"
                if before == 1
                else "before 3"
                if before <= 3
                else "before"
            )
            if self._has_scene(event.sentence):
                yield "other in sentence"
        if place.name == event.last:
            yield "last"
        if place.name == self._hub:
            yield "hub"
        if place.name == event.told:
            yield "told before"
        if place.name in event.roles:
            yield f"role {int(event.roles[place.name] * 4)}"

    def _beside(self, mention: _Mention, token: int) -> Iterator[str]:
        distance = mention.span[0] - token
        yield "same after" if distance > 0 else "same before"
        yield "near" if abs(distance) <= 6 else "middle" if abs(distance) <= 14 else "far"
        yield "same scene" if mention.scene else "same passing"
        yield f"same {mention.relation}" if mention.relation in _SLOTS else "same otherwise"

    def _weigh_none(self, token: int, kind: EventType, marked: str, own: str | None) -> float:
        weights = _weights()
        weight = weights.get("none", 0.0) + weights.get(f"none {kind.value}", 0.0)
        if own is None:
            weight += weights.get(f"{marked}none without path", 0.0)
        if not self._has_scene(self._analysis.tokens[token].sentence):
            weight += weights.get(f"{marked}none without scene", 0.0)
        return weight

    def _has_scene(self, sentence: int) -> bool:
        return sentence in self._scene_sentences

    def _last(self, sentence: int) -> str | None:
        """The place told last as a scene before a sentence."""
        at = bisect_left(self._scenes, sentence, key=lambda scene: scene[1])
        return self._scenes[at - 1][2] if at else None

    def _last_told(self, token: int) -> str | None:
        """The place that the clause of the anchor before told."""
        at = bisect_left(self._told, token, key=lambda told: told[0])
        return self._told[at - 1][1] if at else None

    def _nearest(self, place: _Place, token: int) -> Span:
        return min(place.mentions, key=lambda m: abs(m.span[0] - token)).span

    def _type(self, token: int) -> EventType | None:
        anchor = self._roles.get(token)
        return EventType(anchor.types[0][0]) if anchor is not None and anchor.types else None

    def _role_names(self, token: int) -> dict[str, float]:
        """The places that the role head gives the anchor at a token, with their scores."""
        found: dict[str, float] = {}
        anchor = self._roles.get(token)
        for role in anchor.roles if anchor is not None else ():
            span = (
                named_place(self._analysis, phrase_head(self._analysis, role.token))
                if role.role == "place"
                else None
            )
            if span is not None:
                name = self._analysis.words(*span)
                found[name] = max(found.get(name, 0.0), role.score)
        return found

    def rows(self, token: int, kind: EventType) -> Iterator[tuple[str | None, list[str]]]:
        """Each place's name with its features for the event at a token, and those of "none", for fitting weights."""
        marked = _mark(kind)
        path = place_span(self._analysis, token)
        own = self._analysis.words(*path) if path else None
        facts = self._facts(token, own)
        for place in self._with(own, path, token):
            features = (*place.traits, *self._features(place, facts))
            yield place.name, [marked + feature for feature in features]
        none = ["none", f"none {kind.value}"]
        none += [f"{marked}none without path"] if own is None else []
        none += (
            [] if self._has_scene(self._analysis.tokens[token].sentence) else [f"{marked}none without scene"]
        )
        yield None, none


_SCENES = WeakKeyDictionary()


def scenes_of(analysis: Analysis, names: Names | None) -> Scenes:
    """The scenes of a report, gathered once for its names."""
    if names is None:
        return Scenes(analysis)
    found = _SCENES.get(names)
    if found is None:
        found = _SCENES[names] = Scenes(analysis)
    return found
