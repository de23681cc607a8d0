"""Quantities: which numbers of a report count something, what they count, and what was done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, EntityKind
from dateline.reading.fates import fate_of, toll_at
from dateline.reading.measures import HARM, PEOPLE, lemma, lexicon, noun_class
from dateline.reading.numbers import Number, read_numbers

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RUN = 6
"""How many words a number may stand before its noun."""
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
    if counted is not None and analysis.tokens[counted].upos == "PRON":
        counted = None
    whole = _whole(analysis, top, before)
    end = max(number.last, counted + 1 if counted is not None else 0)
    harm = fate_of(analysis, top, counted, number.first, end)
    if harm is None and whole is not None and before[whole].measure in HARM:
        harm = before[whole].measure
    if harm is None and counted is not None and before and _continues(analysis, before[-1], number, top):
        harm = before[-1].measure
    measure = _measure(analysis, number, counted, harm) if counted is not None else _bare(analysis, number, top, harm, before)
    if measure is None or (measure is not harm and _is_loose(analysis, number, counted, before)):
        return None
    last = _phrase_end(analysis, number, counted) if counted is not None else number.last
    return Quantity(number, counted, top, last, measure, whole)


def _continues(analysis: Analysis, other: Quantity, number: Number, top: int) -> bool:
    """Whether a number goes on a list of the harmed ("24 civilians died, as well as 25 rebels and 26 soldiers")."""
    tokens = analysis.tokens
    between = tokens[other.last : number.first]
    if other.measure not in HARM or not between or len(between) > 12 or between[0].sentence != tokens[top].sentence:
        return False
    if between[-1].form.lower() not in {"and", ",", "as", "plus"} or tokens[top].deprel.startswith("nsubj"):
        return False
    return not any(t.upos == "AUX" or t.xpos in {"VBD", "VBZ", "VBP", "VB"} for t in between[2 if len(between) > 2 else 0 :]) or (
        [t.form.lower() for t in between[-3:]] == ["as", "well", "as"]
    )


def _measure(analysis: Analysis, number: Number, counted: int, harm: Measure | None) -> Measure | None:
    """The measure of a number with a noun; None where a number of that noun is no count."""
    kind = noun_class(analysis, counted)
    if kind is None or (number.low == 0 and number.high == 0 and harm is None):
        return None
    word = analysis.tokens[counted]
    outcome = lexicon().outcomes.get(word.form.lower()) or lexicon().outcomes.get(lemma(word))
    if outcome is not None:
        return Measure.KILLED if harm is Measure.KILLED else outcome
    if harm is not None and (kind in PEOPLE or _takes_harm(analysis, counted)):
        return harm
    shared = kind is Measure.FIGHTERS and not number.vague and _has_dependants(analysis, counted)
    return Measure.PEOPLE if shared else kind


def _has_dependants(analysis: Analysis, counted: int) -> bool:
    """`600 fighters and their relatives`: one number for people of two kinds."""
    return any(
        analysis.tokens[c].deprel == "conj"
        and noun_class(analysis, c) in {Measure.PEOPLE, Measure.CIVILIANS}
        and any(analysis.tokens[p].deprel == "nmod:poss" for p in analysis.dependents[c])
        for c in analysis.dependents[counted]
    )


def _is_loose(analysis: Analysis, number: Number, counted: int | None, before: list[Quantity]) -> bool:
    """Numbers that say too little without a harm: "many", "both" of things, "one of his lawyers", a number told before."""
    word = analysis.tokens[number.head].form.lower()
    if number.low == 0 and number.high == 0:
        return True
    if counted is None:
        return word in {"both", "one", "many"}
    if word == "one" and any(e.kind is EntityKind.PERSON and e.first <= counted < e.last for e in analysis.entities):
        return True
    kind = noun_class(analysis, counted)
    if word in {"many", "numerous"} or (word == "multiple" and kind is not Measure.ATTACKS):
        return True
    if word == "both":
        return kind not in {Measure.CIVILIANS, Measure.FIGHTERS}
    if word == "one":
        return kind in {Measure.PEOPLE, Measure.OTHER} and (
            _case(analysis, counted) == "of" or analysis.tokens[counted].form.lower() in {"source", "official", "of"}
        )
    article = analysis.tokens[number.first - 1].form.lower() if number.first else ""
    return article in {"the", "these", "those"} and any(
        other.number.low == number.low and other.number.high == number.high and _alike(analysis, other, counted)
        for other in before
    )


def _alike(analysis: Analysis, other: Quantity, counted: int) -> bool:
    if other.counted is None:
        return False
    kinds = noun_class(analysis, other.counted), noun_class(analysis, counted)
    return kinds[0] == kinds[1] or (kinds[0] in PEOPLE and kinds[1] in PEOPLE)


def _takes_harm(analysis: Analysis, counted: int) -> bool:
    """Nouns of no class that harm makes people of ("12 Yazidis were killed", "others")."""
    word = analysis.tokens[counted]
    return noun_class(analysis, counted) is Measure.OTHER and (lemma(word) == "other" or word.upos in {"PROPN", "ADJ"})


def _counted(analysis: Analysis, number: Number) -> tuple[int | None, int]:
    """The noun that a number counts, if any, and the token that stands in the clause for both."""
    tokens = analysis.tokens
    at = _top(analysis, number)
    word = tokens[at]
    for child in (c for t in range(number.core, number.last) for c in analysis.dependents[t]):
        phrase = tokens[child]
        if child >= number.last and phrase.deprel.startswith("nmod") and _case(analysis, child) == "of":
            return child, at
    if word.deprel in _MODIFIES and word.head >= number.last and word.sentence == tokens[word.head].sentence:
        head = _phrase_head(analysis, word.head)
        if tokens[head].upos in {"VERB", "ADJ"} and tokens[head].form.lower() in lexicon().adjectives:
            return None, at
        if tokens[head].upos in _NOMINAL:
            return _noun_before_shot(analysis, head), head
    following = tokens[number.last].form.lower() if number.last < len(tokens) else ""
    if following in {"-", "–"} and tokens[number.last + 1].form.lower() == "strong":
        head = _phrase_head(analysis, number.last + 1)
        return head, head
    if following == "of" and tokens[number.last].head > number.last:
        return tokens[number.last].head, at
    noun = _next_noun(analysis, number)
    return (noun, noun) if noun is not None else (None, at)


def _phrase_head(analysis: Analysis, head: int) -> int:
    """The head of the phrase in which a parser hung the number on a modifier ("20 | FSA militants")."""
    for _ in range(3):
        word = analysis.tokens[head]
        if word.deprel not in {"compound", "amod", "nummod", "flat"} or word.head <= head or noun_class(analysis, head) is None:
            break
        head = word.head
    return head


def _next_noun(analysis: Analysis, number: Number) -> int | None:
    """The plural noun that ends the run of modifiers right after a number that the tree leaves alone."""
    tokens = analysis.tokens
    sentence = analysis.sentences[tokens[number.head].sentence]
    found = None
    for word in tokens[number.last : min(sentence.last, number.last + _RUN)]:
        if word.upos in {"NOUN", "PROPN"}:
            found = word.index
        elif word.upos not in {"ADJ", "ADV"} and word.form not in {"-", "–"} and word.xpos != "VBN":
            break
        if word.form.lower() in lexicon().adjectives:
            break
    if found is None or not (tokens[found].xpos in {"NNS", "NNPS"} or noun_class(analysis, found) in PEOPLE):
        return None
    return found


def _noun_before_shot(analysis: Analysis, head: int) -> int:
    """The person of "one protester shot in the head", where a tagger takes "shot" for the noun that heads the phrase."""
    tokens = analysis.tokens
    if tokens[head].form.lower() == "shot" and tokens[head - 1].deprel == "compound":
        return head - 1
    return head


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
        counts = head is not None and head.index > word.index and noun_class(analysis, head.index) in PEOPLE
        return not (word.deprel == "nummod" and counts and head is not None and head.xpos in {"NNS", "NNPS"})
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
        if unit not in {"strong", "odd"} and unit.isalpha():
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
    if previous.form == "[" and analysis.tokens[number.last : number.last + 1] and tokens[number.last].form.startswith("]"):
        return True
    if previous.form == "#" or (previous.upos != "VERB" and lemma(previous) in _LABELS and word.form[0].isdigit()):
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
) -> Measure | None:
    """The measure of a number without a noun, where harm, a subject's place or a list says that it counts something."""
    if harm is not None:
        return harm
    word = analysis.tokens[top]
    tolled = _tolled(analysis, top)
    if tolled is not None:
        return tolled
    if number.head == top and word.deprel.startswith("nsubj"):
        return Measure.PEOPLE if number.vague or (number.low or number.high or 0) > 1 else None
    if word.deprel == "conj" and before and before[-1].top == word.head:
        return before[-1].measure
    return None


