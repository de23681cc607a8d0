"""Events: who did what to whom, read from anchors, their arguments and the report's other signals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline.codebook import EventType, Status
from dateline.model.analysis import Analysis, EntityKind
from dateline.model.claims import Claim, Event, Ground, Location, Party, When
from dateline.model.evidence import Evidence, cite
from dateline.model.reports import Report
from dateline.reading.anchors import Trigger, find_triggers
from dateline.reading.arguments import find_arguments, named
from dateline.reading.attribution import Attribution
from dateline.reading.participants import choose
from dateline.reading.parties import Names
from dateline.reading.patterns import Words
from dateline.reading.places import place_of
from dateline.reading.predicates import Argument, Clauses
from dateline.reading.staging import Cast, Filled, Stage
from dateline.reading.status import read_status
from dateline.reading.times import time_of
from dateline.reading.wordlists import inflected

THRESHOLD = 0.45
"""Least score of a trigger that is entered as an event."""

_NAMED = frozenset((EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY))
_STATECRAFT = frozenset(EventType) - {
    EventType.ASSAULT,
    EventType.COERCE,
    EventType.MOBILIZE,
    EventType.MOVE,
    EventType.PROTEST,
    EventType.RETREAT,
}
_OWNED = frozenset(
    [
        "force",
        "forces",
        "troops",
        "army",
        "military",
        "soldiers",
        "fighters",
        "units",
        "unit",
        "militia",
        "member",
        "members",
        "supporters",
        "men",
        "militants",
        "planes",
        "warplanes",
        "positions",
    ]
)
_THIRD = frozenset(("it", "he", "she", "they"))
_STEM = 6
_VICTIM_FORMS = frozenset(
    form
    for verb in [
        "kill",
        "injure",
        "wound",
        "maim",
        "hurt",
        "die",
        "slay",
        "massacre",
        "slaughter",
        "destroy",
        "dead",
        "target",
        "hit",
    ]
    for form in inflected(verb)
)


_HAPPENED = frozenset(
    (
        "taken",
        "took",
        "take",
        "takes",
        "happened",
        "happen",
        "occurred",
        "occur",
        "begun",
        "began",
        "begin",
        "started",
        "materialised",
        "materialized",
    )
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is entered: its trigger with its parties and circumstances."""

    trigger: Trigger
    actors: Filled
    recipients: Filled
    status: Status
    status_ground: Ground
    chain: tuple[Party, ...]
    place: Location | None
    when: When | None
    sureness: float


