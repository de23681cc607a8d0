"""Which names mean the same: full and last names, other names of a party, acronyms."""

from __future__ import annotations

from collections import defaultdict

from dateline.language.coreference.clusters import Clusters
from dateline.language.coreference.mentions import NAME, PERSON, PLACE, Phrase
from dateline.language.lexicon import load_words, party_of
from dateline.model.analysis import EntityKind

_PARTICLES = frozenset(
    {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ez", "ed", "es", "er", "ul", "bin", "ibn"}
)
_SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "to", "de", "on", "&"})
_REMEMBERED = 6
"""How many persons of one last name are looked at, latest first."""


class Names:
    """Links each name to an earlier one of the same party, person or place."""

    def __init__(self, clusters: Clusters) -> None:
        """Begin a report."""
        self._clusters = clusters
        self._exact: dict[str, int] = {}
        self._worded: dict[str, int] = {}
        """By the words alone: one name may be taken for a place here and for a body there."""
        self._persons: dict[str, list[int]] = defaultdict(list)
        self._acronyms: dict[str, int] = {}
        self._known_as: dict[str, int] = {}

    def link(self, phrase: Phrase) -> None:
        """Link a name to its party where it was named before, and remember it."""
        found = self._find(phrase)
        if found is not None:
            self._clusters.link(found, phrase.order)
        self._remember(phrase)

    def _find(self, phrase: Phrase) -> int | None:
        if phrase.nature == PERSON:
            return self._find_person(phrase)
        exact = self._exact.get(_key(phrase))
        if exact is None:
            exact = self._worded.get(" ".join(phrase.words))
        if exact is not None:
            return exact
        if len(phrase.words) == 1 and phrase.words[0].isupper():
            return self._acronyms.get(_squeeze(phrase.words[0]))
        initials = _initials(phrase.words)
        if len(initials) > 1 and initials in self._known_as:
            return self._known_as[initials]
        return None

    def _find_person(self, phrase: Phrase) -> int | None:
        """The latest person whose name contains this one, or the other way round."""
        words = _person_words(phrase.words)
        for word in (words[-1], words[0]):
            for order in reversed(self._persons[word][-_REMEMBERED:]):
                if self._clusters.agree(order, phrase.order) and self._suits_all(words, order):
                    return order
        return None

    def _suits_all(self, words: tuple[str, ...], order: int) -> bool:
        """Whether a person's name goes with every name of a cluster: two given names are two persons."""
        known = self._clusters.of(order).persons
        return all(_may_be_same(words, _person_words(name)) for name in known)

    def _remember(self, phrase: Phrase) -> None:
        if phrase.nature == PERSON:
            words = _person_words(phrase.words)
            for word in {words[-1], words[0]}:
                self._persons[word].append(phrase.order)
            return
        self._exact[_key(phrase)] = phrase.order
        self._worded[" ".join(phrase.words)] = phrase.order
        initials = _initials(phrase.words)
        if len(initials) > 1:
            self._acronyms.setdefault(initials, phrase.order)
        elif phrase.words and phrase.words[0].isupper():
            self._known_as.setdefault(_squeeze(phrase.words[0]), phrase.order)


def _key(phrase: Phrase) -> str:
    """The same for all names of one party, and for all spellings of one name."""
    text = " ".join(phrase.words)
    party = party_of(text) or party_of(text.removeprefix("the "))
    if party is not None:
        return f"party {party}"
    words = [word.lower() for word in phrase.words if word.lower() not in _PARTICLES]
    kind = "place" if phrase.nature == PLACE else "party"
    return f"{kind}: {' '.join(words) or text.lower()}"


def _squeeze(acronym: str) -> str:
    return acronym.replace(".", "").upper()


def _initials(words: tuple[str, ...]) -> str:
    """Capitals of a name of several words: "Syrian Democratic Forces" gives SDF."""
    if len(words) < 2:
        return ""
    return "".join(word[0] for word in words if word[0].isupper() and word.lower() not in _SMALL_WORDS)


def _person_words(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(
        word.lower() for word in words if word.lower() not in _PARTICLES and word not in {"'s", "’s"}
    )
    return kept or tuple(word.lower() for word in words)


def _may_be_same(new: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether the shorter name is the beginning or the end of the longer one, word by word."""
    short, long = sorted((new, known), key=len)
    if short == long[-len(short) :]:
        return True
    if len(short) == 1:
        return short[0] == long[0] or short[0] == long[-1]
    # A middle name or initial may be left out.
    return short[0] == long[0] and short[-1] == long[-1]


def names_force(phrase: Phrase) -> bool:
    """True for the name of an armed group or force that is not a state's army or police."""
    if phrase.mention.form != NAME or phrase.entity is not EntityKind.FORCE:
        return False
    return phrase.words[-1].lower() not in load_words("force") or phrase.words[-1][0].isupper()
