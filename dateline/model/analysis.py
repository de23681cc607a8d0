"""The language analysis of a report: tokens, tree, entities, coreference and the heads' signals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """Kinds of entities that the language stage finds."""

    PERSON = "person"
    ORGANISATION = "organisation"
    FORCE = "force"
    PLACE = "place"
    NATIONALITY = "nationality"
    TIME = "time"
    QUANTITY = "quantity"
    MONEY = "money"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its offsets (code points, half-open), tags and place in the UD tree."""

    index: int
    start: int
    end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    """Index of the head among the report's tokens; -1 for the root of a sentence."""
    deprel: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a half-open range of tokens, with its offsets and its embedding."""

    index: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int
    embedding: bytes = b""
    """384 little-endian float16 values of length one; empty where the parser gives none."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity, time or quantity over a half-open range of tokens."""

    first: int
    last: int
    kind: EntityKind
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name somebody or something: a half-open range of tokens and their syntactic head."""

    first: int
    last: int
    head: int
    form: str
    """`name`, `nominal` or `pronoun`."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Mentions of one party or thing, in text order; `name` is the most specific of them."""

    mentions: tuple[Mention, ...]
    name: Mention


@dataclass(frozen=True, slots=True)
class Role:
    """A word that the role head takes for an anchor's actor, recipient or place."""

    token: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the heads say of one word as an event's anchor."""

    token: int
    score: float
    """Probability that the word is an anchor at all."""
    types: tuple[tuple[str, float], ...]
    """Event types with probabilities given that it is one, likeliest first."""
    statuses: tuple[tuple[str, float], ...]
    """Statuses with probabilities, likeliest first."""
    factuality: float
    """UDS scale: -3 surely not, 3 surely."""
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the language stage knows of one text; every index refers to `tokens`."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    dependents: tuple[tuple[int, ...], ...]
    """For each token its dependents' indexes, in order."""
    entities: tuple[Entity, ...] = ()
    chains: tuple[Chain, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    contents: tuple[tuple[int, int], ...] = ()
    """Half-open token ranges that the attribution head takes for attributed content."""
    sources: tuple[tuple[int, int], ...] = ()
    """The same for attribution sources."""
    cues: tuple[tuple[int, int], ...] = ()
    """The same for attribution cues."""
    embedding: bytes = b""
    """Mean of the sentences' embeddings, in their form."""

    def subtree(self, token: int) -> Iterator[int]:
        """The token and all below it, in no particular order."""
        stack = [token]
        while stack:
            at = stack.pop()
            yield at
            stack.extend(self.dependents[at])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of a half-open range of tokens."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The text of a half-open range of tokens, verbatim."""
        start, end = self.span(first, last)
        return self.text[start:end]
