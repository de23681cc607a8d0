"""Happenings: a report's likely events, and how one stands to another whose place or time is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.reading.quotations import read_quotations

_SURE = 0.5
"""From which score on the anchor head's word helps to tell where and when the report's events are."""
_STEM = 5
_CLIMBS = 3
_PARTIES = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent", "nmod:poss", "compound"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_HELPERS = (
    (
        "future",
        frozenset(["will", "would", "could", "may", "might", "should", "must", "can", "shall", "’ll", "'ll"]),
    ),
    ("infinitive", frozenset({"to"})),
    ("pluperfect", frozenset({"had"})),
    ("perfect", frozenset({"has", "have", "’ve", "'ve"})),
    ("past", frozenset({"was", "were"})),
    ("present", frozenset({"is", "are", "am"})),
)
"""Tenses by the auxiliaries that tell them, the strongest first."""
_FORMS = {"VBD": "past", "VBZ": "present", "VBP": "present", "VBG": "gerund", "VBN": "participle"}


@dataclass(frozen=True, slots=True)
class Happening:
    """A word that tells an event, with what is asked about it again and again."""

    token: int
    sentence: int
    paragraph: int
    kind: EventType
    stem: str
    tense: str
    """`past`, `pluperfect`, `perfect`, `present`, `future`, `infinitive`, `gerund`, `participle` or `noun`."""
    quotation: int
    """Number of the quotation that it stands in; -1 outside."""
    parties: frozenset[str]
    """The heads of its subject, object and possessor, in lower case; of names the whole report's name for them."""


class Happenings:
    """The likely events of one analysis in text order."""

    def __init__(self, analysis: Analysis) -> None:
        """Gather the anchors of which the head is sure."""
        self.analysis = analysis
        self._quotations = [(q.first, q.last) for q in read_quotations(analysis)]
        self._names = {
            mention.head: number for number, chain in enumerate(analysis.chains) for mention in chain.mentions
        }
        self._kinds = {a.token: EventType(a.types[0][0]) for a in analysis.anchors if a.types}
        self._statuses = {a.token: a.statuses[0][0] for a in analysis.anchors if a.statuses}
        self.all = tuple(
            self.at(a.token, self._kinds[a.token]) for a in analysis.anchors if a.score >= _SURE and a.types
        )

    def kind(self, token: int) -> EventType | None:
        """The type that the head gives a token, where it takes it for an anchor at all."""
        return self._kinds.get(token)

    def status(self, token: int) -> str:
        """The status that the head finds likeliest; empty where it says nothing."""
        return self._statuses.get(token, "")

    def quotation(self, token: int) -> int:
        """Number of the quotation that a token stands in; -1 outside."""
        at = bisect_left(self._quotations, token + 1, key=lambda q: q[0]) - 1
        return at if at >= 0 and token < self._quotations[at][1] else -1

    def is_said(self, token: int) -> bool:
        """Whether a word stands in a clause that tells what somebody says."""
        tokens = self.analysis.tokens
        for _ in range(_CLIMBS):
            word = tokens[token]
            if word.deprel.startswith(("ccomp", "parataxis")):
                return True
            if word.head < 0:
                return False
            token = word.head
        return False

    def is_definite(self, token: int) -> bool:
        """Whether a noun has a definite article, a demonstrative or a possessor."""
        for child in self.analysis.dependents[token]:
            word = self.analysis.tokens[child]
            if word.deprel == "nmod:poss" or (word.deprel == "det" and word.form.lower() in _DEFINITE):
                return True
        return False

    def at(self, token: int, kind: EventType) -> Happening:
        """The happening of that type at a token."""
        word = self.analysis.tokens[token]
        return Happening(
            token=token,
            sentence=word.sentence,
            paragraph=self.analysis.sentences[word.sentence].paragraph,
            kind=kind,
            stem=word.lemma.lower()[:_STEM],
            tense=self._tense(token),
            quotation=self.quotation(token),
            parties=frozenset(self._parties(token)),
        )

    def relations(self, event: Happening, other: Happening) -> Iterator[str]:
        """How another happening stands to an event: the same word, the same type, its clause, its neighbour."""
        gap = event.sentence - other.sentence
        near = "here" if gap == 0 else ("before" if gap > 0 else "after") + (" 1" if abs(gap) == 1 else "")
        if event.stem == other.stem:
            yield "same word"
            yield f"same word {near}"
        elif event.kind is other.kind:
            yield "same type"
            yield f"same type {near}"
        if event.parties & other.parties:
            yield "same party"
            if event.kind is other.kind:
                yield "same type and party"
        if gap == 0:
            above = self._below(event.token, other.token)
            if above:
                yield f"clause above {above}"
            elif below := self._below(other.token, event.token):
                yield f"clause below {below}"
            else:
                yield "other clause"

    def _below(self, token: int, other: int) -> str:
        """The relation by which a word hangs from another within a few steps; empty where it does not."""
        tokens = self.analysis.tokens
        for _ in range(_CLIMBS):
            word = tokens[token]
            if word.head == other:
                return word.deprel.partition(":")[0]
            if word.head < 0:
                return ""
            token = word.head
        return ""

    def _parties(self, token: int) -> Iterator[str]:
        for child in self.analysis.dependents[token]:
            word = self.analysis.tokens[child]
            if word.deprel in _PARTIES and word.upos in ("NOUN", "PROPN", "PRON"):
                number = self._names.get(child)
                if number is not None:
                    yield f"#{number}"
                elif word.upos != "PRON":
                    yield word.lemma.lower()

    def _tense(self, token: int) -> str:
        word = self.analysis.tokens[token]
        if word.upos != "VERB" and not word.xpos.startswith("VB"):
            return "noun"
        helpers = [
            self.analysis.tokens[c]
            for c in self.analysis.dependents[token]
            if self.analysis.tokens[c].deprel.startswith(("aux", "cop", "mark"))
        ]
        forms = {helper.form.lower() for helper in helpers}
        told = next((tense for tense, helpers in _HELPERS if forms & helpers), None)
        return told or _FORMS.get(word.xpos, "infinitive")
