"""Speakers: the party behind the words that name a cue's speaker, and which names are outlets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dateline.model.analysis import Analysis, EntityKind
from dateline.model.claims import Party
from dateline.model.evidence import cite
from dateline.model.reports import Report
from dateline.reading.clauses import (
    RELATIVES,
    agent,
    antecedent,
    base,
    children,
    lemma,
    lower,
    marker,
    subject,
)
from dateline.reading.cue_words import lexicon
from dateline.reading.modality import modality

if TYPE_CHECKING:
    from dateline.reading.parties import Names

_FIRST_PERSON = frozenset({"i", "we", "me", "us", "myself", "ourselves", "my", "our"})
_EMPTY = frozenset(
    {
        "it",
        "there",
        "one",
        "you",
        "this",
        "these",
        "those",
        "what",
        "which",
        "anyone",
        "someone",
        "that",
        "everyone",
        "nobody",
    }
)
_PERSONAL = frozenset({"he", "she", "him", "her"})
_QUANTITIES = frozenset(
    {
        "many",
        "some",
        "most",
        "all",
        "one",
        "several",
        "both",
        "few",
        "none",
        "two",
        "three",
        "others",
        "another",
    }
)
_CLOSING = frozenset({"”", '"', "''", "»", "“", "``", "«"})
_WORD = re.compile(r"[\w\-]+")


class Speakers:
    """Turns the head word of a speaker into the party that speaks, in the order of the text."""

    def __init__(self, analysis: Analysis, report: Report, names: Names) -> None:
        """Remember nobody yet."""
        self._analysis = analysis
        self._names = names
        self._outlet = _squeeze(report.outlet or "")
        self._at = {token.start: token.index for token in analysis.tokens}
        self._ends = {token.end: token.index for token in analysis.tokens}
        self._said: list[tuple[int, Party]] = []
        self._outlets: list[Party] = []

    def party(self, token: int) -> Party | None:
        """The party that the words at `token` name; None for the first person, empty words and the report's outlet."""
        token = self._maker(self._whole(token))
        if (
            lower(self._analysis, token) in RELATIVES
            or lemma(self._analysis, token) in modality().classes["event"]
        ):
            return None
        form = lower(self._analysis, token)
        if form in _FIRST_PERSON or (form in _QUANTITIES and self._analysis.tokens[token].upos == "DET"):
            return None
        found = self._resolve(token)
        if found is None or self.is_own_outlet(found.name):
            return None
        return found

    def bare(self, token: int) -> Party:
        """A noun of saying as its own holder, without what it reports: "media reports" of "media reports of"."""
        phrase = self._names.phrase(token)
        end = self._analysis.tokens[token].end
        start = phrase.start if phrase.start < end else self._analysis.tokens[token].start
        evidence = cite(self._analysis.text, start, end)
        return Party(evidence.quote, evidence)

    def remember(self, token: int, party: Party) -> None:
        """Note that the party has spoken, for pronouns and short names that follow."""
        self._said.append((token, party))
        if is_outlet(party.name):
            self._outlets.append(party)

    def outlet(self, token: int) -> Party | None:
        """The outlet that the words at `token` name ("AFP", "the newspaper"); None where they name none."""
        text = self._names.phrase(token).quote
        if is_outlet(text) or is_outlet(self._analysis.tokens[token].form):
            found = self._names.party(token) or self._phrase(token)
        elif lemma(self._analysis, token) in lexicon().outlets["nouns"] and self._outlets:
            found = self._outlets[-1]
        else:
            return None
        if self.is_own_outlet(found.name):
            return None
        self._outlets.append(found)
        return found

    def is_own_outlet(self, name: str) -> bool:
        """True where the name is that of the report's own outlet."""
        squeezed = _squeeze(name)
        return (
            len(squeezed) > 1
            and bool(self._outlet)
            and (squeezed == self._outlet or (len(squeezed) > 3 and squeezed in self._outlet))
        )

    def _whole(self, token: int) -> int:
        """The group that a quantity is taken from: "many of whom", "one of the men"."""
        if lower(self._analysis, token) not in _QUANTITIES:
            return token
        for at in children(self._analysis, token, "nmod", "obl"):
            if marker(self._analysis, at, "case") == "of":
                verb = self._analysis.tokens[token].head
                return antecedent(self._analysis, at, verb) if verb >= 0 else at
        return token

    def _maker(self, token: int) -> int:
        """Who issued a statement; the token itself where it names nobody else."""
        analysis = self._analysis
        words = lexicon()
        name = lemma(analysis, token)
        if name not in words.nouns["statement"] and name not in ("report", "account"):
            return token
        for at in children(analysis, token, "acl"):
            if lemma(analysis, at) in words.phrases["issuing"] and (by := agent(analysis, at)) is not None:
                return by
        head = analysis.tokens[token].head
        issued = base(analysis.tokens[token].deprel) == "obj" and head >= 0
        if issued and lemma(analysis, head) in words.phrases["issuing"]:
            issuer = subject(analysis, head)
            return issuer if issuer is not None else token
        return token if name == "report" else self._owner(token, name)

    def _owner(self, token: int, name: str) -> int:
        """Whose statement it is, or in what paper the story stands."""
        analysis = self._analysis
        for at in analysis.dependents[token]:
            relation = analysis.tokens[at].deprel
            case = marker(analysis, at, "case") if base(relation) == "nmod" else ""
            if relation == "nmod:poss" or case in ("by", "from", "of"):
                return at
            if case == "in" and name in ("story", "article"):
                return at
        modifiers = [
            at for at in analysis.dependents[token] if at < token and analysis.tokens[at].upos == "PROPN"
        ]
        return modifiers[-1] if modifiers else token

    def _resolve(self, token: int) -> Party | None:
        word = self._analysis.tokens[token]
        joint = self._names.conjuncts(token)
        if len(joint) > 1 and word.upos != "PRON":
            return self._span(joint)
        party = self._names.party(token)
        if word.upos == "PRON":
            # Whoever spoke before is likelier than a description that the pronoun may also mean.
            described = party is not None and self._is_described(token)
            return (self._pronoun(token, None) or party) if described else self._pronoun(token, party)
        if lemma(self._analysis, token) in lexicon().outlets["nouns"] and (outlet := self.outlet(token)):
            return outlet
        for at in children(self._analysis, token, "appos"):
            entity = self._names.entity(at)
            if entity is not None and entity.kind is EntityKind.PERSON and (named := self._names.party(at)):
                return named
        if word.form.isupper() and (officer := self._names.officer(token)) is not None:
            return officer
        if party is None or (word.upos == "PROPN" and self._is_renamed(token, party)):
            party = self._phrase(token)
        return self._earlier(token, party)

    def _is_renamed(self, token: int, party: Party) -> bool:
        """True where a name was resolved to another without a word in common ("Ankara" to "Turkey")."""
        own = self._names.phrase(token).quote
        first = self._at.get(party.evidence.start)
        entity = self._names.entity(first) if first is not None else None
        if own.isupper() or (entity is not None and entity.kind is EntityKind.PERSON):
            return False
        words = set(_WORD.findall(own.lower()))
        return not words & set(_WORD.findall(party.name.lower()))

    def _pronoun(self, token: int, party: Party | None) -> Party | None:
        form = lower(self._analysis, token)
        if form in _EMPTY and form != "it":
            return None
        if party is not None and party.name.lower() != form and self._agrees(form, party):
            return party
        if form == "it":
            return self._doer_before(token) or (self._said[-1][1] if self._said else None)
        if form not in _PERSONAL:
            return self._said[-1][1] if self._said else None
        people = [said for at, said in self._said if self._is_person(at)]
        if people:
            return people[-1]
        before = self._subject_before(token)
        return before if before is not None or not self._said else self._said[-1][1]

    def _is_described(self, token: int) -> bool:
        """True for a pronoun that means somebody whom the report only describes ("the rebels")."""
        noun = self._names.referent(token)
        return noun is not None and self._names.entity(noun) is None

    def _doer_before(self, token: int) -> Party | None:
        """Whoever the clause in front is about: "The junta has executed four men, it said"."""
        analysis = self._analysis
        first = analysis.sentences[analysis.tokens[token].sentence].first
        quotes = 0
        for at in range(token - 1, first - 1, -1):
            word = analysis.tokens[at]
            quotes += word.form in _CLOSING
            if quotes % 2:
                continue
            if word.deprel != "nsubj" or word.upos not in ("NOUN", "PROPN") or word.xpos.endswith("S"):
                continue
            if base(analysis.tokens[word.head].deprel) in ("root", "ccomp"):
                return self._names.party(at) or self._phrase(at)
        return None

    def _subject_before(self, token: int) -> Party | None:
        """The one person that the sentence before is about."""
        number = self._analysis.tokens[token].sentence - 1
        if number < 0:
            return None
        sentence = self._analysis.sentences[number]
        root = next(at for at in range(sentence.first, sentence.last) if self._analysis.tokens[at].head < 0)
        who = subject(self._analysis, root)
        if (
            who is None
            or self._analysis.tokens[who].upos not in ("NOUN", "PROPN")
            or not self._is_person(who)
        ):
            return None
        return self._names.party(who) or self._phrase(who)

    def _agrees(self, form: str, party: Party) -> bool:
        """False for "he" and "she" of a place or an organisation, and for "it" of several."""
        if form == "it":
            last = self._ends.get(party.evidence.end)
            return last is None or self._analysis.tokens[last].xpos != "NNS"
        if form not in _PERSONAL:
            return True
        token = self._at.get(party.evidence.start)
        entity = self._names.entity(token) if token is not None else None
        return entity is None or entity.kind in (EntityKind.PERSON, EntityKind.OTHER)

    def _is_person(self, token: int) -> bool:
        entity = self._names.entity(token)
        if entity is not None:
            return entity.kind is EntityKind.PERSON
        return self._analysis.tokens[token].upos == "PROPN" or not self._analysis.tokens[token].xpos.endswith(
            "S"
        )

    def _earlier(self, token: int, party: Party) -> Party:
        """A fuller name that spoke before, for a short definite one ("the source", "the ministry")."""
        words = set(_WORD.findall(party.name.lower()))
        definite = any(lower(self._analysis, at) == "the" for at in children(self._analysis, token, "det"))
        if len(words) > 1 or not definite:
            return party
        for _, earlier in reversed(self._said):
            if words < set(_WORD.findall(earlier.name.lower())):
                return earlier
        return party

    def _phrase(self, token: int) -> Party:
        evidence = self._names.phrase(token)
        return Party(evidence.quote, evidence)

    def _span(self, joint: list[int]) -> Party:
        first, last = self._names.phrase(joint[0]), self._names.phrase(joint[-1])
        evidence = cite(self._analysis.text, min(first.start, last.start), max(first.end, last.end))
        return Party(evidence.quote, evidence)


def is_outlet(name: str) -> bool:
    """True for the name of a newspaper, station or agency."""
    low = name.lower().removeprefix("the ").strip()
    words = lexicon().outlets
    parts = low.split()
    if not parts:
        return False
    # "Times" and "Monitor" are papers only where they are written as names.
    named = name.removeprefix("the ").removeprefix("The ")[:1].isupper() or low.startswith("al-")
    if named and low in words["names"]:
        return True
    if " ".join(parts[-2:]) == "news agency":
        return len(parts) > 2 or named
    return named and (parts[-1] in words["words"] or parts[0] in words["names"])


def _squeeze(name: str) -> str:
    """Letters only, without "the" and an address's frame, to compare "The Daily Star" and "www.thedailystar.net"."""
    low = name.lower().removeprefix("www.").removeprefix("the ")
    return re.sub(r"[^a-z0-9]", "", low).removeprefix("the")