class Events:
    """Everything that is looked up for the events of one report."""

    def __init__(self, analysis: Analysis, names: Names, attribution: Attribution) -> None:
        """Index the analysis."""
        self.analysis = analysis
        self.names = names
        self.attribution = attribution
        self.words = Words(analysis)
        self.clauses = Clauses(analysis, self.words)
        self.nouns: frozenset[int] = frozenset()

    def stage(self) -> Stage:
        """The triggers that are sure enough, with the parties that the tree gives them."""
        triggers = [t for t in find_triggers(self.analysis, self.words) if t.score >= THRESHOLD]
        self.nouns = frozenset(t.token for t in triggers if self.analysis.tokens[t.token].upos != "VERB")
        self.clauses.triggers = {t.token: t for t in triggers}
        casts = [self.cast(trigger) for trigger in triggers]
        return Stage(self.analysis, self.names, self.words, casts)

    def drafts(self) -> list[Draft]:
        """One draft for each trigger that is sure enough."""
        stage = self.stage()
        drafts = [self.draft(stage, number) for number in range(len(stage.casts))]
        return [told for draft in drafts for told in (draft, *self._told_again(draft))]

    def _told_again(self, draft: Draft) -> Iterator[Draft]:
        """What a second predicate says of a noun's event: "the strike remains possible and has not taken place"."""
        tokens = self.analysis.tokens
        noun = tokens[draft.trigger.token]
        if noun.upos == "VERB" or noun.deprel not in ("nsubj", "nsubj:pass"):
            return
        for at in self.analysis.dependents[noun.head]:
            below = self.analysis.dependents[at]
            own = any(tokens[more].deprel.startswith(("nsubj", "csubj")) for more in below)
            if tokens[at].deprel != "conj" or own or tokens[at].form.lower() not in _HAPPENED:
                continue
            status, ground = read_status(self.analysis, at, self.attribution, draft.trigger.type)
            if status is draft.status:
                continue
            parts = [
                more for more in below if tokens[more].deprel in ("aux", "advmod", "obj", "compound:prt")
            ]
            words = (min([at, *parts]), max([at, *parts]) + 1)
            trigger = replace(
                draft.trigger, token=at, words=words, rule="happening", score=draft.trigger.score
            )
            chain = self.attribution.chain(at)
            yield replace(draft, trigger=trigger, status=status, status_ground=ground, chain=chain)

    def cast(self, trigger: Trigger) -> Cast:
        """The parties that the tree gives a trigger."""
        arguments = find_arguments(trigger, self.clauses)
        actors = self._parties(arguments.actors, trigger, acting=True)
        recipients = self._parties(arguments.recipients, trigger, acting=False)
        taken = {party.name for party, _ in actors}
        return Cast(
            trigger=trigger,
            actors=actors,
            recipients=tuple(pair for pair in recipients if pair[0].name not in taken),
            chain=self.attribution.chain(trigger.token),
        )

    def draft(self, stage: Stage, number: int) -> Draft:
        """An event with the parties chosen for it, its status, holders, place and time."""
        cast = stage.casts[number]
        token = cast.trigger.token
        actors, recipients, sureness = choose(stage, number)
        taken = {party.name for party, _ in actors}
        status, ground = read_status(self.analysis, token, self.attribution, cast.trigger.type)
        return Draft(
            trigger=cast.trigger,
            actors=actors,
            recipients=tuple(pair for pair in recipients if pair[0].name not in taken),
            status=status,
            status_ground=ground,
            chain=cast.chain,
            place=place_of(self.analysis, token, self.names, cast.trigger.type),
            when=time_of(self.analysis, token),
            sureness=sureness,
        )

    def _parties(self, arguments: Iterable[Argument], trigger: Trigger, *, acting: bool) -> Filled:
        found: dict[str, tuple[Party, Argument]] = {}
        for argument in named(arguments, self.names):
            for token in self._standing(argument.token, trigger, acting=acting):
                party = self.names.party(token)
                if party is not None and party.name not in found:
                    found[party.name] = (party, argument)
        return tuple(found.values())

    def _standing(self, token: int, trigger: Trigger, *, acting: bool, depth: int = 0) -> Iterator[int]:
        """The tokens of the parties that an argument stands for: itself, whose it is, or who does it."""
        head = self.names.head(token)
        owner = self.names.owner(head)
        if owner is not None and self._is_owned_force(head, owner):
            yield owner
        elif self._is_lost(head, trigger, acting=acting):
            subject = self._matrix_subject(head)
            if subject is not None and depth < 2:
                yield from self._standing(subject, trigger, acting=acting, depth=depth + 1)
        elif self._can_be(head, trigger, acting=acting):
            yield token
        elif depth < 2:
            holders = [h.token for h in self.clauses.holders(head)] if head in self.nouns else []
            if not holders and owner is not None and owner != head:
                holders = [owner]
            for holder in holders:
                yield from self._standing(holder, trigger, acting=acting, depth=depth + 1)

    def _is_lost(self, head: int, trigger: Trigger, *, acting: bool) -> bool:
        """True for a pronoun that no party of the report stands behind."""
        if self.analysis.tokens[head].form.lower() not in _THIRD:
            return False
        return self.names.party(head) is None or not self._can_be(head, trigger, acting=acting)

    def _matrix_subject(self, pronoun: int) -> int | None:
        """The subject of the clause that a pronoun's clause hangs on ("the army left as it faced ...")."""
        tokens = self.analysis.tokens
        verb = tokens[pronoun].head
        if verb < 0 or tokens[verb].head < 0 or tokens[verb].deprel not in ("advcl", "ccomp", "conj"):
            return None
        found = self.clauses.subject(tokens[verb].head)
        return found[0] if found is not None and found[0] < pronoun else None

    def _is_owned_force(self, head: int, owner: int) -> bool:
        """True for "their forces": the party behind them is the more specific name."""
        tokens = self.analysis.tokens
        return (
            tokens[owner].upos == "PRON"
            and tokens[head].form.lower() in _OWNED
            and self.names.party(owner) is not None
        )

    def _can_be(self, head: int, trigger: Trigger, *, acting: bool) -> bool:
        if self.words.in_class(head, "cause"):
            return False
        kind = self.words.kinds[head]
        if kind is EntityKind.PLACE and not self.words.is_named_group(head):
            return self._can_act(head, trigger) if acting else self._can_undergo(head, trigger)
        if self.words.in_class(head, "vehicle") and kind not in _NAMED:
            return acting and trigger.type in (EventType.MOVE, EventType.MOBILIZE)
        if self.analysis.tokens[head].upos == "PRON" and kind is None:
            referent = self.names.referent(head)
            return referent is None or referent == head or self._can_be(referent, trigger, acting=acting)
        return kind in _NAMED or self.words.is_party(head)

    def _can_act(self, place: int, trigger: Trigger) -> bool:
        return trigger.type in _STATECRAFT or self.names.is_state(place)

    def _can_undergo(self, place: int, trigger: Trigger) -> bool:
        return trigger.type is not EventType.MOVE and self.names.is_state(place)


