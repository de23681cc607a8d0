"""Parties that no list knows: persons by their titles and capitals, outlets and organisations by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import ActorKind
from dateline.grounding.agent_parts import find_noun
from dateline.grounding.parties import Parties, inter_of, read_table, role_of
from dateline.grounding.party_names import normalise_name, slug
from dateline.model.analysis import EntityKind
from dateline.model.claims import ActorLink

_PARTICLE_WORDS = (
    "al el bin ibn ben abu abd umm de da del der di dos du la le van von den ul ur ud ould ag wa y e bint st"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|de|d|o|ben|bin|abu)['’-](?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titled:
    """A name without the titles and nationality before it, and what those say of its bearer."""

    name: str
    role: str
    country: str | None


def split_title(name: str, parties: Parties) -> Titled | None:
    """The name after its titles ("Lt. Gen.", "Russian Foreign Minister"); None where no title stands before it."""
    words = name.split()
    at, country = _party_before(words, parties)
    if at and words[at - 1].endswith(("'s", "’s")) and looks_like_person(" ".join(words[at:])):
        return Titled(" ".join(words[at:]), "", country)
    role = None
    while at < len(words) - 1:
        step, said = _title_at(words, at)
        if step:
            role = said if role is None or said != "CVL" else role
            at += step
            continue
        if role is not None or country is not None:
            break
        length, found = _nationality_at(words, at, parties)
        if found is None:
            break
        country, at = found, at + length
    rest = " ".join(words[at:])
    single = at == len(words) - 1 and _is_capitalised(rest) and not _is_role(rest)
    if role is None or not (single or looks_like_person(rest)):
        return None
    return Titled(rest, role, country)


def _party_before(words: list[str], parties: Parties) -> tuple[int, str | None]:
    """A known party at the beginning ("SDF spokesman Mustafa Bali"): its length in words, and its country."""
    for length in range(min(5, len(words) - 2), 0, -1):
        phrase = normalise_name(" ".join(words[:length]))
        if phrase in parties.names and phrase not in parties.adjectives and words[0][:1].isupper():
            return length, parties.rows[parties.names[phrase][0]][-1].country
    return 0, None


def keep_by_name(name: str, entity: EntityKind | None, parties: Parties) -> ActorLink:
    """An actor made from the name alone: a person, an outlet, an organisation, or OTHER."""
    kind, role, reason = _kind_of(name, entity)
    return ActorLink(
        f"act_{slug(name)}", name, kind, _country_in(name, parties), role or None, inter_of(kind), 0.3, reason
    )


def _is_role(word: str) -> bool:
    normalised = normalise_name(word)
    return normalised in _keyword_words() or find_noun(normalised) is not None


def keep_person(titled: Titled, parties: Parties) -> ActorLink:
    """An actor for a person who is known by title and name alone."""
    code = f"{parties.alpha3(titled.country)}{titled.role}"
    return ActorLink(
        f"act_{slug(titled.name)}",
        titled.name,
        ActorKind.PERSON,
        titled.country,
        code,
        None,
        0.6,
        "title and name",
    )


def looks_like_person(name: str) -> bool:
    """True for two to four capitalised words without a word that organisations bear."""
    words = name.split()
    if not 2 <= len(words) <= 5:
        return False
    named = [word for word in words if word.lower() not in _PARTICLES]
    if (
        len(named) < 1
        or not all(_is_capitalised(word) for word in named)
        or any(word.isupper() and len(word) > 2 for word in named)
    ):
        return False
    return not any(normalise_name(word) in _keyword_words() for word in named)


def _is_capitalised(word: str) -> bool:
    core = _ARTICLE.sub("", word)
    return core[:1].isupper() or core[:1] in "ʿʾ'‘"


def _kind_of(name: str, entity: EntityKind | None) -> tuple[ActorKind, str, str]:
    if entity is EntityKind.PERSON:
        return ActorKind.PERSON, "", "kept by name; a person's name"
    words = normalise_name(name).split()
    table = _keywords()
    for length in (3, 2, 1):
        for at in range(len(words) - length, -1, -1):
            if (found := table.get(" ".join(words[at : at + length]))) is not None and name[:1].isupper():
                return found[0], found[1], f"kept by name; known by {' '.join(words[at : at + length])!r}"
    if entity is None and looks_like_person(name):
        return ActorKind.PERSON, "", "kept by name; looks like a person's name"
    return ActorKind.OTHER, "", "kept by name"


def _title_at(words: list[str], at: int) -> tuple[int, str]:
    titles = _titles()
    for length in (4, 3, 2, 1):
        if at + length < len(words):
            role = titles.get(normalise_name(" ".join(words[at : at + length])))
            if role is not None:
                return length, role
    return 0, ""


def _nationality_at(words: list[str], at: int, parties: Parties) -> tuple[int, str | None]:
    for length in (3, 2, 1):
        if at + length < len(words):
            found = parties.adjectives.get(normalise_name(" ".join(words[at : at + length])))
            if found is not None:
                return length, found
    return 0, None


def _country_in(name: str, parties: Parties) -> str | None:
    """The country that a nationality or state name inside the name tells, where only one does."""
    words = normalise_name(name).split()
    found = {
        parties.adjectives[phrase]
        for length in (1, 2, 3)
        for at in range(len(words) - length + 1)
        if (phrase := " ".join(words[at : at + length])) in parties.adjectives
    }
    return found.pop() if len(found) == 1 else None


@cache
def _titles() -> dict[str, str]:
    folder = files("dateline.grounding").joinpath("data/actors")
    return {
        normalise_name(title): row["role"]
        for row in read_table(folder.joinpath("titles.tsv"))
        for title in row["titles"].split("|")
    }


@cache
def _keywords() -> dict[str, tuple[ActorKind, str]]:
    folder = files("dateline.grounding").joinpath("data/actors")
    found: dict[str, tuple[ActorKind, str]] = {}
    for row in read_table(folder.joinpath("keywords.tsv")):
        kind = ActorKind(row["kind"])
        for word in row["words"].split("|"):
            found.setdefault(normalise_name(word), (kind, row["role"] or role_of(kind)))
    return found


@cache
def _keyword_words() -> frozenset[str]:
    return frozenset(word for phrase in _keywords() for word in phrase.split())
