"""Words and sentences: offsets that lose nothing, and boundaries where a reader sees them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.words import split_sentences, split_words


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_words(text, 0, len(text))]


def sentences_of(text: str) -> list[str]:
    return [text[sentence[0][0] : sentence[-1][1]] for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. Army didn't re-enter.", "The|U.S.|Army|did|n't|re-enter|."),
        ("He can’t; they cannot.", "He|ca|n’t|;|they|can|not|."),
        ("at 5 p.m. on Aug. 3, 2017", "at|5|p.m.|on|Aug.|3|,|2017"),
        ("3,500 all-girl teams", "3,500|all|-|girl|teams"),
        ("Syria's “safe zone” ($5.3m)", "Syria|'s|“|safe|zone|”|(|$|5.3|m|)"),
        ("the No. 5 brigade said no.", "the|No.|5|brigade|said|no|."),
        ("went to the rep. of Rep. Smith", "went|to|the|rep|.|of|Rep.|Smith"),
        ("see https://example.org/a?b=1. Now", "see|https://example.org/a?b=1|.|Now"),
        ("wait… 👨‍👩‍👧 🇸🇾!!", "wait|…|👨‍👩‍👧|🇸🇾|!!"),
    ],
)
def test_words_follow_the_treebank(text: str, words: str) -> None:
    assert words_of(text) == words.split("|")


@pytest.mark.parametrize(
    "sentences",
    [
        ['"We can," said Col. Ryan Dillon.', "He left."],
        ["“Yes.”", "“No.”"],
        ["He left the U.S. Army.", "Nobody came."],
        ["They met in the U.S.", "The talks failed."],
        ["BEIRUT (AP) —", "Nine soldiers were taken.", "Two fled."],
        ["1. Release the men.", "2. Open the road."],
        ["He was wounded. [1]", "He recovered."],
        ['"Who?" he asked.', "(Reporting by X.)"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences)) == sentences


def test_a_title_at_the_end_of_a_line_goes_on() -> None:
    assert sentences_of('"We will," said Col.\nRyan Dillon.') == ['"We will," said Col.\nRyan Dillon.']


def test_a_headline_is_a_sentence() -> None:
    text = "Search for missing soldiers\nThis was achieved after the group promised to help the army."
    assert len(sentences_of(text)) == 2


def test_a_wrapped_line_goes_on() -> None:
    text = "The convoy of buses that left on Monday was stopped by the\nArmy before it could reach the border of the other\nstate."
    assert len(sentences_of(text)) == 1


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert sentences_of("The men of\n \nthe town") == ["The men of", "the town"]


@given(st.text(max_size=200))
def test_every_visible_character_is_in_exactly_one_word(text: str) -> None:
    words = [word for sentence in split_sentences(text) for word in sentence]
    assert all(a < b <= c for (a, b), (c, _) in zip(words, [*words, (len(text), 0)][1:], strict=True))
    assert "".join(text[a:b] for a, b in words) == re.sub(r"[\s\u200b\ufeff\u2060]", "", text)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("NIAMEY - Gunmen killed 14 people.", "NIAMEY -"),
        ("ARSAL, Lebanon - A convoy left.", "ARSAL, Lebanon -"),
        ("BEIRUT (AP) — Shells hit a market.", "BEIRUT (AP) —"),
        ("KYIV, Nov. 9 (Reuters) - Troops left.", "KYIV, Nov. 9 (Reuters) -"),
    ],
)
def test_datelines_stand_apart(text, opening):
    first = split_sentences(text)[0]
    assert text[first[0][0] : first[-1][1]] == opening


@pytest.mark.parametrize(
    "text",
    ["UN-backed troops left the town.", "The army - a spokesman said - left.", "NATO left. Troops stayed."],
)
def test_other_openings_are_no_datelines(text):
    first = split_sentences(text)[0]
    assert text[first[0][0] : first[-1][1]].endswith(".")
