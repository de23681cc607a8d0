"""Ranking: which earlier mention a pronoun or noun phrase means, or none, by a log-linear model of its features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dateline.language.coreference.clusters import Cluster, Clusters
from dateline.language.coreference.descriptions import is_above
from dateline.language.coreference.mentions import (
    DEMONSTRATIVE,
    NAME,
    NOMINAL,
    PERSON,
    PRONOUN,
    TIME,
    Phrase,
)
from dateline.language.coreference.quotations import Quotation
from dateline.language.lexicon import load_phrases, load_words
from dateline.model.analysis import Analysis, EntityKind

KINDS = ("he", "it", "they", "this", "the", "these", "own", "a", "bare", "name")
"""Kinds of mentions that look for what they mean; each has weights of its own."""

_WINDOW = {
    "he": 8,
    "it": 4,
    "they": 4,
    "this": 2,
    "the": 5,
    "these": 4,
    "own": 3,
    "a": -1,
    "bare": -1,
    "name": 4,
}
"""Sentences back within which a mention may mean what shares no word with it."""
_EAGERNESS = 0.4
"""How much less likely than alone a mention may be to mean something before it and still be linked to it."""
_MOST = 24
"""How many clusters are looked at, latest first."""
_REPEATED = 4
"""How many earlier mentions with the same noun are looked at beyond the window."""
_CLASSES = ("armed_group", "organisation", "country", "town", "roles", "person", "group", "place", "abstract")
_RELATIONS = {
    "nsubj": "subject",
    "nsubj:pass": "subject",
    "nsubj:outer": "subject",
    "obl:agent": "agent",
    "obj": "object",
    "iobj": "object",
    "obl": "oblique",
    "nmod": "noun",
    "nmod:poss": "owner",
    "appos": "apposition",
    "compound": "modifier",
    "root": "root",
    "conj": "conjunct",
}
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
_OTHERNESS = frozenset({"other", "another", "second", "third", "next", "more", "new", "different", "further"})
_GAPS = ("gap=0", "gap=1", "gap=2", "gap=3", "gap=4", "gap=5")
_STEPS = ("step=1", "step=2", "step=3", "step=3", "step=5", "step=5", "step=5", "step=5", "step=9")
_SIZES = ("size=0", "size=1", "size=2", "size=3", "size=3", "size=5", "size=5", "size=5", "size=5", "size=9")


class Ranker:
    """Finds the antecedents of one report's mentions; the clusters may grow between two questions."""

    def __init__(self, analysis: Analysis, clusters: Clusters, quotations: Sequence[Quotation]) -> None:
        """Index the mentions by their nouns."""
        self._analysis, self._tokens = analysis, analysis.tokens
        self.clusters = clusters
        self._quotation_at: dict[int, Quotation] = {}
        for quotation in quotations:
            self._quotation_at.update(dict.fromkeys(range(quotation.first, quotation.last), quotation))
        self._called: dict[str, list[int]] = defaultdict(list)
        for phrase in clusters.phrases:
            for noun in {phrase.lemma, *phrase.titles}:
                self._called[noun].append(phrase.order)
        self._steady: dict[int, tuple[str, ...]] = {}

    def choose(self, phrase: Phrase) -> int | None:
        """A mention of the likeliest cluster that a mention means; None where it likelier means none before it."""
        kind = kind_of(phrase)
        if kind is None:
            return None
        weights = antecedent_weights()[kind]
        found = self.candidates(phrase, kind)
        if not found:
            return None
        best, chosen = _sum(weights, self.nothing(phrase, found)), None
        best -= _EAGERNESS if kind != "name" else 0.0
        for order in found:
            score = _sum(weights, self.features(phrase, order, found[order]))
            if score > best:
                best, chosen = score, order
        return chosen

    def candidates(self, phrase: Phrase, kind: str) -> dict[int, int]:
        """The clusters that a mention may mean, each by its latest mention before it, with their rank."""
        found: dict[int, int] = {}
        seen = self._barred(phrase)
        for order in self._earlier(phrase, kind):
            root = self.clusters.root(order)
            if root in seen:
                continue
            seen.add(root)
            if self._may_mean(phrase, kind, order):
                found[order] = len(found)
                if len(found) == _MOST:
                    break
        return found

    def _earlier(self, phrase: Phrase, kind: str) -> Iterator[int]:
        phrases = self.clusters.phrases
        for order in range(phrase.order - 1, -1, -1):
            if phrase.sentence - phrases[order].sentence > _WINDOW[kind]:
                break
            yield order
        if kind not in _PRONOUN_KINDS:
            same = [order for order in self._called[phrase.lemma] if order < phrase.order]
            yield from reversed(same[-_REPEATED:])

    def _may_mean(self, phrase: Phrase, kind: str, order: int) -> bool:
        """False where number, gender or syntax rule a cluster out."""
        known, candidate = self.clusters.of(order), self.clusters.phrases[order]
        if kind == "he":
            if "many" in known.numbers or known.pronouns - {phrase.pronoun}:
                return False
        elif kind == "name":
            if known.persons or "many" in known.numbers or candidate.mention.form != NOMINAL:
                return False
        elif kind in ("it", "this") and phrase.number == "one" and PERSON in known.natures:
            return False
        if phrase.pronoun in ("he", "she") and known.pronouns - {phrase.pronoun}:
            return False
        if candidate.nature == TIME or (not known.lemmas and known.spoken & _SPEAKERS):
            return False
        return not self._overlap(candidate, phrase)

    def _overlap(self, left: Phrase, right: Phrase) -> bool:
        """Whether one phrase is inside the other, as in "the group's leader"."""
        a, b = left.mention.head, right.mention.head
        if self._tokens[a].sentence != self._tokens[b].sentence:
            return False
        return is_above(self._tokens, a, b) or is_above(self._tokens, b, a)

    def _barred(self, phrase: Phrase) -> set[int]:
        """Clusters that cannot be meant: other arguments of its verb, and for a pronoun who speaks the quotation."""
        barred = {self.clusters.root(phrase.order)}
        token = self._tokens[phrase.mention.head]
        reflexive = phrase.lemma.endswith(("self", "selves"))
        if token.deprel in _ARGUMENTS and not reflexive and token.head >= 0:
            for at in self._analysis.dependents[token.head]:
                order = self.clusters.by_head.get(at)
                if order is not None and at != token.index and self._tokens[at].deprel in _ARGUMENTS:
                    barred.add(self.clusters.root(order))
        quotation = self._quotation_at.get(token.index) if phrase.mention.form == PRONOUN else None
        if quotation is not None and quotation.speaker in self.clusters.by_head:
            barred.add(self.clusters.root(self.clusters.by_head[quotation.speaker]))
        return barred

    def nothing(self, phrase: Phrase, found: dict[int, int]) -> list[str]:
        """The features of meaning nothing before."""
        same = sum(1 for order in self._called[phrase.lemma][:8] if order < phrase.order)
        listed = [
            "none",
            f"none repeated={min(same, 2)}",
            f"none words={min(len(phrase.words), 3)}",
            f"none repeated={min(same, 1)} words={min(len(phrase.words), 1)}",
            f"none restricted={bool(phrase.restriction)}",
            f"none nature={phrase.nature}",
            f"none relation={_RELATIONS.get(phrase.relation, 'other')}",
            f"none number={phrase.number}",
            f"none lemma={phrase.lemma}",
            f"none candidates={min(len(found), 3)}",
        ]
        if phrase.sentence == 0:
            listed.append("none lead")
        if _OTHERNESS.intersection(phrase.words):
            listed.append("none other")
        if phrase.mention.form == PRONOUN:
            self._add_governor(phrase, listed)
        return listed

    def _add_governor(self, phrase: Phrase, found: list[str]) -> None:
        """What a pronoun hangs on, which may show that it stands for no thing: "it seems", "that is why"."""
        token = self._tokens[phrase.mention.head]
        if token.head < 0:
            return
        above = self._tokens[token.head]
        below = {self._tokens[at].deprel for at in self._analysis.dependents[above.index] if at > above.index}
        found += [f"none under {above.lemma.lower()}", f"none under {above.upos} {phrase.relation}"]
        found.append(f"none form={phrase.lemma}")
        found += [f"none beside {relation}" for relation in sorted(below & _CLAUSES)]

    def features(self, phrase: Phrase, order: int, rank: int) -> list[str]:
        """The features of meaning the cluster whose latest mention before is at `order`, the rank-th from behind."""
        candidate, known = self.clusters.phrases[order], self.clusters.of(order)
        gap = phrase.sentence - candidate.sentence
        near = _GAPS[min(gap, 5)]
        steady = self._steady.get(order)
        if steady is None:
            steady = self._steady[order] = self._features_of(candidate)
        relation = steady[1]
        found = [
            near,
            _STEPS[min(phrase.order - order, 9) - 1],
            *steady,
            f"{near} {relation}",
            f"{near} {steady[0]}",
            f"rank={min(rank, 5)}",
            f"rank={min(rank, 3)} {relation}",
            _SIZES[min(len(known.phrases), 9)],
            "nature=" + "+".join(sorted(known.natures)),
            "number=" + "+".join(sorted(known.numbers)),
        ]
        if phrase.mention.form != PRONOUN:
            found.append(f"natures={phrase.nature}~{'+'.join(sorted(known.natures))}")
            found.append(f"numbers={phrase.number}~{'+'.join(sorted(known.numbers))}")
            self._add_words(phrase, candidate, known, found)
        elif phrase.pronoun in known.spoken:
            found.append("same pronoun")
        if known.pronouns:
            found.append("gender same" if phrase.pronoun in known.pronouns else "gender open")
        if _RELATIONS.get(phrase.relation, "other") == relation[9:]:
            found.append("parallel")
            if gap == 1:
                found.append("parallel next")
        here = self._quotation_at.get(phrase.mention.head)
        there = self._quotation_at.get(candidate.mention.head)
        if here is not there:
            found.append("out of quotation" if here is None else "into quotation")
        if known.phrases[0].sentence == 0:
            found.append("from lead")
        return found

    def _add_words(self, phrase: Phrase, candidate: Phrase, known: Cluster, found: list[str]) -> None:
        """What the words of a noun phrase have in common with those of a cluster."""
        same = phrase.lemma in known.lemmas
        called = not same and phrase.lemma in known.words
        new = [word for word in phrase.words if word not in known.words]
        match = "head" if same else "word" if called else "no"
        mods = "new" if new else "some" if phrase.words else "none"
        found += [f"match={match}", f"match={match} mods={mods}"]
        if same:
            found.append(
                f"match=head latest={candidate.lemma == phrase.lemma} {_GAPS[min(phrase.sentence - candidate.sentence, 5)]}"
            )
            fewer = candidate.mention.form == NOMINAL and len(candidate.words) > len(phrase.words)
            found.append(f"match=head fewer={fewer} article={candidate.article}")
            if phrase.restriction:
                found.append(f"restriction={'same' if phrase.restriction in known.restrictions else 'new'}")
            elif known.restrictions - {""}:
                found.append("restriction dropped")
            here = _GAPS[min(phrase.sentence - candidate.sentence, 3)]
            exact = (
                "same"
                if phrase.words and set(phrase.words) == set(candidate.words)
                else "bare"
                if not phrase.words and not candidate.words
                else "else"
            )
            found.append(f"again {phrase.lemma}")
            found.append(f"match=head nature={phrase.nature} {phrase.number} exact={exact}")
            found += [f"exact={exact} {here}", f"exact={exact} {phrase.number} {candidate.article}"]
            if candidate.restriction:
                found.append(f"exact={exact} was restricted")
        elif phrase.words and len(new) < len(phrase.words):
            found.append(f"match={match} shares a word")
        noun = self._tokens[phrase.mention.head].form.lower()
        named = _named(known)
        for name in _classes(noun, phrase.lemma):
            found.append(f"class={name} named={named}")

    def _features_of(self, phrase: Phrase) -> tuple[str, ...]:
        """What does not change of a mention as a candidate."""
        relation = _RELATIONS.get(phrase.relation, "other")
        if phrase.relation == "conj":
            head = self._tokens[phrase.mention.head].head
            relation = _RELATIONS.get(self._tokens[head].deprel, "other") if head >= 0 else "other"
        found = [f"form={phrase.mention.form}", f"relation={relation}"]
        if phrase.mention.form == NOMINAL:
            found.append(f"article={phrase.article}")
            if phrase.lemma in load_words("abstract"):
                found.append("abstract")
        if phrase.mention.form == PRONOUN:
            found.append(f"is {phrase.pronoun}")
        if phrase.entity is not None:
            found.append(f"entity={phrase.entity}")
        return tuple(found)


