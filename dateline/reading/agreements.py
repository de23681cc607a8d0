"""Agreements: deals between parties, with kind, terms and guarantors."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dateline.codebook import AgreementKind, EventType, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Agreement, Claim, Ground, Party
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import agent, base, children, subject
from dateline.reading.lemmas import by_form, lemma_of
from dateline.reading.parties import Names
from dateline.reading.place_names import preposition
from dateline.reading.places import place_of
from dateline.reading.status import read_status
from dateline.reading.times import time_of

_TERM_WORDS = 30
"""The longest clause that is quoted as a term."""


@dataclass(frozen=True, slots=True)
class _Words:
    names: dict[tuple[str, ...], AgreementKind]
    heads: frozenset[str]
    vague: frozenset[str]
    doings: frozenset[str]
    parties: frozenset[str]
    guarantors: frozenset[str]
    made: frozenset[str]
    terms: dict[str, AgreementKind]
    nouns: dict[str, str]
    verbs: dict[str, str]


@cache
def _words() -> _Words:
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
    return _Words(
        names=names,
        heads=frozenset(key[-1] for key in names),
        vague=vague,
        doings=doings["verbs"],
        parties=doings["parties"],
        guarantors=doings["guarantors"],
        made=doings["made"],
        terms=terms,
        nouns=by_form([*vague, *(key[-1] for key in names), *terms]),
        verbs=by_form(frozenset().union(*doings.values())),
    )


@dataclass(frozen=True, slots=True)
class _Deal:
    token: int
    first: int
    last: int
    kind: AgreementKind
    verb: int | None


def read_agreements(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The agreement claims of a report in text order; a deal is entered once for each holder and status.

    Later mentions of a deal by the same holders add what they know of its parties, terms and guarantors.
    """
    del report, events
    found: dict[tuple[AgreementKind, Status, tuple[str, ...]], Claim] = {}
    for deal in _deals(analysis):
        claim = _claim(analysis, names, attribution, deal)
        content = claim.content
        assert isinstance(content, Agreement)
        key = (content.kind, claim.status, tuple(party.name for party in claim.attribution))
        if deal.verb is None or not (content.parties or content.guarantors):
            # A bare mention tells no deal of its own where one of its kind is known.
            key = next((k for k in found if k[0] is content.kind), key)
        other = found.get(key)
        found[key] = claim if other is None else _merged(other, content)
    return tuple(found.values())


def _merged(claim: Claim, more: Agreement) -> Claim:
    own = claim.content
    assert isinstance(own, Agreement)
    content = Agreement(
        own.kind,
        _joined(own.parties, more.parties),
        own.terms or more.terms,
        _joined(own.guarantors, more.guarantors),
    )
    return replace(claim, content=content)


def _joined(own: tuple[Party, ...], more: tuple[Party, ...]) -> tuple[Party, ...]:
    known = {party.name for party in own}
    return (*own, *(party for party in more if party.name not in known))


def _deals(analysis: Analysis) -> Iterator[_Deal]:
    """The words that name deals, with the verb that makes, keeps or breaks each."""
    for token in analysis.tokens:
        if token.upos not in {"NOUN", "PROPN", "ADJ"}:
            continue
        name = lemma_of(token, _words().nouns)
        if name not in _words().heads and name not in _words().vague:
            continue
        named = _name_at(analysis, token.index)
        verb = _verb(analysis, token.index)
        if named is not None:
            first, last, kind = named
            yield _Deal(token.index, first, last, kind, verb)
        elif name in _words().vague and (verb is not None or _is_linked(analysis, token.index)):
            if _is_modifier(analysis, token.index):
                continue
            yield _Deal(token.index, token.index, token.index + 1, _kind(analysis, token.index), verb)


def _name_at(analysis: Analysis, at: int) -> tuple[int, int, AgreementKind] | None:
    """The listed name that ends at a token or, for "exchange of prisoners", around it."""
    words = _words()
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
            return head.index if lemma_of(head, _words().verbs) in _words().doings else None
        if relation not in {"conj", "compound", "nmod", "appos"}:
            return None
        token = head
    return None


def _is_linked(analysis: Analysis, at: int) -> bool:
    """A deal with somebody, between some, by somebody, to do something."""
    for child in analysis.dependents[at]:
        token = analysis.tokens[child]
        if token.deprel.startswith("nmod") and preposition(analysis, child) in {"with", "between", "by"}:
            return True
        if (
            token.deprel.startswith("acl")
            and lemma_of(token, _words().verbs) in _words().doings | _words().guarantors
        ):
            return True
    return False


def _kind(analysis: Analysis, at: int) -> AgreementKind:
    """What a vaguely named deal is of, by its own modifiers, then by its terms."""
    tokens = analysis.tokens
    for child in analysis.dependents[at]:
        if tokens[child].deprel in {"compound", "amod"}:
            name = lemma_of(tokens[child], _words().nouns)
            if tokens[child].form.lower() in {"passage", "evacuation"}:
                return AgreementKind.SAFE_PASSAGE
            if name in _words().terms and tokens[child].deprel == "compound":
                return _words().terms[name]
            if name == "peace":
                return AgreementKind.PEACE
    for clause in _term_clauses(analysis, at):
        for inner in sorted(analysis.subtree(clause)):
            kind = _words().terms.get(lemma_of(tokens[inner], _words().nouns))
            if kind is not None:
                return kind
    return AgreementKind.OTHER


