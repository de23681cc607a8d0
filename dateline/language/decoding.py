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
    n = len(greedy)
    scores = np.full((n + 1, n + 1), _NEVER)
    scores[1:] = arc
    np.fill_diagonal(scores, -np.inf)
    gain = scores[1:, 0] - (scores[1:, 1:].max(1) if n > 1 else 0.0)
    best, best_score = [0] * n, -np.inf
    for root in np.argsort(-gain, kind="stable")[:_ROOTS_TRIED].tolist():
        single = scores.copy()
        single[1:, 0] = _NEVER
        single[root + 1, 0] = scores[root + 1, 0]
        heads = _arborescence(single)
        score = float(single[np.arange(1, n + 1), heads[1:]].sum())
        if score > best_score:
            best, best_score = heads[1:].tolist(), score
    return [head - 1 for head in best]


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
    smaller[:m, :m] = scores[np.ix_(rest, rest)]
    entering = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    smaller[m, :m] = entering.max(0)
    leaving = scores[np.ix_(rest, cycle)]
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
def _transitions(labels: tuple[str, ...]) -> tuple[npt.NDArray[np.bool_], Floats]:
    """Which label may follow which, with a last row for the start; and the same as penalties."""
    allowed = np.ones((len(labels) + 1, len(labels)), bool)
    for column, label in enumerate(labels):
        if label.startswith("I"):
            for row, before in enumerate(labels):
                allowed[row, column] = before != "O" and before[1:] == label[1:]
            allowed[-1, column] = False
    return allowed, np.where(allowed, 0.0, _NEVER).astype(np.float32)


def decode_spans(logits: Floats, labels: tuple[str, ...]) -> list[tuple[int, int, str, float]]:
    """Half-open word ranges with label and score of the best valid BIO sequence (Viterbi)."""
    allowed, penalties = _transitions(labels)
    best = logits.argmax(1)
    path: list[int] = best.tolist()
    outside = labels.index("O")
    if not any(label != outside for label in path):
        return []
    # Only transitions are constrained: a valid greedy path is the best one.
    if not (allowed[-1, path[0]] and allowed[best[:-1], best[1:]].all()):
        path = _viterbi(logits - np.logaddexp.reduce(logits, 1)[:, None], penalties)
    probabilities = softmax(logits)
    spans: list[tuple[int, int, str, float]] = []
    at = 0
    while at < len(path):
        label = labels[path[at]]
        first = at
        at += 1
        if label == "O":
            continue
        while at < len(path) and labels[path[at]][0] == "I":
            at += 1
        score = float(probabilities[np.arange(first, at), path[first:at]].min())
        spans.append((first, at, label[2:], score))
    return spans


def _viterbi(scores: Floats, penalties: Floats) -> list[int]:
    """The best path under the transition penalties; ties go to the lower label."""
    value = scores[0] + penalties[-1]
    back = []
    inner, columns = penalties[:-1], np.arange(scores.shape[1])
    for row in scores[1:]:
        steps = value[:, None] + inner
        pointer = steps.argmax(0)
        back.append(pointer)
        value = steps[pointer, columns] + row
    path = [int(value.argmax())]
    for pointer in reversed(back):
        path.append(int(pointer[path[-1]]))
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
