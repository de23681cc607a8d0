"""Cue words: what a cue is, and the lexicon that tells which words are cues."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class CueKind(StrEnum):
    """How the speaker stands to the content."""

    REPORT = "report"
    BELIEVE = "believe"
    PERCEIVE = "perceive"
    SHOW = "show"
    ACCUSE = "accuse"
    DEMAND = "demand"
    PROMISE = "promise"
    THREATEN = "threaten"
    DENY = "deny"
    SOURCE = "source"
    """"According to", "citing"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its word, the head words of its contents, and the head words of those who hold them."""

    token: int
    kind: CueKind
    contents: tuple[int, ...]
    speaker: int | None
    venue: int | None = None
    """Who was told; an outlet there is a holder too."""
    source: int | None = None
    """Whom the speaker quotes or cites."""
    inside: bool = False
    """True where the cue hangs below its content ("..., he said")."""
    cites: bool = False
    """True for "citing" and "quoting"."""
    shut: int = -1
    """Below its content, the top of the cue's own words, which are not content; -1 for the cue itself."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of `data/cues.toml`."""

    verbs: dict[str, frozenset[CueKind]]
    behaviour: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    phrases: dict[str, frozenset[str]]
    outlets: dict[str, frozenset[str]]
    figures: dict[str, frozenset[str]]
    """Verbs that report a figure, each with the prepositions it stands behind; none for an object."""


@cache
def lexicon() -> Lexicon:
    """The cue lexicon, loaded once."""
    raw = tomllib.loads(files("dateline.reading").joinpath("data/cues.toml").read_text("utf-8"))
    verbs: dict[str, frozenset[CueKind]] = {}
    for kind, words in raw["verbs"].items():
        for word in words:
            verbs[word] = verbs.get(word, frozenset()) | {CueKind(kind)}
    tables = {
        name: {key: frozenset(words) for key, words in raw[name].items()}
        for name in ("behaviour", "nouns", "phrases", "outlets", "figures")
    }
    return Lexicon(verbs, **tables)
