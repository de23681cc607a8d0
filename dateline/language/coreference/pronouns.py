"""Whom pronouns mean: third persons by agreement, syntax and salience; first persons by who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from dateline.language.coreference.clusters import Cluster, Clusters
from dateline.language.coreference.descriptions import is_above
from dateline.language.coreference.mentions import (
    GROUP,
    NAME,
    PERSON,
    PLACE,
    PRONOUN,
    THING,
    TIME,
    Phrase,
)
from dateline.language.coreference.quotations import Quotation
from dateline.language.lexicon import load_words
from dateline.model.analysis import Analysis

# Salience by grammatical relation, after Lappin and Leass (1994).
_SALIENCE = {
    "nsubj": 10.0,
    "nsubj:pass": 9.0,
    "nsubj:outer": 10.0,
    "obj": 6.0,
    "iobj": 6.0,
    "obl:agent": 6.0,
    "obl": 4.5,
    "nmod:poss": 4.0,
    "appos": 3.0,
    "nmod": 3.0,
    "compound": 2.0,
    "root": 5.0,
}
_OTHER_SALIENCE = 3.5
_DECAY = 0.4
"""What is left of a mention's salience one sentence later."""
_WINDOW = {"he": 8, "she": 8, "it": 2, "they": 2}
_LEAST = {"he": 0.8, "she": 0.8, "it": 2.5, "they": 2.0}
_DASHES = frozenset({"-", "--", "–", "—"})
_DATELINE_SEARCHED, _DATELINE_LENGTH = 80, 14
_CANDIDATES = 150
"""How many mentions back a pronoun looks at most; a table can be one long sentence."""
_DESCRIBING = 40
"""How many mentions of a speaker are searched for whom he speaks for."""
_FIRST = frozenset({"i", "we", "you"})
_THIRD = frozenset(_WINDOW)
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
_REPRESENTING = frozenset({"of", "for", "from", "at", "with", "in"})


def link_pronouns(analysis: Analysis, clusters: Clusters, quotations: Sequence[Quotation]) -> None:
    """Link what can be linked: outside quotations first, because their speakers may be pronouns."""
    _Resolver(analysis, clusters, quotations).resolve()


