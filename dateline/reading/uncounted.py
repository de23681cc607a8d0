"""Numbers that count nothing: dates, clock times, ages, sums, shares, and numbers inside names."""

from __future__ import annotations

import re

from dateline.model.analysis import Analysis, EntityKind, Token
from dateline.reading.measures import PEOPLE, lemma, noun_class
from dateline.reading.numbers import Number

_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_CLOCK = frozenset(
    {"a.m.", "p.m.", "am", "pm", "gmt", "o'clock", "a.m", "p.m", "est", "utc", "hours", "bst", ":"}
)
_MONEY = frozenset({"$", "£", "€", "¥", "us$", "usd", "eur", "₹", "rs", "rs."})
_LABELS = frozenset(
    [
        "no",
        "no.",
        "number",
        "article",
        "resolution",
        "chapter",
        "section",
        "highway",
        "route",
        "road",
        "brigade",
        "division",
        "regiment",
        "battalion",
        "track",
        "channel",
        "flight",
        "line",
        "paragraph",
        "page",
        "phase",
        "group",
        "area",
        "zone",
        "sector",
        "unit",
        "camp",
        "room",
        "gate",
        "fsb",
        "task",
        "force",
        "document",
    ]
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d\Z")


def is_uncounted(analysis: Analysis, number: Number) -> bool:
    """Whether a number is a date, a time, an age, a sum, a share, a label or a mere word of grammar."""
    return (
        _is_time(analysis, number)
        or _is_sum(analysis, number)
        or _is_age(analysis, number)
        or _is_label(analysis, number)
        or _is_function_word(analysis, number)
    )


def _is_time(analysis: Analysis, number: Number) -> bool:
    tokens = analysis.tokens
    before = tokens[number.core - 1].form.lower() if number.core > 0 else ""
    after = tokens[number.last].form.lower() if number.last < len(tokens) else ""
    word = tokens[number.head]
    if after in _CLOCK or _is_clock(analysis, number) or (after.rstrip(".") in _MONTHS and after != "may"):
        return True
    if before.rstrip(".") in _MONTHS | _DAYS and word.form.isdigit():
        return True
    if _YEAR.match(word.form):
        head = tokens[word.head] if word.head >= 0 else None
        counts = head is not None and head.index > word.index and noun_class(analysis, head.index) in PEOPLE
        return not (word.deprel == "nummod" and counts and head is not None and head.xpos in {"NNS", "NNPS"})
    if word.form[-1] == "s" and word.form[0].isdigit():
        return True
    if word.deprel in {"nmod:unmarked", "nummod", "nmod"} and word.head >= 0:
        return lemma(tokens[word.head]).rstrip(".") in _MONTHS
    return False


def _is_clock(analysis: Analysis, number: Number) -> bool:
    """The minutes of 12:30, not the first number of a list after a colon."""
    tokens = analysis.tokens
    if number.core == 0 or tokens[number.core - 1].form != ":":
        return False
    return tokens[number.core - 1].end == tokens[number.core].start


def _is_sum(analysis: Analysis, number: Number) -> bool:
    tokens = analysis.tokens
    before = tokens[number.core - 1].form.lower() if number.core > 0 else ""
    if before in _MONEY or before.endswith("$"):
        return True
    after = [t.form.lower() for t in tokens[number.last : number.last + 2]]
    if after and (after[0] in {"%", "percent", "pc", "per", "°"} or after[:2] == ["per", "cent"]):
        return True
    return any(e.kind is EntityKind.MONEY and e.first <= number.head < e.last for e in analysis.entities)


def _is_age(analysis: Analysis, number: Number) -> bool:
    """`27-year-old`, `aged 27`, `Omar, 27, was`."""
    tokens = analysis.tokens
    after = [t.form.lower() for t in tokens[number.last : number.last + 2]]
    if len(after) == 2 and after[0] in {"-", "–"}:
        unit = after[1]
        if unit not in {"strong", "odd"} and unit.isalpha():
            return True
    if number.core < 2 or number.vague:
        return False
    before, earlier = tokens[number.core - 1].form.lower(), tokens[number.core - 2]
    if before in {"aged", "age"}:
        return True
    closed = not after or after[0] in {",", ".", ")", ";"}
    named = earlier.upos == "PROPN" or (
        earlier.xpos == "NN"
        and tokens[number.head].form.isdigit()
        and noun_class(analysis, earlier.index) in PEOPLE
    )
    return before in {",", "("} and closed and named and (number.low or 0) < 120


def _counts_both(analysis: Analysis, word: Token) -> bool:
    """True of "both men", and of "both pilots and one engineer", whose second half has a number of its own."""
    tokens = analysis.tokens
    if word.deprel in {"cc:preconj", "cc"} and word.head >= 0:
        others = [c for c in analysis.dependents[word.head] if tokens[c].deprel == "conj"]
        numbered = any(
            tokens[c].upos == "NUM" or any(tokens[d].deprel == "nummod" for d in analysis.dependents[c])
            for c in others
        )
        return numbered and tokens[word.head].xpos == "NNS"
    if word.deprel == "advmod":
        return False
    return word.deprel in {"det", "det:predet"} or word.upos != "CCONJ"


def _is_label(analysis: Analysis, number: Number) -> bool:
    """Resolution 2254, Highway 1, F-16, the mark [2]."""
    tokens = analysis.tokens
    word = tokens[number.head]
    if number.vague:
        return False
    if (
        _runs_on(analysis, number)
        or (word.deprel.startswith("flat") and word.form[0].isdigit())
        or "/" in word.form
        or (word.form[0] == "0" and len(word.form) > 1)
    ):
        return True
    if number.core == 0 or number.first < number.core:
        return False
    previous = tokens[number.core - 1]
    if previous.form in {"-", "–", "/"} and previous.end == word.start and number.core >= 2:
        return tokens[number.core - 2].end == previous.start
    return previous.form == "#" or _follows_name(analysis, number, previous)


def _runs_on(analysis: Analysis, number: Number) -> bool:
    """4x4: letters that are no unit stand right behind the digits."""
    tokens = analysis.tokens
    if number.last >= len(tokens) or not tokens[number.last - 1].form[-1].isdigit():
        return False
    after = tokens[number.last]
    return (
        after.start == tokens[number.last - 1].end
        and after.form[0].isalpha()
        and any(map(str.isdigit, after.form))
    )


def _follows_name(analysis: Analysis, number: Number, previous: Token) -> bool:
    """Whether digits stand right after the name or the kind of thing that they number, or in brackets."""
    tokens = analysis.tokens
    word = tokens[number.head]
    if previous.form == "[":
        return number.last < len(tokens) and tokens[number.last].form.startswith("]")
    if not word.form[0].isdigit():
        return False
    labelled = previous.upos != "VERB" and lemma(previous) in _LABELS
    return labelled or (previous.upos == "PROPN" and word.head == previous.index)


def _is_function_word(analysis: Analysis, number: Number) -> bool:
    """`both X and Y`, `one another`, `one day`, `a few`, "many" as an adverb."""
    tokens = analysis.tokens
    word = tokens[number.head]
    form = word.form.lower()
    if form == "both":
        return not _counts_both(analysis, word)
    if form == "one" and number.last - number.core == 1:
        following = tokens[number.last].form.lower() if number.last < len(tokens) else ""
        return word.upos == "PRON" or following in {"another", "time", "day", "side", "way"}
    if form in {"many", "multiple", "numerous"}:
        return word.deprel not in {"amod", "det"}
    return form in {"second", "third"} or (form == "m" and number.core == number.head)