def read_events(
    analysis: Analysis, report: Report, names: Names, attribution: Attribution
) -> tuple[Claim, ...]:
    """The event claims of a report in text order, each event entered once for each chain of holders and status."""
    reader = Events(analysis, names, attribution)
    drafts = _join_victims(reader.drafts(), analysis)
    return tuple(_claim(draft, report, analysis) for draft in _enter_once(drafts, analysis))


def _join_victims(drafts: list[Draft], analysis: Analysis) -> list[Draft]:
    """One event for an attack and its victims in one clause (GUIDE, rulings)."""
    by_token = {draft.trigger.token: draft for draft in drafts}
    for draft in drafts:
        token = draft.trigger.token
        if draft.trigger.type is not EventType.ASSAULT or token not in by_token:
            continue
        partner = _governor(token, by_token, analysis)
        if partner is None:
            continue
        if analysis.tokens[token].deprel == "nsubj":
            token, partner = partner, token
        kept, dropped = by_token[partner], by_token.pop(token)
        by_token[partner] = replace(
            kept,
            trigger=_spanning(kept.trigger, dropped.trigger),
            actors=kept.actors or dropped.actors,
            recipients=_joined(kept.recipients, dropped.recipients),
            place=kept.place or dropped.place,
            when=kept.when or dropped.when,
        )
    return [by_token[token] for token in sorted(by_token)]


def _spanning(kept: Trigger, dropped: Trigger) -> Trigger:
    """The anchor with both words where they stand close together ("the bombing killed", "killed in strikes")."""
    first = min(kept.words[0], dropped.words[0])
    last = max(kept.words[1], dropped.words[1])
    return replace(kept, words=(first, last)) if last - first <= 4 else kept


def _joined(first: Filled, second: Filled) -> Filled:
    names = {party.name for party, _ in first}
    return first + tuple(pair for pair in second if pair[0].name not in names)


