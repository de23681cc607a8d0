"""Scenes: the places of a report, and what speaks for each of them as the place of an event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.reading.circumstances import Row
from dateline.reading.happenings import Happening, Happenings
from dateline.reading.place_names import (
    Span,
    anaphor,
    core_name,
    is_place,
    is_scene,
    is_wide,
    named_place,
    phrase_head,
    place_span,
    preposition,
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
"""Types of events that happen somewhere; some of their features have weights of their own."""

_LEDE = 2
"""Sentences that open a report."""
_SLOTS = frozenset({"nsubj", "nmod:poss", "compound", "obj", "obl", "nmod", "conj"})
_DOING = frozenset({"nsubj", "nmod:poss", "compound", "obl:agent", "amod"})
_CLIMBS = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a place."""

    span: Span
    sentence: int
    scene: bool
    """Whether it stands after a preposition that tells where something happens."""
    relation: str
    name: str
    """Without the directions before it, in lower case: one place by its name and its parts."""
    wide: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a report with all its mentions."""

    name: str
    mentions: tuple[Mention, ...]
    traits: tuple[str, ...]
    """Features that hold for every event of the report."""
    events: frozenset[int] = frozenset()
    """Tokens of the happenings whose own clause tells this place."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is the same for every place that is weighed for one event."""

    event: Happening
    path: Span | None
    own: str | None
    """The place that the event's own clause names."""
    last: str | None
    told_last: str | None
    roles: Mapping[str, float]
    relations: Mapping[int, tuple[str, ...]]
    """How each other happening that tells a place stands to the event."""


