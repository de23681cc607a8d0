"""Quantities: which numbers of a report count something, what they count, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, EntityKind, Token
from dateline.reading.elliptical import beyond, measure_bare
from dateline.reading.fates import fate_of, harm_in_adjectives
from dateline.reading.harms import harm_to_object
from dateline.reading.measures import HARM, PEOPLE, case_of, lemma, lexicon, noun_class
from dateline.reading.numbers import Number, read_numbers
from dateline.reading.uncounted import is_uncounted

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LOOSELY_BOTH = frozenset({Measure.CIVILIANS, Measure.FIGHTERS})
"""What "both" counts even where nothing befell them."""
_RUN = 6
"""How many words a number may stand before its noun."""
_MODIFIES = frozenset(
    {"nummod", "amod", "det", "det:predet", "advmod", "compound", "nmod", "nmod:unmarked", "dep", "case"}
)


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
        if is_uncounted(analysis, number):
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
    harm = (
        harm_in_adjectives(analysis, counted)
        if counted is not None and _is_base(analysis, number, counted, by_head)
        else fate_of(analysis, top, counted, number.first, end)
    )
    if harm is Measure.WOUNDED and counted is None and _are_evacuated(analysis, number):
        harm = Measure.EVACUATED
    if harm is None and whole is not None and before[whole].measure in HARM:
        harm = before[whole].measure
    if (
        harm is None
        and counted is not None
        and not _tells_itself(analysis, counted)
        and before
        and _continues(analysis, before[-1], number, top)
    ):
        harm = before[-1].measure
    measure = (
        _measure(analysis, number, counted, harm)
        if counted is not None
        else measure_bare(analysis, number, top, harm, before)
    )
    if measure is None or (measure is not harm and _is_loose(analysis, number, counted, before)):
        return None
    if counted is None:
        number = beyond(analysis, number, top)
    last = _phrase_end(analysis, number, counted) if counted is not None else number.last
    return Quantity(number, counted, top, last, measure, whole)


def _are_evacuated(analysis: Analysis, number: Number) -> bool:
    """`Evacuated 350 wounded`, where a tagger takes the wounded for an adjective."""
    head = analysis.tokens[number.head].head
    return head == number.last and _done_to(analysis, head) is Measure.EVACUATED


def _is_base(analysis: Analysis, number: Number, counted: int, by_head: dict[int, Number]) -> bool:
    """The eleven of "six of the eleven crew are missing": what befell the six says nothing of the eleven."""
    word = analysis.tokens[counted]
    if word.deprel != "nmod" or word.head not in by_head or word.head == number.head:
        return False
    return case_of(analysis, counted) == "of" and number.head in analysis.dependents[counted]


def _continues(analysis: Analysis, other: Quantity, number: Number, top: int) -> bool:
    """Whether a number goes on a list of the harmed ("24 civilians died, as well as 25 rebels and 26 soldiers")."""
    tokens = analysis.tokens
    between = tokens[other.last : number.first]
    if (
        other.measure not in HARM
        or not between
        or len(between) > 12
        or between[0].sentence != tokens[top].sentence
    ):
        return False
    if between[-1].form.lower() not in {"and", ",", "as", "plus"} or tokens[top].deprel.startswith("nsubj"):
        return False
    return not any(
        t.upos == "AUX" or t.xpos in {"VBD", "VBZ", "VBP", "VB"}
        for t in between[2 if len(between) > 2 else 0 :]
    ) or ([t.form.lower() for t in between[-3:]] == ["as", "well", "as"])


def _measure(analysis: Analysis, number: Number, counted: int, harm: Measure | None) -> Measure | None:
    """The measure of a number with a noun; None where a number of that noun is no count."""
    kind = noun_class(analysis, counted)
    if kind is None or (number.low == 0 and number.high == 0 and harm is None):
        return None
    word = analysis.tokens[counted]
    outcome = lexicon().outcomes.get(word.form.lower()) or lexicon().outcomes.get(lemma(word))
    if outcome is not None:
        # "Evacuated 350 wounded": what is done to them now, not what was done before.
        again = outcome is Measure.WOUNDED and _done_to(analysis, counted) is Measure.EVACUATED
        return Measure.KILLED if harm is Measure.KILLED else Measure.EVACUATED if again else outcome
    if harm is not None and (kind in PEOPLE or _takes_harm(analysis, counted)):
        return harm
    shared = kind is Measure.FIGHTERS and not number.vague and _has_dependants(analysis, counted)
    return Measure.PEOPLE if shared else kind


def _tells_itself(analysis: Analysis, counted: int) -> bool:
    """The wounded, the dead, prisoners: words that say themselves what befell those counted."""
    return analysis.tokens[counted].form.lower() in lexicon().outcomes


def _done_to(analysis: Analysis, counted: int) -> Measure | None:
    word = analysis.tokens[counted]
    return harm_to_object(analysis, word.head) if word.deprel in {"obj", "nsubj:pass"} else None


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
    kind = noun_class(analysis, counted)
    if word in {"many", "numerous", "multiple"}:
        return word != "multiple" or kind is not Measure.ATTACKS
    if word in {"both", "one"}:
        return _is_loose_one(analysis, counted, kind) if word == "one" else kind not in _LOOSELY_BOTH
    article = analysis.tokens[number.first - 1].form.lower() if number.first else ""
    return article in {"the", "these", "those"} and any(
        other.number.low == number.low
        and other.number.high == number.high
        and _alike(analysis, other, counted)
        for other in before
    )


def _is_loose_one(analysis: Analysis, counted: int, kind: Measure | None) -> bool:
    """One of his lawyers, one source, one Samir Haddad."""
    if any(e.kind is EntityKind.PERSON and e.first <= counted < e.last for e in analysis.entities):
        return True
    partitive = case_of(analysis, counted) == "of" or analysis.tokens[counted].form.lower() in {
        "source",
        "official",
    }
    return partitive and kind in {Measure.PEOPLE, Measure.OTHER}


def _alike(analysis: Analysis, other: Quantity, counted: int) -> bool:
    if other.counted is None:
        return False
    kinds = noun_class(analysis, other.counted), noun_class(analysis, counted)
    return kinds[0] == kinds[1] or (kinds[0] in PEOPLE and kinds[1] in PEOPLE)


def _takes_harm(analysis: Analysis, counted: int) -> bool:
    """Nouns of no class that harm makes people of ("12 Yazidis were killed", "others")."""
    word = analysis.tokens[counted]
    return noun_class(analysis, counted) is Measure.OTHER and (
        lemma(word) == "other" or word.upos in {"PROPN", "ADJ"}
    )


def _counted(analysis: Analysis, number: Number) -> tuple[int | None, int]:
    """The noun that a number counts, if any, and the token that stands in the clause for both."""
    tokens = analysis.tokens
    at = _top(analysis, number)
    word = tokens[at]
    for child in (c for t in range(number.core, number.last) for c in analysis.dependents[t]):
        phrase = tokens[child]
        if child >= number.last and phrase.deprel.startswith("nmod") and case_of(analysis, child) == "of":
            return child, at
    if _modifies_noun(analysis, number, word):
        head = _phrase_head(analysis, word.head)
        if tokens[head].upos in {"VERB", "ADJ"} and tokens[head].form.lower() in lexicon().adjectives:
            return None, at
        if tokens[head].upos in _NOMINAL:
            return _noun_before_shot(analysis, head), head
    following = tokens[number.last].form.lower() if number.last < len(tokens) else ""
    after = tokens[number.last + 1 : number.last + 2]
    if following in {"-", "–"} and after and after[0].form.lower() == "strong":
        head = _phrase_head(analysis, number.last + 1)
        return head, head
    if following == "of" and tokens[number.last].head > number.last:
        return tokens[number.last].head, at
    noun = _next_noun(analysis, number)
    return (noun, noun) if noun is not None else (None, at)


def _modifies_noun(analysis: Analysis, number: Number, word: Token) -> bool:
    """Whether a number stands before its head, with no verb between ("the 63 dead were | 18 children")."""
    tokens = analysis.tokens
    if word.deprel not in _MODIFIES or word.head < number.last or word.sentence != tokens[word.head].sentence:
        return False
    return not any(t.upos == "AUX" and t.form != "IS" for t in tokens[number.last : word.head])


def _phrase_head(analysis: Analysis, head: int) -> int:
    """The head of the phrase in which a parser hung the number on a modifier ("20 | FSA militants")."""
    for _ in range(3):
        word = analysis.tokens[head]
        if (
            word.deprel not in {"compound", "amod", "nummod", "flat"}
            or word.head <= head
            or noun_class(analysis, head) is None
        ):
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
        elif word.form.isupper() and len(word.form) > 1:
            # "IS" in capitals is the group, whatever a tagger makes of it.
            continue
        elif word.upos not in {"ADJ", "ADV"} and word.form not in {"-", "–"} and word.xpos != "VBN":
            break
        if word.form.lower() in lexicon().adjectives:
            break
    if found is None:
        return None
    if tokens[found].xpos not in {"NNS", "NNPS"} and noun_class(analysis, found) not in PEOPLE | {
        Measure.VEHICLES
    }:
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


def _names_another(analysis: Analysis, number: Number, counted: int, by_head: dict[int, Number]) -> bool:
    """One of several: the number that matters is the inner one."""
    if number.low != 1 or number.high != 1 or lemma(analysis.tokens[number.head]) != "one":
        return False
    if case_of(analysis, counted) != "of":
        return False
    if fate_of(analysis, number.head, None, number.first, number.last) is not None:
        return False
    return any(child in by_head for child in analysis.dependents[counted]) or counted in by_head


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
            if all(
                t.deprel in {"cc", "det", "amod", "compound", "nmod:poss", "punct", "flat"}
                and t.upos != "NUM"
                and t.form.lower() not in {"a", "an", ","}
                for t in inside
            ):
                end = child + 1
    return end