def _governor(token: int, drafts: dict[int, Draft], analysis: Analysis) -> int | None:
    """The assault that another one in the same clause belongs to."""
    tokens = analysis.tokens
    at = tokens[token]
    head = at.head
    if at.deprel in ("acl", "nmod") and head >= 0 and head not in drafts:
        head = tokens[head].head
    if head < 0 or head not in drafts or drafts[head].trigger.type is not EventType.ASSAULT:
        return None
    here, there = drafts[token], drafts[head]
    if here.status is not there.status and at.xpos != "VBG":
        return None
    victim = at.form.lower() in _VICTIM_FORMS
    if at.upos in ("NOUN", "PROPN"):
        return head if at.deprel in ("obl", "nsubj", "obl:agent", "compound", "nmod") else None
    if at.deprel in ("advcl", "acl", "acl:relcl", "conj", "xcomp") and victim:
        return head
    return None


def _enter_once(drafts: list[Draft], analysis: Analysis) -> list[Draft]:
    """Drafts without those that tell an event of the report again."""
    kept: list[Draft] = []
    for draft in drafts:
        for number, earlier in enumerate(kept):
            if _same_event(earlier, draft, analysis):
                kept[number] = _united(earlier, draft)
                break
        else:
            kept.append(draft)
    return kept


def _same_event(first: Draft, second: Draft, analysis: Analysis) -> bool:
    if first.trigger.type is not second.trigger.type or first.status is not second.status:
        return False
    if [p.name for p in first.chain] != [p.name for p in second.chain]:
        return False
    if not _compatible(first.actors, second.actors) or not _compatible(first.recipients, second.recipients):
        return False
    if first.place and second.place and first.place.name != second.place.name:
        return False
    one, two = analysis.tokens[first.trigger.token], analysis.tokens[second.trigger.token]
    if _akin(one.form, two.form):
        return True
    return two.upos in ("NOUN", "PROPN") and (
        _is_definite(two.index, analysis) or not (second.actors or second.recipients)
    )


def _akin(first: str, second: str) -> bool:
    """True for forms of one word or of its noun ("demonstrated", "demonstrations")."""
    one, two = first.lower(), second.lower()
    return one[:_STEM] == two[:_STEM] or _stem(one) == _stem(two)


def _stem(form: str) -> str:
    for ending in ("ings", "ing", "ed", "es", "s", "e"):
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            return form[: -len(ending)]
    return form


def _is_definite(token: int, analysis: Analysis) -> bool:
    return any(
        analysis.tokens[d].deprel == "det"
        and analysis.tokens[d].form.lower() in ("the", "this", "that", "these")
        for d in analysis.dependents[token]
    )


def _compatible(first: Filled, second: Filled) -> bool:
    if not first or not second:
        return True
    return bool({p.name.lower() for p, _ in first} & {p.name.lower() for p, _ in second})


def _united(first: Draft, second: Draft) -> Draft:
    return replace(
        first,
        actors=first.actors or second.actors,
        recipients=first.recipients or second.recipients,
        place=first.place or second.place,
        when=first.when or second.when,
    )


def _claim(draft: Draft, report: Report, analysis: Analysis) -> Claim:
    text = report.text
    first, last = draft.trigger.words
    start, end = analysis.span(first, last)
    sentence = analysis.sentences[analysis.tokens[draft.trigger.token].sentence]
    evidence = cite(text, start, end)
    grounds = [Ground("type", draft.trigger.rule, evidence, draft.trigger.score), draft.status_ground]
    grounds.extend(_grounds("actors", draft.actors))
    grounds.extend(_grounds("recipients", draft.recipients))
    return Claim(
        content=Event(
            type=draft.trigger.type,
            actors=tuple(party for party, _ in draft.actors),
            recipients=tuple(party for party, _ in draft.recipients),
            mode=draft.trigger.mode,
        ),
        status=draft.status,
        evidence=evidence,
        passage=cite(text, sentence.start, sentence.end),
        attribution=draft.chain,
        place=draft.place,
        when=draft.when,
        confidence=round(draft.trigger.score * draft.sureness, 3),
        grounds=tuple(grounds),
    )


def _grounds(field: str, parties: Filled) -> Iterator[Ground]:
    for party, argument in parties:
        evidence: Evidence = party.mention or party.evidence
        yield Ground(field, f"rule:{argument.rule}", evidence, argument.score)
