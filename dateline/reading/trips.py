"""Trips: who goes from where to where, as the words of a clause tell it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, Entity, EntityKind
from dateline.reading.clauses import base, is_passive, subject
from dateline.reading.lemmas import by_form, lemma_of
from dateline.reading.measures import PEOPLE, noun_class
from dateline.reading.place_names import (
    Span,
    core_of,
    is_town_like,
    is_wide,
    named_place,
    place_entity,
    preposition,
)

_TRAVELLERS = PEOPLE | {Measure.VEHICLES}
_SIDES = frozenset(
    {EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY, EntityKind.OTHER}
)
_REACH = 15
"""How many words after the trigger an origin or destination may stand."""
_MISTAKEN = frozenset({EntityKind.ORGANISATION, EntityKind.PERSON})
"""What a tagger may take a lone town for."""
_MANY = frozenset({"thousands", "hundreds", "dozens", "scores", "millions", "others", "some", "many", "most"})
_ANAPHORS = frozenset(
    {"city", "town", "village", "country", "square", "camp", "station", "enclave", "province", "island"}
)
_INSIDE = frozenset(
    {"obl", "nmod", "appos", "conj", "obj", "compound", "nummod", "amod", "flat", "advmod", "dep", "list"}
)
"""Relations that stay inside the clause of a trigger."""


@dataclass(frozen=True, slots=True)
class _Words:
    goers: frozenset[str]
    senders: frozenset[str]
    from_object: frozenset[str]
    to_object: frozenset[str]
    nouns: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    means: frozenset[str]
    by: frozenset[str]
    goals: frozenset[str]
    abstract: frozenset[str]
    strict: frozenset[str]
    leaving: frozenset[str]
    verb_forms: dict[str, str]
    noun_forms: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("dateline.reading") / "data" / "movements.toml").read_text("utf-8"))

    def words(section: str, name: str = "words") -> frozenset[str]:
        return frozenset(table[section][name].split())

    verbs = {name: words("verbs", name) for name in table["verbs"]}
    nouns = words("nouns")
    return _Words(
        **verbs,
        nouns=nouns,
        prepositions={name: words("prepositions", name) for name in table["prepositions"]},
        means=words("means"),
        by=words("means", "prepositions"),
        goals=words("goals"),
        abstract=words("abstract"),
        strict=words("strict"),
        leaving=words("leaving"),
        verb_forms=by_form([*frozenset().union(*verbs.values())]),
        noun_forms=by_form([*nouns, *words("means"), *words("abstract")]),
    )


@dataclass(slots=True)
class Trip:
    """A trip that a trigger tells, as tokens; spans are half-open."""

    trigger: int
    lemma: str
    mover: int | None
    origin: Span | None = None
    destination: Span | None = None
    via: list[Span] = field(default_factory=list)
    means: int | None = None
    last: int = 0
    """One past the last token that tells of the trip."""


def find_trips(analysis: Analysis) -> Iterator[Trip]:
    """The trips of a text in order, each with an origin or a destination."""
    used: set[int] = set()
    for token in analysis.tokens:
        trip = _trip_at(analysis, token.index)
        if trip is None or trip.trigger in used:
            continue
        _fill(analysis, trip)
        ends = (trip.origin is not None) + (trip.destination is not None)
        if ends == 0 or (trip.mover is None and trip.lemma in _words().strict and ends == 1):
            continue
        used.update(range(trip.trigger, trip.last))
        yield trip


def _trip_at(analysis: Analysis, at: int) -> Trip | None:
    """The trip that a word of going tells, with who goes."""
    token = analysis.tokens[at]
    words = _words()
    if token.form.lower() == "route" and at > 0 and analysis.tokens[at - 1].form.lower() == "en":
        return Trip(at, "route", _traveller(analysis, at), last=at + 1)
    if token.upos == "VERB":
        name = lemma_of(token, words.verb_forms)
        if name not in words.goers and name not in words.senders and name not in words.from_object:
            return None
        mover = _goer(analysis, at, name)
        if mover is not None and not _is_own(analysis, at, mover) and not _travels(analysis, mover):
            # Taken from another clause ("to make way for civilians to return"): who goes is not told.
            mover = None
        return Trip(at, name, mover, last=at + 1) if _is_trip(analysis, at, mover) else None
    if token.upos in {"NOUN", "PROPN"}:
        name = lemma_of(token, words.noun_forms)
        if name in words.nouns:
            return Trip(at, name, _noun_goer(analysis, at), last=at + 1)
    return None


def _is_trip(analysis: Analysis, verb: int, mover: int | None) -> bool:
    """Whether somebody or something that travels is moved, and not "taken prisoner" or "brought to an end"."""
    words = _words()
    for child in analysis.dependents[verb]:
        word = analysis.tokens[child]
        if (
            base(word.deprel) in {"obl", "obj", "xcomp"}
            and lemma_of(word, words.noun_forms) in words.abstract
        ):
            return False
    if mover is None:
        return True
    if lemma_of(analysis.tokens[verb], words.verb_forms) == "lead" and not _has_object(analysis, verb):
        return False
    return _travels(analysis, mover)


def _is_own(analysis: Analysis, verb: int, mover: int) -> bool:
    """Whether the mover hangs on the verb itself, or the verb on the mover."""
    return analysis.tokens[mover].head == verb or (
        analysis.tokens[verb].head == mover and analysis.tokens[mover].upos in {"NOUN", "PROPN", "PRON"}
    )


def _travels(analysis: Analysis, token: int) -> bool:
    word = analysis.tokens[token]
    if word.upos == "NUM" or word.form.lower() in _MANY:
        return True
    if word.upos in {"PRON", "DET"}:
        return word.form.lower() not in {"it", "this", "that", "which", "what"} or any(
            mention.head == token for chain in analysis.chains for mention in chain.mentions
        )
    for entity in analysis.entities:
        if entity.first <= token < entity.last:
            return entity.kind in _SIDES
    counted = next((c for c in analysis.dependents[token] if preposition(analysis, c) == "of"), token)
    return (
        noun_class(analysis, token) in _TRAVELLERS
        or noun_class(analysis, counted) in _TRAVELLERS
        or word.upos == "PROPN"
    )


def _traveller(analysis: Analysis, at: int) -> int | None:
    """Who is "en route": the subject above, or the noun that it stands with."""
    for child in analysis.dependents[at]:
        if base(analysis.tokens[child].deprel) == "nsubj":
            return child
    token = analysis.tokens[at]
    if token.head < 0:
        return None
    head = analysis.tokens[token.head]
    return (
        head.index
        if head.upos in {"NOUN", "PROPN"}
        else subject(analysis, at) or subject(analysis, head.index)
    )


def _goer(analysis: Analysis, verb: int, name: str) -> int | None:
    words = _words()
    thing = next((c for c in analysis.dependents[verb] if base(analysis.tokens[c].deprel) == "obj"), None)
    if name in words.senders and thing is not None and not _is_goal(analysis, thing):
        return thing
    token = analysis.tokens[verb]
    if token.deprel.startswith("acl") and token.xpos == "VBN" and token.head >= 0:
        return token.head
    if token.deprel == "conj" and analysis.tokens[token.head].upos in {"NOUN", "PROPN"}:
        return token.head
    if name in words.senders and name not in words.goers and thing is None and not is_passive(analysis, verb):
        return subject(analysis, verb) if token.xpos == "VBN" else None
    return subject(analysis, verb)


def _noun_goer(analysis: Analysis, noun: int) -> int | None:
    """Who goes in "the withdrawal of troops", "their arrival", "the convoy", "the men were en route to"."""
    token = analysis.tokens[noun]
    if token.form.lower() == "convoy":
        return noun
    for child in analysis.dependents[noun]:
        word = analysis.tokens[child]
        if word.deprel == "nmod" and preposition(analysis, child) == "of":
            return child
    for child in analysis.dependents[noun]:
        if analysis.tokens[child].deprel in {"nmod:poss", "nsubj", "compound"}:
            return child
    if token.head >= 0 and token.form.lower() in {"route", "way"}:
        return subject(analysis, token.head)
    return None


def _fill(analysis: Analysis, trip: Trip) -> None:
    """Find the places and the means that stand with the trigger."""
    if trip.lemma in {"route", "way"} and not _is_on_the_way(analysis, trip.trigger):
        return
    for at in _phrases(analysis, trip.trigger):
        token = analysis.tokens[at]
        bare = token.deprel == "obl" and not preposition(analysis, at) and _is_goal(analysis, at)
        if (
            bare
            or token.deprel.startswith("obj")
            or (token.deprel == "nsubj:pass" and trip.lemma == "evacuate")
        ):
            _fill_object(analysis, trip, at)
        elif at != trip.mover:
            _fill_phrase(analysis, trip, at)
    trip.means = trip.means or _loaded(analysis, trip)
    for span in (trip.origin, trip.destination, *trip.via):
        if span is not None:
            trip.last = max(trip.last, span[1])


def _loaded(analysis: Analysis, trip: Trip) -> int | None:
    """The vehicles of "men who were loaded in buses and taken": what is told with the mover's own clauses."""
    words = _words()
    movers = [trip.mover] if trip.mover is not None else []
    movers += [c for m in movers for c in analysis.dependents[m] if analysis.tokens[c].deprel == "conj"]
    clauses = [
        c for m in movers for c in analysis.dependents[m] if analysis.tokens[c].deprel.startswith("acl")
    ]
    for at in (c for clause in clauses for c in analysis.dependents[clause]):
        if (
            preposition(analysis, at) in words.by
            and lemma_of(analysis.tokens[at], words.noun_forms) in words.means
        ):
            return at
    return None


