"""Trips: who goes from where to where, as the words of a clause tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.model.analysis import Analysis, EntityKind
from dateline.reading.clauses import base
from dateline.reading.lemmas import lemma_of
from dateline.reading.place_names import Span, named_place, place_entity, preposition
from dateline.reading.travellers import (
    SIDES,
    goer,
    is_dead,
    is_own,
    noun_before,
    noun_goer,
    traveller,
    travels,
    trip_words,
)
from dateline.reading.trip_ends import is_goal, place_at

_BARE = frozenset({"advmod", "obl", "obl:unmarked"})
_REACH = 15
"""How many words after the trigger an origin or destination may stand."""
_INSIDE = frozenset(
    {"obl", "nmod", "appos", "conj", "obj", "compound", "nummod", "amod", "flat", "advmod", "dep", "list"}
)
"""Relations that stay inside the clause of a trigger."""


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
    thing: bool = False
    """Whether what goes is no traveller ("weapons were smuggled"): then both ends must be told."""
    held: bool = False
    """Whether something else than a place or a traveller is left or withdrawn."""
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
        if not _is_told(trip):
            continue
        used.update(range(trip.trigger, trip.last))
        yield trip


def _is_told(trip: Trip) -> bool:
    """Whether enough is told for a trip: an end, both for a thing; who flees goes, wherever it is."""
    ends = (trip.origin is not None) + (trip.destination is not None)
    if ends == 0:
        return trip.lemma in trip_words().departing and trip.mover is not None and not trip.held
    return ends == 2 or not (trip.thing or (trip.mover is None and trip.lemma in trip_words().strict))


def _trip_at(analysis: Analysis, at: int) -> Trip | None:
    """The trip that a word of going tells, with who goes."""
    token = analysis.tokens[at]
    words = trip_words()
    if token.form.lower() == "route" and at > 0 and analysis.tokens[at - 1].form.lower() == "en":
        return Trip(at, "route", traveller(analysis, at), last=at + 1)
    if token.upos == "VERB":
        return _verb_trip(analysis, at, lemma_of(token, words.verb_forms))
    if token.upos in {"NOUN", "PROPN"}:
        name = lemma_of(token, words.noun_forms)
        if name in words.nouns:
            return Trip(at, name, noun_goer(analysis, at), last=at + 1)
    return None


def _verb_trip(analysis: Analysis, at: int, name: str) -> Trip | None:
    words = trip_words()
    if name in words.letting:
        return _let_through(analysis, at, name)
    if name not in words.goers and name not in words.senders and name not in words.from_object:
        return None
    mover = goer(analysis, at, name)
    if mover is not None and not travels(analysis, mover):
        relation = analysis.tokens[at].deprel
        if relation.startswith("acl"):
            # The tree may hang a relative clause on another noun than the one before it.
            mover = noun_before(analysis, at) or (mover if relation == "acl" else None)
        elif not is_own(analysis, at, mover):
            # Taken from another clause ("to make way for civilians to return"): who goes is not told.
            mover = None
    if _is_trip(analysis, at, mover):
        return Trip(at, name, mover, last=at + 1)
    thing = name in words.senders and mover is not None and not is_dead(analysis, mover)
    return Trip(at, name, mover, thing=True, last=at + 1) if thing else None


def _let_through(analysis: Analysis, verb: int, name: str) -> Trip | None:
    """Who is let "out of the city" or "into Gaza", without a verb of going."""
    thing = next(
        (c for c in analysis.dependents[verb] if base(analysis.tokens[c].deprel) in {"obj", "iobj"}), None
    )
    below = [*analysis.dependents[verb], *(analysis.dependents[thing] if thing is not None else ())]
    through = any(preposition(analysis, c) in {"out", "into", "from"} for c in below)
    return (
        Trip(verb, name, thing, last=verb + 1)
        if thing is not None and through and travels(analysis, thing)
        else None
    )


def _is_trip(analysis: Analysis, verb: int, mover: int | None) -> bool:
    """Whether somebody or something that travels is moved, and not "taken prisoner" or "brought to an end"."""
    words = trip_words()
    for child in analysis.dependents[verb]:
        word = analysis.tokens[child]
        if (
            base(word.deprel) in {"obl", "obj", "xcomp"}
            and lemma_of(word, words.noun_forms) in words.abstract
        ):
            return False
    if mover is None:
        return True
    if lemma_of(analysis.tokens[verb], words.verb_forms) == "land" and _has_object(analysis, verb):
        return False
    if lemma_of(analysis.tokens[verb], words.verb_forms) == "lead" and not _has_object(analysis, verb):
        return False
    return travels(analysis, mover)


def _fill(analysis: Analysis, trip: Trip) -> None:
    """Find the places and the means that stand with the trigger."""
    trip.held = any(
        analysis.tokens[c].deprel == "obj" and c != trip.mover for c in analysis.dependents[trip.trigger]
    )
    if trip.lemma in {"route", "way"} and not _is_on_the_way(analysis, trip.trigger):
        return
    for at in _phrases(analysis, trip.trigger):
        token = analysis.tokens[at]
        bare = _is_bare_goal(analysis, at)
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


def _is_bare_goal(analysis: Analysis, at: int) -> bool:
    """Whether a place stands without preposition where an object is meant ("fled her home")."""
    token = analysis.tokens[at]
    if token.form.lower() == "home":
        return _has_determiner(analysis, at) and not preposition(analysis, at)
    return token.deprel == "obl" and not preposition(analysis, at) and is_goal(analysis, at)


def _has_determiner(analysis: Analysis, noun: int) -> bool:
    return any(analysis.tokens[c].deprel in {"det", "nmod:poss"} for c in analysis.dependents[noun])


def _loaded(analysis: Analysis, trip: Trip) -> int | None:
    """The vehicles of "men who were loaded in buses and taken": what is told with the mover's own clauses."""
    words = trip_words()
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
    words = trip_words()
    token = analysis.tokens[at]
    case = preposition(analysis, at)
    if case in words.prepositions["origin"] or (case == "in" and trip.lemma in words.leaving):
        trip.origin = trip.origin or place_at(analysis, at) or _relative(analysis, trip.trigger, at)
    elif case in words.prepositions["via"]:
        span = named_place(analysis, at)
        trip.via += [span] if span is not None else []
    elif case in words.by and lemma_of(token, words.noun_forms) in words.means:
        trip.means = trip.means or at
    elif case in words.prepositions["destination"] and (
        _leads(trip, case) or _is_ashore(analysis, trip.trigger)
    ):
        if trip.destination is None or _is_home(analysis, trip.destination):
            trip.destination = place_at(analysis, at) or trip.destination
    elif token.form.lower() == "home" and token.deprel in _BARE and not _has_determiner(analysis, at):
        trip.destination = trip.destination or (at, at + 1)


