"""Names of forces and parties, and finding them among the words of a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from dateline.language.words import split_words

_DATA = Path(__file__).parent / "data"
_ARTICLE = re.compile(r"\b[Aa]l[- ](?=[A-Z])")
_APOSTROPHES = str.maketrans("’ʼ‘`", "''''")


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a party, cut into words as the splitter cuts them."""

    words: tuple[str, ...]
    party: str
    """The party's own name: the same for all its aliases."""
    is_weak: bool
    """True where the name is also a common word or abbreviation."""


Index = dict[str, tuple[Alias, ...]]
"""Aliases by their first word, longest first."""


@cache
def load_names(name: str) -> Index:
    """The aliases of a list, `forces` or `parties`."""
    found: dict[str, list[Alias]] = {}
    for line in (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        names = line.split("\t")
        for alias in dict.fromkeys(spelling for name in names for spelling in _spellings(name)):
            text = alias.removesuffix("?")
            words = tuple(text[start:end] for start, end in split_words(text, 0, len(text)))
            entry = Alias(tuple(map(plain, words)), names[0], alias.endswith("?"))
            found.setdefault(entry.words[0], []).append(entry)
    return {word: tuple(sorted(found[word], key=lambda a: -len(a.words))) for word in found}


def _spellings(name: str) -> Iterator[str]:
    """A name with its Arabic article in each of the usual spellings: al-Nusra, Al-Nusra, al Nusra, Al Nusra."""
    yield name
    if _ARTICLE.search(name):
        for article in ("al-", "Al-", "al ", "Al "):
            yield _ARTICLE.sub(article, name)


@cache
def load_words(name: str) -> frozenset[str]:
    """The words of one entry of the lists of nouns and verbs."""
    return frozenset(_entries()[name].split())


@cache
def load_phrases(name: str) -> frozenset[str]:
    """The phrases of one entry of the list of nouns that is separated by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in _entries()[name].split(","))


@cache
def _entries() -> dict[str, str]:
    texts = ((_DATA / f"{name}.toml").read_text(encoding="utf-8") for name in ("nouns", "verbs"))
    return {entry: words for text in texts for entry, words in tomllib.loads(text).items()}


@cache
def load_given_names() -> dict[str, str]:
    """Given names, each with the pronoun that usually goes with it: `he` or `she`."""
    pronouns: dict[str, str] = {}
    for line in (_DATA / "given_names.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pronoun, names = line.split("\t")
            pronouns.update(dict.fromkeys(names.split(), pronoun))
    return pronouns


@lru_cache(maxsize=100_000)
def party_of(name: str) -> str | None:
    """The party that a name in full belongs to, or None; "Daesh" gives "Islamic State"."""
    words = tuple(plain(name[start:end]) for start, end in split_words(name, 0, len(name)))
    for list_name in ("forces", "parties"):
        for alias in load_names(list_name).get(words[0] if words else "", ()):
            if alias.words == words:
                return alias.party
    return None


def plain(word: str) -> str:
    """The word with straight apostrophes."""
    return word if word.isascii() else word.translate(_APOSTROPHES)


def match_names(forms: Sequence[str], index: Index) -> Iterator[tuple[int, int, Alias]]:
    """Half-open ranges of words that are a name of the list, longest first, without overlaps."""
    at = 0
    while at < len(forms):
        for alias in index.get(forms[at], ()):
            last = at + len(alias.words)
            if tuple(forms[at:last]) == alias.words:
                yield at, last, alias
                at = last
                break
        else:
            at += 1
