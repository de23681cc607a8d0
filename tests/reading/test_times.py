"""Times of events, by cases."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.model.evidence import check
from dateline.reading.times import time_of
from tests.reading.analysed import cases, setting, token


@pytest.mark.parametrize("case", cases("times"))
def test_time_of_an_event(case: dict[str, Any]) -> None:
    found = setting(case["text"])
    when = time_of(found.analysis, token(case["text"], case["word"]))
    assert (when and when.evidence.quote) == case["time"]
    if when is not None:
        check(case["text"], when.evidence)


def test_a_time_is_left_unresolved() -> None:
    text = "Gunmen attacked the town on Monday."
    when = time_of(setting(text).analysis, token(text, "attacked"))
    assert when is not None
    assert (when.first, when.last, when.granularity) == (None, None, None)