def _tolled(analysis: Analysis, top: int) -> Measure | None:
    """`the death toll was 45`, `the number of fighters does not exceed 500`, `the toll reached 45`."""
    word = analysis.tokens[top]
    clause = top if word.head < 0 or any(analysis.tokens[c].deprel == "cop" for c in analysis.dependents[top]) else word.head
    measure = toll_at(analysis, clause)
    if measure is not None:
        return measure
    if (measure := _told_before(analysis, top)) is not None:
        return measure
    for child in analysis.dependents[clause]:
        if analysis.tokens[child].deprel.startswith("nsubj") and lemma(analysis.tokens[child]) in {"number", "total", "figure"}:
            for inner in analysis.dependents[child]:
                if analysis.tokens[inner].deprel.startswith("nmod"):
                    return noun_class(analysis, inner)
    return None


def _told_before(analysis: Analysis, top: int) -> Measure | None:
    """`the number of dead in the week to 530`, `the death toll ... at 45`: the measure told shortly before."""
    tokens = analysis.tokens
    sentence = analysis.sentences[tokens[top].sentence]
    forms = [t.form.lower() for t in tokens[max(sentence.first, top - 12) : top]]
    if "toll" in forms:
        return Measure.KILLED
    for at in range(len(forms) - 2):
        if forms[at : at + 2] == ["number", "of"]:
            return lexicon().outcomes.get(forms[at + 2])
    return None


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
