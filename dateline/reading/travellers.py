"""Travellers: the words of going, and who goes by the tree of a clause."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, EntityKind
from dateline.reading.clauses import base, is_passive, subject
from dateline.reading.lemmas import by_form, lemma_of
from dateline.reading.measures import PEOPLE, noun_class
from dateline.reading.place_names import preposition
from dateline.reading.trip_ends import is_goal

_TRAVELLERS = PEOPLE | {Measure.VEHICLES}
SIDES = frozenset(
    {EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY, EntityKind.OTHER}
)
"""Kinds of names that travel."""
_MANY = frozenset({"thousands", "hundreds", "dozens", "scores", "millions", "others", "some", "many", "most"})


@dataclass(frozen=True, slots=True)
class TripWords:
    """The word lists of `data/movements.toml`, and the lemmas of their forms."""

    goers: frozenset[str]
    senders: frozenset[str]
    from_object: frozenset[str]
    to_object: frozenset[str]
    nouns: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    means: frozenset[str]
    by: frozenset[str]
    abstract: frozenset[str]
    strict: frozenset[str]
    leaving: frozenset[str]
    departing: frozenset[str]
    letting: frozenset[str]
    travellers: frozenset[str]
    dead: frozenset[str]
    verb_forms: dict[str, str]
    noun_forms: dict[str, str]


@cache
def trip_words() -> TripWords:
    """The word lists; read once a process."""
    table = tomllib.loads((files("dateline.reading") / "data" / "movements.toml").read_text("utf-8"))

    def words(section: str, name: str = "words") -> frozenset[str]:
        return frozenset(table[section][name].split())

    verbs = {name: words("verbs", name) for name in table["verbs"]}
    nouns = words("nouns")
    return TripWords(
        **verbs,
        nouns=nouns,
        prepositions={name: words("prepositions", name) for name in table["prepositions"]},
        means=words("means"),
        by=words("means", "prepositions"),
        abstract=words("abstract"),
        strict=words("strict"),
        leaving=words("leaving"),
        departing=words("departing"),
        letting=words("letting"),
        travellers=words("travellers"),
        dead=words("dead"),
        verb_forms=by_form([*frozenset().union(*verbs.values()), *words("letting")]),
        noun_forms=by_form(
            [*nouns, *words("means"), *words("abstract"), *words("travellers"), *words("dead")]
        ),
    )


def noun_before(analysis: Analysis, verb: int) -> int | None:
    """A noun of travellers right before a verb."""
    before = verb - 1
    while before > 0 and analysis.tokens[before].upos in {"AUX", "PART", "ADV"}:
        before -= 1
    is_noun = before >= 0 and analysis.tokens[before].upos in {"NOUN", "PROPN"}
    return before if is_noun and travels(analysis, before) else None


def is_dead(analysis: Analysis, token: int) -> bool:
    """Whether a noun names what is carried and does not travel."""
    return lemma_of(analysis.tokens[token], trip_words().noun_forms) in trip_words().dead


def is_own(analysis: Analysis, verb: int, mover: int) -> bool:
    """Whether the mover hangs on the verb itself, or the verb on the mover."""
    return analysis.tokens[mover].head == verb or (
        analysis.tokens[verb].head == mover and analysis.tokens[mover].upos in {"NOUN", "PROPN", "PRON"}
    )


def travels(analysis: Analysis, token: int) -> bool:
    """Whether a word names people, forces or vehicles, or stands for somebody."""
    word = analysis.tokens[token]
    name = lemma_of(word, trip_words().noun_forms)
    if name in trip_words().dead:
        return False
    if (
        word.upos == "NUM"
        or word.form.lower() in _MANY
        or name in trip_words().travellers
        or name in trip_words().means
    ):
        return True
    if word.upos in {"PRON", "DET"}:
        return word.form.lower() not in {"it", "this", "that", "which", "what"} or any(
            mention.head == token for chain in analysis.chains for mention in chain.mentions
        )
    for entity in analysis.entities:
        if entity.first <= token < entity.last:
            return entity.kind in SIDES
    counted = next((c for c in analysis.dependents[token] if preposition(analysis, c) == "of"), token)
    return (
        noun_class(analysis, token) in _TRAVELLERS
        or noun_class(analysis, counted) in _TRAVELLERS
        or word.upos == "PROPN"
    )


def traveller(analysis: Analysis, at: int) -> int | None:
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


def goer(analysis: Analysis, verb: int, name: str) -> int | None:
    """Who goes by a verb of that lemma: its subject, or the object of sending; None where it is not told."""
    words = trip_words()
    thing = next((c for c in analysis.dependents[verb] if base(analysis.tokens[c].deprel) == "obj"), None)
    if name in words.senders and thing is not None and not is_goal(analysis, thing):
        return thing
    token = analysis.tokens[verb]
    if token.deprel.startswith("acl") and token.xpos == "VBN" and token.head >= 0:
        return token.head
    if token.deprel == "conj" and analysis.tokens[token.head].upos in {"NOUN", "PROPN"}:
        return token.head
    if name in words.senders and name not in words.goers and thing is None and not is_passive(analysis, verb):
        return subject(analysis, verb) if token.xpos == "VBN" else None
    found = subject(analysis, verb)
    if found is None and token.deprel in {"advcl", "xcomp"} and token.head >= 0:
        found = subject(analysis, token.head)
    return found


def noun_goer(analysis: Analysis, noun: int) -> int | None:
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
