"""Presence: civilians said to be, not to be, or perhaps to be somewhere or among a group."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import Measure, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Claim, Ground, Presence
from dateline.model.evidence import cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import base, subject
from dateline.reading.lemmas import by_form, lemma_of
from dateline.reading.measures import noun_class
from dateline.reading.parties import Names
from dateline.reading.place_names import preposition
from dateline.reading.places import place_of
from dateline.reading.status import read_status
from dateline.reading.times import time_of


@dataclass(frozen=True, slots=True)
class _Words:
    civilians: frozenset[str]
    dependants: frozenset[str]
    predicates: frozenset[str]
    carriers: frozenset[str]
    among: frozenset[str]
    vessels: frozenset[str]
    nouns: dict[str, str]
    verbs: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("dateline.reading") / "data" / "presence.toml").read_text("utf-8"))
    lists = {name: frozenset(words.split()) for name, words in table.items()}
    return _Words(
        **lists,
        nouns=by_form([*lists["civilians"], *lists["vessels"]]),
        verbs=by_form([*lists["predicates"], *lists["carriers"]]),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    who: int
    among: int | None
    predicate: int
    rule: str


def read_presence(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The civilian-presence claims of a report in text order.

    The status tells which: occurred or ongoing where presence is reported, not_occurred where it is denied,
    unverified where it is being checked, possible where it is believed or feared.
    """
    del report, events
    claims: list[Claim] = []
    seen: set[tuple[object, ...]] = set()
    for found in _presences(analysis):
        claim = _claim(analysis, names, attribution, found)
        content = claim.content
        assert isinstance(content, Presence)
        among = content.among.name if content.among else ""
        key = (content.who.name, among, claim.status, tuple(p.name for p in claim.attribution))
        if key not in seen:
            seen.add(key)
            claims.append(claim)
    return tuple(claims)


def _presences(analysis: Analysis) -> Iterator[_Found]:
    for token in analysis.tokens:
        if (
            token.upos not in {"NOUN", "PROPN", "ADJ"}
            or lemma_of(token, _words().nouns) not in _words().civilians
        ):
            continue
        found = (
            _existential(analysis, token.index)
            or _predicated(analysis, token.index)
            or _carried(analysis, token.index)
        )
        found = found or _coordinated(analysis, token.index)
        if found is not None:
            yield found


def _top(analysis: Analysis, noun: int) -> int:
    """The first of a coordination, or the quantity that a noun hangs from ("dozens of civilians")."""
    at = noun
    for _ in range(3):
        token = analysis.tokens[at]
        if (
            token.deprel == "conj"
            and token.head >= 0
            and analysis.tokens[token.head].upos in {"NOUN", "PROPN"}
        ) or (token.deprel == "nmod" and preposition(analysis, at) == "of"):
            at = token.head
        else:
            break
    return at


def _existential(analysis: Analysis, noun: int) -> _Found | None:
    """`there are civilians in the convoy`, `any civilians accompanying the soldiers`."""
    top = _top(analysis, noun)
    token = analysis.tokens[top]
    head = analysis.tokens[token.head] if token.head >= 0 else None
    expletive = head is not None and any(
        analysis.tokens[c].deprel == "expl" for c in analysis.dependents[head.index]
    )
    for child in analysis.dependents[noun]:
        inner = analysis.tokens[child]
        if inner.deprel.startswith("acl") and lemma_of(inner, _words().verbs) in _words().predicates - {"be"}:
            among = _among(analysis, child) or _beside(analysis, noun, child)
            if among is not None or expletive:
                return _Found(noun, among, head.index if expletive and head else child, "presence:participle")
    if expletive and head is not None:
        among = _among(analysis, head.index) or _among(analysis, noun)
        if among is not None:
            return _Found(noun, among, head.index, "presence:there")
    return None


def _beside(analysis: Analysis, noun: int, participle: int) -> int | None:
    """The object of the participle where a parser hangs it on the noun."""
    for child in analysis.dependents[noun]:
        hung = child > participle and analysis.tokens[child].deprel in {"nmod", "obj", "dep"}
        if hung and not preposition(analysis, child) and _holds(analysis, child):
            return child
    return None


