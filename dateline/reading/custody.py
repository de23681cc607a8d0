"""Custody: people missing or held, by whom, and what became of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import CustodyState
from dateline.model.analysis import Analysis, EntityKind, Token
from dateline.model.claims import Claim, Custody, Ground
from dateline.model.evidence import cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import agent, base, is_passive, subject
from dateline.reading.lemmas import by_form, lemma_of
from dateline.reading.measures import is_human
from dateline.reading.parties import Names
from dateline.reading.places import place_of
from dateline.reading.status import read_status
from dateline.reading.times import time_of


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: dict[str, CustodyState]
    subjects: dict[str, CustodyState]
    adjectives: dict[str, CustodyState]
    captives: frozenset[str]
    bodies: frozenset[str]
    objects: frozenset[str]
    lemmas: dict[str, str]
    nouns: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("dateline.reading") / "data" / "custody.toml").read_text("utf-8"))

    def states(section: str) -> dict[str, CustodyState]:
        return {
            word: CustodyState(state) for state, words in table[section].items() for word in words.split()
        }

    verbs, subjects = states("verbs"), states("subjects")
    captives = frozenset(table["captives"]["nouns"].split())
    bodies = frozenset(table["bodies"]["nouns"].split())
    return _Words(
        verbs=verbs,
        subjects=subjects,
        adjectives=states("adjectives"),
        captives=captives,
        bodies=bodies,
        objects=frozenset(table["objects"]["held"].split()),
        lemmas=by_form([*verbs, *subjects]),
        nouns=by_form([*captives, *bodies]),
    )


@dataclass(frozen=True, slots=True)
class _Fate:
    who: int
    state: CustodyState
    by: int | None
    token: int
    rule: str


def read_custody(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The custody claims of a report in text order: each state of the same people once for each holder and status.

    Deaths are entered only for people whom the report tells to have been missing or held.
    """
    del report, events
    claims: list[Claim] = []
    seen: set[tuple[object, ...]] = set()
    known: set[str] = set()
    for fate in _fates(analysis):
        if analysis.tokens[fate.who].upos == "PRON" and names.party(fate.who) is None:
            continue
        claim = _claim(analysis, names, attribution, fate)
        content = claim.content
        assert isinstance(content, Custody)
        captive = lemma_of(analysis.tokens[fate.who], _words().nouns) in _words().captives
        if content.state is CustodyState.DEAD and not captive and content.who.name not in known:
            continue
        known.add(content.who.name)
        key = (content.who.name, content.state, claim.status, tuple(p.name for p in claim.attribution))
        if key not in seen:
            seen.add(key)
            claims.append(claim)
    return tuple(claims)


def _fates(analysis: Analysis) -> Iterator[_Fate]:
    for token in analysis.tokens:
        if token.upos == "VERB":
            fate = _of_verb(analysis, token)
        elif token.upos in {"ADJ", "NOUN"}:
            fate = _of_adjective(analysis, token)
        else:
            fate = None
        if fate is not None and _is_person(analysis, fate.who):
            yield fate


def _of_verb(analysis: Analysis, verb: Token) -> _Fate | None:
    words = _words()
    name = lemma_of(verb, words.lemmas)
    attributive = verb.deprel == "amod" and verb.head >= 0
    if attributive:
        state = words.adjectives.get(verb.form.lower())
        return _Fate(verb.head, state, None, verb.index, f"participle:{name}") if state else None
    if verb.form.lower() == "missing":
        who = subject(analysis, verb.index)
        return (
            None if who is None else _Fate(who, CustodyState.MISSING, None, verb.index, "adjective:missing")
        )
    state = words.verbs.get(name)
    if state is not None:
        who = _object(analysis, verb)
        if who is None or not _is_custodial(analysis, verb, name, who):
            return None
        if lemma_of(analysis.tokens[who], words.nouns) in words.bodies:
            owner = _owner(analysis, who)
            return (
                _Fate(owner, CustodyState.DEAD, None, verb.index, f"verb:{name}")
                if owner is not None
                else None
            )
        by = (
            agent(analysis, verb.index)
            if _is_patient_subject(analysis, verb)
            else subject(analysis, verb.index)
        )
        return _Fate(who, state, by, verb.index, f"verb:{name}")
    state = words.subjects.get(name)
    who = subject(analysis, verb.index) if state is not None else None
    return (
        _Fate(who, state, None, verb.index, f"verb:{name}") if state is not None and who is not None else None
    )


