"""Decoding for evaluation: trees and constrained BIO sequences from scores."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_FORBIDDEN = -1e9


def best_tags(scores: Scores, labels: list[str]) -> list[str]:
    """The best sequence in which every I follows a B or I of its class (Viterbi)."""
    log_p = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    allowed = _transitions(labels)
    value = log_p[0] + np.array([_FORBIDDEN if label[0] == "I" else 0.0 for label in labels])
    back = []
    for row in log_p[1:]:
        candidates = value[:, None] + allowed
        best = candidates.argmax(0)
        back.append(best)
        value = candidates[best, np.arange(len(labels))] + row
    path = [int(value.argmax())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return [labels[k] for k in reversed(path)]


def _transitions(labels: list[str]) -> NDArray[np.float64]:
    return np.array(
        [
            [_FORBIDDEN if b[0] == "I" and (a == "O" or a[1:] != b[1:]) else 0.0 for b in labels]
            for a in labels
        ]
    )


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Half-open spans of a BIO sequence."""
    found, start = set(), 0
    for i in range(1, len(tags) + 1):
        if tags[start] != "O" and (i == len(tags) or tags[i][0] != "I"):
            found.add((start, i, tags[start][2:]))
        if i < len(tags) and tags[i][0] != "I":
            start = i
    return found


def best_tree(scores: Scores) -> list[int]:
    """Heads (0 = root) of the best tree with one root, from scores [n, n+1]."""
    n = scores.shape[0]
    greedy = scores.argmax(1)
    if (greedy == 0).sum() == 1 and _is_tree([0, *greedy.tolist()]):
        return greedy.tolist()
    square = np.full((n + 1, n + 1), _FORBIDDEN)
    square[1:] = scores
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(scores[:, 1:].max(1) - scores[:, 0])[:3] + 1:
        single = square.copy()
        single[1:, 0] = -1e6
        single[root, 0] = square[root, 0]
        heads = _arborescence(single)
        total = float(single[np.arange(1, n + 1), heads[1:]].sum())
        if best is None or total > best[0]:
            best = (total, heads[1:].tolist())
    assert best is not None
    return best[1]


def _is_tree(heads: list[int]) -> bool:
    for i in range(1, len(heads)):
        seen, j = set(), i
        while j:
            if j in seen:
                return False
            seen.add(j)
            j = heads[j]
    return True


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Chu-Liu-Edmonds over nodes 0 (root) to n; ``scores[d, h]``."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    rest = [i for i in range(len(heads)) if i not in cycle]
    m = len(rest)
    smaller = np.full((m + 1, m + 1), -np.inf)
    smaller[:m, :m] = scores[np.ix_(rest, rest)]
    gain = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    smaller[m, :m] = gain.max(0)
    leaving = scores[np.ix_(rest, cycle)]
    smaller[:m, m] = leaving.max(1)
    inner = _arborescence(smaller)
    for k in range(1, m):
        heads[rest[k]] = cycle[int(leaving[k].argmax())] if inner[k] == m else rest[inner[k]]
    entry = rest[inner[m]]
    heads[cycle[int(gain[:, inner[m]].argmax())]] = entry
    return heads


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    done: set[int] = {0}
    for i in range(1, len(heads)):
        path: list[int] = []
        j = i
        while j not in done and j not in path:
            path.append(j)
            j = int(heads[j])
        if j in path:
            return path[path.index(j) :]
        done.update(path)
    return []
