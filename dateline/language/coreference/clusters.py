"""Clusters of mentions that are known to mean the same, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.language.coreference.mentions import NAME, PERSON, PRONOUN, THING, Phrase


@dataclass(slots=True)
class Cluster:
    """What the linked mentions say together."""

    phrases: list[Phrase] = field(default_factory=list)
    natures: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    pronouns: set[str] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    """Nouns by which the party may be called again: heads, titles, appositions."""
    words: set[str] = field(default_factory=set)
    """Words of its names and modifiers, in lower case."""

    @property
    def is_named(self) -> bool:
        """True where one of the mentions is a name."""
        return any(phrase.mention.form == NAME for phrase in self.phrases)


class Clusters:
    """A partition of the report's mentions, grown by links that pass the agreement checks."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Each mention alone."""
        self.phrases = phrases
        self._above = list(range(len(phrases)))
        self._clusters = [_single(phrase) for phrase in phrases]
        self.by_head = {phrase.mention.head: phrase.order for phrase in phrases}

    def root(self, order: int) -> int:
        """The id of the cluster that a mention is in."""
        while self._above[order] != order:
            self._above[order] = self._above[self._above[order]]
            order = self._above[order]
        return order

    def of(self, order: int) -> Cluster:
        """The cluster that a mention is in."""
        return self._clusters[self.root(order)]

    def link(self, left: int, right: int) -> None:
        """Put the clusters of two mentions together; the earlier one's id stays."""
        a, b = sorted((self.root(left), self.root(right)))
        if a == b:
            return
        self._above[b] = a
        kept, gone = self._clusters[a], self._clusters[b]
        kept.phrases = sorted(kept.phrases + gone.phrases, key=lambda phrase: phrase.order)
        for name in ("natures", "numbers", "pronouns", "lemmas", "words"):
            getattr(kept, name).update(getattr(gone, name))

    def agree(self, left: int, right: int) -> bool:
        """Whether two clusters may mean the same by nature, number and gender."""
        a, b = self.of(left), self.of(right)
        if len(a.pronouns | b.pronouns) > 1 or len(a.numbers | b.numbers) > 1:
            return False
        return not a.natures or not b.natures or bool(a.natures & b.natures)

    def chains(self) -> Iterable[Cluster]:
        """Clusters of at least two mentions, in text order."""
        return [c for i, c in enumerate(self._clusters) if self._above[i] == i and len(c.phrases) > 1]


def _single(phrase: Phrase) -> Cluster:
    cluster = Cluster([phrase])
    if phrase.nature:
        cluster.natures.add(phrase.nature)
    # A pronoun's number binds nobody: a government is "it" and "they".
    if phrase.number and phrase.mention.form != PRONOUN:
        cluster.numbers.add(phrase.number)
    if phrase.pronoun in {"he", "she"} and phrase.nature == PERSON:
        cluster.pronouns.add(phrase.pronoun)
    if phrase.mention.form != PRONOUN:
        cluster.lemmas.add(phrase.lemma)
        cluster.words.update(word.lower() for word in phrase.words)
    return cluster


def is_thing(cluster: Cluster) -> bool:
    """True where nothing says that the cluster is a person, group or place."""
    return cluster.natures <= {THING}
