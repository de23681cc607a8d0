"""Trees, label sequences and lemmas from scores."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.decoding import apply_script, decode_spans, decode_tree

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


def scores(rows: int, columns: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)


def is_single_rooted(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for word in range(len(heads)):
        at, steps = word, 0
        while at >= 0:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return True


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(0, 10_000))
def test_any_scores_give_a_tree_with_one_root(size: int, seed: int) -> None:
    assert is_single_rooted(decode_tree(scores(size, size + 1, seed)))


@pytest.mark.parametrize("seed", range(20))
def test_the_tree_is_the_best_of_all_trees(seed: int) -> None:
    arc = scores(4, 5, seed)

    def value(heads: list[int]) -> float:
        return float(sum(arc[i, head + 1] for i, head in enumerate(heads)))

    best = max(value(list(h)) for h in itertools.product(range(-1, 4), repeat=4) if is_single_rooted(list(h)))
    assert value(decode_tree(arc)) == pytest.approx(best, abs=1e-4)


def test_equal_scores_still_give_a_tree() -> None:
    assert is_single_rooted(decode_tree(np.zeros((30, 31), np.float32)))


def is_valid(path: tuple[int, ...]) -> bool:
    before = "O"
    for label in (LABELS[i] for i in path):
        if label[0] == "I" and (before == "O" or before[1:] != label[1:]):
            return False
        before = label
    return True


def spans_of(path: tuple[int, ...]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for i, label in enumerate(LABELS[k] for k in path):
        if label[0] == "B":
            spans.append((i, i + 1, label[2:]))
        elif label[0] == "I":
            spans[-1] = (spans[-1][0], i + 1, label[2:])
    return spans


@pytest.mark.parametrize("seed", range(25))
def test_spans_come_from_the_best_valid_sequence(seed: int) -> None:
    logits = scores(5, len(LABELS), seed) * 2
    paths = [p for p in itertools.product(range(len(LABELS)), repeat=5) if is_valid(p)]
    best = max(paths, key=lambda path: sum(logits[i, k] for i, k in enumerate(path)))
    assert [span[:3] for span in decode_spans(logits, LABELS)] == spans_of(best)


def test_an_inside_label_cannot_follow_another_kind() -> None:
    logits = np.full((3, 5), -5.0, np.float32)
    logits[0, 1] = logits[1, 4] = logits[2, 4] = 5.0
    logits[1, 2] = logits[2, 2] = 4.0
    assert [span[:3] for span in decode_spans(logits, LABELS)] == [(0, 3, "PER")]


@pytest.mark.parametrize(
    ("form", "script", "lemma"),
    [
        ("soldiers", "0|1|", "soldier"),
        ("Said", "0|3|ay", "say"),
        ("Hezbollah", "1|0|", "Hezbollah"),
        ("was", "0|3|be", "be"),
        ("s", "0|1|", "s"),
        ("me", "1|2|I", "I"),
    ],
)
def test_edit_scripts_make_lemmas(form: str, script: str, lemma: str) -> None:
    assert apply_script(form, script) == lemma
