"""Fragments and broken texts: every reader of quantities gives claims whose words stand in the text, or none."""

from __future__ import annotations

import pytest

from dateline.model.evidence import check
from dateline.reading.agreements import read_agreements
from dateline.reading.counts import read_counts
from dateline.reading.custody import read_custody
from dateline.reading.movements import read_movements
from dateline.reading.presence import read_presence
from tests.reading.analysed import setting

READERS = (read_counts, read_movements, read_agreements, read_presence, read_custody)
FRAGMENTS = (
    "12",
    "killed",
    "😀 12 😀😀 killed",
    "قتل 12 شخصا",
    "1 2 3 4 5 6-7-8 to 9 or 10",
    "- 20 -",
    "one of",
    "hundreds of",
    "at least",
    "killed 12 and",
    "half a",
    "no one",
    "The the the of of in in 2014 2015",
    "F-16",
    "X\n\n3.\n\nof 20",
    "between 10 and",
    "deal with",
    "ceasefire",
    "from to",
    "convoy from",
    "en route",
    "was taken to",
    "(IS) 25 IS",
    "§§ 1,2,3 1.2.3 $5m 5% #7 [2]",
    "Homs",
    "missing soldiers",
    "and their families",
    "on Monday",
)


@pytest.mark.parametrize("text", FRAGMENTS)
def test_fragments_are_read(text: str) -> None:
    for reader in READERS:
        for claim in reader(*setting(text).arguments):
            check(text, claim.evidence)
            check(text, claim.passage)