def _relative(analysis: Analysis, trigger: int, at: int) -> Span | None:
    """The place that "from where" takes up again: what the clause hangs on, else the last named before it."""
    above = analysis.tokens[trigger].head
    if analysis.tokens[at].form.lower() not in {"where", "which", "there"}:
        return None
    found = named_place(analysis, above) if above >= 0 else None
    if found is not None:
        return found
    first = analysis.sentences[analysis.tokens[at].sentence].first
    before = (place_entity(analysis, t) for t in range(at - 1, first - 1, -1))
    return next(((entity.first, entity.last) for entity in before if entity is not None), None)


def _is_home(analysis: Analysis, span: Span) -> bool:
    return analysis.words(*span).lower() == "home"


def _is_ashore(analysis: Analysis, trigger: int) -> bool:
    return any(analysis.tokens[c].form.lower() == "ashore" for c in analysis.dependents[trigger])


def _is_on_the_way(analysis: Analysis, noun: int) -> bool:
    """En route, on the way."""
    return any(analysis.tokens[at].form.lower() in {"en", "on"} for at in range(max(0, noun - 2), noun))


def _leads(trip: Trip, case: str) -> bool:
    kinds = trip_words().prepositions
    if case == "on" and trip.lemma in kinds["marchers"]:
        return True
    if case in kinds["arriving"]:
        return trip.lemma in kinds["arrivals"]
    if case in kinds["leaving"]:
        return trip.lemma in kinds["leavers"]
    return True


def _fill_object(analysis: Analysis, trip: Trip, at: int) -> None:
    """A place as the object of the trigger itself ("left Homs", "entered the city")."""
    words = trip_words()
    if at == trip.mover:
        return
    if trip.lemma in words.from_object and trip.origin is None:
        trip.origin = place_at(analysis, at)
    elif trip.lemma in words.to_object and trip.destination is None:
        trip.destination = _entered(analysis, at)


def _entered(analysis: Analysis, at: int) -> Span | None:
    """The place that somebody enters, or enters a part of ("one inch of Afrin"); never somebody who is visited."""
    if any(e.first <= at < e.last and e.kind in SIDES - {EntityKind.ORGANISATION} for e in analysis.entities):
        return None
    if is_goal(analysis, at) or place_entity(analysis, at) is not None:
        return place_at(analysis, at)
    parts = (c for c in analysis.dependents[at] if preposition(analysis, c) == "of")
    return next(
        (span for c in parts if (span := named_place(analysis, c)) is not None), place_at(analysis, at)
    )


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
            if lemma_of(analysis.tokens[at], trip_words().noun_forms) in trip_words().means:
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
