"""Counts: how many, of whom, and what was done to them, as the report's holders state it."""

from __future__ import annotations

from dateline.codebook import EventType, Measure, Status
from dateline.model.analysis import Analysis, Token
from dateline.model.claims import Claim, Count, Ground, Party
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.reading.attribution import Attribution
from dateline.reading.clauses import base, child, clause_of, is_predicate, lemma
from dateline.reading.fates import deed_of
from dateline.reading.measures import HARM, PEOPLE
from dateline.reading.modality import modality
from dateline.reading.parties import Names
from dateline.reading.places import place_of
from dateline.reading.quantities import Quantity, read_quantities
from dateline.reading.status import read_status
from dateline.reading.times import time_of
from dateline.reading.victims import Victim, read_victims

STANDING = PEOPLE | {Measure.CAPTURED}
"""Measures of people who may simply be there, or in prison."""
_PRESENT = frozenset({"VBZ", "VBP"})
_STANDING_VERBS = frozenset(
    {"have", "keep", "remain", "station", "maintain", "number", "command", "stay", "house", "base"}
)
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj"})
_INSIDE = frozenset({"conj", "appos", "nmod", "nummod", "compound", "amod", "flat", "dep"})
_STEPS = 5
_BEFALLEN = {
    Measure.KILLED: EventType.ASSAULT,
    Measure.WOUNDED: EventType.ASSAULT,
    Measure.CAPTURED: EventType.COERCE,
    Measure.DISPLACED: EventType.MOVE,
    Measure.EVACUATED: EventType.MOVE,
}
"""The type of event that a measure of harm tells of."""
_UNREAL = frozenset({Status.PLANNED, Status.THREATENED, Status.HYPOTHETICAL, Status.NOT_OCCURRED})


def read_counts(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution, events: tuple[Claim, ...]
) -> tuple[Claim, ...]:
    """The count claims of a report in text order: numbers, vague quantities, and single victims.

    A part of a count ("300, including 26 wounded") names the id of its whole in `whole` once ids are set; until
    then `whole` holds the whole's span, `start:end`.
    """
    del report, events
    quantities = read_quantities(analysis)
    claims: list[Claim] = []
    spans = [analysis.span(q.number.first, q.last) for q in quantities]
    for quantity in quantities:
        whole = None if quantity.whole is None else "{}:{}".format(*spans[quantity.whole])
        claims.append(_claim(analysis, names, attribution, quantity, whole))
    for victim in read_victims(analysis, quantities):
        claim = _victim_claim(analysis, names, attribution, victim)
        if claim.status not in _UNREAL:
            claims.append(claim)
    return tuple(sorted(_unrepeated(claims), key=lambda claim: (claim.evidence.start, claim.evidence.end)))


def _claim(
    analysis: Analysis, names: Names, attribution: Attribution, quantity: Quantity, whole: str | None
) -> Claim:
    number = quantity.number
    who = None if quantity.counted is None else _party(names.phrase(quantity.counted))
    content = Count(quantity.measure, who, number.low, number.high, number.approx, whole)
    start, end = analysis.span(number.first, quantity.last)
    told = _told_by(analysis, quantity.top)
    return _build(analysis, names, attribution, (number.head, told), content, cite(analysis.text, start, end))


def _told_by(analysis: Analysis, top: int) -> int | None:
    """The predicate or noun of a deed that says what the counted do or undergo; None where the tree names none."""
    at = top
    for _ in range(_STEPS):
        word = analysis.tokens[at]
        relation = base(word.deprel)
        if word.head < 0:
            return None
        if relation in _ARGUMENTS:
            return _outcome(analysis, word.head) if is_predicate(analysis, word.head) else None
        if relation == "nmod" and deed_of(analysis.tokens[word.head]) is not None:
            return word.head
        if relation not in _INSIDE:
            return None
        at = word.head
    return None


def _outcome(analysis: Analysis, verb: int) -> int:
    """What a verb of belief says became of its subject ("are feared dead"), else the verb."""
    if lemma(analysis, verb) not in modality().classes["doubting"]:
        return verb
    below = child(analysis, verb, "xcomp")
    return verb if below is None else below


