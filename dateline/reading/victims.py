"""Victims: single persons, named or not, whom a clause says were killed, wounded, captured or went missing."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codebook import Measure
from dateline.model.analysis import Analysis, EntityKind, Token
from dateline.reading.fates import fate_of
from dateline.reading.measures import is_human, lemma
from dateline.reading.quantities import Quantity

_FATES = frozenset({Measure.KILLED, Measure.WOUNDED, Measure.CAPTURED, Measure.MISSING})
_SLOTS = frozenset(
    {"nsubj", "nsubj:pass", "obj", "conj", "appos", "nmod", "nmod:poss", "root", "obl", "parataxis", "dep"}
)
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
_MODIFIERS = frozenset({"det", "amod", "compound", "nmod:poss", "nmod:desc"})
_NOT_ONE = frozenset({"no", "any", "every", "each", "all", "these", "those"})
# Singular nouns that stand for many.
_COLLECTIVES = frozenset(
    {
        "people", "police", "family", "crowd", "mob", "crew", "staff", "delegation", "force", "army", "militia", "unit",
        "brigade", "battalion", "regiment", "infantry", "personnel", "garrison", "squad", "platoon", "household", "couple",
        "military", "population", "contingent", "cavalry", "person",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Victim:
    """One person and what befell that person."""

    head: int
    """The syntactic head of the name or noun."""
    first: int
    last: int
    predicate: int
    """The word that says what befell the person."""
    measure: Measure
    named: bool
    apart: bool = False
    """True of an apposition that names another person: "the governor, his wife"."""


def read_victims(analysis: Analysis, quantities: tuple[Quantity, ...]) -> tuple[Victim, ...]:
    """The single victims of a text in order, each entered once for each fate."""
    counted = {t for q in quantities for t in (q.counted, q.top) if t is not None}
    persons = _persons(analysis)
    chains = _chain_of(analysis)
    seen: set[tuple[object, Measure]] = set()
    found: list[Victim] = []
    for token in analysis.tokens:
        candidate = _candidate(analysis, token, persons, counted)
        if candidate is None:
            continue
        first, last, named = candidate
        measure = fate_of(analysis, token.index, token.index, first, last)
        if measure not in _FATES:
            continue
        if token.deprel == "appos" and (name := persons.get(token.head)) is not None:
            # "Omar Said, a farmer shot on Monday": the name stands for the person.
            first, last, named = name[0], max(last, name[1]), True
        keys = _identities(analysis, token, first, last, chains, named=named)
        if any((key, measure) in seen for key in keys):
            continue
        seen.update((key, measure) for key in keys)
        apart = _is_another(analysis, token, first)
        found.append(Victim(token.index, first, last, _predicate(analysis, token), measure, named, apart))
    return tuple(found)


def _predicate(analysis: Analysis, token: Token) -> int:
    """The verb of which the person is subject or object, or the participle that stands with the name."""
    for child in analysis.dependents[token.index]:
        word = analysis.tokens[child]
        if word.deprel.startswith("acl") and word.upos == "VERB" and child > token.index:
            return (
                child
                if token.deprel in {"root", "appos", "obl"} or analysis.tokens[token.head].upos != "VERB"
                else token.head
            )
    return token.head if token.head >= 0 else token.index


def _persons(analysis: Analysis) -> dict[int, tuple[int, int]]:
    """The range of each person's name by the token of it that hangs outside it."""
    heads: dict[int, tuple[int, int]] = {}
    for entity in analysis.entities:
        if entity.kind is EntityKind.PERSON:
            for at in range(entity.first, entity.last):
                if not entity.first <= analysis.tokens[at].head < entity.last:
                    heads[at] = (entity.first, entity.last)
                    break
    return heads


def _chain_of(analysis: Analysis) -> dict[int, int]:
    return {mention.head: index for index, chain in enumerate(analysis.chains) for mention in chain.mentions}


def _candidate(
    analysis: Analysis, token: Token, persons: dict[int, tuple[int, int]], counted: set[int]
) -> tuple[int, int, bool] | None:
    """The range of the words for one person, and whether they are a name."""
    if token.deprel not in _SLOTS or token.index in counted or _is_attempted(analysis, token):
        return None
    if token.index in persons:
        first, last = persons[token.index]
        return first, last, True
    if (
        not _is_singular(analysis, token)
        or lemma(token) in _COLLECTIVES
        or not is_human(analysis, token.index)
    ):
        return None
    return _description(analysis, token, persons)


def _description(
    analysis: Analysis, token: Token, persons: dict[int, tuple[int, int]]
) -> tuple[int, int, bool] | None:
    """The range of a noun for one person with its modifiers and the name that it carries; None of "no one", "every man"."""
    children = [analysis.tokens[c] for c in analysis.dependents[token.index]]
    before = [c for c in children if c.index < token.index and c.deprel in _MODIFIERS]
    article = next((c.form.lower() for c in before if c.deprel == "det"), "")
    if article in _NOT_ONE or any(c.deprel == "nummod" for c in children):
        return None
    first = min((c.index for c in before), default=token.index)
    name = next((c for c in children if c.index in persons and c.deprel in {"appos", "flat"}), None)
    return first, max(token.index + 1, persons[name.index][1] if name else 0), name is not None


def _is_singular(analysis: Analysis, token: Token) -> bool:
    if token.upos in {"NOUN", "PROPN"}:
        return token.xpos in {"NN", "NNP"}
    # "Another Palestinian": an adjective of nation that an article makes a noun.
    return (
        token.upos == "ADJ"
        and token.form[0].isupper()
        and any(analysis.tokens[c].deprel == "det" for c in analysis.dependents[token.index])
    )


def _is_attempted(analysis: Analysis, token: Token) -> bool:
    """`the attempted murder of`: nobody is said to have been harmed."""
    if token.head < 0 or not token.deprel.startswith("nmod"):
        return False
    return any(
        lemma(analysis.tokens[c]) in {"attempt", "attempted", "plot"} for c in analysis.dependents[token.head]
    )


def _is_another(analysis: Analysis, token: Token, first: int) -> bool:
    """Whether an apposition belongs to the one it stands beside, and so names another, whatever the chain says."""
    return token.deprel == "appos" and analysis.tokens[first].form.lower() in _POSSESSIVES


def _identities(
    analysis: Analysis, token: Token, first: int, last: int, chains: dict[int, int], *, named: bool
) -> list[object]:
    """What tells this person from others: the chain, the last word of a name, the noun."""
    keys: list[object] = []
    if token.index in chains and not _is_another(analysis, token, first):
        keys.append(chains[token.index])
    if named:
        keys.append(analysis.tokens[last - 1].form.lower())
        keys.append(analysis.tokens[first].form.lower())
    elif analysis.tokens[first].form.lower() in {"the", "his", "her", "their", "its"}:
        keys.append(lemma(token))
    else:
        keys.append(token.index)
    return keys