class Scenes:
    """The places of one analysis, with their features for any event."""

    def __init__(self, analysis: Analysis) -> None:
        """Gather the places and the happenings whose own clause tells one."""
        self.analysis = analysis
        self.happenings = Happenings(analysis)
        self._roles = {anchor.token: anchor for anchor in analysis.anchors}
        self._paths: dict[int, Span | None] = {}
        self._again: set[int] = set()
        self._mentions = tuple(self._find())
        self._tellers = tuple(h for h in self.happenings.all if self.path(h.token) is not None)
        self.places = self._gather()
        scenes = [(m.span, m.sentence, p.name) for p in self.places for m in p.mentions if m.scene]
        self._scenes = sorted(scenes)
        self._scene_sentences = frozenset(sentence for _, sentence, _ in scenes)

    def path(self, token: int) -> Span | None:
        """The place that the clause of a word names, or names again by "the city" or "there"."""
        if token not in self._paths:
            found = place_span(self.analysis, token)
            at = anaphor(self.analysis, token) if found is None or is_wide(self.analysis, found) else None
            again = self._antecedent(at) if at is not None else None
            if again is not None:
                self._again.add(token)
            self._paths[token] = again or found
        return self._paths[token]

    def _antecedent(self, noun: int) -> Span | None:
        """The place named last that "the city" can stand for: a country for a country, else none so wide."""
        word = self.analysis.tokens[noun]
        country, adverb = word.form.lower() in {"country", "nation"}, word.upos == "ADV"
        for mention in reversed(self._mentions):
            if mention.span[0] < noun and (adverb or mention.wide == country):
                return mention.span
        return None

    def rows(self, event: Happening) -> Iterator[Row]:
        """None and each place's words with the features that they have for an event."""
        facts = self._facts(event)
        yield None, list(self._none(facts))
        physical = event.kind in PHYSICAL
        for place in self._with(facts):
            features = [*place.traits, *self._features(place, facts)]
            features += [f"{'P' if physical else 'N'} {feature}" for feature in features]
            span = facts.path if place.name == facts.own else nearest(place, event.token)
            yield span, features

    def _find(self) -> Iterator[Mention]:
        analysis = self.analysis
        for entity in analysis.entities:
            if not is_place(analysis, entity):
                continue
            inside = range(entity.first, entity.last)
            head = next((t for t in inside if analysis.tokens[t].head not in inside), entity.first)
            top = phrase_head(analysis, head)
            span = (named_place(analysis, top) if top != head else None) or trimmed(analysis, entity)
            name = core_name(analysis, span)
            if name:
                token = analysis.tokens[head]
                scene, wide = is_scene(analysis, entity), is_wide(analysis, span)
                yield Mention(span, token.sentence, scene, token.deprel, name, wide)

    def _gather(self) -> tuple[Place, ...]:
        analysis = self.analysis
        found: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            found.setdefault(mention.name, []).append(mention)
        told: dict[str, set[int]] = {}
        for happening in self._tellers:
            path = self.path(happening.token)
            assert path is not None
            told.setdefault(core_name(analysis, path), set()).add(happening.token)
        total = sum(map(len, found.values()))
        main = self._main(found)
        hub = max(told, key=lambda name: self._prominence(name, told), default=None)
        return tuple(
            Place(
                name,
                tuple(mentions),
                tuple(self._traits(mentions, total, main == name, hub == name)),
                frozenset(told.get(name, ())),
            )
            for name, mentions in found.items()
        )

    def _prominence(self, name: str, told: Mapping[str, set[int]]) -> int:
        """How many events happen at a place; one at a finer place counts as five."""
        span = self.path(min(told[name]))
        assert span is not None
        return len(told[name]) * (1 if is_wide(self.analysis, span) else 5)

    def _main(self, found: Mapping[str, list[Mention]]) -> str | None:
        """The place told most often as a scene; countries weigh a tenth, the first sentences three times."""
        best, chosen = 0.0, None
        for name, mentions in found.items():
            weight = sum((1 if m.scene else 0.5) * (3 if m.sentence < _LEDE else 1) for m in mentions)
            weight *= 0.1 if mentions[0].wide else 1
            if weight > best and any(m.scene for m in mentions):
                best, chosen = weight, name
        return chosen

    def _traits(self, mentions: list[Mention], total: int, main: bool, hub: bool) -> Iterator[str]:
        wide, scene = mentions[0].wide, any(m.scene for m in mentions)
        traits = {
            "main": main,
            "hub": hub,
            "main hub": main and hub,
            "wide": wide,
            "wide never a scene": wide and not scene,
            "wide always a party": wide and all(m.relation in _DOING for m in mentions),
            "scene": scene,
            "frequent": len(mentions) > 0.3 * total,
            "only": len(mentions) == total,
            "lede": any(m.sentence < _LEDE for m in mentions),
        }
        yield from (trait for trait, holds in traits.items() if holds)

    def _with(self, facts: _Facts) -> tuple[Place, ...]:
        """The report's places, with the one of the clause where no entity holds it."""
        own, path = facts.own, facts.path
        if own is None or path is None or any(place.name == own for place in self.places):
            return self.places
        wide = is_wide(self.analysis, path)
        mention = Mention(path, facts.event.sentence, True, "obl", own, wide)
        return (*self.places, Place(own, (mention,), ("scene", "unnamed")))

    def _facts(self, event: Happening) -> _Facts:
        path = self.path(event.token)
        own = core_name(self.analysis, path) if path else None
        told = self._told_last(event)
        relations = {
            other.token: tuple(self.happenings.relations(event, other))
            for other in self._tellers
            if other.token != event.token
        }
        roles = self._role_names(event.token)
        return _Facts(event, path, own, self._last(event.sentence), told, roles, relations)

    def _features(self, place: Place, facts: _Facts) -> Iterator[str]:
        event = facts.event
        if place.name == facts.own and facts.path is not None:
            yield from self._of_clause(facts.event, facts.path)
            if event.token in self._again:
                yield "clause again"
        same = [m for m in place.mentions if m.sentence == event.sentence]
        if same:
            yield from self._beside(min(same, key=lambda m: abs(m.span[0] - event.token)), event.token)
        else:
            yield from self._elsewhere(place, event)
        if place.name == facts.last:
            yield "last"
        if place.name == facts.told_last:
            yield "told last"
        told = {relation for token in place.events for relation in facts.relations.get(token, ())}
        yield from (f"told {relation}" for relation in sorted(told))
        if "main" in place.traits:
            yield f"main {event.kind.value}"
            yield f"main {event.tense}"
            if facts.own is None:
                yield "main without clause"
        if place.name in facts.roles:
            yield f"role {int(facts.roles[place.name] * 4)}"

    def _of_clause(self, event: Happening, path: Span) -> Iterator[str]:
        yield "clause"
        wide = is_wide(self.analysis, path)
        yield "clause wide" if wide else "clause fine"
        by, case = self._way(event.token, path)
        yield f"clause by {by}"
        yield f"clause {case}"

    def _way(self, token: int, path: Span) -> tuple[str, str]:
        """The relations from an event up to the word that its place hangs on, and the place's preposition."""
        tokens = self.analysis.tokens
        inside = range(*path)
        top = next((t for t in inside if tokens[t].head not in inside), path[0])
        case = preposition(self.analysis, top) or preposition(self.analysis, max(0, tokens[top].head))
        above = {top, tokens[top].head, tokens[tokens[top].head].head if tokens[top].head >= 0 else -1}
        climbed: list[str] = []
        for _ in range(_CLIMBS):
            if token in above:
                return " ".join(climbed) or "itself", case
            climbed.append(tokens[token].deprel.partition(":")[0])
            if tokens[token].head < 0:
                break
            token = tokens[token].head
        return "far", case

    def _beside(self, mention: Mention, token: int) -> Iterator[str]:
        distance = mention.span[0] - token
        yield "same after" if distance > 0 else "same before"
        yield "near" if abs(distance) <= 6 else "middle" if abs(distance) <= 14 else "far"
        yield "same scene" if mention.scene else "same passing"
        slot = mention.relation if mention.relation in _SLOTS else "otherwise"
        yield f"same {slot}"
        if mention.wide:
            yield f"same wide {slot}"

    def _elsewhere(self, place: Place, event: Happening) -> Iterator[str]:
        before = min(
            (event.sentence - m.sentence for m in place.mentions if m.sentence < event.sentence), default=0
        )
        if not before:
            yield "after"
            yield "after lede" if event.sentence < _LEDE else "after rest"
        else:
            yield "before 1" if before == 1 else "before 3" if before <= 3 else "before"
        if self._has_scene(event.sentence):
            yield "other in sentence"

    def _none(self, facts: _Facts) -> Iterator[str]:
        event = facts.event
        mark = "P" if event.kind in PHYSICAL else "N"
        yield "none"
        yield f"none {event.kind.value}"
        yield f"none {event.tense}"
        yield f"none {self.happenings.status(event.token)}"
        if facts.own is None:
            yield f"{mark} none without clause"
            yield f"none without clause {event.tense}"
        if not self._has_scene(event.sentence):
            yield f"{mark} none without scene"
        if event.quotation >= 0:
            yield f"{mark} none quoted"
        if not any("wide" not in place.traits for place in self.places):
            yield f"{mark} none but wide"
        yield f"none of {min(len(self.places), 6)}"

    def _has_scene(self, sentence: int) -> bool:
        return sentence in self._scene_sentences

    def _last(self, sentence: int) -> str | None:
        """The place told last as a scene before a sentence."""
        at = bisect_left(self._scenes, sentence, key=lambda scene: scene[1])
        return self._scenes[at - 1][2] if at else None

    def _told_last(self, event: Happening) -> str | None:
        """The place that the clause of the happening before told."""
        at = bisect_left(self._tellers, event.token, key=lambda other: other.token)
        path = self.path(self._tellers[at - 1].token) if at else None
        return core_name(self.analysis, path) if path else None

    def _role_names(self, token: int) -> dict[str, float]:
        """The places that the role head gives the anchor at a token, with their scores."""
        found: dict[str, float] = {}
        anchor = self._roles.get(token)
        for role in anchor.roles if anchor is not None else ():
            if role.role != "place":
                continue
            span = named_place(self.analysis, phrase_head(self.analysis, role.token))
            if span is not None:
                name = core_name(self.analysis, span)
                found[name] = max(found.get(name, 0.0), role.score)
        return found


def nearest(place: Place, token: int) -> Span:
    """The words of a place that stand nearest to a token."""
    return min(place.mentions, key=lambda m: abs(m.span[0] - token)).span
