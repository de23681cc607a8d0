"""Ends of trips: the place that a phrase of origin or destination names, or names again."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model.analysis import Analysis, Entity, EntityKind
from dateline.reading.place_names import (
    Span,
    core_of,
    is_place,
    is_town_like,
    is_wide,
    named_place,
    place_entity,
    preposition,
    trimmed,
)

_MISTAKEN = frozenset({EntityKind.ORGANISATION, EntityKind.PERSON})
"""What a tagger may take a lone town for."""
_HOMES = frozenset({"home", "homes", "hospital", "house"})
"""Goals that are best told by where they are."""


@dataclass(frozen=True, slots=True)
class _Words:
    goals: frozenset[str]
    anaphors: frozenset[str]
    waters: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("dateline.reading") / "data" / "movements.toml").read_text("utf-8"))
    return _Words(
        **{name: frozenset(table[name]["words"].split()) for name in ("goals", "anaphors", "waters")}
    )


def place_at(analysis: Analysis, head: int) -> Span | None:
    """The words of the place of a phrase, by name or by a common noun of place; None where it is no place."""
    span = named_place(analysis, head)
    if span is not None:
        return span
    token = analysis.tokens[head]
    if token.form.lower() in _HOMES:
        inner = _within(analysis, head)
        bare = not any(
            analysis.tokens[c].deprel in {"det", "nmod:poss", "amod"} for c in analysis.dependents[head]
        )
        if inner is not None or (token.form.lower() == "hospital" and bare):
            return inner
    if is_goal(analysis, head):
        whole = next((c for c in analysis.dependents[head] if preposition(analysis, c) == "of"), None)
        again = _antecedent(analysis, head)
        if again is None and whole is not None and is_goal(analysis, whole):
            again = _antecedent(analysis, whole)
        return again or core_of(analysis, head)
    if token.upos == "PROPN" and not _is_party(analysis, head):
        return core_of(analysis, head)
    return None


def is_goal(analysis: Analysis, head: int) -> bool:
    """Whether a noun names a place or a kind of place that one goes to."""
    return analysis.tokens[head].form.lower() in _words().goals or place_entity(analysis, head) is not None


def _within(analysis: Analysis, head: int) -> Span | None:
    """The place that a home or hospital is in, as its own phrase or right after it."""
    token = analysis.tokens[head]
    beside = analysis.dependents[token.head] if token.head >= 0 else ()
    for at in (*analysis.dependents[head], *(c for c in beside if c > head)):
        if preposition(analysis, at) in {"in", "near"} and (span := named_place(analysis, at)) is not None:
            return span if span[0] - head <= 4 else None
    return None


def _is_party(analysis: Analysis, head: int) -> bool:
    """Whether a name is known to be no place; a tagger may take a lone town for somebody."""
    for entity in analysis.entities:
        if entity.first <= head < entity.last:
            lone = entity.last - entity.first == 1 and entity.kind in _MISTAKEN
            if entity.kind is EntityKind.PERSON and preposition(analysis, head) in {"from", "into"}:
                return False
            return not (lone and analysis.tokens[head].form.istitle() and is_town_like(analysis, entity))
    return False


def _antecedent(analysis: Analysis, head: int) -> Span | None:
    """The place named before that "the city", "its enclave", "the country" stands for."""
    noun = analysis.tokens[head].form.lower()
    children = [analysis.tokens[c] for c in analysis.dependents[head]]
    if not any(c.form.lower() in {"the", "that", "this"} or c.deprel == "nmod:poss" for c in children):
        return None
    for chain in analysis.chains:
        if chain.name.head != head and any(mention.head == head for mention in chain.mentions):
            named = named_place(analysis, chain.name.head)
            if named is not None and is_wide(analysis, named) == (noun == "country"):
                return named
    if noun not in _words().anaphors:
        return None
    fitting = [e for e in analysis.entities if _fits(analysis, e, noun)]
    before = [e for e in fitting if e.first < head]
    if not before:
        return trimmed(analysis, fitting[0]) if fitting else None
    if noun == "country":
        # The country that the report speaks of most, not the one named in passing.
        often = Counter(_name(analysis, e) for e in before)
        most = max(often.values())
        before = [e for e in before if often[_name(analysis, e)] == most]
    return trimmed(analysis, before[-1])


def _name(analysis: Analysis, entity: Entity) -> str:
    return analysis.tokens[entity.last - 1].form.lower()


def _fits(analysis: Analysis, entity: Entity, noun: str) -> bool:
    """Whether the noun can stand for a name: a country for a country, a square for a square, no town for a river."""
    last = analysis.tokens[entity.last - 1]
    if not is_place(analysis, entity) or last.deprel in {"compound", "amod"}:
        return False
    if noun in {"square", "camp", "station", "prison", "airport"} and last.form.lower() != noun:
        return False
    if noun in {"square", "camp", "station", "prison", "airport", "island"}:
        return True
    if last.form.lower() in _words().waters:
        return False
    return is_wide(analysis, (entity.first, entity.last)) == (noun == "country")
