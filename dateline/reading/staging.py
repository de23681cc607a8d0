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
    rules: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each role the rule that gave it to a party, by the party's name in lower case."""

    def __post_init__(self) -> None:
        """Index the roles by name."""
        for role, filled in ((ACTOR, self.actors), (RECIPIENT, self.recipients)):
            self.rules[role] = {party.name.lower(): argument.rule for party, argument in filled}

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
        self.circumstances: dict[tuple[int, str], tuple[list[str], list[str]]] = {}
        """The features that both roles of an event share for a candidate, as they are asked for."""
        self._gather()
        self.owners = {token: c.name for c in self.candidates.values() for token in c.tokens}
        self.heard = {anchor.token: anchor.roles for anchor in analysis.anchors}
        self.parts: dict[str, list[tuple[int, str]]] = {}
        for number, cast in enumerate(casts):
            for part in (ACTOR, RECIPIENT):
                for name in cast.rules[part]:
                    self.parts.setdefault(name, []).append((number, part))
        self.pairs = {
            (actor, recipient)
            for cast in casts
            for actor in cast.rules[ACTOR]
            for recipient in cast.rules[RECIPIENT]
        }
        self.reach = [self._within_reach(cast) for cast in casts]
        """For each event the candidates that its roles can plausibly have: near it, often named, or given."""
        self.levels = [self._levels(cast) for cast in casts]
        """For each event how surely the role head gives a role to a party, by role and name, from 1."""
        self.insides = [self._insides(cast) for cast in casts]
        """For each event the parties that stand inside another filler's phrase, with that filler's role."""

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

    def _within_reach(self, cast: Cast) -> list[Candidate]:
        sentence = self.analysis.tokens[cast.trigger.token].sentence
        return [
            candidate
            for candidate in self.candidates.values()
            if candidate.name in cast.rules[ACTOR]
            or candidate.name in cast.rules[RECIPIENT]
            or len(candidate.tokens) > 2
            or candidate.sentences[0] == 0
            or any(-3 <= at - sentence <= 2 for at in candidate.sentences)
        ]

    def _levels(self, cast: Cast) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for role in self.heard.get(cast.trigger.token, ()):
            level = sum(role.score >= step for step in _STEPS)
            for name in {self.owners.get(role.token, ""), ""}:
                # The empty name holds the surest of all words, whoever they name.
                found[role.role, name] = max(level, found.get((role.role, name), 0))
        return found

    def _insides(self, cast: Cast) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in (ACTOR, RECIPIENT):
            for party, argument in cast.role(part):
                for token in self.analysis.subtree(argument.token):
                    name = self.owners.get(token)
                    if token != argument.token and name is not None and name != party.name.lower():
                        found.setdefault(name, part)
        return found

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


_STEPS = (0.15, 0.3, 0.45, 0.6, 0.75, 0.88)
_NAMED = frozenset((EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY))
