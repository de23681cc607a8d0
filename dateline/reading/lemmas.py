"""Lemmas of listed words by their inflected forms, so that a word list holds whatever the tagger makes of a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model.analysis import Token

_VOWELS = frozenset("aeiou")
_IRREGULAR = {
    "shoot": "shot",
    "hold": "held",
    "slay": "slew slain",
    "hang": "hung",
    "freeze": "froze frozen",
    "beat": "beaten",
    "catch": "caught",
    "take": "took taken",
    "leave": "left",
    "find": "found",
    "see": "saw seen",
    "flee": "fled",
    "lose": "lost",
    "go": "went gone goes",
    "come": "came",
    "drive": "drove driven",
    "bring": "brought",
    "send": "sent",
    "fly": "flew flown",
    "ride": "rode ridden",
    "run": "ran",
    "get": "got gotten",
    "be": "is are was were been being am",
    "have": "has had",
    "do": "did done does",
    "make": "made",
    "strike": "struck stricken",
    "give": "gave given",
    "lead": "led",
    "break": "broke broken",
    "win": "won",
    "rise": "rose risen",
    "grow": "grew grown",
    "withdraw": "withdrew withdrawn",
    "die": "dying",
    "lie": "lay lain lying",
    "fall": "fell fallen",
    "say": "said",
    "know": "knew known",
    "set": "setting",
    "begin": "began begun",
    "forget": "forgot",
    "wear": "worn",
    "draw": "drew drawn",
    "keep": "kept",
    "meet": "met",
    "build": "built",
    "tell": "told",
    "bear": "bore borne",
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "persons people",
    "foot": "feet",
    "wife": "wives",
    "life": "lives",
    "half": "halves",
    "troop": "troops",
    "military": "militaries",
}
_IRREGULAR_PLURAL = {"man": "men", "woman": "women"}


def forms(lemma: str) -> Iterator[str]:
    """The lemma and its regular and irregular inflected forms, as noun and as verb."""
    yield lemma
    yield from _IRREGULAR.get(lemma, "").split()
    for singular, plural in _IRREGULAR_PLURAL.items():
        if lemma.endswith(singular) and lemma != singular:
            yield lemma[: -len(singular)] + plural
    if not lemma.isalpha() or len(lemma) < 3:
        yield lemma + "s"
        return
    if lemma[-1] == "y" and lemma[-2] not in _VOWELS:
        yield lemma[:-1] + "ies"
        yield lemma[:-1] + "ied"
        yield lemma + "ing"
        return
    yield lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    if lemma[-1] == "e":
        yield lemma + "d"
        yield (lemma if lemma.endswith(("ee", "oe")) else lemma[:-1]) + "ing"
        return
    yield lemma + "ed"
    yield lemma + "ing"
    if lemma[-1] not in _VOWELS | set("wxy") and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS:
        yield lemma + lemma[-1] + "ed"
        yield lemma + lemma[-1] + "ing"


def by_form(lemmas: Iterable[str]) -> dict[str, str]:
    """A table from every inflected form of the lemmas to its lemma; a listed lemma stands for itself."""
    listed = list(lemmas)
    table: dict[str, str] = {}
    for lemma in listed:
        for form in forms(lemma):
            table.setdefault(form, lemma)
    table.update((lemma, lemma) for lemma in listed)
    return table


def lemma_of(token: Token, table: dict[str, str]) -> str:
    """The listed lemma of a token's form, else the lemma that the tagger gave; lower case."""
    return table.get(token.form.lower()) or token.lemma.lower()