def _fill_phrase(analysis: Analysis, trip: Trip, at: int) -> None:
    """What a phrase with a preposition says of the trip."""
    words = _words()
    token = analysis.tokens[at]
    case = preposition(analysis, at)
    if case in words.prepositions["origin"] or (case == "in" and trip.lemma in words.leaving):
        trip.origin = trip.origin or _place(analysis, at)
    elif case in words.prepositions["via"]:
        span = named_place(analysis, at)
        trip.via += [span] if span is not None else []
    elif case in words.by and lemma_of(token, words.noun_forms) in words.means:
        trip.means = trip.means or at
    elif case in words.prepositions["destination"] and _leads(trip, case):
        trip.destination = trip.destination or _place(analysis, at)
    elif token.form.lower() == "home" and token.deprel in {"advmod", "obl", "obl:unmarked"}:
        trip.destination = trip.destination or (at, at + 1)


def _is_on_the_way(analysis: Analysis, noun: int) -> bool:
    """En route, on the way."""
    return any(analysis.tokens[at].form.lower() in {"en", "on"} for at in range(max(0, noun - 2), noun))


def _leads(trip: Trip, case: str) -> bool:
    kinds = _words().prepositions
    if case == "on" and trip.lemma in kinds["marchers"]:
        return True
    if case in kinds["arriving"]:
        return trip.lemma in kinds["arrivals"]
    if case in kinds["leaving"]:
        return trip.lemma in kinds["leavers"]
    return True


