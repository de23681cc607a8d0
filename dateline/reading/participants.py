"""Participants: which parties of the whole report fill an event's roles, chosen by a log-linear model.

The tree names a role's filler in about half of the events; elsewhere it stands in another clause or sentence. The model is a conditional logit over the report's parties and "nobody", with named features and one
weight for each role, kept in `data/participants.tsv` (implicit arguments after Gerber and Chai, 2012).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from pathlib import Path

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, EntityKind
from dateline.model.claims import Party
from dateline.reading.anchors import Trigger
from dateline.reading.parties import Names
from dateline.reading.patterns import Words
from dateline.reading.predicates import Argument

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
_STEPS = (0.15, 0.3, 0.45, 0.6, 0.75, 0.88)
_DOERS = frozenset(("nsubj", "obl:agent"))
_DONE_TO = frozenset(("obj", "nsubj:pass", "iobj"))


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
        self.groups = [
            "verbal" if cast.trigger.type in _VERBAL else cast.trigger.type.value for cast in casts
        ]
        self._below: dict[int, set[int]] = {}
        self._circumstances: dict[tuple[int, str], tuple[list[str], list[str]]] = {}
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

    def circumstances(self, number: int, candidate: Candidate) -> tuple[list[str], list[str]]:
        """The features that both roles of an event share for a candidate."""
        key = (number, candidate.name)
        if key not in self._circumstances:
            self._circumstances[key] = _circumstances(self, number, candidate)
        return self._circumstances[key]

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


def features(stage: Stage, number: int, role: str, candidate: Candidate) -> list[str]:
    """The names of what holds of a candidate for a role of the stage's event of that number."""
    cast = stage.casts[number]
    group = stage.groups[number]
    name = candidate.name
    own = _rule(cast.role(role), name)
    other = _rule(cast.role(RECIPIENT if role == ACTOR else ACTOR), name)
    always, unless_given = stage.circumstances(number, candidate)
    found = [*always]
    if own:
        found += ("rule", f"rule={own}", f"rule&type={group}")
    else:
        found += unless_given
        if cast.role(role):
            found.append("rule gives another")
    if other:
        found += ("rule for other role", f"rule for other role={other}")
    found += _paired(stage, cast, role, name)
    found += _inside(stage, cast, role, candidate)
    found += _heard(stage, cast, role, candidate, bool(own))
    return found


def _circumstances(stage: Stage, number: int, candidate: Candidate) -> tuple[list[str], list[str]]:
    """What holds of a candidate whatever the role: always, and only where the tree does not give it the role."""
    cast = stage.casts[number]
    group = stage.groups[number]
    always = [f"kind={candidate.kind}", f"kind={candidate.kind}&type={group}"]
    always.append(f"mentions={min(len(candidate.tokens), 6)}")
    if candidate.sentences[0] == 0:
        always.append("in first sentence")
    if cast.chain and cast.chain[-1].name.lower() == candidate.name:
        always += ("holder", f"holder&type={group}")
    always += _elsewhere(stage, number, candidate.name, group)
    near, unless_given = _nearness(stage, cast, candidate)
    return always + near, unless_given


def _rule(parties: tuple[tuple[Party, Argument], ...], name: str) -> str:
    return next((argument.rule for party, argument in parties if party.name.lower() == name), "")


def _nearness(stage: Stage, cast: Cast, candidate: Candidate) -> tuple[list[str], list[str]]:
    tokens = stage.analysis.tokens
    anchor = tokens[cast.trigger.token]
    at = bisect_left(candidate.tokens, anchor.index)
    around = candidate.tokens[max(0, at - 1) : at + 1]
    nearest = min(around, key=lambda t: (abs(tokens[t].sentence - anchor.sentence), abs(t - anchor.index)))
    mention = tokens[nearest]
    gap = mention.sentence - anchor.sentence
    place = "same" if gap == 0 else ("before" if gap < 0 else "after")
    part = "doer" if mention.deprel in _DOERS else "done-to" if mention.deprel in _DONE_TO else "else"
    found = [f"part={part}&{place}"]
    if mention.deprel == "nmod:poss":
        found.append("part=possessor")
    if gap == 0:
        side = "left" if nearest < anchor.index else "right"
        found += (f"side={side}", f"distance={side}{min(abs(nearest - anchor.index) // 4, 6)}")
        if mention.head == anchor.index:
            found.append(f"dependent={mention.deprel}")
        elif mention.head == anchor.head and mention.head >= 0:
            found.append(f"sister={mention.deprel}&{anchor.deprel}")
    return [f"sentence={place}{min(abs(gap), 3)}"], found


