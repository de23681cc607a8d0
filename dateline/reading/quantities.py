"""Quantities: which numbers of a report count something, what they count, and what was done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, EntityKind
from dateline.reading.fates import fate_of
from dateline.reading.measures import lemma, lexicon, noun_class
from dateline.reading.numbers import Number, read_numbers

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "VERB", "NUM"})
_MODIFIES = frozenset({"nummod", "amod", "det", "det:predet", "advmod", "compound", "nmod", "nmod:unmarked", "dep", "case"})
_MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"]
)
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_CLOCK = frozenset({"a.m.", "p.m.", "am", "pm", "gmt", "o'clock", "a.m", "p.m", "est", "utc", "hours", "bst", ":"})
_MONEY = frozenset({"$", "£", "€", "¥", "us$", "usd", "eur", "₹", "rs", "rs."})
_LABELS = frozenset(
    ["no", "no.", "number", "article", "resolution", "chapter", "section", "highway", "route", "road", "brigade", "division", "regiment", "battalion", "track", "channel", "flight", "line", "paragraph", "page", "phase", "group", "area", "zone", "sector", "unit", "camp", "room", "gate", "fsb", "task", "force", "document"]
)
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that counts something."""

    number: Number
    counted: int | None
    """The counted noun; None for a bare number."""
    top: int
    """The token that stands in the clause for the whole phrase."""
    last: int
    """One past the last token of the quoted words."""
    measure: Measure
    whole: int | None = None
    """Index of the quantity that this one is a part of."""


def read_quantities(analysis: Analysis) -> tuple[Quantity, ...]:
    """The quantities of a text in order."""
    found: list[Quantity] = []
    numbers = read_numbers(analysis)
    by_head = {number.head: number for number in numbers}
    for number in numbers:
        if _is_no_count(analysis, number):
            continue
        quantity = _quantity(analysis, number, by_head, found)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _quantity(
    analysis: Analysis, number: Number, by_head: dict[int, Number], before: list[Quantity]
) -> Quantity | None:
    counted, top = _counted(analysis, number)
    if counted is not None and _names_another(analysis, number, counted, by_head):
        return None
    word = analysis.tokens[counted] if counted is not None else None
    if word is not None and word.upos == "PRON":
        counted = None
    harm = fate_of(analysis, top, counted, number.first, max(number.last, (counted or 0) + 1))
    kind = noun_class(analysis, counted) if counted is not None else None
    if counted is not None and kind is None:
        return None
    if counted is None:
        return _bare(analysis, number, top, harm, before)
    people = kind in {Measure.PEOPLE, Measure.CIVILIANS, Measure.FIGHTERS}
    outcome = lexicon().outcomes.get(lemma(analysis.tokens[counted]))
    measure = outcome or (harm if people or _takes_harm(analysis, counted) else None) or kind
    if outcome and harm is Measure.KILLED:
        measure = harm
    if number.low == 0 and number.high == 0 and not harm:
        return None
    assert measure is not None
    return Quantity(number, counted, top, _phrase_end(analysis, number, counted), measure, _whole(analysis, top, before))


def _takes_harm(analysis: Analysis, counted: int) -> bool:
    """Nouns of no class that harm makes people of ("12 Yazidis were killed", "others")."""
    word = analysis.tokens[counted]
    return noun_class(analysis, counted) is Measure.OTHER and (lemma(word) == "other" or word.upos in {"PROPN", "ADJ"})


def _counted(analysis: Analysis, number: Number) -> tuple[int | None, int]:
    """The noun that a number counts, if any, and the token that stands in the clause for both."""
    tokens = analysis.tokens
    at = number.head
    word = tokens[at]
    for child in analysis.dependents[at]:
        phrase = tokens[child]
        if phrase.index > at and phrase.deprel.startswith("nmod") and _case(analysis, child) == "of":
            return child, at
    if word.deprel in _MODIFIES and word.head >= number.core and word.head not in range(number.core, number.last):
        head = word.head
        if head > at and tokens[head].upos in _NOMINAL and tokens[head].sentence == word.sentence:
            return head, head
    if number.last < len(tokens) and tokens[number.last].form.lower() == "of" and tokens[number.last].head > number.last:
        return tokens[number.last].head, at
    return None, _top(analysis, number)


def _top(analysis: Analysis, number: Number) -> int:
    """The number's word that hangs outside the number."""
    at = number.head
    while number.first <= analysis.tokens[at].head < number.last:
        at = analysis.tokens[at].head
    return at


def _case(analysis: Analysis, token: int) -> str:
    for child in analysis.dependents[token]:
        if analysis.tokens[child].deprel == "case":
            return analysis.tokens[child].form.lower()
    return ""


def _names_another(analysis: Analysis, number: Number, counted: int, by_head: dict[int, Number]) -> bool:
    """One of several: the number that matters is the inner one."""
    if number.low != 1 or number.high != 1 or lemma(analysis.tokens[number.head]) != "one":
        return False
    if _case(analysis, counted) != "of":
        return False
    return any(child in by_head for child in analysis.dependents[counted]) or counted in by_head


