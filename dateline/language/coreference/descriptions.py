"""Which noun phrases mean a party or thing that was named before: apposition, "the group", "the convoy"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dateline.language.coreference.clusters import Clusters
from dateline.language.coreference.mentions import NAME, PERSON, PLACE, THING, Phrase
from dateline.language.coreference.names import names_force
from dateline.language.lexicon import load_phrases, load_words
from dateline.model.analysis import Analysis, EntityKind, Token

_REMEMBERED = 5
_NEAR = 3
"""Sentences back within which "the group" may mean a party that was never called a group."""
_WEAK_MODIFIERS = frozenset(
    {"same", "said", "whole", "entire", "former", "late", "very", "so-called", "latter", "own", "other"}
)
_OTHERNESS = frozenset({"other", "another", "second", "third", "next", "more", "new", "different", "further"})


class Descriptions:
    """Links nominals to what they mean again."""

    def __init__(self, analysis: Analysis, clusters: Clusters) -> None:
        """Begin a report."""
        self._analysis, self._clusters = analysis, clusters
        self._called: dict[str, list[int]] = defaultdict(list)
        self._named: list[Phrase] = []

    def link(self, phrase: Phrase) -> None:
        """Link a nominal to its antecedent where there is one, and remember it."""
        found = self._find(phrase)
        if found is not None:
            self._clusters.link(found, phrase.order)
        self.remember(phrase)

    def remember(self, phrase: Phrase) -> None:
        """Remember the nouns by which a mention may be called again."""
        if phrase.mention.form == NAME:
            self._named.append(phrase)
            for noun in self._nouns_of_name(phrase):
                self._called[noun].append(phrase.order)
        else:
            self._called[phrase.lemma].append(phrase.order)

    def _nouns_of_name(self, phrase: Phrase) -> Iterator[str]:
        """Titles before a person, and the last noun of a party's name: "army" for "Lebanese Army"."""
        tokens, mention = self._analysis.tokens, phrase.mention
        if phrase.nature == PERSON:
            titles = load_words("titles") | load_words("person")
            at = mention.first - 1
            while at >= 0 and tokens[at].lemma.lower().rstrip(".") in titles:
                yield tokens[at].lemma.lower().rstrip(".")
                at -= 1
            return
        # "the square" for "Tahrir Square", "the ministry" for "Ministry of Health".
        for i in {mention.last - 1, mention.head}:
            noun = tokens[i].form.lower()
            if mention.last - mention.first > 1 and noun.isalpha():
                yield noun
                if tokens[i].lemma.lower() != noun:
                    yield tokens[i].lemma.lower()

    def _find(self, phrase: Phrase) -> int | None:
        if phrase.article not in {"the", "this"} and not self._is_repeated(phrase):
            return None
        if _OTHERNESS.intersection(phrase.words):
            return None
        for order in reversed(self._called.get(phrase.lemma, [])[-_REMEMBERED:]):
            if self._fits(phrase, order):
                return order
        if phrase.article in {"the", "this"} and not phrase.restriction and not phrase.words:
            return self._find_kind(phrase)
        return None

    def _is_repeated(self, phrase: Phrase) -> bool:
        """Whether a phrase without article may still be an old one: "safe passage" told twice.

        People without article or modifier ("civilians") are rarely the same ones.
        """
        if phrase.article != "" or phrase.restriction:
            return False
        return phrase.nature == THING or bool(phrase.words)

    def _fits(self, phrase: Phrase, order: int) -> bool:
        """Whether a phrase can mean what an earlier one with the same noun meant."""
        known = self._clusters.of(order)
        latest = self._clusters.phrases[order]
        # "the square" agrees with "Tahrir Square" by its very words.
        if latest.mention.form != NAME and not self._clusters.agree(order, phrase.order):
            return False
        if self._overlap(latest, phrase):
            return False
        new = set(phrase.words) - _WEAK_MODIFIERS
        if not new <= known.words:
            return False
        if phrase.article not in {"the", "this"}:
            same_words = new == set(latest.words) - _WEAK_MODIFIERS
            return same_words and latest.article in {"", "the"} and not latest.restriction
        if phrase.restriction and phrase.restriction not in known.restrictions:
            return False
        return phrase.article != "this" or phrase.sentence - latest.sentence <= _NEAR

    def _find_kind(self, phrase: Phrase) -> int | None:
        """The last party near enough of the kind that a general noun names."""
        noun = self._analysis.tokens[phrase.mention.head].form.lower()
        tests = [test for nouns, test in _KINDS.items() if noun in load_words(nouns)]
        if not tests:
            return None
        for known in reversed(self._named[-12:]):
            if phrase.sentence - known.sentence > _NEAR:
                return None
            if any(test(known) for test in tests) and not self._overlap(known, phrase):
                return known.order
        return None

    def _overlap(self, left: Phrase, right: Phrase) -> bool:
        """Whether one phrase is inside the other, or both belong to one verb or coordination."""
        tokens = self._analysis.tokens
        a, b = left.mention.head, right.mention.head
        return is_above(tokens, a, b) or is_above(tokens, b, a)


def _names_country(phrase: Phrase) -> bool:
    is_modifier = phrase.relation == "compound"
    return phrase.nature == PLACE and not is_modifier and " ".join(phrase.words) in load_phrases("countries")


def _names_town(phrase: Phrase) -> bool:
    return phrase.nature == PLACE and " ".join(phrase.words) not in load_phrases("countries")


def _names_organisation(phrase: Phrase) -> bool:
    return phrase.entity is EntityKind.ORGANISATION


# Entries of the list of nouns, each with what must be true of the name that one of them stands for.
_KINDS = {
    "armed_group": names_force,
    "organisation": _names_organisation,
    "country": _names_country,
    "town": _names_town,
}


def is_above(tokens: tuple[Token, ...], upper: int, lower: int) -> bool:
    """True where the lower token's chain of heads leads to the upper one through a noun phrase."""
    at = lower
    for _ in range(8):
        if tokens[at].head < 0 or tokens[at].upos in {"VERB", "AUX"}:
            return False
        at = tokens[at].head
        if at == upper:
            return True
    return False