def _term_clauses(analysis: Analysis, at: int) -> Iterator[int]:
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
    if head >= 0 and lemma_of(analysis.tokens[head], _words().verbs) in _words().doings:
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


def _claim(analysis: Analysis, names: Names, attribution: Attribution, deal: _Deal) -> Claim:
    status, ground = read_status(analysis, deal.token, attribution, EventType.AGREE)
    sentence = analysis.sentences[analysis.tokens[deal.token].sentence]
    guarantors = _guarantors(analysis, names, deal)
    terms = tuple(_terms(analysis, deal))
    parties = tuple(p for p in _parties(analysis, names, deal) if p.name not in {g.name for g in guarantors})
    first = deal.verb if deal.verb is not None and deal.verb < deal.first <= deal.verb + 4 else deal.first
    start, end = analysis.span(first, _quote_end(analysis, deal))
    holder = attribution.ground(deal.token)
    return Claim(
        content=Agreement(deal.kind, parties, terms, guarantors),
        status=status,
        evidence=cite(analysis.text, start, end),
        passage=cite(analysis.text, sentence.start, sentence.end),
        attribution=attribution.chain(deal.token),
        place=place_of(analysis, deal.token, names),
        when=time_of(analysis, deal.token),
        grounds=(
            Ground("kind", f"noun:{analysis.tokens[deal.token].form.lower()}"),
            ground,
            *((holder,) if holder else ()),
        ),
    )


def _quote_end(analysis: Analysis, deal: _Deal) -> int:
    """One past the deal's own phrase of parties ("ceasefire with the rebels")."""
    end = deal.last
    for child in analysis.dependents[deal.token]:
        token = analysis.tokens[child]
        if (
            token.deprel == "nmod"
            and child > deal.token
            and preposition(analysis, child) in {"with", "between", "in", "for"}
        ):
            inside = [t for t in analysis.subtree(child) if not analysis.tokens[t].deprel.startswith("acl")]
            reach = max(inside) + 1
            if reach - deal.token <= 12:
                end = max(end, reach)
    return end


def _parties(analysis: Analysis, names: Names, deal: _Deal) -> Iterator[Party]:
    """Those between whom the deal is: the subjects of its verb, its possessor, "with" and "between"."""
    tokens: list[int] = []
    if deal.verb is not None and lemma_of(analysis.tokens[deal.verb], _words().verbs) in _words().parties:
        doer = _doer(analysis, deal)
        if doer is not None:
            tokens.append(doer)
    for child in analysis.dependents[deal.token]:
        token = analysis.tokens[child]
        case = preposition(analysis, child)
        if token.deprel == "nmod:poss" or (token.deprel == "nmod" and case in {"with", "between", "by"}):
            tokens.append(child)
        elif token.deprel.startswith("acl") and lemma_of(token, _words().verbs) in _words().made:
            by = agent(analysis, child)
            if by is not None:
                tokens.append(by)
    if deal.verb is not None:
        tokens.extend(
            c
            for c in children(analysis, deal.verb, "obl")
            if c != deal.token and preposition(analysis, c) in {"with", "between"}
        )
    yield from _unique(names, tokens)


def _doer(analysis: Analysis, deal: _Deal) -> int | None:
    """The subject of the verb, or its agent where the deal itself is the subject."""
    assert deal.verb is not None
    if base(analysis.tokens[deal.token].deprel) == "nsubj":
        return agent(analysis, deal.verb)
    return subject(analysis, deal.verb)


def _unique(names: Names, tokens: list[int]) -> Iterator[Party]:
    seen: set[str] = set()
    for token in tokens:
        for each in names.conjuncts(token):
            party = names.party(each)
            if names.analysis.tokens[each].lemma.lower() in {"side", "party", "it", "this"}:
                continue
            if party is not None and party.name not in seen:
                seen.add(party.name)
                yield party


def _guarantors(analysis: Analysis, names: Names, deal: _Deal) -> tuple[Party, ...]:
    """Those who brokered, guaranteed or oversee the deal."""
    words = _words()
    found: list[int] = []
    for child in analysis.dependents[deal.token]:
        token = analysis.tokens[child]
        if token.deprel.startswith("acl") and lemma_of(token, words.verbs) in words.guarantors:
            by = agent(analysis, child)
            found.extend([by] if by is not None else [])
    if deal.verb is not None and lemma_of(analysis.tokens[deal.verb], words.verbs) in words.guarantors:
        doer = _doer(analysis, deal)
        found.extend([doer] if doer is not None else [])
    for at in (deal.token, deal.verb):
        for child in analysis.dependents[at] if at is not None else ():
            if preposition(analysis, child) == "under" and analysis.tokens[child].form.lower() in {
                "supervision",
                "auspices",
                "mediation",
            }:
                found.extend(children(analysis, child, "compound", "amod", "nmod"))
    return tuple(_unique(names, found))


def _terms(analysis: Analysis, deal: _Deal) -> Iterator[Evidence]:
    """The clauses of terms, verbatim, without their mark."""
    for clause in _term_clauses(analysis, deal.token):
        inside = sorted(analysis.subtree(clause))
        first = next(
            (
                t
                for t in inside
                if analysis.tokens[t].deprel not in {"mark", "case", "cc"}
                and analysis.tokens[t].form.lower() not in {"to", "that", "which"}
            ),
            clause,
        )
        last = inside[-1] + 1
        while last > first + 1 and analysis.tokens[last - 1].upos == "PUNCT":
            last -= 1
        if 0 < last - first <= _TERM_WORDS:
            yield cite(analysis.text, *analysis.span(first, last))