def _is_no_count(analysis: Analysis, number: Number) -> bool:
    """Dates, clock times, ages, sums, shares, names with numbers in them."""
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
    if after in _CLOCK or before == ":" or (after.rstrip(".") in _MONTHS and after != "may"):
        return True
    if before.rstrip(".") in _MONTHS | _DAYS and word.form.isdigit():
        return True
    if _YEAR.match(word.form):
        head = tokens[word.head] if word.head >= 0 else None
        plural = head is not None and head.index > word.index and head.xpos in {"NNS", "NNPS"}
        return not (word.deprel == "nummod" and plural)
    if word.form[-1] == "s" and word.form[0].isdigit():
        return True
    if word.deprel in {"nmod:unmarked", "nummod", "nmod"} and word.head >= 0:
        return lemma(tokens[word.head]).rstrip(".") in _MONTHS
    return False


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
        if unit.rstrip("s") not in {"strong"} and unit.isalpha() and unit != "odd":
            return True
    if number.core < 2 or number.vague:
        return False
    before, earlier = tokens[number.core - 1].form.lower(), tokens[number.core - 2]
    if before in {"aged", "age"}:
        return True
    closed = not after or after[0] in {",", ".", ")", ";"}
    return before in {",", "("} and closed and earlier.upos == "PROPN" and (number.low or 0) < 120


def _is_label(analysis: Analysis, number: Number) -> bool:
    """Resolution 2254, Highway 1, F-16, the first of a list "1."."""
    tokens = analysis.tokens
    word = tokens[number.head]
    if number.vague:
        return False
    if word.deprel.startswith("flat") or "/" in word.form or (word.form[0] == "0" and len(word.form) > 1):
        return True
    if number.core == 0 or number.first < number.core:
        return False
    previous = tokens[number.core - 1]
    touching = previous.end == word.start
    if previous.form in {"-", "–", "/"} and touching and number.core >= 2:
        return tokens[number.core - 2].end == previous.start
    if previous.form == "#" or (lemma(previous) in _LABELS and word.form[0].isdigit()):
        return True
    return previous.upos == "PROPN" and word.form[0].isdigit() and word.head == previous.index


def _is_function_word(analysis: Analysis, number: Number) -> bool:
    """`both X and Y`, `one another`, `one day`, `a few`, "many" as an adverb."""
    tokens = analysis.tokens
    word = tokens[number.head]
    form = word.form.lower()
    if form == "both":
        return word.deprel in {"cc:preconj", "cc", "advmod"} or (word.deprel not in {"det", "det:predet"} and word.upos == "CCONJ")
    if form == "one" and number.last - number.core == 1:
        following = tokens[number.last].form.lower() if number.last < len(tokens) else ""
        return word.upos == "PRON" or following in {"another", "time", "day", "side", "way"}
    if form in {"many", "multiple", "numerous"}:
        return word.deprel not in {"amod", "det"}
    return form in {"second", "third"} or (form == "m" and number.core == number.head)


def _bare(
    analysis: Analysis, number: Number, top: int, harm: Measure | None, before: list[Quantity]
) -> Quantity | None:
    """A number without a noun: kept where harm, a subject's place or a list says that it counts something."""
    word = analysis.tokens[top]
    measure = harm
    if measure is None and number.head == top and word.deprel.startswith("nsubj"):
        measure = Measure.PEOPLE if number.vague or (number.low or number.high or 0) > 1 else None
    if measure is None and word.deprel == "conj" and before and before[-1].top == word.head:
        measure = before[-1].measure
    if measure is None:
        return None
    return Quantity(number, None, top, number.last, measure, _whole(analysis, top, before))


def _whole(analysis: Analysis, top: int, before: list[Quantity]) -> int | None:
    """The quantity that a phrase with "including" or "among them" is a part of."""
    word = analysis.tokens[top]
    window = analysis.tokens[max(0, top - 8) : top]
    forms = [t.form.lower() for t in window if t.sentence == word.sentence]
    if not ({"including", "among"} & set(forms)):
        return None
    for index in range(len(before) - 1, -1, -1):
        other = before[index]
        if analysis.tokens[other.top].sentence != word.sentence:
            break
        if other.whole is None:
            return index
    return None


def _phrase_end(analysis: Analysis, number: Number, counted: int) -> int:
    """One past the counted noun and the nouns coordinated with it under one number."""
    end = max(number.last, counted + 1)
    tokens = analysis.tokens
    for child in analysis.dependents[counted]:
        word = tokens[child]
        if word.deprel.startswith("flat") and child == end:
            end = child + 1
        if word.deprel == "conj" and word.upos in {"NOUN", "PROPN"} and counted < child <= end + 4:
            inside = tokens[counted + 1 : child]
            if all(t.deprel in {"cc", "det", "amod", "compound", "nmod:poss", "punct", "flat"} and t.upos != "NUM" and t.form.lower() not in {"a", "an", ","} for t in inside):
                end = child + 1
    return end


def with_measure(quantity: Quantity, measure: Measure) -> Quantity:
    """The quantity with another measure."""
    return replace(quantity, measure=measure)
