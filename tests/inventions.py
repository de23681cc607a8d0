"""What a reading made up: names that do not stand in the text, and numbers that its words cannot make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dateline.model.claims import (
    Agreement,
    Claim,
    Count,
    Custody,
    Event,
    Location,
    Movement,
    Party,
    Presence,
    Silence,
)
from dateline.model.evidence import check


def places_of(claim: Claim) -> tuple[Location, ...]:
    """Every place of a claim."""
    places: list[Location | None] = [claim.place]
    if isinstance(claim.content, Movement):
        places += [claim.content.origin, *claim.content.via, claim.content.destination]
    return tuple(place for place in places if place is not None)


def parties_of(claim: Claim) -> tuple[Party, ...]:
    """Every party of a claim, its holders among them."""
    content = claim.content
    parties: list[Party | None] = list(claim.attribution)
    if isinstance(content, Event):
        parties += [*content.actors, *content.recipients]
    elif isinstance(content, Agreement):
        parties += [*content.parties, *content.guarantors]
    elif isinstance(content, Presence):
        parties += [content.who, content.among]
    elif isinstance(content, Custody):
        parties += [content.who, content.by]
    elif isinstance(content, Count | Movement | Silence):
        parties.append(content.who)
    return tuple(party for party in parties if party is not None)


def inventions(text: str, claims: Iterable[Claim]) -> Iterator[str]:
    """What no claim may hold: a name that does not stand in the text, a number that its words do not make.

    Raises EvidenceError where a quote does not stand at its span.
    """
    for claim in claims:
        named = [(party.name, party.evidence) for party in parties_of(claim)]
        named += [(place.name, place.evidence) for place in places_of(claim)]
        for name, evidence in named:
            check(text, evidence)
            if name != evidence.quote or not re.search(rf"\b{re.escape(name)}(?!\w)", text):
                yield f"{name!r} does not stand in the text"
        check(text, claim.evidence)
        if isinstance(claim.content, Count):
            allowed = _numbers(text)
            for bound in (claim.content.low, claim.content.high):
                if bound is not None and bound not in allowed:
                    yield f"{claim.evidence.quote!r} is counted as {bound}"


SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNITS = {word: n for n, word in enumerate(SMALL)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2_000_000, 9_999_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "several": (3, 9),
    "handful": (3, 9),
    "few": (3, 5),
    "couple": (2,),
    "both": (2,),
    "many": (3,),
    "multiple": (2,),
    "several hundred": (300, 999),
    "several dozen": (36, 99),
}
_SHARES = {"half": 1 / 2, "third": 1 / 3, "thirds": 2 / 3, "quarter": 1 / 4, "quarters": 3 / 4}
_NUMBER = re.compile(r"\d+(?:,\d{3})+|\d+(?:\.\d+)?|[a-z]+")


@cache
def _numbers(text: str) -> frozenset[int]:
    """Every bound that GUIDE's rules can make of the number words of a text; one, for "a soldier", is always there."""
    low = text.lower()
    found = {1, 0} | {bound for words, bounds in _VAGUE.items() if words in low for bound in bounds}
    value, before = 0.0, ""
    values: set[float] = set()
    for match in _NUMBER.finditer(low):
        word = match[0]
        if word[0].isdigit():
            value = float(word.replace(",", ""))
        elif word in _UNITS:
            value = value + _UNITS[word] if before in _TENS or before in _SCALES else float(_UNITS[word])
        elif word in _SCALES:
            value = (value or 1) * _SCALES[word]
        elif word not in ("a", "and", "of"):
            value = 0.0
        before = before if word == "and" else word
        values |= {value, *(value * share for name, share in _SHARES.items() if name in low)}
    exact = {int(number) for number in values}
    return frozenset(found | exact | {n + 1 for n in exact} | {n - 1 for n in exact})
