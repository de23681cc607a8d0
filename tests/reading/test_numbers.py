"""Numbers: what numerals, number words and vague quantities mean, whatever they count."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.words import split_sentences
from dateline.model.analysis import Analysis, Sentence, Token
from dateline.reading.numbers import Number, parse_cardinal, read_numbers
from tests.inventions import SMALL

TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """The number in English words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for scale, word in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{spell(number // scale)} {word}" + (f"{joint}{spell(rest)}" if rest else "")
    raise AssertionError(number)


@cache
def bare(text: str) -> Analysis:
    """The text's words without tags or tree: numbers need neither."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for index, words in enumerate(split_sentences(text)):
        first = len(tokens)
        for start, end in words:
            form = text[start:end]
            tokens.append(Token(len(tokens), start, end, form, form.lower(), "X", "X", -1, "dep", index))
        sentences.append(Sentence(index, first, len(tokens), words[0][0], words[-1][1], 0))
    return Analysis(text, tuple(tokens), tuple(sentences), tuple(() for _ in tokens))


def only(text: str) -> Number:
    (number,) = read_numbers(bare(text))
    return number


@given(st.integers(1, 99_999_999))
def test_number_words_round_trip(number: int) -> None:
    assert parse_cardinal(spell(number).replace("-", " - ").split()) == number


@given(st.integers(1, 99_999_999))
def test_spelled_numbers_are_read_in_text(number: int) -> None:
    found = only(f"They counted {spell(number)} rebels there.")
    assert (found.low, found.high) == (number, number)


@given(st.integers(1, 999_999_999))
def test_digits_are_read_with_and_without_separators(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        found = only(f"They counted {written} rebels there.")
        assert (found.low, found.high) == (number, number)


BOUNDS = st.sampled_from(
    [
        "at least",
        "more than",
        "over",
        "up to",
        "as many as",
        "nearly",
        "fewer than",
        "about",
        "some",
        "an estimated",
        "",
    ]
)


@given(BOUNDS, st.integers(2, 5_000_000))
def test_bounds_are_ordered(bound: str, number: int) -> None:
    found = only(f"They counted {bound} {number:,} rebels there.")
    assert found.low is not None or found.high is not None
    if found.low is not None and found.high is not None:
        assert found.low <= found.high


@given(
    st.integers(1, 5000),
    st.integers(1, 5000),
    st.sampled_from(["{} to {}", "{}-{}", "between {} and {}", "from {} to {}"]),
)
def test_ranges_are_ordered_or_two_numbers(low: int, high: int, pattern: str) -> None:
    found = read_numbers(bare("They counted " + pattern.format(low, high) + " rebels there."))
    if low < high:
        assert [(n.low, n.high) for n in found] == [(low, high)]
    for number in found:
        assert number.low is None or number.high is None or number.low <= number.high


@given(st.text(alphabet=st.sampled_from("ab 0123456789,.-–%$\n"), max_size=60))
def test_any_text_is_read_without_overlap(text: str) -> None:
    found = read_numbers(bare(text))
    for number in found:
        assert number.first <= number.core <= number.head < number.last
    for left, right in pairwise(found):
        assert left.last <= right.first


@pytest.mark.parametrize(
    ("text", "low", "high", "approx"),
    [
        ("2.5 million people", 2_500_000, 2_500_000, False),
        ("half a million lives", 500_000, 500_000, True),
        ("half a dozen men", 6, 6, False),
        ("a dozen men", 12, 12, False),
        ("two to three million people", 2_000_000, 3_000_000, False),
        ("2m people", 2_000_000, 2_000_000, False),
        ("a few hundred men", 300, 599, True),
        ("several thousand men", 3000, 9999, True),
        ("a couple of hundred men", 200, 200, True),
        ("20-odd men", 20, 20, True),
        ("107 or more", 107, None, False),
        ("30 or so", 30, 30, True),
        ("does not exceed 500", None, 500, False),
        ("at least several hundred", 300, None, True),
        ("nearly a dozen", None, 11, False),
        ("more than 2.5 million", 2_500_001, None, False),
        ("upwards of 60", 61, None, False),
        ("an estimated about 100", 100, 100, True),
        ("as many as dozens", None, 99, True),
    ],
)
def test_wordings(text: str, low: int | None, high: int | None, approx: bool) -> None:
    found = only(text)
    assert (found.low, found.high, found.approx) == (low, high, approx)


def test_the_expression_holds_its_bounds() -> None:
    analysis = bare("They lost at least another 20 men.")
    (number,) = read_numbers(analysis)
    assert analysis.words(number.first, number.last) == "at least another 20"
    assert analysis.words(number.core, number.last) == "20"


def test_between_without_a_range_is_no_bound() -> None:
    analysis = bare("a fight between two men")
    (number,) = read_numbers(analysis)
    assert analysis.words(number.first, number.last) == "two"


@pytest.mark.parametrize("words", ["", "rebels", "and", "- five", "hundred five rebels"])
def test_words_that_are_no_numeral(words: str) -> None:
    assert parse_cardinal(words.split()) is None
