"""Modality: the word lists that change whether something happened, from `data/modality.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import Status

_GOVERNING = "governing_"

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


@dataclass(frozen=True, slots=True)
class Modality:
    """Status by lemma or form for each kind of word; None leaves the act as its governor is."""

    verbs: dict[str, tuple[Status | None, ...]]
    nouns: dict[str, Status]
    adverbs: dict[str, Status]
    adjectives: dict[str, Status]
    governing: dict[str, Status | None]
    """Adjectives over a clause or an infinitive: "is likely to"."""
    modals: dict[str, Status]
    marks: dict[str, Status]
    objects: dict[str, Status]
    anchors: dict[str, Status]
    forbidding: dict[str, Status]
    prepositions: dict[str, frozenset[str]]
    classes: dict[str, frozenset[str]]


@cache
def modality() -> Modality:
    """The lists, loaded once."""
    raw = tomllib.loads(files("dateline.reading").joinpath("data/modality.toml").read_text("utf-8"))
    verbs: dict[str, tuple[Status | None, ...]] = {}
    for key in _ORDER:
        for word in raw["verbs"].get(key, ()):
            verbs[word] = (*verbs.get(word, ()), None if key == "transparent" else Status(key))
    adjectives, governing = _adjectives(raw["adjectives"])
    return Modality(
        verbs=verbs,
        nouns=_by_word(raw["nouns"]),
        adverbs=_by_word(raw["adverbs"]),
        adjectives=adjectives,
        governing=governing,
        modals=_by_word(raw["modals"]),
        marks=_by_word(raw["marks"]),
        objects=_by_word(raw["objects"]),
        anchors=_by_word(raw["anchors"]),
        forbidding=_by_word(raw["forbidding"]),
        prepositions=_sets(raw["prepositions"]),
        classes=_sets(raw["classes"]),
    )


def _adjectives(lists: dict[str, list[str]]) -> tuple[dict[str, Status], dict[str, Status | None]]:
    plain = {key: words for key, words in lists.items() if not key.startswith(_GOVERNING)}
    governing: dict[str, Status | None] = {}
    for key, words in lists.items():
        if key.startswith(_GOVERNING):
            name = key.removeprefix(_GOVERNING)
            status = None if name == "transparent" else Status(name)
            governing |= dict.fromkeys(words, status)
    return _by_word(plain), governing


def _by_word(lists: dict[str, list[str]]) -> dict[str, Status]:
    return {word: Status(key) for key, words in lists.items() for word in words}


def _sets(lists: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in lists.items()}
