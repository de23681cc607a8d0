"""Measures: what a counted noun is, and what a word says was done to those it governs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, Token

HARM = (
    Measure.KILLED,
    Measure.WOUNDED,
    Measure.CAPTURED,
    Measure.MISSING,
    Measure.DISPLACED,
    Measure.EVACUATED,
)
"""Measures of what was done to people, gravest first; one number for several of them takes the gravest."""

_HUMAN = frozenset({Measure.FIGHTERS, Measure.CIVILIANS, Measure.PEOPLE})
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of `data/measures.toml`, by lemma."""

    nouns: Mapping[str, Measure | None]
    """Classes of nouns; None for those whose numbers are no counts."""
    endings: tuple[str, ...]
    verbs: Mapping[str, Measure]
    subjects: Mapping[str, Measure]
    adjectives: Mapping[str, Measure]
    deeds: Mapping[str, Measure]
    outcomes: Mapping[str, Measure]
    groups: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The measures' words, read once."""
    table = tomllib.loads((files("dateline.reading") / "data" / "measures.toml").read_text("utf-8"))

    def by_word(section: str) -> dict[str, Measure]:
        return {word: Measure(name) for name, words in table[section].items() for word in words.split()}

    nouns: dict[str, Measure | None] = {}
    for name, words in table["nouns"].items():
        for word in words.split():
            nouns.setdefault(word, None if name == "none" else Measure(name))
    return Lexicon(
        nouns=nouns,
        endings=tuple(table["endings"]["people"]),
        verbs=by_word("verbs"),
        subjects=by_word("subjects"),
        adjectives=by_word("adjectives"),
        deeds=by_word("deeds"),
        outcomes=by_word("outcomes"),
        groups=frozenset(table["groups"]["nouns"].split()),
    )


def noun_class(analysis: Analysis, token: int) -> Measure | None:
    """What a counted noun is, harm aside; None where a number of it is no count (days, miles, percent)."""
    word = analysis.tokens[token]
    nouns = lexicon().nouns
    lemma = word.lemma.lower()
    for form in (lemma, word.form.lower()):
        if form in nouns:
            found = nouns[form]
            return _refined(analysis, token) if found is Measure.PEOPLE else found
    if word.upos == "PROPN" and word.xpos in _PLURAL:
        return Measure.PEOPLE
    if lemma.endswith(lexicon().endings) or _is_demonym(word):
        return Measure.PEOPLE
    return Measure.OTHER


def _is_demonym(word: Token) -> bool:
    """Syrians, Qataris: a capital and a plural."""
    return word.form[0].isupper() and word.form.endswith("s") and word.xpos in _PLURAL


def _refined(analysis: Analysis, token: int) -> Measure:
    """People as their modifiers tell them apart: innocent people, armed men, rebel members."""
    for child in analysis.dependents[token]:
        modifier = analysis.tokens[child]
        if modifier.deprel not in {"amod", "compound", "nmod", "nmod:poss"}:
            continue
        lemma = modifier.lemma.lower()
        if lemma in {"civilian", "innocent", "unarmed"}:
            return Measure.CIVILIANS
        if lemma in {"armed", "masked"} or (modifier.deprel == "compound" and lexicon().nouns.get(lemma) is Measure.FIGHTERS):
            return Measure.FIGHTERS
    return Measure.PEOPLE


def is_human(analysis: Analysis, token: int) -> bool:
    """Whether a noun names people."""
    return noun_class(analysis, token) in _HUMAN


def gravest(measures: list[Measure]) -> Measure | None:
    """The gravest harm of several; None of none."""
    return min(measures, key=HARM.index) if measures else None


def harm_to_object(analysis: Analysis, verb: int) -> Measure | None:
    """What a verb does to its object, or in the passive to its subject."""
    word = analysis.tokens[verb]
    lemma = word.lemma.lower()
    if lemma in {"shoot", "beat", "stab", "burn", "starve", "choke", "gun", "mow"}:
        return _lethal(analysis, verb) or (Measure.WOUNDED if lemma not in {"gun", "mow"} else Measure.KILLED)
    if lemma in {"leave", "find", "see", "report", "get", "bring", "declare", "pronounce", "confirm", "presume", "fear", "believe"}:
        return _result(analysis, verb)
    if lemma == "take":
        return _taken(analysis, verb)
    if lemma in {"force", "drive", "chase", "push"} and _has_child(analysis, verb, {"home", "house", "village", "out"}):
        return Measure.DISPLACED
    if lemma == "claim" and _has_child(analysis, verb, {"life"}):
        return Measure.KILLED
    return lexicon().verbs.get(lemma)


