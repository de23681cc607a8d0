"""Measures: what a counted noun is, and what a word says was done to those it governs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, EntityKind, Token
from dateline.reading.lemmas import by_form, lemma_of

HARM = (
    Measure.KILLED,
    Measure.WOUNDED,
    Measure.CAPTURED,
    Measure.MISSING,
    Measure.DISPLACED,
    Measure.EVACUATED,
)
"""Measures of what was done to people, gravest first; one number for several of them takes the gravest."""

PEOPLE = frozenset({Measure.FIGHTERS, Measure.CIVILIANS, Measure.PEOPLE})
"""Measures of people to whom no harm is said to have come."""
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
    between: frozenset[str]
    """Words that may stand between those counted and a participle of harm."""
    as_noun: dict[str, str]
    """Lemmas of the listed words' forms, where a form is read as a noun first."""
    as_verb: dict[str, str]
    """The same where it is read as a verb first."""


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
    plain = [words.split() for name in ("subjects", "verbs", "frames") for words in table[name].values()]
    verbal = by_form(word for words in plain for word in words)
    nominal = by_form([*nouns, *(word for name in ("deeds", "outcomes") for word in by_word(name))])
    return Lexicon(
        nouns=nouns,
        between=frozenset(table["between"]["words"].split()),
        as_noun=verbal | nominal,
        as_verb=nominal | verbal,
        endings=tuple(table["endings"]["people"]),
        verbs=by_word("verbs"),
        subjects=by_word("subjects"),
        adjectives=by_word("adjectives"),
        deeds=by_word("deeds"),
        outcomes=by_word("outcomes"),
        groups=frozenset(table["groups"]["nouns"].split()),
    )


def lemma(token: Token) -> str:
    """A token's lemma, from the listed words' forms where it is one of them."""
    words = lexicon()
    return lemma_of(token, words.as_verb if token.upos in {"VERB", "AUX"} else words.as_noun)


def noun_class(analysis: Analysis, token: int) -> Measure | None:
    """What a counted noun is, harm aside; None where a number of it is no count (days, miles, percent)."""
    word = analysis.tokens[token]
    nouns = lexicon().nouns
    name = lemma(word)
    if name in nouns:
        found = nouns[name]
        return _refined(analysis, token) if found is Measure.PEOPLE else found
    if _is_type_name(analysis, token):
        return Measure.VEHICLES
    if (name.endswith(lexicon().endings) and not _is_named_thing(analysis, token)) or _is_demonym(
        analysis, word
    ):
        return Measure.PEOPLE
    return Measure.OTHER


def _is_type_name(analysis: Analysis, token: int) -> bool:
    """F-16s, a T-72: letters, a hyphen and a number in one word name a machine."""
    tokens = analysis.tokens
    first = next((t for t in range(token, max(0, token - 2) - 1, -1) if tokens[t].form.isalpha()), token)
    if first + 2 >= len(tokens) or tokens[first + 1].form != "-" or len(tokens[first].form) > 3:
        return False
    return tokens[first].end == tokens[first + 1].start and tokens[first + 2].form[0].isdigit()


def _is_named_thing(analysis: Analysis, token: int) -> bool:
    """The Guardian: a name that only ends like a word for people."""
    return any(
        entity.first <= token < entity.last and entity.kind not in {EntityKind.NATIONALITY, EntityKind.PERSON}
        for entity in analysis.entities
    )


def _is_demonym(analysis: Analysis, word: Token) -> bool:
    """Syrians, Qataris: a capital, a plural, and the name of nobody else."""
    if not (word.form[0].isupper() and word.form.endswith("s")):
        return False
    for entity in analysis.entities:
        if entity.first <= word.index < entity.last:
            return entity.kind is EntityKind.NATIONALITY
    return word.xpos in _PLURAL


def _refined(analysis: Analysis, token: int) -> Measure:
    """People as their modifiers tell them apart: innocent people, armed men, rebel members."""
    for child in analysis.dependents[token]:
        modifier = analysis.tokens[child]
        if modifier.deprel not in {"amod", "compound", "nmod", "nmod:poss"}:
            continue
        name = lemma(modifier)
        if name in {"civilian", "innocent", "unarmed"}:
            return Measure.CIVILIANS
        if name in {"armed", "masked"} or (
            modifier.deprel == "compound" and lexicon().nouns.get(name) is Measure.FIGHTERS
        ):
            return Measure.FIGHTERS
    return Measure.PEOPLE


def is_human(analysis: Analysis, token: int) -> bool:
    """Whether a noun names people."""
    return noun_class(analysis, token) in PEOPLE


def gravest(measures: list[Measure]) -> Measure | None:
    """The gravest harm of several; None of none."""
    return min(measures, key=HARM.index) if measures else None


def case_of(analysis: Analysis, token: int) -> str:
    """The preposition of a phrase in lower case; empty for none."""
    for child in analysis.dependents[token]:
        if analysis.tokens[child].deprel == "case":
            return analysis.tokens[child].form.lower()
    return ""
