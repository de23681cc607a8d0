"""Parties that stay silent: who has not commented, declined to or could not be reached, and on what."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.codebook import SilenceKind, Status
from dateline.model.analysis import Analysis
from dateline.model.claims import Claim, Ground, Party, Silence
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import NEGATIONS, base, child, children, is_passive, lower, marker, subject
from dateline.reading.parties import Names
from dateline.reading.wordforms import noun_table, verb_table

_VERBAL = frozenset({"comment", "answer", "returned", "refuse", "reach", "carry"})


@dataclass(frozen=True, slots=True)
class _Found:
    """One silence: its verb, its kind, whose it is, and the word after which its topic stands."""

    verb: int
    kind: SilenceKind
    who: int
    topic: int


@cache
def _words() -> tuple[dict[str, frozenset[str]], dict[str, str], dict[str, str]]:
    raw = tomllib.loads(files("dateline.reading").joinpath("data/silence.toml").read_text("utf-8"))
    lists = {key: frozenset(words) for key, words in raw.items()}
    verbs = verb_table(word for key, words in lists.items() if key in _VERBAL for word in words)
    nouns = noun_table(word for key, words in lists.items() if key not in _VERBAL for word in words)
    return lists, verbs, nouns


def read_silence(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution
) -> tuple[Claim, ...]:
    """One claim for each party that is told to have stayed silent."""
    claims: list[Claim] = []
    seen: set[int] = set()
    for found in _find(analysis):
        if found.verb in seen:
            continue
        seen.add(found.verb)
        for party in _parties(names, found.who):
            content = Silence(party, found.kind, _topic(analysis, names, found.topic))
            claims.append(_claim(analysis, attribution, found, content))
    del report
    return tuple(claims)


def _claim(analysis: Analysis, attribution: Attribution, found: _Found, content: Silence) -> Claim:
    sentence = analysis.sentences[analysis.tokens[found.verb].sentence]
    evidence = _evidence(analysis, found)
    return Claim(
        content=content,
        status=Status.OCCURRED,
        evidence=evidence,
        passage=cite(analysis.text, sentence.start, sentence.end),
        attribution=attribution.chain(found.verb),
        grounds=(Ground("kind", f"silence:{found.kind.value}", evidence),),
    )


def _evidence(analysis: Analysis, found: _Found) -> Evidence:
    """The verb group from its first auxiliary or negation to the word that names the silence."""
    group = [found.verb, found.topic]
    for top in (found.verb, found.topic):
        group += [
            at for at in children(analysis, top, "aux", "cop", "advmod", "mark", "det") if at > found.who
        ]
    low, high = min(group), max(group)
    return cite(analysis.text, analysis.tokens[low].start, analysis.tokens[high].end)


def _parties(names: Names, who: int) -> Iterator[Party]:
    for token in names.conjuncts(who):
        party = names.party(token)
        if party is None and names.analysis.tokens[token].upos in ("NOUN", "PROPN"):
            party = names.named(token)
        if party is not None:
            yield party


def _topic(analysis: Analysis, names: Names, word: int) -> Evidence | None:
    """What the silence is on: "comment on the raid", "respond to questions about the raid"."""
    for at in children(analysis, word, "obl", "nmod"):
        case = marker(analysis, at, "case")
        if case in ("on", "about", "regarding", "over", "concerning"):
            return _noun_phrase(analysis, at)
        if case in ("to", "for") and (inner := _topic(analysis, names, at)) is not None:
            return inner
    for at in children(analysis, word, "obj"):
        if (inner := _topic(analysis, names, at)) is not None:
            return inner
    return None


def _noun_phrase(analysis: Analysis, head: int) -> Evidence:
    """The phrase under a head without its preposition and what follows its first relative clause or comma."""
    left = [
        at
        for top in analysis.dependents[head]
        if top < head and base(analysis.tokens[top].deprel) not in ("case", "punct")
        for at in analysis.subtree(top)
    ]
    right = head
    for top in analysis.dependents[head]:
        if top > head and base(analysis.tokens[top].deprel) in ("nmod", "flat", "compound"):
            right = max(right, *analysis.subtree(top))
    return cite(analysis.text, analysis.tokens[min([*left, head])].start, analysis.tokens[right].end)


def _find(analysis: Analysis) -> Iterator[_Found]:
    lists, verbs, nouns = _words()
    telling = verbs.keys() | nouns.keys()
    for token in analysis.tokens:
        form = token.form.lower()
        if form not in telling:
            continue
        name = verbs.get(form, "")
        if token.upos in ("NOUN", "VERB") and name in lists["comment"]:
            yield from _commenting(analysis, token.index)
        if token.upos == "NOUN" and nouns.get(form) in lists["statement"]:
            yield from _carried(analysis, token.index)
        if token.upos == "VERB" and name in lists["answer"] | lists["returned"]:
            yield from _answering(analysis, token.index, name in lists["returned"])
        if token.upos == "VERB" and name in lists["reach"]:
            yield from _reaching(analysis, token.index)
        if form in lists["available"] | lists["unavailable"] | lists["silent"]:
            yield from _state(analysis, token.index)


def _commenting(analysis: Analysis, at: int) -> Iterator[_Found]:
    """As in "Declined to comment", "has not commented", "would not comment", "is yet to comment"."""
    lists, verbs, _ = _words()
    head = analysis.tokens[at].head
    if head >= 0 and verbs.get(lower(analysis, head)) in lists["refuse"]:
        yield from _by(analysis, head, SilenceKind.DECLINED, at)
    elif analysis.tokens[at].upos == "VERB":
        if _is_negated(analysis, at):
            refuses = any(lower(analysis, aux) in ("would", "wo") for aux in children(analysis, at, "aux"))
            kind = SilenceKind.DECLINED if refuses else SilenceKind.NOT_COMMENTED
            yield from _by(analysis, at, kind, at)
        elif _is_put_off(analysis, at):
            yield from _by(analysis, head if head >= 0 else at, SilenceKind.NOT_COMMENTED, at)


def _carried(analysis: Analysis, noun: int) -> Iterator[_Found]:
    """As in "Made no comment", "refused to make any comment"."""
    lists, verbs, _ = _words()
    verb = analysis.tokens[noun].head
    if verb < 0 or base(analysis.tokens[noun].deprel) != "obj":
        return
    if verbs.get(lower(analysis, verb)) not in lists["carry"]:
        return
    refusing = analysis.tokens[verb].head
    if refusing >= 0 and verbs.get(lower(analysis, refusing)) in lists["refuse"]:
        yield from _by(analysis, refusing, SilenceKind.DECLINED, noun)
    elif _is_negated(analysis, verb) or any(
        lower(analysis, at) == "no" for at in children(analysis, noun, "det")
    ):
        yield from _by(analysis, verb, SilenceKind.NOT_COMMENTED, noun)


def _answering(analysis: Analysis, verb: int, returned: bool) -> Iterator[_Found]:
    """As in "Did not respond to a request for comment", "did not return calls"."""
    lists, _, nouns = _words()
    if not _is_negated(analysis, verb) and not _is_put_off(analysis, verb):
        return
    relations = ("obj",) if returned else ("obl", "obj")
    asked = [
        at for at in children(analysis, verb, *relations) if nouns.get(lower(analysis, at)) in lists["asked"]
    ]
    if asked:
        yield from _by(analysis, verb, SilenceKind.NOT_COMMENTED, verb)


def _reaching(analysis: Analysis, verb: int) -> Iterator[_Found]:
    """As in "Could not be reached", "could not be contacted for comment"."""
    if is_passive(analysis, verb) and _is_negated(analysis, verb):
        yield from _by(analysis, verb, SilenceKind.UNREACHABLE, verb)


def _state(analysis: Analysis, word: int) -> Iterator[_Found]:
    """As in "Was not available for comment", "was unavailable", "has remained silent"."""
    lists, _, nouns = _words()
    form = lower(analysis, word)
    if form in lists["silent"]:
        verb = analysis.tokens[word].head
        owner = word if child(analysis, word, "nsubj") is not None else verb
        if owner >= 0:
            yield from _by(analysis, owner, SilenceKind.NOT_COMMENTED, word)
        return
    for_comment = any(
        nouns.get(lower(analysis, at)) in lists["statement"] for at in children(analysis, word, "obl", "nmod")
    )
    negated = _is_negated(analysis, word)
    if for_comment and (negated or form in lists["unavailable"]):
        yield from _by(analysis, word, SilenceKind.UNREACHABLE, word)


def _by(analysis: Analysis, verb: int, kind: SilenceKind, topic: int) -> Iterator[_Found]:
    who = subject(analysis, verb)
    if who is not None and analysis.tokens[who].upos in ("NOUN", "PROPN", "PRON", "ADJ"):
        yield _Found(verb, kind, who, topic)


def _is_negated(analysis: Analysis, verb: int) -> bool:
    if any(lower(analysis, at) in NEGATIONS for at in children(analysis, verb, "advmod", "aux", "cc")):
        return True
    return any(
        lower(analysis, at) in ("neither", "no")
        for who in children(analysis, verb, "nsubj")
        for at in children(analysis, who, "cc", "det")
    )


def _is_put_off(analysis: Analysis, verb: int) -> bool:
    """As in "Has yet to comment"."""
    return any(lower(analysis, at) == "yet" for at in range(max(0, verb - 3), verb))
