"""What a report's text says about where its places lie: countries named, and containment in so many words."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from dateline.grounding.gazetteer_build import read_table
from dateline.grounding.spellings import fold

_WORD = re.compile(r"\b[A-Z][\w’'.-]*")
_TYPE = (
    r"city|town|village|hamlet|capital|province|governorate|district|region|state|port|enclave|stronghold|suburb|camp|island"
    r"|settlement|county|area|crossing|resort|municipality|neighbou?rhood|base|side|territory|coast|valley|department|oblast"
)
_SIDE = r"(?:(?:the\s+)?(?:far\s+)?(?:north|south|east|west|central)[\w-]*\s+)?"
_AFTER_IN = re.compile(rf"^(?:\s+(?:{_TYPE}))?\s*(?:,\s*)?\(?(?:\s*(?:in|of)\s+(?:the\s+)?)?{_SIDE}$")
_AFTER_APPOSED = re.compile(r"^,\s+(?:an?|the|one of)\s+(?:[\w’'-]+\s+){0,5}$")
_AFTER_APPOSED_IN = re.compile(
    rf"^(?:,|\s+[-–—])\s+(?:an?|the|which|one of)\s+(?:[\w’'-]+\s+){{0,8}}(?:in|of)\s+(?:the\s+)?{_SIDE}$"
)
_BEFORE_OF = re.compile(
    rf"^(?:['’]s)?\s+(?:(?!the\b|in\b|to\b|from\b|at\b|and\b|on\b)[\w’'-]+\s+){{0,4}}(?:{_TYPE})\s+(?:of\s+)?(?:the\s+)?$"
)
_BEFORE_OWN = re.compile(
    r"^['’]s\s+(?:(?:north|south|east|west|central|coastal|rebel-held|restive|besieged)[\w-]*\s+){0,2}$"
)
_AWAY = re.compile(
    r"\b(?:near|close|from|by|with|bordering|backed|led|controlled|allied|against|between|to|toward|towards)\b"
)
_BORDER_NEXT = re.compile(
    r"^(?:-\w+)?\s+(?:border|frontier)(?!\s+(?:town|city|village|region|province|area|crossing|post|district|camp))"
)
_BORDERING = re.compile(r"\b(?:border|borders|frontier|bordering|from)\s+(?:with\s+)?(?:the\s+)?$")
_ASIDE, _SPOKEN = 0.35, 1.3
_LISTED = re.compile(r"^(?:,\s+[A-Z]\w+)*,?\s+(?:and|or)\s+[A-Z]")
_STATE = re.compile(r"^,?\s+\(?([A-Z][A-Za-z]{1,4}|[A-Z]\.\s?[A-Z][a-z]?)\.?(?=[\s,.;:)]|$)")


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country's name, or its people's, at a half-open span of the text."""

    country: str
    start: int
    end: int
    is_people: bool


@cache
def _names() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Country names and demonyms by their first word, longest first."""
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for row in read_table("countries.tsv"):
        for name in [row["name"], *row["aliases"].split("|")]:
            if name[:1].isupper():
                found[name.split()[0]].append((name, row["iso2"], False))
        for name in row["demonyms"].split("|"):
            if name:
                found[name.split()[0]].append((name, row["iso2"], True))
    return {word: tuple(sorted(names, key=lambda n: -len(n[0]))) for word, names in found.items()}


@cache
def _peoples() -> dict[str, str]:
    rows = read_table("countries.tsv")
    return {fold(name): row["iso2"] for row in rows for name in row["demonyms"].split("|") if name}


@cache
def _states() -> dict[str, tuple[str, str]]:
    return {row["short"]: (row["country"], row["admin1"]) for row in read_table("states.tsv")}


def country_of_people(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of "Lebanese", "Turks"; None where the word names no people of a country."""
    return _peoples().get(fold(name))


def find_countries(text: str) -> tuple[CountryMention, ...]:
    """Every country and people named in the text, in order."""
    names, mentions, done = _names(), [], 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        first = word[0].rstrip(".-")
        for key in (word[0], first, re.sub(r"['’]s?$", "", first), first.split("-")[0]):
            hit = next((n for n in names.get(key, ()) if _stands(text, start, n[0])), None)
            if hit:
                break
        if hit and text[max(0, start - 4) : start] not in {"New ", "new "}:
            done = start + len(hit[0])
            mentions.append(CountryMention(hit[1], start, done, hit[2]))
    return tuple(mentions)


def _stands(text: str, start: int, name: str) -> bool:
    end = start + len(name)
    return text.startswith(name, start) and not text[end : end + 1].isalnum()


class Surroundings:
    """Countries named in a report, and what the words around a place say of where it lies."""

    def __init__(self, text: str) -> None:
        """Read the countries that the text names."""
        self.text = text
        self.mentions = find_countries(text)
        self._starts = [mention.start for mention in self.mentions]
        self.weights = self._weigh()

    def _weigh(self) -> dict[str, float]:
        """How much the text speaks of each country; repetition counts less and less."""
        counts: defaultdict[str, float] = defaultdict(float)
        for mention in self.mentions:
            words, before = (
                self.text[mention.start : mention.end],
                self.text[max(0, mention.start - 20) : mention.start],
            )
            is_aside = mention.is_people or words.isupper() or _BORDERING.search(before)
            counts[mention.country] += _ASIDE if is_aside else 1.0
        return {country: _SPOKEN * math.log2(1 + count) for country, count in counts.items()}

    def containers(self, start: int, end: int) -> frozenset[str]:
        """Countries that the words around a span say it lies in."""
        at = bisect_left(self._starts, start)
        if at < len(self.mentions) and self.mentions[at].start < end:
            return frozenset()
        found = set()
        for mention in self.mentions[at : at + 3]:
            if mention.start >= end and self._holds_after(end, mention):
                found.add(mention.country)
                break
        for mention in reversed(self.mentions[max(0, at - 2) : at]):
            if mention.end <= start and self._holds_before(mention, start):
                found.add(mention.country)
                break
        return frozenset(found)

    def _holds_after(self, end: int, mention: CountryMention) -> bool:
        gap = self.text[end : mention.start]
        if len(gap) > 90 or _BORDER_NEXT.match(self.text[mention.end : mention.end + 30]):
            return False
        if _AFTER_IN.match(gap):
            is_listed = gap.strip() == "," and _LISTED.match(self.text[mention.end : mention.end + 40])
            return not mention.is_people and gap.strip() != "" and not is_listed
        if mention.is_people:
            return bool(_AFTER_APPOSED.match(gap)) and not _AWAY.search(gap)
        return bool(_AFTER_APPOSED_IN.match(gap)) and not _AWAY.search(gap)

    def _holds_before(self, mention: CountryMention, start: int) -> bool:
        gap = self.text[mention.end : start]
        if len(gap) > 70:
            return False
        return bool(_BEFORE_OF.match(gap) and not _AWAY.search(gap)) or bool(_BEFORE_OWN.match(gap))

    def state(self, end: int) -> tuple[str, str] | None:
        """Country and first-order division of an abbreviation after a span: "Boston, Mass."."""
        found = _STATE.match(self.text[end : end + 12])
        if not found or self.text[end : end + 1] != ",":
            return None
        return _states().get(found[1].replace(".", "").replace(" ", "")) or _states().get(
            found[1].replace(".", "")
        )
