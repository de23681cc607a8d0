"""Words of the full-text search: splitting, folding, queries, marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.store.words import fold, fold_name, fold_words, inflect, mark_words, parse_query


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Deir ez-Zor, 25,000 people", ["deir", "ez", "zor", "25", "000", "people"]),
        ("Erdoğan's İstanbul", ["erdogan", "s", "istanbul"]),
        ("e\u0301te\u0301 \u2460 ﬁghters", ["ete", "1", "fighters"]),
        ("قُتِلَ الـجـنود", ["قتل", "الجنود"]),
        ("हिन्दी", ["हनद"]),
        ("a_b U.S. 🚌", ["a", "b", "u", "s"]),
        ("", []),
    ],
)
def test_texts_are_split_and_folded(text: str, folded: list[str]) -> None:
    assert fold_words(text) == folded


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_folded_like_any_other_text(text: str) -> None:
    assert fold_words(text) == fold_words(f"{text} é")[:-1]


@given(st.text(), st.sampled_from(["", "x", "é ", "\u0301"]))
def test_folded_words_hold_nothing_that_means_something_to_a_database(text: str, more: str) -> None:
    for word in fold_words(text + more):
        assert word
        assert not set(word) & set(" '\"\\:*%_|&!()<>\n")


def test_names_fold_to_their_words() -> None:
    assert fold_name("al-Shabaab") == fold_name("Al Shabaab") == "al shabaab"
    assert fold("ＨＡＭＡ") == "hama"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kill", {"kill", "kills", "killed", "killing"}),
        ("killing", {"kill", "killed", "kills"}),
        ("strike", {"strike", "strikes", "striking"}),
        ("bodies", {"body", "bodies"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("attacks", {"attack", "attacked"}),
        ("clashes", {"clash", "clashed"}),
        ("is", {"is"}),
        ("m23", {"m23"}),
    ],
)
def test_other_forms_of_a_word_are_asked_for(asked: str, found: set[str]) -> None:
    assert found <= set(inflect(asked))


def words_found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in mark_words(text, parse_query(query))]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("convoy", ["convoy", "Convoys"]),
        ("Convoys", ["Convoys"]),
        ("hama", ["Hama", "Hamas"]),
        ("Hama", ["Hama"]),
        ('"the convoy"', ["the convoy"]),
        ('"convoy the"', []),
        ("con*", ["convoy", "Convoys"]),
        ("al-shab*", ["al-Shabaab"]),
        ("Al-Shabaab", ["al-Shabaab"]),
        ("convoy -hamas", ["convoy", "Convoys"]),
        ("cafe", ["Café"]),
    ],
)
def test_the_words_asked_for_are_marked(query: str, marked: list[str]) -> None:
    text = "In Hama the convoy of Hamas met al-Shabaab at the Café. Convoys"
    assert words_found(text, query) == marked


def test_marks_are_code_points() -> None:
    assert mark_words("🚌🚌 قافلة convoy", parse_query("convoy")) == ((9, 15),)


@pytest.mark.parametrize("query", ["-hama", '""', "*", "- -", "🚌", '-"a b"'])
def test_query_that_asks_for_nothing_is_refused(query: str) -> None:
    with pytest.raises(InputError, match="names no word"):
        parse_query(query)


@given(st.text(min_size=1))
def test_any_query_is_understood_or_refused(query: str) -> None:
    try:
        terms = parse_query(query)
    except InputError:
        return
    assert any(term.is_wanted for term in terms)
    mark_words(query, terms)