_CLAUSES = frozenset({"csubj", "ccomp", "advcl", "xcomp", "acl:relcl", "obj"})
_SPEAKERS = frozenset({"i", "we", "you"})
_PRONOUN_KINDS = frozenset({"he", "it", "they", "this"})


def kind_of(phrase: Phrase) -> str | None:
    """Which weights a mention looks with; None for what has no antecedent of its own to look for."""
    if phrase.mention.form == PRONOUN:
        if phrase.pronoun in ("he", "she"):
            return "he"
        if phrase.pronoun == DEMONSTRATIVE:
            return "this"
        return phrase.pronoun if phrase.pronoun in ("it", "they") else None
    if phrase.mention.form == NAME:
        return "name" if phrase.nature == PERSON and len(phrase.words) > 1 else None
    return {"the": "the", "this": "these", "possessive": "own", "a": "a"}.get(phrase.article, "bare")


def _named(known: Cluster) -> str:
    """What a cluster's name is the name of: its entity's kind, a country, or nothing."""
    for phrase in known.phrases:
        if phrase.entity is not None:
            if phrase.entity is EntityKind.PLACE and " ".join(phrase.words) in load_phrases("countries"):
                return "country"
            return phrase.entity.value
    return "no"


@cache
def _classes(noun: str, lemma: str) -> tuple[str, ...]:
    return tuple(name for name in _CLASSES if noun in load_words(name) or lemma in load_words(name))


@cache
def antecedent_weights() -> dict[str, dict[str, float]]:
    """The model: for each kind of mention the weights of its features."""
    path = Path(__file__).parent / "data" / "antecedents.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {
        kind: {row[0]: float(row[at]) for row in rows if row[at]} for at, kind in enumerate(KINDS, start=1)
    }


def _sum(weights: dict[str, float], found: Sequence[str]) -> float:
    return sum(weights[feature] for feature in found if feature in weights)
