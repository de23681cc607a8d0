"""Words of the full-text search: how texts are split and folded, and what a query asks for.

Both databases are given the words made here, so that a search finds the same on either, and the words that
a hit is marked with are the words it was found by. The index holds each word as it is written, folded; other
forms of a word are asked for by the query, and only where it is written in small letters: `hama` finds Hama
and Hamas, `Hama` finds Hama alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.errors import InputError

# Combining marks belong to the word they stand in, though no letter class holds them: Latin and Cyrillic
# accents, Hebrew points, Arabic vowel signs, the signs of the Indic scripts, Thai and Lao vowels.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_PART = re.compile(r'(?P<no>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_TATWEEL = "\u0640"
_SHORTEST_INFLECTED = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query: alternatives, each a sequence of folded words, wanted or unwanted."""

    alternatives: tuple[tuple[str, ...], ...]
    is_prefix: bool = False
    """True where the last word may go on."""
    is_wanted: bool = True


def fold(word: str) -> str:
    """The word without case, accents, vowel signs and presentation forms."""
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parted if char.isalnum() and char != _TATWEEL)


def fold_words(text: str) -> list[str]:
    """The text's words in order, folded."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [folded for match in _WORD.finditer(text) if (folded := fold(match[0]))]


def fold_name(name: str) -> str:
    """A name's words, folded, with one blank between them: `al-Shabaab` and `Al Shabaab` are the same."""
    return " ".join(fold_words(name))


def parse_query(words: str) -> tuple[Term, ...]:
    """The terms of a query; raises InputError where it asks for nothing.

    All words must occur; `"two words"` stand side by side; `kill*` begins so; `-word` must not occur.
    """
    terms = tuple(term for match in _PART.finditer(words) if (term := _term(match)))
    if not any(term.is_wanted for term in terms):
        raise InputError(
            f"the search {words!r} names no word that should occur: give at least one without a minus sign"
        )
    return terms


def mark_words(text: str, terms: tuple[Term, ...]) -> tuple[tuple[int, int], ...]:
    """Spans (code points, half-open) of the words in the text that the query asks for, in order."""
    found = [(match.start(), match.end(), fold(match[0])) for match in _WORD.finditer(text)]
    spans: set[tuple[int, int]] = set()
    for term in terms:
        if term.is_wanted:
            spans.update(_occurrences(found, term))
    return tuple(sorted(spans))


def _occurrences(found: list[tuple[int, int, str]], term: Term) -> Iterator[tuple[int, int]]:
    singles = {words[0] for words in term.alternatives if len(words) == 1}
    phrases = [words for words in term.alternatives if len(words) > 1]
    for index, (start, end, word) in enumerate(found):
        if word in singles or (term.is_prefix and any(word.startswith(single) for single in singles)):
            yield start, end
        for phrase in phrases:
            if word == phrase[0] and _stands_at(found, index, phrase, term.is_prefix):
                yield start, found[index + len(phrase) - 1][1]


def _stands_at(
    found: list[tuple[int, int, str]], index: int, phrase: tuple[str, ...], is_prefix: bool
) -> bool:
    here = tuple(word for _, _, word in found[index : index + len(phrase)])
    if is_prefix:
        return here[:-1] == phrase[:-1] and here[-1].startswith(phrase[-1])
    return here == phrase


def _term(match: re.Match[str]) -> Term | None:
    is_wanted = not match["no"]
    if match["phrase"] is not None:
        folded = tuple(fold_words(match["phrase"]))
        return Term((folded,), is_wanted=is_wanted) if folded else None
    word = match["word"]
    folded = tuple(fold_words(word))
    if not folded:
        return None
    if word.endswith("*"):
        return Term((folded,), is_prefix=True, is_wanted=is_wanted)
    if len(folded) > 1 or not word.islower() or not word.isascii():
        return Term((folded,), is_wanted=is_wanted)
    return Term(tuple((form,) for form in inflect(folded[0])), is_wanted=is_wanted)


def inflect(word: str) -> tuple[str, ...]:
    """The word and its regular English forms, irrespective of its class; short words only themselves."""
    if len(word) < _SHORTEST_INFLECTED or not word.isalpha():
        return (word,)
    forms = {word}
    for stem in _stems(word):
        if stem.endswith("y") and stem[-2] not in "aeiou":
            forms.update((stem, f"{stem[:-1]}ies", f"{stem[:-1]}ied", f"{stem}ing"))
        elif stem.endswith("e"):
            forms.update((stem, f"{stem}s", f"{stem}d", f"{stem[:-1]}ing"))
        elif stem.endswith(("s", "x", "z", "ch", "sh")):
            forms.update((stem, f"{stem}es", f"{stem}ed", f"{stem}ing"))
        else:
            forms.update((stem, f"{stem}s", f"{stem}ed", f"{stem}ing"))
    return tuple(sorted(forms))


def _stems(word: str) -> set[str]:
    """What the word may be a form of; wrong guesses cost nothing, for no text holds them."""
    stems = {word}
    if word.endswith(("ies", "ied")):
        stems.add(f"{word[:-3]}y")
    elif word.endswith(("ches", "shes", "sses", "xes", "zes")):
        stems.add(word[:-2])
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        stems.add(word[:-1])
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            stems.update((stem, f"{stem}e"))
    return stems
