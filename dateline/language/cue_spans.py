"""Cue spans: the attribution head's cues completed to the verb groups that PolNeAR's guideline marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.model.analysis import Token

Range = tuple[int, int]
_HELPERS = frozenset({"AUX", "ADV", "PART"})
_HELPING = frozenset({"aux", "aux:pass", "advmod", "cop"})
_REACH = 4
"""How many words right of a lone adverb or auxiliary its verb may stand."""


def mend_cues(tokens: Sequence[Token], cues: Iterable[Range]) -> tuple[Range, ...]:
    """The cues with the verb that a lone adverb or auxiliary belongs to, and the helpers before their verb.

    PolNeAR (Newell et al., 2018) marks "had previously reported" and "did not say" whole; a tagger often stops at
    the adverb or begins at the verb.
    """
    mended: list[Range] = []
    for start, end in cues:
        verb = _verb(tokens, start, end)
        first = start if verb is None else min(start, _group_start(tokens, verb))
        last = end if verb is None else max(end, verb + 1)
        if not mended or first >= mended[-1][1]:
            mended.append((first, last))
        else:
            mended[-1] = (min(first, mended[-1][0]), max(last, mended[-1][1]))
    return tuple(mended)


def _verb(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """The first verb of a span; of a span of helpers the verb right behind it; None for any other."""
    found = next((at for at in range(first, last) if tokens[at].upos == "VERB"), None)
    if found is not None or any(tokens[at].upos not in _HELPERS for at in range(first, last)):
        return found
    for at in range(last, min(last + _REACH, len(tokens))):
        if tokens[at].sentence != tokens[first].sentence or tokens[at].upos not in _HELPERS | {"VERB"}:
            return None
        if tokens[at].upos == "VERB":
            return at
    return None


def _group_start(tokens: Sequence[Token], verb: int) -> int:
    first = verb
    while first > 0 and tokens[first - 1].head == verb and tokens[first - 1].deprel in _HELPING:
        if tokens[first - 1].upos not in _HELPERS:
            break
        first -= 1
    return first
