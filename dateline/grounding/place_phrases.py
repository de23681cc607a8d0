"""Reading a place's words: its core name, the kind of place that is meant, and how exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KINDS = {
    "region": "province governorate state oblast region krai republic prefecture voivodeship wilaya muhafazah department territory emirate",
    "district": "district county subdistrict raion rayon municipality parish upazila tehsil woreda lga canton cercle commune",
    "settlement": "city town village hamlet township settlement municipality enclave capital centre center neighborhood "
    "neighbourhood suburb quarter",
    "site": "camp airport airbase base crossing checkpoint bridge dam oilfield field hospital university prison mosque port "
    "square headquarters station school market barracks airfield",
    "around": "area countryside outskirts suburbs surroundings front frontline axis hinterland environs pocket sector vicinity",
    "nature": "river valley desert mountains mountain hills sea gulf lake island islands forest delta peninsula strait basin",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_KIND_OF |= {"provinces": "region", "governorates": "region", "states": "region", "districts": "district"}
_QUALIFIERS = frozenset(
    [
        "refugee",
        "displacement",
        "border",
        "military",
        "air",
        "international",
        "detention",
        "idp",
        "oil",
        "gas",
        "police",
        "army",
    ]
)
_DIRECTION = re.compile(
    r"(?:the\s+)?((?:far|upper|lower|rural|deep)\s+)?"
    r"((?:north|south)[- ]?(?:east|west)?(?:ern)?|(?:east|west)(?:ern)?|central|mid|downtown|inner|greater|northern-most)"
    r"(?:ern)?[\s-]+(?=\S)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:the|in|at|from|to|of|inside|within|into|across|throughout|parts of|part of|most of|much of|all of|rest of)\s+",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"(?:^|\s)(?:near(?:by)?|outside|around|close to|next to|adjacent to|beyond|towards?|approaching|surrounding"
    r"|(?:on|to|in|at)?\s*the\s+(?:outskirts|edge|edges|gates|vicinity|suburbs|countryside|periphery) of"
    r"|suburbs of|outskirts of|countryside of|(?:miles|kilomet(?:er|re)s?|km|mi)\s+(?:from|\w+ of|\w+[- ]\w+ of)"
    r"|(?:just|far|further)?\s*(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of)"
    r"(?:\s+the)?(?:\s+(?:northern|southern|eastern|western|capital|port|coastal|border|besieged|[A-Z]\w+n))*"
    r"(?:\s+(?:city|town|village|capital)(?:\s+of)?)?\s*$",
)
_KIND_BEFORE = re.compile(
    r"\b(city|town|village|hamlet|province|governorate|district|region|state|oblast|county|camp|island|port|valley|enclave|suburb"
    r"|neighbou?rhood|crossing|capital|municipality|department|settlement)(?:\s+of)?\s+$"
)
_DIRECTION_BEFORE = re.compile(
    r"\b((?:north|south)[- ]?(?:east|west)?(?:ern)?|(?:east|west)(?:ern)?|central)\s+(?:rural\s+)?$",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"^(?:\s+|-)([a-z]+|[A-Z][a-z]+)(?:\s+([a-z]+))?")
_HEADED = re.compile(
    r"^(?:(?:[a-z]+|[A-Z]?[a-z]+-held|rebel-held)\s+){0,3}?(city|town|village|hamlet|province|governorate|district|region|state|oblast"
    r"|county|camp|island|port|valley|enclave|suburb|suburbs|outskirts|countryside|neighbou?rhood|crossing|capital|border|area)"
    r"\s+of\s+(?:the\s+)?(?=\S)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s*(?:,\s*(?:and\s+)?|;\s*(?:and\s+)?|\s+and\s+|\s+or\s+|\s+to\s+|/)\s*")
_BORDER = re.compile(
    r"\b(?:border|borders|frontier|borderlands|borderland|border area|border region)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the words of a place say before any gazetteer is asked."""

    whole: str
    """The words, without article or preposition."""
    core: str
    """The name within them."""
    kind: str = ""
    """`region`, `district`, `settlement`, `site`, `around`, `nature`, or empty where nothing is said."""
    direction: str = ""
    """`north`, `south-east`, `central`, ..., or empty."""
    part: bool = False
    """True for a part of a town ("east London", "downtown Amman") rather than of a land ("eastern Syria")."""
    near: bool = False
    border: bool = False
    several: tuple[str, ...] = ()
    """The places where the words name more than one."""


def read_phrase(words: str, before: str = "", after: str = "") -> Phrase:
    """The words of a place, read with the text that stands just before and after them."""
    whole = _strip(words)
    if _BORDER.search(whole):
        return Phrase(whole, whole, border=True)
    near = bool(_NEAR.search(before[-60:])) or bool(re.match(r"(?:near|outside|around)\b", words))
    parts = tuple(_strip(part) for part in _SEVERAL.split(whole) if part.strip())
    if len(parts) > 1:
        return Phrase(whole, whole, near=near, several=parts)
    core, kind = _headed(whole)
    core, direction, part = _directed(core)
    core, trailing = _trailed(core)
    kind = trailing or kind or _kind_around(before, after)
    if not direction and (found := _DIRECTION_BEFORE.search(before[-20:])):
        direction, part = _plain(found[1]), not found[1].lower().endswith("ern")
    return Phrase(whole, core, kind, direction, part, near)


def _strip(words: str) -> str:
    stripped = words.strip(" \t\n.,;:'\"“”")
    while found := _LEADING.match(stripped):
        stripped = stripped[found.end() :]
    return re.sub(r"['’]s?$", "", stripped) if not stripped.endswith("s's") else stripped


def _headed(words: str) -> tuple[str, str]:
    """The name after "the port city of", and the kind that the head says."""
    found = _HEADED.match(words)
    if not found:
        return words, ""
    return words[found.end() :], _KIND_OF.get(found[1].lower(), "around")


def _directed(words: str) -> tuple[str, str, bool]:
    found = _DIRECTION.match(words)
    if not found or (words[0].isupper() and not words[found.end() :][:1].isupper()):
        return words, "", False
    word = found[2].lower()
    return words[found.end() :], _plain(word), not word.endswith("ern")


def _plain(direction: str) -> str:
    low = direction.lower().replace("ern", "").replace(" ", "-").strip("-")
    for first in ("north", "south"):
        for second in ("east", "west"):
            if low == first + second:
                return f"{first}-{second}"
    return "central" if low in {"mid", "downtown", "inner", "greater"} else low


def _trailed(words: str) -> tuple[str, str]:
    """The name before "province", "refugee camp", "city centre", and the kind that they say."""
    kept = words.split()
    kind = ""
    while len(kept) > 1 and (found := _KIND_OF.get(kept[-1].lower())):
        kept.pop()
        kind = found if kind in {"", "settlement"} else kind
        while len(kept) > 1 and kept[-1].lower() in _QUALIFIERS:
            kept.pop()
    return " ".join(kept), kind


def _kind_around(before: str, after: str) -> str:
    found = _WORD_AFTER.match(after[:40])
    if found:
        first = found[1].lower()
        kind = _KIND_OF.get(first, "")
        if not kind and first in _QUALIFIERS and found[2]:
            kind = _KIND_OF.get(found[2], "")
        if kind in {"region", "district", "site", "around"} or (
            kind == "settlement" and first in {"city", "town", "village"}
        ):
            return kind
    headed = _KIND_BEFORE.search(before[-30:])
    return _KIND_OF.get(headed[1], "") if headed else ""
