"""The eval of event places: its reading of the corpus's form, and its words."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from evals.event_places import head_of, name_words, read_items, score
from tests.reading.analysed import setting


def _write(path: Path, *rows: dict[str, object]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_spans_counted_in_tokens_are_found_by_their_words(tmp_path: Path) -> None:
    text = "Crowds protested on a square of Tunis."
    spans = [
        {"start": 7, "end": 16, "label": "VERB", "text": "protested"},
        {"start": 6, "end": 6, "label": "LOCATION", "text": "Tunis"},
    ]
    ((found, verb, places),) = read_items(_write(tmp_path / "a.jsonl.gz", {"text": text, "spans": spans}))
    assert [found[start:end] for start, end in (verb, *places)] == ["protested", "Tunis"]


def test_only_the_words_of_names_count() -> None:
    analysis = setting("Shells hit northern Idlib on Friday.").analysis
    start = analysis.text.index("northern")
    words = name_words(analysis, [(start, analysis.text.index(" on"))])
    assert [analysis.tokens[at].form for at in words] == ["Idlib"]


def test_head_of_a_span_hangs_outside_it() -> None:
    analysis = setting("The air strikes hit the town.").analysis
    head = head_of(analysis, (analysis.text.index("air"), analysis.text.index(" hit")))
    assert head is not None
    assert analysis.tokens[head].form == "strikes"


def test_a_right_sentence_counts_its_words() -> None:
    text = "Shells killed ten people in Aleppo."
    items = iter([(text, (7, 13), [(text.index("Aleppo"), len(text) - 1)])])
    tally = score(items, lambda given: setting(given).analysis)
    assert (tally.gold, tally.found, tally.right, tally.exact) == (1, 1, 1, 1)