def _elsewhere(stage: Stage, number: int, name: str, group: str) -> list[str]:
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
    return sorted(seen)


def _paired(stage: Stage, cast: Cast, role: str, name: str) -> list[str]:
    """Whether the candidate and the other role's filler meet in another event, this way or the other way."""
    found: set[str] = set()
    for party, _ in cast.role(RECIPIENT if role == ACTOR else ACTOR):
        pair = (name, party.name.lower())
        if (pair if role == ACTOR else pair[::-1]) in stage.pairs:
            found.add("pair elsewhere")
        if (pair[::-1] if role == ACTOR else pair) in stage.pairs:
            found.add("reverse pair elsewhere")
    return sorted(found)


def _heard(stage: Stage, cast: Cast, role: str, candidate: Candidate, given: bool) -> list[str]:
    """How surely the role head gives the candidate this role, and the other."""
    scores = stage.heard.get(cast.trigger.token)
    if not scores:
        return []
    found: list[str] = []
    for part in (ACTOR, RECIPIENT):
        best = max((scores.get((token, part), 0.0) for token in candidate.tokens), default=0.0)
        level = sum(best >= step for step in _STEPS)
        if level:
            side = "own" if part == role else "other"
            found.append(f"head {side}={level}")
            if side == "own":
                found.append(f"head own={level}&rule={given}")
    return found


def _inside(stage: Stage, cast: Cast, role: str, candidate: Candidate) -> list[str]:
    """Whether the candidate stands inside another filler's phrase ("IS" in "IS militants were wounded")."""
    for part in (ACTOR, RECIPIENT):
        for party, argument in cast.role(part):
            if party.name.lower() != candidate.name:
                below = stage.below(argument.token)
                if any(token in below for token in candidate.tokens):
                    return [f"inside {'own' if part == role else 'other'} role"]
    return []


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
def weights(*, heard: bool) -> dict[str, dict[str, float]]:
    """The model: for each role the weights of the features, with the role head's word or without it."""
    rows = [
        line.split("\t")
        for line in (Path(__file__).parent / "data" / "participants.tsv").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    first = 1 if heard else 3
    return {
        ACTOR: {row[0]: float(row[first]) for row in rows},
        RECIPIENT: {row[0]: float(row[first + 1]) for row in rows},
    }


def choose(stage: Stage, number: int, role: str) -> tuple[tuple[tuple[Party, Argument], ...], float]:
    """The parties of a role and their probability: what the tree gives, another party of the report, or nobody."""
    table = weights(heard=bool(stage.heard))[role]
    given = stage.casts[number].role(role)
    scored: list[tuple[float, Candidate | None]] = [(_sum(table, nobody(stage, number, role)), None)]
    for candidate in stage.within_reach(number):
        scored.append((_sum(table, features(stage, number, role, candidate)), candidate))
    best, chosen = max(scored, key=lambda item: item[0])
    share = 1.0 / sum(exp(score - best) for score, _ in scored)
    if chosen is None:
        return (), share
    if any(party.name.lower() == chosen.name for party, _ in given):
        return given, share
    token = _nearest(stage, number, chosen)
    return ((chosen.party, Argument(token, "report", round(share, 3))),), share


def _sum(table: dict[str, float], found: Iterable[str]) -> float:
    return sum(table[feature] for feature in found if feature in table)


def _nearest(stage: Stage, number: int, candidate: Candidate) -> int:
    anchor = stage.casts[number].trigger.token
    return min(candidate.tokens, key=lambda t: (abs(t - anchor), t))
