"""Participants: which parties of the whole report fill an event's roles, chosen by a log-linear model.

The tree names a role's filler in about half of the events; elsewhere it stands in another sentence ("two were
killed"). The model is a conditional logit over the report's parties and "nobody", with named features and one
weight for each role, kept in `data/participants.tsv` (implicit arguments after Gerber and Chai, 2012).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from pathlib import Path

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, EntityKind
from dateline.model.claims import Party
from dateline.reading.anchors import Trigger, Words
from dateline.reading.arguments import Argument
from dateline.reading.parties import Names

ACTOR, RECIPIENT = "actor", "recipient"
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
    "people civilians civilian person residents villagers men women children child others victims boy girl "
    "journalists passengers patients students prisoners hostages hostage captives detainees inmates".split()
)
_STEPS = (0.15, 0.3, 0.45, 0.6, 0.75, 0.88)
_DOERS = frozenset(("nsubj", "obl:agent"))
_DONE_TO = frozenset(("obj", "nsubj:pass", "iobj"))


@dataclass(slots=True)
class Candidate:
    """A party of the report with its mentions."""

    party: Party
    tokens: list[int]
    kind: str
    sentences: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """The parties that the tree gives one event, before the report's others are considered."""

    trigger: Trigger
    actors: tuple[tuple[Party, Argument], ...]
    recipients: tuple[tuple[Party, Argument], ...]
    chain: tuple[Party, ...] = ()

    def role(self, name: str) -> tuple[tuple[Party, Argument], ...]:
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
        self._below: dict[int, set[int]] = {}
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

    def within_reach(self, number: int) -> list[tuple[str, Candidate]]:
        """The candidates that an event's role can plausibly have: near it, often named, or given by the tree."""
        cast = self.casts[number]
        sentence = self.analysis.tokens[cast.trigger.token].sentence
        given = {party.name.lower() for party, _ in (*cast.actors, *cast.recipients)}
        return [
            (name, candidate)
            for name, candidate in self.candidates.items()
            if name in given
            or len(candidate.tokens) > 2
            or candidate.sentences[0] == 0
            or any(-3 <= at - sentence <= 2 for at in candidate.sentences)
        ]

    def below(self, token: int) -> set[int]:
        """The tokens of the phrase that a token heads."""
        if token not in self._below:
            self._below[token] = set(self.analysis.subtree(token)) - {token}
        return self._below[token]

    def _nameable(self, token: int) -> bool:
        head = self.names.head(token)
        kind = self.words.kinds[head]
        if kind is EntityKind.PLACE:
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
            self.candidates[party.name.lower()] = Candidate(party, [token], self._kind(party, head))
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


_NAMED = frozenset(
    (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY)
)


def features(stage: Stage, number: int, role: str, candidate: Candidate) -> Iterator[str]:
    """The names of what holds of a candidate for a role of the stage's event of that number."""
    cast = stage.casts[number]
    kind = cast.trigger.type.value
    group = "verbal" if cast.trigger.type in _VERBAL else kind
    name = candidate.party.name.lower()
    yield f"kind={candidate.kind}"
    yield f"kind={candidate.kind}&type={group}"
    own = _rule(cast.role(role), name)
    other = _rule(cast.role(RECIPIENT if role == ACTOR else ACTOR), name)
    if own:
        yield "rule"
        yield f"rule={own}"
        yield f"rule&type={group}"
    elif cast.role(role):
        yield "rule gives another"
    if other:
        yield "rule for other role"
        yield f"rule for other role={other}"
    yield from _nearness(stage, cast, candidate, bool(own))
    yield from _elsewhere(stage, number, role, name, group)
    yield from _inside(stage, cast, role, candidate)
    yield from _heard(stage, cast, role, candidate, bool(own))
    if cast.chain:
        if cast.chain[-1].name.lower() == name:
            yield "holder"
            yield f"holder&type={group}"
    mentions = len(candidate.tokens)
    yield f"mentions={min(mentions, 6)}"
    if candidate.sentences[0] == 0:
        yield "in first sentence"


def _rule(parties: tuple[tuple[Party, Argument], ...], name: str) -> str:
    return next((argument.rule for party, argument in parties if party.name.lower() == name), "")


def _nearness(stage: Stage, cast: Cast, candidate: Candidate, found: bool) -> Iterator[str]:
    tokens = stage.analysis.tokens
    anchor = tokens[cast.trigger.token]
    at = bisect_left(candidate.tokens, anchor.index)
    around = candidate.tokens[max(0, at - 1) : at + 1]
    nearest = min(around, key=lambda t: (abs(tokens[t].sentence - anchor.sentence), abs(t - anchor.index)))
    gap = tokens[nearest].sentence - anchor.sentence
    mention = tokens[nearest]
    place = "same" if gap == 0 else ("before" if gap < 0 else "after")
    yield f"sentence={place}{min(abs(gap), 3)}"
    if gap == 0 and not found:
        side = "left" if nearest < anchor.index else "right"
        yield f"side={side}"
        yield f"distance={side}{min(abs(nearest - anchor.index) // 4, 6)}"
        if mention.head == anchor.index:
            yield f"dependent={mention.deprel}"
        elif mention.head == anchor.head and mention.head >= 0:
            yield f"sister={mention.deprel}&{anchor.deprel}"
    if not found:
        part = "doer" if mention.deprel in _DOERS else "done-to" if mention.deprel in _DONE_TO else "else"
        yield f"part={part}&{place}"
        if mention.deprel == "nmod:poss":
            yield "part=possessor"