def _predicated(analysis: Analysis, noun: int) -> _Found | None:
    """`civilians are present in the convoy`, `families remain in the town`, `civilians are among the fighters`."""
    top = _top(analysis, noun)
    token = analysis.tokens[top]
    if base(token.deprel) != "nsubj" or token.head < 0:
        return None
    head = analysis.tokens[token.head]
    if lemma_of(head, _words().verbs) in _words().predicates:
        among = _among(analysis, head.index)
        if among is not None or head.form.lower() in {"present", "aboard", "inside"}:
            return _Found(noun, among, head.index, f"presence:{head.form.lower()}")
        return None
    case = preposition(analysis, head.index)
    copular = any(analysis.tokens[c].deprel == "cop" for c in analysis.dependents[head.index])
    if copular and case in _words().among and _holds(analysis, head.index):
        return _Found(noun, head.index, head.index, f"presence:{case}")
    return None


def _carried(analysis: Analysis, noun: int) -> _Found | None:
    """`the buses carried civilians`, `the convoy, which included families`."""
    top = _top(analysis, noun)
    token = analysis.tokens[top]
    if token.deprel != "obj" or token.head < 0:
        return None
    head = analysis.tokens[token.head]
    if lemma_of(head, _words().verbs) not in _words().carriers:
        return None
    carrier = subject(analysis, head.index)
    if carrier is None or not _holds(analysis, carrier):
        return None
    return _Found(noun, carrier, head.index, f"presence:{head.form.lower()}")


def _coordinated(analysis: Analysis, noun: int) -> _Found | None:
    """`fighters and their families`: the dependants are where the fighters are."""
    token = analysis.tokens[noun]
    if token.deprel != "conj" or token.head < 0 or lemma_of(token, _words().nouns) not in _words().dependants:
        return None
    owned = any(analysis.tokens[c].deprel == "nmod:poss" for c in analysis.dependents[noun])
    if not owned or noun_class(analysis, token.head) is not Measure.FIGHTERS:
        return None
    return _Found(noun, token.head, token.head, "presence:and")


def _among(analysis: Analysis, predicate: int) -> int | None:
    """Those among whom, or that in which, the predicate puts its subject."""
    for child in analysis.dependents[predicate]:
        token = analysis.tokens[child]
        if base(token.deprel) == "obj":
            return child
        if (
            base(token.deprel) in {"obl", "nmod"}
            and preposition(analysis, child) in _words().among
            and _holds(analysis, child)
        ):
            return child
    return None


def _holds(analysis: Analysis, token: int) -> bool:
    """Whether a noun can have people in or among it: a vehicle, a place, armed people."""
    word = analysis.tokens[token]
    if word.upos == "PROPN" or lemma_of(word, _words().nouns) in _words().vessels:
        return True
    return noun_class(analysis, token) in {Measure.FIGHTERS, Measure.VEHICLES}


def _is_present(analysis: Analysis, predicate: int) -> bool:
    """Whether the clause speaks of now."""
    words = [analysis.tokens[predicate], *(analysis.tokens[c] for c in analysis.dependents[predicate])]
    return any(
        w.xpos in {"VBZ", "VBP"} and (w.index == predicate or w.deprel in {"cop", "aux"}) for w in words
    )


def _claim(analysis: Analysis, names: Names, attribution: Attribution, found: _Found) -> Claim:
    sentence = analysis.sentences[analysis.tokens[found.who].sentence]
    status, ground = read_status(analysis, found.predicate, attribution)
    if status is Status.OCCURRED and _is_present(analysis, found.predicate):
        status, ground = Status.ONGOING, Ground("status", "tense:present")
    spans = [t for t in (found.who, found.among, found.predicate) if t is not None]
    start, end = analysis.span(min(spans), max(spans) + 1)
    holder = attribution.ground(found.predicate)
    return Claim(
        content=Presence(names.named(found.who), None if found.among is None else names.named(found.among)),
        status=status,
        evidence=cite(analysis.text, start, end),
        passage=cite(analysis.text, sentence.start, sentence.end),
        attribution=attribution.chain(found.predicate),
        place=place_of(analysis, found.predicate, names),
        when=time_of(analysis, found.predicate),
        grounds=(Ground("presence", found.rule), ground, *((holder,) if holder else ())),
    )
