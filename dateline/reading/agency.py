"""Agency: who a passive verb or a noun of action is done by."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.analysis import Analysis
from dateline.reading.patterns import Words

_NOT_AGENTS = frozenset({"on", "upon", "to", "against", "from"})
_DEPTH = 2
"""How far below a noun its doer may hang: "the shelling of a market in the town by the army"."""


def read_agents(analysis: Analysis, words: Words, predicate: int) -> Iterator[int]:
    """The tokens named by "by" or "at the hands of", those of a verb's first conjunct included."""
    tokens = analysis.tokens
    for dependent in analysis.dependents[predicate]:
        if _is_agent(analysis, dependent):
            yield dependent
        elif tokens[dependent].form.lower() == "hands" and _case(analysis, dependent) == "at":
            yield from words.governed(dependent, "of")
    token = tokens[predicate]
    if token.upos == "NOUN":
        yield from _below(analysis, predicate, _DEPTH)
    if token.deprel == "conj" and token.head >= 0 and tokens[token.head].upos == token.upos:
        yield from (d for d in analysis.dependents[token.head] if tokens[d].deprel == "obl:agent")


def _is_agent(analysis: Analysis, token: int) -> bool:
    relation = analysis.tokens[token].deprel
    if relation == "obl:agent":
        # Parsers give the label to other phrases of a passive at times ("imposed on four officials by").
        return _case(analysis, token) not in _NOT_AGENTS
    return relation in ("obl", "nmod") and _case(analysis, token) == "by"


def _below(analysis: Analysis, noun: int, depth: int) -> Iterator[int]:
    for dependent in analysis.dependents[noun]:
        if analysis.tokens[dependent].deprel != "nmod" or _case(analysis, dependent) == "by":
            continue
        for below in analysis.dependents[dependent]:
            if analysis.tokens[below].deprel == "nmod" and _case(analysis, below) == "by":
                yield below
        if depth > 1:
            yield from _below(analysis, dependent, depth - 1)


def _case(analysis: Analysis, token: int) -> str:
    """The word that marks a phrase: its preposition, or the mark of a gerund."""
    for child in analysis.dependents[token]:
        if analysis.tokens[child].deprel in ("case", "mark"):
            return analysis.tokens[child].form.lower()
    return ""