def harm_to_subject(analysis: Analysis, verb: int) -> Measure | None:
    """What a predicate in the active says became of its subject ("died", "are missing", "suffered injuries")."""
    word = analysis.tokens[verb]
    lemma = word.lemma.lower()
    if word.upos in {"ADJ", "NOUN", "ADV"} or (word.upos == "VERB" and word.xpos == "VBN"):
        return lexicon().adjectives.get(word.form.lower()) or lexicon().adjectives.get(lemma)
    if lemma in {"suffer", "sustain", "receive", "survive"}:
        return Measure.WOUNDED if lemma != "survive" and _has_child(analysis, verb, {"injury", "wound", "burn"}) else None
    if lemma == "lose" and _has_child(analysis, verb, {"life"}):
        return Measure.KILLED
    if lemma in {"go", "remain", "be", "lie", "stay", "turn"}:
        return _result(analysis, verb)
    if lemma in {"leave", "abandon"} and _has_child(analysis, verb, {"home", "house"}):
        return Measure.DISPLACED
    return lexicon().subjects.get(lemma)


def harm_in_adjectives(analysis: Analysis, noun: int) -> Measure | None:
    """What the adjectives and participles before or after a noun say was done to it."""
    found: list[Measure] = []
    for child in analysis.dependents[noun]:
        word = analysis.tokens[child]
        if word.deprel in {"amod", "acl", "acl:relcl", "compound", "appos", "parataxis", "dep"}:
            measure = _participle(analysis, child)
            if measure is not None:
                found.append(measure)
    return gravest(found)


def _participle(analysis: Analysis, token: int) -> Measure | None:
    word = analysis.tokens[token]
    if word.deprel == "acl:relcl":
        subjects = [analysis.tokens[c] for c in analysis.dependents[token] if analysis.tokens[c].deprel.startswith("nsubj")]
        if any(s.form.lower() not in {"who", "which", "that"} for s in subjects):
            return harm_to_object(analysis, token) if not any(s.deprel == "nsubj:pass" for s in subjects) else None
        passive = any(s.deprel == "nsubj:pass" for s in subjects)
        return harm_to_object(analysis, token) if passive else harm_to_subject(analysis, token)
    if word.deprel == "acl" and word.upos == "VERB":
        return harm_to_object(analysis, token) if word.xpos == "VBN" else harm_to_subject(analysis, token)
    return lexicon().adjectives.get(word.form.lower())


def _has_child(analysis: Analysis, token: int, lemmas: set[str]) -> bool:
    return any(analysis.tokens[c].lemma.lower() in lemmas for c in analysis.dependents[token])


def _lethal(analysis: Analysis, verb: int) -> Measure | None:
    """Shot dead, beaten to death, burned alive."""
    for child in analysis.dependents[verb]:
        if analysis.tokens[child].lemma.lower() in {"dead", "death", "alive", "down"}:
            return Measure.KILLED
    following = analysis.tokens[verb + 1 : verb + 3]
    if any(w.lemma.lower() in {"dead", "death"} for w in following):
        return Measure.KILLED
    return None


def _result(analysis: Analysis, verb: int) -> Measure | None:
    """Left eight dead, saw three die, went missing."""
    for child in analysis.dependents[verb]:
        word = analysis.tokens[child]
        if word.deprel not in {"xcomp", "ccomp", "advcl", "acl", "amod", "obj", "dep"}:
            continue
        measure = lexicon().adjectives.get(word.form.lower())
        if measure is None and word.upos == "VERB":
            if word.xpos == "VBN":
                measure = harm_to_object(analysis, child)
            else:
                measure = lexicon().subjects.get(word.lemma.lower())
        if measure is not None:
            return measure
    return None


def _taken(analysis: Analysis, verb: int) -> Measure | None:
    """Taken prisoner, took hostage, taken into custody."""
    for child in analysis.dependents[verb]:
        if analysis.tokens[child].lemma.lower() in {"prisoner", "hostage", "captive", "custody", "captivity"}:
            return Measure.CAPTURED
    return None
