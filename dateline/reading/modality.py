"""Modality: the word lists that change whether something happened, from `data/modality.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import Status


@dataclass(frozen=True, slots=True)
class Modality:
    """Status by lemma for each kind of word; `None` stands for a word that leaves the act as it is itself."""

    verbs: dict[str, tuple[Status | None, ...]]
    nouns: dict[str, Status]
    adverbs: dict[str, Status]
    adjectives: dict[str, Status]
    governing: dict[str, Status | None]
    modals: dict[str, Status]
    marks: dict[str, Status]
    standing: frozenset[str]
    event: frozenset[str]


@cache
def modality() -> Modality:
    """The lists, loaded once."""
    raw = tomllib.loads(files("dateline.reading").joinpath("data/modality.toml").read_text("utf-8"))
    verbs: dict[str, tuple[Status | None, ...]] = {}
    for key in _ORDER:
        for word in raw["verbs"].get(key, ()):
            verbs[word] = (*verbs.get(word, ()), None if key == "transparent" else Status(key))
    governing = {
        word: None if key.endswith("transparent") else Status(key.removeprefix("governing_"))
        for key, words in raw["adjectives"].items()
        if key.startswith("governing_")
        for word in words
    }
    adjectives = {key: words for key, words in raw["adjectives"].items() if not key.startswith("governing_")}
    nouns = {key: words for key, words in raw["nouns"].items() if key not in ("standing", "event")}
    return Modality(
        verbs,
        _by_word(nouns),
        _by_word(raw["adverbs"]),
        _by_word(adjectives),
        governing,
        _by_word(raw["modals"]),
        _by_word(raw["marks"]),
        frozenset(raw["nouns"]["standing"]),
        frozenset(raw["nouns"]["event"]),
    )


# A verb may stand in several lists; the first that fits its construction is taken.
_ORDER = (
    "not_occurred",
    "threatened",
    "planned",
    "hypothetical",
    "possible",
    "unverified",
    "ongoing",
    "transparent",
)


def _by_word(lists: dict[str, list[str]]) -> dict[str, Status]:
    return {word: Status(key) for key, words in lists.items() for word in words}
