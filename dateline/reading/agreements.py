"""Agreements: deals between parties, with kind, terms and guarantors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.codebook import AgreementKind, EventType, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Agreement, Claim, Ground, Party
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import agent, base, children, marker, subject
from dateline.reading.deals import Deal, deal_words, find_deals, term_clauses
from dateline.reading.lemmas import lemma_of
from dateline.reading.measures import is_human
from dateline.reading.parties import Names
from dateline.reading.place_names import preposition
from dateline.reading.places import place_of
from dateline.reading.status import read_status
from dateline.reading.times import time_of

_TERM_WORDS = 30
"""The longest clause that is quoted as a term."""


_COLLECTIVE = frozenset(
    {"government", "regime", "army", "group", "council", "state", "country", "coalition", "movement", "tribe", "authority",
     "organisation", "organization", "union", "militia", "ministry", "faction", "administration", "ally", "power", "opposition"}
)  # fmt: skip
_MADE = frozenset({Status.OCCURRED, Status.ONGOING, Status.PLANNED})
"""Statuses of a deal that is or will be."""
_Key = tuple[AgreementKind, Status, tuple[str, ...]]
"""Kind, status and holders: what tells one deal from another."""


def read_agreements(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The agreement claims of a report in text order; a deal is entered once for each holder and status.

    Later mentions of a deal by the same holders add what they know of its parties, terms and guarantors.
    """
    del report, events
    found: dict[_Key, Claim] = {}
    for told in find_deals(analysis):
        again = told.kind is AgreementKind.OTHER and found and _is_definite(analysis, told.token)
        # "The deal" is the one told last.
        deal = replace(told, kind=next(reversed(found))[0]) if again else told
        claim = _claim(analysis, names, attribution, deal)
        content = claim.content
        assert isinstance(content, Agreement)
        standing = Status.OCCURRED if claim.status in _MADE else claim.status
        key = (content.kind, standing, tuple(party.name for party in claim.attribution))
        if _is_definite(analysis, deal.token) and not (
            content.parties or content.guarantors or content.terms
        ):
            # Nor does a bare mention tell a deal of its own where one of its kind is known.
            key = next((k for k in found if k[0] is content.kind), key)
        other = found.get(key)
        found[key] = claim if other is None else _merged(other, claim)
    return tuple(found.values())


def _is_definite(analysis: Analysis, token: int) -> bool:
    """Whether no "a" or "an" makes a deal a new one."""
    return not any(
        analysis.tokens[c].form.lower() in {"a", "an", "another"} for c in analysis.dependents[token]
    )


def _merged(claim: Claim, later: Claim) -> Claim:
    """The first mention's claim with what a later one adds; a deal planned first and made later is made."""
    own, more = claim.content, later.content
    assert isinstance(own, Agreement) and isinstance(more, Agreement)
    content = Agreement(
        own.kind,
        _joined(own.parties, more.parties),
        own.terms or more.terms,
        _joined(own.guarantors, more.guarantors),
    )
    made = claim.status is Status.PLANNED and later.status in _MADE
    return replace(claim, content=content, status=later.status if made else claim.status)


def _joined(own: tuple[Party, ...], more: tuple[Party, ...]) -> tuple[Party, ...]:
    known = {party.name for party in own}
    return (*own, *(party for party in more if party.name not in known))


def _claim(analysis: Analysis, names: Names, attribution: Attribution, deal: Deal) -> Claim:
    told = deal.token
    verb = "" if deal.verb is None else lemma_of(analysis.tokens[deal.verb], deal_words().verbs)
    if deal.verb is not None and verb in deal_words().parties and preposition(analysis, told) != "without":
        told = deal.verb
    status, ground = read_status(analysis, told, attribution, EventType.AGREE)
    if status is Status.OCCURRED and verb in deal_words().refusing:
        status, ground = Status.NOT_OCCURRED, Ground("status", f"deal:{verb}")
    elif status is Status.OCCURRED and verb in deal_words().wishing:
        status, ground = Status.HYPOTHETICAL, Ground("status", f"deal:{verb}")
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


def _quote_end(analysis: Analysis, deal: Deal) -> int:
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


def _parties(analysis: Analysis, names: Names, deal: Deal) -> Iterator[Party]:
    """Those between whom the deal is: the subjects of its verb, its possessor, "with" and "between"."""
    tokens: list[int] = []
    if deal.verb is not None and lemma_of(
        analysis.tokens[deal.verb], deal_words().verbs
    ) in deal_words().parties | {"have"}:
        doer = _doer(analysis, deal)
        if doer is not None:
            tokens.append(doer)
    for child in analysis.dependents[deal.token]:
        token = analysis.tokens[child]
        case = preposition(analysis, child)
        if token.deprel == "nmod:poss" or (token.deprel == "nmod" and case in {"with", "between", "by"}):
            tokens.append(child)
        elif token.deprel.startswith("acl") and lemma_of(token, deal_words().verbs) in deal_words().made:
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


def _doer(analysis: Analysis, deal: Deal) -> int | None:
    """The subject of the verb, or its agent where the deal itself is the subject."""
    assert deal.verb is not None
    if base(analysis.tokens[deal.token].deprel) == "nsubj":
        return agent(analysis, deal.verb)
    return _blamed(analysis, deal.verb) or subject(analysis, deal.verb)


def _blamed(analysis: Analysis, verb: int) -> int | None:
    """Whose doing it is in "condemned the army for arranging": the object of the verb above."""
    at = verb
    while analysis.tokens[at].xpos == "VBG" and analysis.tokens[at].head >= 0:
        if marker(analysis, at) == "for":
            return next(iter(children(analysis, analysis.tokens[at].head, "obj")), None)
        at = analysis.tokens[at].head
    return None


def _unique(names: Names, tokens: list[int]) -> Iterator[Party]:
    seen: set[str] = set()
    for token in tokens:
        for each in names.conjuncts(token):
            party = names.party(each)
            if not _is_side(names, each):
                continue
            if party is not None and party.name not in seen:
                seen.add(party.name)
                yield party


def _is_side(names: Names, token: int) -> bool:
    """Whether a word can be a party to a deal: a name, people, or a pronoun for such; "both sides" name nobody."""
    word = names.analysis.tokens[token]
    if word.lemma.lower() in {"side", "party"}:
        return False
    if word.upos in {"PROPN", "PRON"} or names.entity(token) is not None:
        return word.form.lower() not in {"it", "this", "that", "which"} or names.party(token) is not None
    return is_human(names.analysis, token) or word.lemma.lower() in _COLLECTIVE


def _guarantors(analysis: Analysis, names: Names, deal: Deal) -> tuple[Party, ...]:
    """Those who brokered, guaranteed or oversee the deal."""
    words = deal_words()
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


def _terms(analysis: Analysis, deal: Deal) -> Iterator[Evidence]:
    """The clauses of terms, verbatim, without their mark."""
    for clause in term_clauses(analysis, deal.token):
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
