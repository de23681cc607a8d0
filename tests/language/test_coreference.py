"""Coreference, by hand-written cases."""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.language import Parser
from dateline.model.analysis import Analysis

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/coreference.yml").read_text("utf-8")
)


def place(text: str, mention: str) -> tuple[int, int]:
    """Offsets of "words" or "words#2"."""
    words, _, number = mention.partition("#")
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))
    return found[int(number or 1) - 1].span()


def chain_of(analysis: Analysis, mention: str) -> int | None:
    """The number of the chain that has a mention of these words, or one whose head is the last of them."""
    start, end = place(analysis.text, mention)
    for number, chain in enumerate(analysis.chains):
        for m in chain.mentions:
            head = analysis.tokens[m.head]
            if analysis.span(m.first, m.last) == (start, end) or (start <= head.start and head.end == end):
                return number
    return None


@pytest.fixture(scope="module")
def analyses(parser: Parser) -> Any:
    return cache(parser.parse)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(analyses: Any, case: dict[str, Any]) -> None:
    analysis = analyses(case["text"])
    for group in case.get("same", ()):
        chains = {mention: chain_of(analysis, mention) for mention in group}
        assert None not in chains.values(), chains
        assert len(set(chains.values())) == 1, chains
    for group in case.get("apart", ()):
        for left, right in itertools.combinations(group, 2):
            one, other = chain_of(analysis, left), chain_of(analysis, right)
            assert one is None or one != other, (left, right)
    if "name" in case:
        number = chain_of(analysis, case["same"][0][0])
        assert number is not None
        name = analysis.chains[number].name
        assert analysis.words(name.first, name.last) == case["name"]


def test_there_are_enough_cases_each_with_its_reason() -> None:
    assert len(CASES) >= 40
    assert len({case["why"] for case in CASES}) == len(CASES)
