"""Deals: the words that name an agreement, its kind, and what makes, keeps or breaks it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import AgreementKind
from dateline.model.analysis import Analysis
from dateline.reading.clauses import base, children
from dateline.reading.lemmas import by_form, lemma_of
from dateline.reading.place_names import preposition


@dataclass(frozen=True, slots=True)
class DealWords:
    """The words of `data/agreements.toml`."""

    names: dict[tuple[str, ...], AgreementKind]
    heads: frozenset[str]
    vague: frozenset[str]
    doings: frozenset[str]
    parties: frozenset[str]
    guarantors: frozenset[str]
    made: frozenset[str]
    refusing: frozenset[str]
    wishing: frozenset[str]
    terms: dict[str, AgreementKind]
    nouns: dict[str, str]
    verbs: dict[str, str]


@cache
def deal_words() -> DealWords:
    """The words of deals, read once."""
    table = tomllib.loads((files("dateline.reading") / "data" / "agreements.toml").read_text("utf-8"))
    names = {
        tuple(
            name.replace("cease-fire", "cease~fire").replace("de-escalation", "de~escalation").split("-")
        ): AgreementKind(kind)
        for kind, listed in table["names"].items()
        for name in listed.split()
    }
    names = {tuple(word.replace("~", "-") for word in key): kind for key, kind in names.items()}
    vague = frozenset(table["vague"]["nouns"].split())
    doings = {name: frozenset(words.split()) for name, words in table["doings"].items()}
    terms: dict[str, AgreementKind] = {}
    for kind, words in table["terms"].items():
        for word in words.split():
            terms.setdefault(word, AgreementKind(kind))
    return DealWords(
        names=names,
        heads=frozenset(key[-1] for key in names),
        vague=vague,
        doings=doings["verbs"],
        parties=doings["parties"],
        guarantors=doings["guarantors"],
        made=doings["made"],
        refusing=doings["refusing"],
        wishing=doings["wishing"],
        terms=terms,
        nouns=by_form([*vague, *(key[-1] for key in names), *terms]),
        verbs=by_form(frozenset().union(*doings.values())),
    )


@dataclass(frozen=True, slots=True)
class Deal:
    """A mention of a deal, as tokens."""

    token: int
    first: int
    last: int
    kind: AgreementKind
    verb: int | None


def find_deals(analysis: Analysis) -> Iterator[Deal]:
    """The words that name deals, with the verb that makes, keeps or breaks each."""
    qualified: set[int] = set()
    for token in analysis.tokens:
        if token.upos not in {"NOUN", "PROPN", "ADJ"} or token.index in qualified:
            continue
        name = lemma_of(token, deal_words().nouns)
        if name not in deal_words().heads and name not in deal_words().vague:
            continue
        named = _name_at(analysis, token.index)
        verb = _verb(analysis, token.index)
        if named is not None:
            first, last, kind = named
            if (
                token.deprel == "compound"
                and lemma_of(analysis.tokens[token.head], deal_words().nouns) in deal_words().vague
            ):
                # "The safe passage deal": the deal is the noun's, its kind the modifier's.
                qualified.add(token.head)
                yield Deal(token.head, first, token.head + 1, kind, _verb(analysis, token.head))
            else:
                yield Deal(token.index, first, last, kind, verb)
        elif name in deal_words().vague and (verb is not None or _is_linked(analysis, token.index)):
            if _is_modifier(analysis, token.index):
                continue
            yield Deal(token.index, token.index, token.index + 1, _kind(analysis, token.index), verb)


def _name_at(analysis: Analysis, at: int) -> tuple[int, int, AgreementKind] | None:
    """The listed name that ends at a token or, for "exchange of prisoners", around it."""
    words = deal_words()
    forms = [lemma_of(t, words.nouns) for t in analysis.tokens[max(0, at - 3) : at + 1]]
    for size in range(min(4, len(forms)), 0, -1):
        kind = words.names.get(tuple(forms[-size:]))
        if kind is not None:
            return at - size + 1, at + 1, kind
    return None


def _is_modifier(analysis: Analysis, at: int) -> bool:
    return analysis.tokens[at].deprel == "compound"


def _verb(analysis: Analysis, at: int) -> int | None:
    """The verb of making, keeping or breaking that a deal is the subject or object of."""
    token = analysis.tokens[at]
    for _ in range(3):
        if token.head < 0:
            return None
        relation = base(token.deprel)
        head = analysis.tokens[token.head]
        if relation in {"obj", "nsubj", "obl", "xcomp"} and head.upos == "VERB":
            name = lemma_of(head, deal_words().verbs)
            had = name == "have" and relation == "obj"
            had = had or (name == "turn" and _is_turned_down(analysis, head.index))
            return head.index if had or name in deal_words().doings else None
        if relation not in {"conj", "compound", "nmod", "appos"}:
            return None
        token = head
    return None


def _is_turned_down(analysis: Analysis, verb: int) -> bool:
    return any(analysis.tokens[c].form.lower() == "down" for c in analysis.dependents[verb])


def _is_linked(analysis: Analysis, at: int) -> bool:
    """A deal with somebody, between some, by somebody, to do something; one under which something is done."""
    if preposition(analysis, at) == "under" and _is_definite(analysis, at):
        return True
    for child in analysis.dependents[at]:
        token = analysis.tokens[child]
        if token.deprel.startswith("nmod") and preposition(analysis, child) in {"with", "between", "by"}:
            return True
        if (
            token.deprel.startswith("acl")
            and lemma_of(token, deal_words().verbs) in deal_words().doings | deal_words().guarantors
        ):
            return True
    return False


def _kind(analysis: Analysis, at: int) -> AgreementKind:
    """What a vaguely named deal is of, by its own modifiers, then by its terms."""
    tokens = analysis.tokens
    for child in analysis.dependents[at]:
        if tokens[child].deprel in {"compound", "amod"}:
            name = lemma_of(tokens[child], deal_words().nouns)
            if tokens[child].form.lower() in {"passage", "evacuation"}:
                return AgreementKind.SAFE_PASSAGE
            if name in deal_words().terms and tokens[child].deprel == "compound":
                return deal_words().terms[name]
            if name == "peace":
                return AgreementKind.PEACE
    for clause in (*term_clauses(analysis, at), *_done_under(analysis, at)):
        for inner in sorted(analysis.subtree(clause)):
            kind = deal_words().terms.get(lemma_of(tokens[inner], deal_words().nouns))
            if kind is not None:
                return kind
    return AgreementKind.OTHER


def _is_definite(analysis: Analysis, at: int) -> bool:
    return any(
        analysis.tokens[c].form.lower() in {"the", "this", "that", "their"} for c in analysis.dependents[at]
    )


def _done_under(analysis: Analysis, at: int) -> Iterator[int]:
    """The clause that tells what is done "under the agreement"."""
    token = analysis.tokens[at]
    if token.head >= 0 and base(token.deprel) == "obl" and preposition(analysis, at) == "under":
        yield token.head


def term_clauses(analysis: Analysis, at: int) -> Iterator[int]:
    """The clauses and phrases that say what was agreed."""
    for child in analysis.dependents[at]:
        token = analysis.tokens[child]
        if token.deprel.startswith("acl") and (token.deprel == "acl" or _has_modal(analysis, child)):
            marked = any(
                analysis.tokens[c].form.lower() in {"to", "that", "which"} for c in analysis.dependents[child]
            )
            if marked:
                yield child
        elif token.deprel == "nmod" and preposition(analysis, child) in {"on", "for"}:
            yield child
    head = analysis.tokens[at].head
    if head >= 0 and lemma_of(analysis.tokens[head], deal_words().verbs) in deal_words().doings:
        for child in children(analysis, head, "advcl", "xcomp"):
            if child > at and any(
                analysis.tokens[c].form.lower() == "to" for c in analysis.dependents[child]
            ):
                yield child


def _has_modal(analysis: Analysis, verb: int) -> bool:
    return any(
        analysis.tokens[c].form.lower() in {"would", "will", "could", "can", "allows", "allowed"}
        for c in analysis.dependents[verb]
    ) or (
        analysis.tokens[verb].lemma.lower()
        in {"allow", "let", "permit", "require", "guarantee", "ensure", "include"}
    )