class _Resolver:
    def __init__(self, analysis: Analysis, clusters: Clusters, quotations: Sequence[Quotation]) -> None:
        self._analysis, self._tokens = analysis, analysis.tokens
        self._clusters = clusters
        self._dateline_end = _dateline_end(analysis)
        self._quotation_at: dict[int, Quotation] = {}
        for quotation in quotations:
            self._quotation_at.update(dict.fromkeys(range(quotation.first, quotation.last), quotation))

    def resolve(self) -> None:
        pronouns = [p for p in self._clusters.phrases if p.mention.form == PRONOUN]
        outside = [p for p in pronouns if p.mention.head not in self._quotation_at]
        inside = [p for p in pronouns if p.mention.head in self._quotation_at]
        self._link_third(outside)
        self._link_author(outside)
        self._link_first(inside)
        self._link_third(inside)

    def _link_author(self, pronouns: Iterable[Phrase]) -> None:
        """The report's own "I", "we" and "you" are each one."""
        seen: dict[str, int] = {}
        for phrase in pronouns:
            if phrase.pronoun in {"i", "we", "you"}:
                self._clusters.link(seen.setdefault(phrase.pronoun, phrase.order), phrase.order)

    def _link_first(self, pronouns: Iterable[Phrase]) -> None:
        unknown: dict[tuple[int, str], int] = {}
        for phrase in pronouns:
            if phrase.pronoun not in {"i", "we", "you"}:
                continue
            quotation = self._quotation_at[phrase.mention.head]
            speaker = self._speaker(quotation)
            if phrase.pronoun == "you" or speaker is None:
                first = unknown.setdefault((quotation.first, phrase.pronoun), phrase.order)
                self._clusters.link(first, phrase.order)
            elif phrase.pronoun == "i":
                self._clusters.link(speaker, phrase.order)
            else:
                party = self._represented(speaker)
                self._clusters.link(speaker if party is None else party, phrase.order)

    def _speaker(self, quotation: Quotation) -> int | None:
        """The mention of a quotation's speaker."""
        if quotation.speaker is None:
            return None
        return self._mention_at(quotation.speaker)

    def _mention_at(self, token: int) -> int | None:
        """The mention that a token heads, also where the token is only the title of a name."""
        by_head = self._clusters.by_head
        if token in by_head:
            return by_head[token]
        for i in self._analysis.dependents[token]:
            if self._tokens[i].deprel in {"flat", "appos", "compound"} and i in by_head:
                return by_head[i]
        # However the tree has it, "Col." is whoever is named next.
        for i in range(token + 1, min(token + 4, len(self._tokens))):
            order = by_head.get(i)
            if order is not None and self._clusters.phrases[order].mention.first == token + 1:
                return order
        return None

    def _represented(self, speaker: int) -> int | None:
        """The party that a speaker speaks for: "spokesman for the coalition", "Hezbollah official"."""
        cluster = self._clusters.of(speaker)
        if GROUP in cluster.natures:
            return speaker
        for phrase in islice((p for p in cluster.phrases if p.mention.form != PRONOUN), _DESCRIBING):
            heads = [phrase.mention.head]
            heads += [
                i for i in range(max(0, phrase.mention.first - 3), phrase.mention.first) if self._is_role(i)
            ]
            for head in heads:
                party = self._party_below(head) if self._is_role(head) else None
                if party is not None and self._clusters.root(party) != self._clusters.root(speaker):
                    return party
        return None

    def _is_role(self, token: int) -> bool:
        return self._tokens[token].lemma.lower() in load_words("roles")

    def _party_below(self, noun: int) -> int | None:
        for i in self._analysis.dependents[noun]:
            relation = self._tokens[i].deprel
            order = self._mention_at(i)
            if order is None or GROUP not in self._clusters.of(order).natures:
                continue
            if relation in {"compound", "nmod:poss", "nmod:desc"}:
                return order
            if relation == "nmod" and self._preposition(order) in _REPRESENTING:
                return order
        return None

    def _preposition(self, order: int) -> str:
        """The word before a mention and its article."""
        at = self._clusters.phrases[order].mention.first - 1
        while at > 0 and self._tokens[at].upos in {"DET", "PUNCT"}:
            at -= 1
        return self._tokens[at].form.lower() if at >= 0 else ""

    def _link_third(self, pronouns: Iterable[Phrase]) -> None:
        for phrase in pronouns:
            if phrase.pronoun in _THIRD:
                found = self._antecedent(phrase)
                if found is not None:
                    self._clusters.link(found, phrase.order)

    def _antecedent(self, phrase: Phrase) -> int | None:
        """The most salient cluster that suits a pronoun, by the order of one of its mentions."""
        barred = self._barred(phrase)
        scores: dict[int, float] = {}
        window = phrase.sentence - _WINDOW[phrase.pronoun]
        for order in range(phrase.order - 1, max(-1, phrase.order - _CANDIDATES - 1), -1):
            candidate = self._clusters.phrases[order]
            if candidate.sentence < window:
                break
            root = self._clusters.root(order)
            if root in barred or candidate.mention.head < self._dateline_end or candidate.nature == TIME:
                continue
            if is_above(self._tokens, candidate.mention.head, phrase.mention.head):
                continue
            weight = _suits(phrase, self._clusters.of(order))
            if weight > 0:
                scores[root] = scores.get(root, 0.0) + weight * self._salience(candidate, phrase)
        if not scores:
            return None
        best = max(scores, key=lambda root: (scores[root], root))
        return best if scores[best] >= _LEAST[phrase.pronoun] else None

    def _barred(self, phrase: Phrase) -> set[int]:
        """Clusters that a pronoun cannot mean: arguments of its own verb, and who speaks the quotation."""
        barred: set[int] = {self._clusters.root(phrase.order)}
        token = self._tokens[phrase.mention.head]
        if token.deprel in _ARGUMENTS and not phrase.lemma.endswith(("self", "selves")) and token.head >= 0:
            for i in self._analysis.dependents[token.head]:
                order = self._clusters.by_head.get(i)
                if order is not None and i != token.index and self._tokens[i].deprel in _ARGUMENTS:
                    barred.add(self._clusters.root(order))
        barred |= self._attackers(phrase)
        quotation = self._quotation_at.get(phrase.mention.head)
        speaker = self._speaker(quotation) if quotation is not None else None
        if speaker is not None:
            barred.add(self._clusters.root(speaker))
        return barred

    def _attackers(self, phrase: Phrase) -> set[int]:
        """Subjects of hostile verbs above a possessive: nobody is said to kill his own soldiers."""
        if phrase.relation != "nmod:poss":
            return set()
        at = self._tokens[phrase.mention.head]
        while at.head >= 0 and at.upos not in {"VERB", "AUX"}:
            if at.deprel == "nsubj":
                return set()
            at = self._tokens[at.head]
        if at.lemma.lower() not in load_words("hostile_verbs"):
            return set()
        below = (
            i for i in self._analysis.dependents[at.index] if self._tokens[i].deprel in {"nsubj", "obl:agent"}
        )
        orders = (self._clusters.by_head.get(i) for i in below)
        return {self._clusters.root(order) for order in orders if order is not None}

    def _salience(self, candidate: Phrase, phrase: Phrase) -> float:
        relation = self._relation(candidate)
        value = _SALIENCE.get(relation, _OTHER_SALIENCE)
        value *= _DECAY ** (phrase.sentence - candidate.sentence)
        if candidate.mention.form == NAME:
            value *= 1.15
        if relation == phrase.relation:
            value *= 1.15
        if (
            phrase.relation == "nmod:poss"
            and candidate.sentence == phrase.sentence
            and relation.startswith("nsubj")
        ):
            value *= 1.4
        here = self._quotation_at.get(phrase.mention.head)
        if here is not self._quotation_at.get(candidate.mention.head):
            value *= 0.6
        return value

    def _relation(self, candidate: Phrase) -> str:
        """The relation of a mention; a conjunct has that of the first one."""
        token = self._tokens[candidate.mention.head]
        if candidate.relation == "conj" and token.head >= 0:
            return self._tokens[token.head].deprel
        return candidate.relation


