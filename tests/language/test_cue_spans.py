"""Cue spans: the verb group around what the attribution head marked."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dateline.language import Parser
from dateline.language.cue_spans import mend_cues
from dateline.model.analysis import Token


def _word(index: int, form: str, upos: str, head: int, deprel: str) -> Token:
    return Token(index, index * 10, index * 10 + len(form), form, form, upos, "", head, deprel, 0)


TOKENS = [
    _word(0, "officials", "NOUN", 3, "nsubj"),
    _word(1, "had", "AUX", 3, "aux"),
    _word(2, "previously", "ADV", 3, "advmod"),
    _word(3, "reported", "VERB", -1, "root"),
    _word(4, "clashes", "NOUN", 3, "obj"),
]


def test_a_lone_adverb_takes_its_verb() -> None:
    assert mend_cues(TOKENS, [(2, 3)]) == ((1, 4),)


def test_a_verb_takes_its_helpers() -> None:
    assert mend_cues(TOKENS, [(3, 4)]) == ((1, 4),)


def test_a_noun_stays_as_it_is() -> None:
    assert mend_cues(TOKENS, [(4, 5)]) == ((4, 5),)


def test_what_meets_becomes_one() -> None:
    assert mend_cues(TOKENS, [(1, 2), (3, 4)]) == ((1, 4),)


@given(st.sets(st.integers(0, 4), max_size=4))
def test_no_cue_is_lost_or_crosses_another(starts: set[int]) -> None:
    cues = [(start, start + 1) for start in sorted(starts)]
    mended = mend_cues(TOKENS, cues)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(mended))
    assert all(any(first <= cue[0] and cue[1] <= last for first, last in mended) for cue in cues)


def test_the_analysis_holds_mended_cues(parser: Parser) -> None:
    analysis = parser.parse("The army had previously denied that it shelled the town.")
    assert mend_cues(analysis.tokens, analysis.cues) == analysis.cues