def _victim_claim(analysis: Analysis, names: Names, attribution: Attribution, victim: Victim) -> Claim:
    who = (None if victim.apart else names.party(victim.head)) or _party(names.phrase(victim.head))
    start, end = analysis.span(victim.first, victim.last)
    content = Count(victim.measure, who, 1, 1)
    told = (victim.predicate, victim.predicate)
    return _build(analysis, names, attribution, told, content, cite(analysis.text, start, end))


def _build(
    analysis: Analysis,
    names: Names,
    attribution: Attribution,
    told: tuple[int, int | None],
    content: Count,
    evidence: Evidence,
) -> Claim:
    """The claim of a number's token and the predicate that its status hangs on."""
    token, predicate = told
    status, ground = _status(analysis, token, predicate, content, attribution)
    where, kind = (token if predicate is None else predicate), _BEFALLEN.get(content.measure)
    sentence = analysis.sentences[analysis.tokens[token].sentence]
    holder = attribution.ground(token)
    grounds = (Ground("measure", f"noun:{content.measure}"), ground, *((holder,) if holder else ()))
    return Claim(
        content=content,
        status=status,
        evidence=evidence,
        passage=cite(analysis.text, sentence.start, sentence.end),
        attribution=attribution.chain(token),
        place=place_of(analysis, where, names, kind),
        when=time_of(analysis, where),
        grounds=grounds,
    )


def _status(
    analysis: Analysis, token: int, predicate: int | None, content: Count, attribution: Attribution
) -> tuple[Status, Ground]:
    """The predicate's status; a number of people or things that only are or are had is ongoing."""
    kind = _BEFALLEN.get(content.measure)
    told = None if predicate is None else _of_object(analysis, predicate)
    if told is not None:
        return told, Ground("status", f"object:{lemma(analysis, predicate or token)}")
    status, ground = read_status(analysis, token if predicate is None else predicate, attribution, kind)
    if ground.rule.startswith("doer:"):
        # Whose doing it was is doubtful, not that it befell so many.
        return Status.OCCURRED, ground
    if content.low == 0 and content.high == 0 and status is Status.NOT_OCCURRED:
        return Status.OCCURRED, Ground("status", "zero")
    if status is Status.OCCURRED and content.measure in STANDING and _is_standing(analysis, token):
        return Status.ONGOING, Ground("status", "standing")
    return status, ground


def _of_object(analysis: Analysis, verb: int) -> Status | None:
    """What "promised 14 tanks", "demanded 200 hostages" and "is verifying 90 more" make of those they count."""
    name = lemma(analysis, verb)
    if analysis.tokens[verb].upos != "VERB":
        return None
    if name in modality().classes["confirming"]:
        return Status.UNVERIFIED if analysis.tokens[verb].xpos in {"VB", "VBG"} else None
    return modality().objects.get(name) if child(analysis, verb, "xcomp", "ccomp") is None else None


def _is_present(word: Token) -> bool:
    # "IS" in capitals is the group, whatever a tagger makes of it.
    return word.xpos in _PRESENT and not word.form.isupper()


def _is_standing(analysis: Analysis, token: int) -> bool:
    """Whether the clause of a number only says that they are there, or says it of the present."""
    verb = clause_of(analysis, token)
    word = analysis.tokens[verb]
    if word.upos not in {"VERB", "AUX"}:
        return any(
            analysis.tokens[c].deprel == "cop" and _is_present(analysis.tokens[c])
            for c in analysis.dependents[verb]
        )
    auxiliaries = [
        analysis.tokens[c] for c in analysis.dependents[verb] if analysis.tokens[c].deprel.startswith("aux")
    ]
    if word.lemma.lower() in _STANDING_VERBS and not any(a.lemma.lower() == "have" for a in auxiliaries):
        return True
    return _is_present(word) or any(_is_present(a) and a.lemma.lower() == "be" for a in auxiliaries)


def _party(evidence: Evidence) -> Party:
    return Party(evidence.quote, evidence)


def _unrepeated(claims: list[Claim]) -> list[Claim]:
    """The claims without those that say the same of the same people by the same holders a second time."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for claim in claims:
        content = claim.content
        assert isinstance(content, Count)
        who = content.who.name.lower() if content.who else ""
        key = (content.measure, content.low, content.high, who, tuple(p.name for p in claim.attribution))
        if content.measure in HARM and key in seen:
            continue
        seen.add(key)
        kept.append(claim)
    return kept
