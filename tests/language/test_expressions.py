"""Times, numbers and sums of money by their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.language.expressions import find_money, find_quantities, find_times
from dateline.model.analysis import Analysis

TIMES = [
    ("They left on Wednesday morning.", ["Wednesday morning"]),
    ("It fell on 3 May 2013 and again on May 9.", ["3 May 2013", "May 9"]),
    ("The truce of August 21, 2017 held.", ["August 21, 2017"]),
    ("It began earlier this week, not last month.", ["earlier this week", "last month"]),
    ("Two months ago he left; three days later he died.", ["Two months ago", "three days later"]),
    ("Held since 2014, it fell in July.", ["2014", "July"]),
    ("Shelling began at 5 p.m. yesterday and stopped at 10:30 GMT.", ["5 p.m.", "yesterday", "10:30 GMT"]),
    ("Late on Friday, 12 March, troops arrived.", ["Late on Friday, 12 March"]),
    ("They may march in the early 1990s.", ["the early 1990s"]),
    ("The siege has lasted for more than two years.", ["more than two years"]),
    ("Over the past three weeks, and overnight, it grew.", ["the past three weeks", "overnight"]),
    ("In mid-2016 and by late June it was over.", ["mid-2016", "late June"]),
    ("The August offensive, the Sunday market, 2019-10-09.", ["Sunday", "2019-10-09"]),
    ("General May met Mr. March; he saw 2014 soldiers.", []),
]
QUANTITIES = [
    ("At least 25 militants and 17 buses.", ["At least 25", "17"]),
    ("More than 3,500 people, some 60 percent of them children.", ["More than 3,500", "some 60 percent"]),
    ("Dozens of men, hundreds of thousands of women.", ["Dozens", "hundreds of thousands"]),
    ("Between 20 and 30 fighters, about twenty-five trucks.", ["Between 20 and 30", "about twenty-five"]),
    ("As many as two million people; 1.5 million left.", ["As many as two million", "1.5 million"]),
    ("A dozen men with AK-47 rifles at 10:30.", ["A dozen"]),
]
MONEY = [
    ("It cost $5.3 million, or 400,000 euros.", ["$5.3 million", "400,000 euros"]),
    ("He paid £20 and US$1,000.", ["£20", "US$1,000"]),
]


def found(analysis: Analysis, find: Callable[..., object]) -> list[str]:
    return [analysis.words(e.first, e.last) for e in find(analysis)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(flat: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    assert found(flat(text), find_times) == expected


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantities(flat: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    assert found(flat(text), find_quantities) == expected


@pytest.mark.parametrize(("text", "expected"), MONEY)
def test_money(flat: Callable[..., Analysis], text: str, expected: list[str]) -> None:
    assert found(flat(text), find_money) == expected