def _dateline_end(analysis: Analysis) -> int:
    """The token after a dateline such as "Cairo, Egypt (CNN) --" near the beginning, or 0."""
    for token in analysis.tokens[1:_DATELINE_SEARCHED]:
        if token.form in _DASHES:
            first = analysis.sentences[token.sentence].first
            before = analysis.tokens[first : token.index]
            is_short = token.index - first <= _DATELINE_LENGTH
            if is_short and (before and (before[-1].form == ")" or all(t.form.isupper() for t in before))):
                return token.index + 1
    return 0


def _suits(phrase: Phrase, cluster: Cluster) -> float:
    """How well a cluster agrees with a third-person pronoun; 0 where it cannot be meant."""
    natures, numbers = cluster.natures, cluster.numbers
    if not cluster.lemmas and not cluster.spoken.isdisjoint(_FIRST):
        return 0.0
    if phrase.pronoun in {"he", "she"}:
        return _suits_one_person(phrase.pronoun, cluster)
    if PERSON in natures and ("one" in numbers or cluster.pronouns):
        return 0.0
    if phrase.pronoun == "it":
        if PERSON in natures or "many" in numbers:
            return 0.0
        return 0.6 if cluster.lemmas & load_words("abstract") or natures == {PLACE} else 1.0
    return _suits_they(cluster)


def _suits_one_person(pronoun: str, cluster: Cluster) -> float:
    other = {"he", "she"} - {pronoun}
    if PERSON not in cluster.natures or "many" in cluster.numbers or cluster.pronouns & other:
        return 0.0
    return 1.3 if pronoun in cluster.pronouns else 1.0


def _suits_they(cluster: Cluster) -> float:
    natures, numbers = cluster.natures, cluster.numbers
    if "many" in numbers:
        return 1.2 if natures & {PERSON, GROUP} else 0.7
    if GROUP in natures:
        return 0.7
    if "they" in cluster.spoken:
        return 1.0
    return 0.0 if natures & {PLACE, THING, PERSON} else 0.3