def _of_adjective(analysis: Analysis, word: Token) -> _Fate | None:
    state = _words().adjectives.get(word.form.lower())
    if state is None:
        return None
    if word.deprel == "amod" and word.head >= 0:
        return _Fate(word.head, state, None, word.index, f"adjective:{word.form.lower()}")
    who = subject(analysis, word.index)
    return None if who is None else _Fate(who, state, None, word.index, f"adjective:{word.form.lower()}")


def _is_patient_subject(analysis: Analysis, verb: Token) -> bool:
    return is_passive(analysis, verb.index) or (verb.deprel.startswith("acl") and verb.xpos == "VBN")


def _object(analysis: Analysis, verb: Token) -> int | None:
    """Those to whom the verb is done."""
    for child in analysis.dependents[verb.index]:
        if base(analysis.tokens[child].deprel) == "obj":
            return child
    if verb.deprel == "acl" and verb.xpos == "VBN" and verb.head >= 0:
        return verb.head
    return subject(analysis, verb.index) if is_passive(analysis, verb.index) else None


def _is_custodial(analysis: Analysis, verb: Token, name: str, who: int) -> bool:
    """Verbs of many senses need a word of custody or a captive beside them."""
    words = _words()
    captive = lemma_of(analysis.tokens[who], words.nouns) in words.captives
    if name in {"take"}:
        return any(analysis.tokens[t].form.lower() in words.objects for t in _near(analysis, verb.index))
    if name in {"hand", "swap", "exchange", "return", "free", "find", "locate", "recover", "lose", "rescue"}:
        bodies = lemma_of(analysis.tokens[who], words.nouns) in words.bodies
        return (
            captive
            or bodies
            or name in {"free", "rescue"}
            or any(
                words.adjectives.get(analysis.tokens[c].form.lower()) is not None
                for c in analysis.dependents[who]
            )
        )
    return True


def _near(analysis: Analysis, verb: int) -> list[int]:
    return [t for child in analysis.dependents[verb] for t in (child, *analysis.dependents[child])]


def _owner(analysis: Analysis, body: int) -> int | None:
    """Whose body it is."""
    for child in analysis.dependents[body]:
        if analysis.tokens[child].deprel in {"nmod", "nmod:poss"}:
            return child
    return None


def _is_person(analysis: Analysis, token: int) -> bool:
    word = analysis.tokens[token]
    if word.upos == "PRON":
        return word.form.lower() in {"he", "she", "they", "him", "her", "them", "who", "his", "their"}
    if any(e.first <= token < e.last and e.kind is EntityKind.PERSON for e in analysis.entities):
        return True
    return word.upos in {"NOUN", "PROPN", "NUM", "ADJ"} and is_human(analysis, token)


def _claim(analysis: Analysis, names: Names, attribution: Attribution, fate: _Fate) -> Claim:
    sentence = analysis.sentences[analysis.tokens[fate.token].sentence]
    status, ground = read_status(analysis, fate.token, attribution)
    start, end = analysis.span(min(fate.who, fate.token), max(fate.who, fate.token) + 1)
    holder = attribution.ground(fate.token)
    return Claim(
        content=Custody(
            names.named(fate.who), fate.state, names.party(fate.by) if fate.by is not None else None
        ),
        status=status,
        evidence=cite(analysis.text, start, end),
        passage=cite(analysis.text, sentence.start, sentence.end),
        attribution=attribution.chain(fate.token),
        place=place_of(analysis, fate.token, names),
        when=time_of(analysis, fate.token),
        grounds=(Ground("state", fate.rule), ground, *((holder,) if holder else ())),
    )
