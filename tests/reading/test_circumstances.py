"""The log-linear choice between candidates."""

from __future__ import annotations

import pytest

from dateline.reading.circumstances import best, load_weights


def test_the_heaviest_candidate_is_chosen() -> None:
    rows = [(None, ["none"]), ((1, 2), ["clause"]), ((4, 5), ["far", "unknown"])]
    assert best(rows, {"none": 0.5, "clause": 1.0, "far": 0.2}) == (1, 2)


def test_the_first_of_equals_is_chosen() -> None:
    assert best([(None, []), ((1, 2), [])], {}) is None


@pytest.mark.parametrize("name", ["place_weights.tsv", "time_weights.tsv"])
def test_tables_weigh_none_and_the_clause(name: str) -> None:
    weights = load_weights(name)
    assert weights["none"] > 0
    assert any(feature.startswith("clause") and weight > 0 for feature, weight in weights.items())
    assert not any(feature.startswith("@") for feature in weights)
