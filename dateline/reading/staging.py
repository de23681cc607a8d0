"""Staging: the parties and events of one report, and what the tree says of each before roles are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, EntityKind
from dateline.model.claims import Party
from dateline.reading.anchors import Trigger
from dateline.reading.parties import Names
from dateline.reading.patterns import Words
from dateline.reading.predicates import Argument

ACTOR, RECIPIENT = "actor", "recipient"
Filled = tuple[tuple[Party, Argument], ...]
"""The parties of a role, each with the words and the rule that gave it."""

_VERBAL = frozenset(
    (
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.CONCEDE,
    )
)
_VICTIMS = frozenset(
    [
        "people",
        "civilians",
        "civilian",
        "person",
        "residents",
        "villagers",
        "men",
        "women",
        "children",
        "child",
        "others",
        "victims",
        "boy",
        "girl",
        "journalists",
        "passengers",
        "patients",
        "students",
        "prisoners",
        "hostages",
        "hostage",
        "captives",
        "detainees",
        "inmates",
    ]
)


@dataclass(slots=True)
class Candidate:
    """A party of the report with its mentions."""

    party: Party
    tokens: list[int]
    kind: str
    name: str
    """The party's name in lower case."""
    sentences: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """The parties that the tree gives one event, before the report's others are considered."""

    trigger: Trigger
    actors: Filled
    recipients: Filled
    chain: tuple[Party, ...] = ()

    def role(self, name: str) -> Filled:
        """The parties of a role."""
        return self.actors if name == ACTOR else self.recipients


class Stage:
    """The parties and events of one report, with everything that the features ask about them."""

    def __init__(self, analysis: Analysis, names: Names, words: Words, casts: Sequence[Cast]) -> None:
        """Gather the candidates and index what the tree says of all events."""
        self.analysis = analysis
        self.names = names
        self.words = words
        self.casts = casts
        self.candidates: dict[str, Candidate] = {}
        self.groups = [
            "verbal" if cast.trigger.type in _VERBAL else cast.trigger.type.value for cast in casts
        ]
        self._below: dict[int, set[int]] = {}
        self.circumstances: dict[tuple[int, str], tuple[list[str], list[str]]] = {}
        """The features that both roles of an event share for a candidate, as they are asked for."""
        self._reach: dict[int, list[Candidate]] = {}
        self._gather()
        self.heard = {
            anchor.token: {(role.token, role.role): role.score for role in anchor.roles}
            for anchor in analysis.anchors
        }
        self.parts: dict[str, list[tuple[int, str]]] = {}
        for number, cast in enumerate(casts):
            for part in (ACTOR, RECIPIENT):
                for party, _ in cast.role(part):
                    self.parts.setdefault(party.name.lower(), []).append((number, part))
        self.pairs = {
            (actor.name.lower(), recipient.name.lower())
            for cast in casts
            for actor, _ in cast.actors
            for recipient, _ in cast.recipients
        }

    def _gather(self) -> None:
        for token in self.analysis.tokens:
            if token.upos not in ("NOUN", "PROPN", "PRON") or token.deprel in ("compound", "flat", "fixed"):
                continue
            if not self._nameable(token.index):
                continue
            self._add(token.index)
        for cast in self.casts:
            for party, argument in (*cast.actors, *cast.recipients):
                if party.name.lower() not in self.candidates:
                    self._add(argument.token, party)
        for candidate in self.candidates.values():
            candidate.tokens.sort()
            candidate.sentences = [self.analysis.tokens[t].sentence for t in candidate.tokens]

    def within_reach(self, number: int) -> list[Candidate]:
        """The candidates that an event's role can plausibly have: near it, often named, or given by the tree."""
        if number not in self._reach:
            cast = self.casts[number]
            sentence = self.analysis.tokens[cast.trigger.token].sentence
            given = {party.name.lower() for party, _ in (*cast.actors, *cast.recipients)}
            self._reach[number] = [
                candidate
                for candidate in self.candidates.values()
                if candidate.name in given
                or len(candidate.tokens) > 2
                or candidate.sentences[0] == 0
                or any(-3 <= at - sentence <= 2 for at in candidate.sentences)
            ]
        return self._reach[number]

    def below(self, token: int) -> set[int]:
        """The tokens of the phrase that a token heads."""
        if token not in self._below:
            self._below[token] = set(self.analysis.subtree(token)) - {token}
        return self._below[token]

    def _nameable(self, token: int) -> bool:
        head = self.names.head(token)
        kind = self.words.kinds[head]
        if kind is EntityKind.PLACE and not self.words.is_named_group(head):
            return self.names.is_state(head)
        if self.words.in_class(head, "cause"):
            return False
        return kind in _NAMED or self.words.is_party(head)

    def _add(self, token: int, party: Party | None = None) -> None:
        party = party or self.names.party(token)
        if party is None:
            return
        known = self.candidates.get(party.name.lower())
        if known is None:
            head = self.names.head(token)
            self.candidates[party.name.lower()] = Candidate(
                party, [token], self._kind(party, head), party.name.lower()
            )
        elif token not in known.tokens:
            known.tokens.append(token)

    def _kind(self, party: Party, head: int) -> str:
        last = party.name.lower().rsplit(" ", 1)[-1]
        if last in _VICTIMS:
            return "victims"
        kind = self.words.kinds[head]
        if kind is not None:
            return kind.value
        for name in ("force", "person", "body", "vehicle"):
            if self.words.in_class(head, name):
                return name + "-noun"
        return "pronoun" if self.analysis.tokens[head].upos == "PRON" else "thing"


_NAMED = frozenset((EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY))
