"""Clusters of mentions that are known to mean the same, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.language.coreference.mentions import PERSON, PRONOUN, Phrase
from dateline.model.analysis import EntityKind


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
    persons: set[tuple[str, ...]] = field(default_factory=set)
    """Names, where they are a person's."""
    restrictions: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)
    """Pronouns that mean it: he, they, we, ..."""

    def absorb(self, other: Cluster) -> None:
        """Take over all that another cluster knows."""
        self.phrases += other.phrases
        for name in _SETS:
            getattr(self, name).update(getattr(other, name))


_SETS = ("natures", "numbers", "pronouns", "lemmas", "words", "persons", "restrictions", "spoken")


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
        # The smaller into the larger, so that long reports stay cheap.
        small, large = sorted(
            (self._clusters[a], self._clusters[b]), key=lambda cluster: len(cluster.phrases)
        )
        large.absorb(small)
        self._clusters[a] = large

    def agree(self, left: int, right: int) -> bool:
        """Whether two clusters may mean the same by nature, number and gender."""
        a, b = self.of(left), self.of(right)
        if len(a.pronouns | b.pronouns) > 1 or len(a.numbers | b.numbers) > 1:
            return False
        return not a.natures or not b.natures or bool(a.natures & b.natures)

    def chains(self) -> Iterable[Cluster]:
        """Clusters of at least two mentions, in text order, as are the mentions of each."""
        found = [c for i, c in enumerate(self._clusters) if self._above[i] == i and len(c.phrases) > 1]
        for cluster in found:
            cluster.phrases.sort(key=lambda phrase: phrase.order)
        return found


def _single(phrase: Phrase) -> Cluster:
    cluster = Cluster([phrase])
    if phrase.nature:
        cluster.natures.add(phrase.nature)
    # A pronoun's number binds nobody: a government is "it" and "they".
    if phrase.number and phrase.mention.form != PRONOUN:
        cluster.numbers.add(phrase.number)
    if phrase.pronoun in {"he", "she"} and phrase.nature == PERSON:
        cluster.pronouns.add(phrase.pronoun)
    if phrase.mention.form == PRONOUN:
        cluster.spoken.add(phrase.pronoun)
    else:
        cluster.lemmas.update((phrase.lemma, *phrase.titles))
        cluster.restrictions.add(phrase.restriction)
        if phrase.entity is EntityKind.PERSON:
            cluster.persons.add(phrase.words)
        cluster.words.update(word.lower() for word in phrase.words)
    return cluster