def _fill_object(analysis: Analysis, trip: Trip, at: int) -> None:
    """A place as the object of the trigger itself ("left Homs", "entered the city")."""
    words = _words()
    if at == trip.mover:
        return
    if trip.lemma in words.from_object and trip.origin is None:
        trip.origin = _place(analysis, at)
    elif trip.lemma in words.to_object and trip.destination is None:
        trip.destination = _place(analysis, at)


def _phrases(analysis: Analysis, trigger: int) -> Iterator[int]:
    """The noun phrases below a trigger that no other clause holds, nearest first."""
    yield from _below(analysis, trigger)
    # "entered and left the square", "loaded in buses and taken from": what the coordinated verb holds for both.
    for child in analysis.dependents[trigger]:
        if analysis.tokens[child].deprel == "conj" and not _has_object(analysis, trigger):
            yield from (c for c in analysis.dependents[child] if analysis.tokens[c].deprel == "obj")
    token = analysis.tokens[trigger]
    if token.deprel == "conj" and token.upos == "VERB":
        for at in analysis.dependents[token.head]:
            if lemma_of(analysis.tokens[at], _words().noun_forms) in _words().means:
                yield at


def _has_object(analysis: Analysis, verb: int) -> bool:
    return any(analysis.tokens[c].deprel == "obj" for c in analysis.dependents[verb])


def _below(analysis: Analysis, trigger: int) -> Iterator[int]:
    queue = [trigger]
    for at in queue:
        for child in analysis.dependents[at]:
            token = analysis.tokens[child]
            relation = base(token.deprel)
            if relation not in _INSIDE or token.upos == "VERB":
                continue
            # What a mover or a thing is made of is no part of the trip.
            if at != trigger and relation not in {"nmod", "obl", "appos"}:
                continue
            if child - trigger > _REACH:
                continue
            yield child
            queue.append(child)


def _place(analysis: Analysis, head: int) -> Span | None:
    """The place that a phrase of origin or destination names, by name or by a common noun of place."""
    span = named_place(analysis, head)
    if span is not None:
        return span
    token = analysis.tokens[head]
    if _is_goal(analysis, head):
        resolved = _antecedent(analysis, head)
        return resolved or core_of(analysis, head)
    if token.upos == "PROPN" and not _is_party(analysis, head):
        return core_of(analysis, head)
    return None


def _is_goal(analysis: Analysis, head: int) -> bool:
    token = analysis.tokens[head]
    return token.form.lower() in _words().goals or place_entity(analysis, head) is not None


def _is_party(analysis: Analysis, head: int) -> bool:
    """Whether a name is known to be no place; a tagger may take a lone town for somebody."""
    for entity in analysis.entities:
        if entity.first <= head < entity.last:
            lone = entity.last - entity.first == 1 and entity.kind in _MISTAKEN
            return not (lone and analysis.tokens[head].form.istitle() and is_town_like(analysis, entity))
    return False


def _antecedent(analysis: Analysis, head: int) -> Span | None:
    """The place named before that "the city", "the country", "the square" stands for."""
    noun = analysis.tokens[head].form.lower()
    if not any(analysis.tokens[c].form.lower() in {"the", "that", "this"} for c in analysis.dependents[head]):
        return None
    for chain in analysis.chains:
        if chain.name.head != head and any(mention.head == head for mention in chain.mentions):
            named = named_place(analysis, chain.name.head)
            if named is not None and is_wide(analysis, named) == (noun == "country"):
                return named
    if noun not in _ANAPHORS:
        return None
    before = (entity for entity in reversed(analysis.entities) if entity.first < head)
    return next((span for entity in before if (span := _fits(analysis, entity, noun))), None)


def _fits(analysis: Analysis, entity: Entity, noun: str) -> Span | None:
    """The name's span where the noun can stand for it: a country for a country, a square for a square."""
    last = analysis.tokens[entity.last - 1]
    if place_entity(analysis, entity.first) is None or last.deprel in {"compound", "amod"}:
        return None
    if noun in {"square", "camp", "station"} and last.form.lower() != noun:
        return None
    span = entity.first, entity.last
    return span if is_wide(analysis, span) == (noun == "country") else None
