"""Domains: sentences of sport, illness, weather and works of art, whose fighting words are figures of speech."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, Sentence
from dateline.reading.clauses import base, child, children, lemma, marker

_SCORE = re.compile(r"(?<![\d-])([0-9])\s?[-–]\s?([0-9])(?![\d-])")
_LESSER = 2
"""How many lesser words of a domain a sentence must hold."""


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain's words, and the types of events that its sentences do not tell."""

    sure: frozenset[str]
    lesser: frozenset[str]
    types: frozenset[EventType]


@dataclass(frozen=True, slots=True)
class _Lists:
    domains: dict[str, Domain]
    works: frozenset[str]
    armed: frozenset[str]


@cache
def _lists() -> _Lists:
    table = tomllib.loads((files("dateline.reading") / "data" / "domains.toml").read_text("utf-8"))
    domains = {
        name: Domain(
            frozenset(table[name]["sure"].split()),
            frozenset(table[name]["lesser"].split()),
            frozenset(map(EventType, table[name]["types"])),
        )
        for name in ("sport", "illness", "weather", "stage")
    }
    return _Lists(
        domains, frozenset(table["works"]["words"].split()), frozenset(table["armed"]["words"].split())
    )


class Domains:
    """Tells which words of a report are figures of speech or fiction."""

    def __init__(self, analysis: Analysis) -> None:
        """Find the domain of each sentence."""
        self._analysis = analysis
        self._by_sentence = [_domain(analysis, sentence) for sentence in analysis.sentences]

    def is_figure(self, token: int, event_type: EventType) -> bool:
        """True where a word that could name an event of the type tells of sport, weather, illness or fiction."""
        domain = self._by_sentence[self._analysis.tokens[token].sentence]
        if domain is not None and event_type in domain.types:
            return (
                event_type is not EventType.MOVE or domain is _lists().domains["sport"] or self._drifts(token)
            )
        return self._is_told_in_work(token)

    def _drifts(self, token: int) -> bool:
        """True where no person moves: a storm does."""
        doer = child(self._analysis, token, "nsubj")
        return doer is not None and any(
            self._analysis.tokens[word].form.lower() in _lists().domains["weather"].sure
            for word in self._analysis.subtree(doer)
        )

    def _is_told_in_work(self, token: int) -> bool:
        """True of "in the novel, a general bombs", and of the raid in "a film about the raid"."""
        analysis = self._analysis
        works = _lists().works
        word = analysis.tokens[token]
        if word.head >= 0 and base(word.deprel) == "nmod" and lemma(analysis, word.head) in works:
            return marker(analysis, token, "case") in ("about", "on")
        return any(
            lemma(analysis, at) in works and marker(analysis, at, "case") == "in"
            for at in children(analysis, token, "obl")
        )


def _domain(analysis: Analysis, sentence: Sentence) -> Domain | None:
    lists = _lists()
    tokens = analysis.tokens[sentence.first : sentence.last]
    words = {token.form.lower() for token in tokens}
    if lists.armed & {token.form.lower() for token in tokens if token.upos != "VERB"}:
        return None
    for name, domain in lists.domains.items():
        scored = name == "sport" and _is_scored(analysis.text[sentence.start : sentence.end])
        if words & domain.sure or len(words & domain.lesser) + scored >= _LESSER:
            return domain
    return None


def _is_scored(text: str) -> bool:
    """True of "won 4-0": two small numbers, the first not below the second, as no range has them."""
    return any(int(score[1]) >= int(score[2]) for score in _SCORE.finditer(text))
