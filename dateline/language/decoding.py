"""From the heads' scores to trees, tags, spans and anchors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float32]

_NEVER = -1e9
_ROOTS_TRIED = 3


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def decode_tree(arc: Floats) -> list[int]:
    """Each word's head (word indexes; -1 is the root) in the best single-rooted tree.

    The greedy choice where it is a tree, else the maximum arborescence (Chu-Liu-Edmonds) of the best root.
    """
    greedy: list[int] = arc.argmax(1).tolist()
    if greedy.count(0) == 1 and _is_tree(greedy):
        return [head - 1 for head in greedy]
    return [head - 1 for head in _best_tree(arc)]


def _best_tree(arc: Floats) -> list[int]:
    """Heads from 1, 0 for the root: the best arborescence among those of the likeliest roots."""
    n = len(arc)
    scores = np.full((n + 1, n + 1), _NEVER)
    scores[1:] = arc
    np.fill_diagonal(scores, -np.inf)
    inner = scores[1:, 1:].max(1) if n > 1 else np.zeros(1)
    # With one root fixed, no tree scores more than every other word's best head does.
    bounds = inner.sum() + scores[1:, 0] - inner
    best, best_score = [0] * n, -np.inf
    for root in np.argsort(-bounds, kind="stable")[:_ROOTS_TRIED].tolist():
        if bounds[root] <= best_score:
            break
        single = scores.copy()
        single[1:, 0] = _NEVER
        single[root + 1, 0] = scores[root + 1, 0]
        heads = _arborescence(single)
        score = float(single[np.arange(1, n + 1), heads[1:]].sum())
        if score > best_score:
            best, best_score = heads[1:].tolist(), score
    return best


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether every word reaches the root; heads count from 1, 0 is the root."""
    reached = [False] * (len(heads) + 1)
    reached[0] = True
    for word in range(1, len(heads) + 1):
        path = []
        at = word
        while not reached[at]:
            path.append(at)
            if len(path) > len(heads):
                return False
            at = heads[at - 1]
        for seen in path:
            reached[seen] = True
    return True


def _find_cycle(heads: Indexes) -> list[int] | None:
    colour = [0] * len(heads)
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while at != 0 and colour[at] == 0:
            colour[at] = start
            path.append(at)
            at = int(heads[at])
        if at != 0 and colour[at] == start:
            return path[path.index(at) :]
    return None


def _arborescence(scores: Scores) -> Indexes:
    """Heads of the maximum arborescence of `scores[dependent, head]` with node 0 as root."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    scores[0, :] = -np.inf
    heads: Indexes = scores.argmax(1)
    heads[0] = 0
    found = _find_cycle(heads)
    if found is None:
        return heads
    cycle = np.array(found)
    inside = np.zeros(len(heads), bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    m = len(rest)
    smaller = np.full((m + 1, m + 1), -np.inf)
    outer = scores[rest]
    smaller[:m, :m] = outer[:, rest]
    entering = scores[cycle][:, rest] - scores[cycle, heads[cycle]][:, None]
    smaller[m, :m] = entering.max(0)
    leaving = outer[:, cycle]
    smaller[:m, m] = leaving.max(1)
    contracted = _arborescence(smaller)
    result: Indexes = heads.copy()
    exits = leaving.argmax(1)
    for a in range(1, m):
        head = int(contracted[a])
        result[rest[a]] = cycle[int(exits[a])] if head == m else rest[head]
    entered = cycle[int(entering[:, contracted[m]].argmax())]
    result[entered] = rest[contracted[m]]
    return result


@cache
def _predecessors(labels: tuple[str, ...]) -> list[tuple[int, int] | None]:
    """For each "I" the indexes of its own "B" and "I", which alone may stand before it; None for the others."""
    return [
        (labels.index("B" + label[1:]), labels.index(label)) if label[0] == "I" else None for label in labels
    ]


def decode_labels(logits: Floats, labels: tuple[str, ...]) -> list[int]:
    """The best valid BIO sequence (Viterbi), as indexes of the labels."""
    path: list[int] = logits.argmax(1).tolist()
    before = _predecessors(labels)
    # Only transitions are constrained: a valid greedy path is the best one.
    last = -1
    for label in path:
        pair = before[label]
        if pair is not None and last not in pair:
            return _viterbi(logits.tolist(), labels)
        last = label
    return path


def decode_ranges(logits: Floats, labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Half-open word ranges with their labels, of the best valid BIO sequence."""
    path = decode_labels(logits, labels)
    outside = labels.index("O")
    ranges: list[tuple[int, int, str]] = []
    at = 0
    while at < len(path):
        first = at
        at += 1
        if path[first] != outside:
            while at < len(path) and labels[path[at]][0] == "I":
                at += 1
            ranges.append((first, at, labels[path[first]][2:]))
    return ranges


def decode_spans(logits: Floats, labels: tuple[str, ...]) -> list[tuple[int, int, str, float]]:
    """The same with a score: the least probability, among the words, of the label's kind."""
    ranges = decode_ranges(logits, labels)
    if not ranges:
        return []
    probabilities = softmax(logits)
    spans: list[tuple[int, int, str, float]] = []
    for first, last, kind in ranges:
        columns = [i for i, label in enumerate(labels) if label[2:] == kind]
        spans.append((first, last, kind, float(probabilities[first:last, columns].sum(1).min())))
    return spans


def _viterbi(scores: list[list[float]], labels: tuple[str, ...]) -> list[int]:
    """The best path; "I" may follow only its own "B" and "I". Ties go to the lower label."""
    before = _predecessors(labels)
    value = [score if pair is None else _NEVER for score, pair in zip(scores[0], before, strict=True)]
    back: list[list[int]] = []
    for row in scores[1:]:
        best = value.index(max(value))
        pointers = [
            best if pair is None else pair[0] if value[pair[0]] >= value[pair[1]] else pair[1]
            for pair in before
        ]
        value = [value[pointer] + score for pointer, score in zip(pointers, row, strict=True)]
        back.append(pointers)
    path = [value.index(max(value))]
    for pointers in reversed(back):
        path.append(pointers[path[-1]])
    return path[::-1]


@cache
def _script(script: str) -> tuple[bool, int, str]:
    keep, cut, suffix = script.split("|", 2)
    return keep == "1", int(cut), suffix


def apply_script(form: str, script: str) -> str:
    """The lemma that an edit script "keep|cut|suffix" makes of a form; the form where nothing is left."""
    keep, cut, suffix = _script(script)
    base = form if keep else form.lower()
    return (base[: len(base) - cut] if cut else base) + suffix or form