def _elsewhere(stage: Stage, number: int, role: str, name: str, group: str) -> Iterator[str]:
    """What the tree gives the candidate in the report's other events."""
    cast = stage.casts[number]
    anchor = stage.analysis.tokens[cast.trigger.token]
    seen: set[str] = set()
    for at, part in stage.parts.get(name, ()):
        if at == number:
            continue
        event = stage.casts[at]
        token = stage.analysis.tokens[event.trigger.token]
        same = event.trigger.type is cast.trigger.type
        seen.add(f"{part} elsewhere")
        if same:
            seen.add(f"{part} of same type")
            if group == "ASSAULT":
                seen.add(f"{part} of another assault")
        if abs(token.sentence - anchor.sentence) <= 1:
            seen.add(f"{part} nearby&same type={same}")
        if token.lemma.lower() == anchor.lemma.lower():
            seen.add(f"{part} of same word")
    for party, _ in cast.role(RECIPIENT if role == ACTOR else ACTOR):
        pair = (name, party.name.lower())
        if (pair if role == ACTOR else pair[::-1]) in stage.pairs:
            seen.add("pair elsewhere")
        if (pair[::-1] if role == ACTOR else pair) in stage.pairs:
            seen.add("reverse pair elsewhere")
    yield from sorted(seen)


def _heard(stage: Stage, cast: Cast, role: str, candidate: Candidate, found: bool) -> Iterator[str]:
    """How surely the role head gives the candidate this role, and the other."""
    scores = stage.heard.get(cast.trigger.token)
    if scores is None:
        return
    for part in (ACTOR, RECIPIENT):
        best = max((scores.get((token, part), 0.0) for token in candidate.tokens), default=0.0)
        level = sum(best >= step for step in _STEPS)
        if level:
            side = "own" if part == role else "other"
            yield f"head {side}={level}"
            if side == "own":
                yield f"head own={level}&rule={found}"


def _inside(stage: Stage, cast: Cast, role: str, candidate: Candidate) -> Iterator[str]:
    """Whether the candidate stands inside another filler's phrase ("IS" in "IS militants were wounded")."""
    tokens = set(candidate.tokens)
    for part in (ACTOR, RECIPIENT):
        for party, argument in cast.role(part):
            if party.name.lower() != candidate.party.name.lower() and tokens & stage.below(argument.token):
                yield f"inside {'own' if part == role else 'other'} role"
                return


def nobody(stage: Stage, number: int, role: str) -> Iterator[str]:
    """The names of what speaks for an empty role."""
    cast = stage.casts[number]
    kind = cast.trigger.type.value
    yield "nobody"
    yield f"nobody&type={kind}"
    token = stage.analysis.tokens[cast.trigger.token]
    shape = "noun" if token.upos in ("NOUN", "PROPN") else "verb"
    yield f"nobody&{shape}"
    yield f"nobody&{shape}&frame={cast.trigger.frame.kind}"
    if cast.role(role):
        yield "nobody&rule gives one"
    yield f"nobody&other role {'filled' if cast.role(RECIPIENT if role == ACTOR else ACTOR) else 'empty'}"
    scores = stage.heard.get(cast.trigger.token)
    if scores is not None:
        best = max((score for (_, part), score in scores.items() if part == role), default=0.0)
        yield f"nobody&head={sum(best >= step for step in _STEPS)}"
    near = sum(1 for c in stage.candidates.values() if token.sentence in c.sentences)
    yield f"nobody&near={min(near, 4)}"
    if not cast.chain:
        yield "nobody&own voice"


@cache
def weights() -> dict[str, tuple[float, float]]:
    """The model: each feature's weights for the actor and for the recipient."""
    path = Path(__file__).parent / "data" / "participants.tsv"
    found: dict[str, tuple[float, float]] = {}
    if not path.exists():
        return found
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, actor, recipient = line.split("\t")
            found[name] = float(actor), float(recipient)
    return found


def choose(stage: Stage, number: int, role: str) -> tuple[tuple[tuple[Party, Argument], ...], float]:
    """The parties of a role and their probability: what the tree gives, another party of the report, or nobody."""
    table = weights()
    column = 0 if role == ACTOR else 1
    given = stage.casts[number].role(role)
    if not table:
        return given, 0.7
    scores = [(sum(table[f][column] for f in nobody(stage, number, role) if f in table), "", None)]
    best: list[tuple[float, str, Candidate | None]] = list(scores)
    for name, candidate in stage.within_reach(number):
        score = sum(table[f][column] for f in features(stage, number, role, candidate) if f in table)
        best.append((score, name, candidate))
    top = max(best, key=lambda item: item[0])
    share = 1.0 / sum(exp(item[0] - top[0]) for item in best)
    candidate = top[2]
    if candidate is None:
        return (), share
    if any(party.name.lower() == top[1] for party, _ in given):
        return given, share
    token = _nearest(stage, number, candidate)
    return ((candidate.party, Argument(token, "report", round(share, 3))),), share


def _nearest(stage: Stage, number: int, candidate: Candidate) -> int:
    anchor = stage.casts[number].trigger.token
    return min(candidate.tokens, key=lambda t: (abs(t - anchor), t))
