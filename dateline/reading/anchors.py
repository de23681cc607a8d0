"""Anchors: which words name an event, of which type, by a lexicon of patterns and the model's anchor head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from dateline.codebook import EventType
from dateline.model.analysis import Analysis, Anchor, EntityKind, Token
from dateline.reading.domains import Domains
from dateline.reading.patterns import Condition, Words
from dateline.reading.wordlists import inflected

_DATA = Path(__file__).parent / "data"
_POS = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "AUX": "a"}


@dataclass(frozen=True, slots=True)
class Frame:
    """How the arguments of an anchor stand to it; see the head of `data/anchors.tsv`."""

    kind: str
    prepositions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon; `type` is None where the pattern is no event."""

    pos: str
    conditions: tuple[Condition, ...]
    type: EventType | None
    frame: Frame
    weight: float
    mode: str | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event."""

    token: int
    type: EventType
    frame: Frame
    score: float
    rule: str
    mode: str | None = None
    words: tuple[int, int] = (0, 0)
    """Half-open range of tokens that the anchor's evidence covers."""


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """The rows of `data/anchors.tsv` by every inflected form of their lemmas, in the file's order."""
    found: dict[str, list[Entry]] = {}
    for line in (_DATA / "anchors.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and not line.startswith("lemma\t"):
            lemma, pos, pattern, kind, frame, weight, mode = line.split("\t")
            entry = Entry(
                pos=pos,
                conditions=() if pattern == "-" else tuple(map(_condition, pattern.split("&"))),
                type=None if kind == "-" else EventType(kind),
                frame=_frame(frame),
                weight=float(weight),
                mode=None if mode == "-" else mode,
            )
            for form in inflected(lemma):
                found.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


def _frame(written: str) -> Frame:
    kind, _, prepositions = written.partition(":")
    return Frame(kind, tuple(prepositions.split(",")) if prepositions else ())


def _condition(written: str) -> Condition:
    relation, _, words = written.lstrip("!").partition("=")
    listed = words.split("|") if words else []
    every = frozenset(form for word in listed for form in ((word,) if word[0] == "@" else inflected(word)))
    return Condition(relation, every, written[0] != "!")


_HARMING = frozenset(
    form
    for verb in ("kill", "injure", "wound", "hurt", "destroy", "damage", "hit", "strike")
    for form in inflected(verb)
)
_UNLISTED = 0.3
_UNHEARD = 0.03
_HEARD = 0.3
_TRUST = 0.9
_USUAL = {
    EventType.CONSULT: "mutual",
    EventType.AGREE: "mutual",
    EventType.COOPERATE: "mutual",
    EventType.MOVE: "move",
    EventType.MOBILIZE: "iact",
}
_NAMES = frozenset(
    (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.FORCE, EntityKind.NATIONALITY, EntityKind.PLACE)
)


def find_triggers(analysis: Analysis, words: Words) -> tuple[Trigger, ...]:
    """The words of a report that the lexicon or the anchor head takes for events, in text order.

    The two agree by adding their log-odds: a row's weight, or `_UNLISTED` for a word without one, and the
    head's probability, or `_UNHEARD` for a word that it passes over. Without a head the weight decides alone.
    """
    heads = {anchor.token: anchor for anchor in analysis.anchors}
    found: dict[int, Trigger] = {}
    peaceful: set[int] = set()
    for token in analysis.tokens:
        entry = match(token, words)
        head = heads.get(token.index)
        if entry is not None and entry.type is not None:
            found[token.index] = _listed(token, entry, head, analysis)
        elif entry is not None and (
            token.upos != "VERB" or any(c.relation == "subj" for c in entry.conditions)
        ):
            peaceful.add(token.index)
        elif entry is None and head is not None and _can_be(token, head, words):
            found[token.index] = _unlisted(token, head)
    domains = Domains(analysis)
    return tuple(
        trigger
        for trigger in found.values()
        if (trigger.rule == "lexicon" or not _belongs(trigger, found, analysis))
        and not domains.is_figure(trigger.token, trigger.type)
        and not _is_mishap(trigger, peaceful, analysis)
    )


def _can_be(token: Token, head: Anchor, words: Words) -> bool:
    return head.score >= _HEARD and token.upos in _POS and words.kinds[token.index] not in _NAMES


def _listed(token: Token, entry: Entry, head: Anchor | None, analysis: Analysis) -> Trigger:
    assert entry.type is not None
    score = entry.weight
    if analysis.anchors:
        score = _chance(_odds(entry.weight) + _TRUST * _odds(head.score if head else _UNHEARD))
    return Trigger(
        token=token.index,
        type=entry.type,
        frame=entry.frame,
        score=score,
        rule="lexicon",
        mode=entry.mode,
        words=_extent(token.index, analysis, entry),
    )


def _unlisted(token: Token, head: Anchor) -> Trigger:
    kind = EventType(head.types[0][0])
    return Trigger(
        token=token.index,
        type=kind,
        frame=Frame(_USUAL.get(kind, "act"), ("against", "on", "with", "to")),
        score=_chance(_odds(_UNLISTED) + _TRUST * _odds(head.score)),
        rule="head:anchor",
        words=(token.index, token.index + 1),
    )


def _belongs(trigger: Trigger, found: dict[int, Trigger], analysis: Analysis) -> bool:
    """True for a word that only completes a better anchor beside it ("fire" of "opened fire")."""
    token = analysis.tokens[trigger.token]
    for index in (token.head, *analysis.dependents[token.index]):
        other = found.get(index)
        if other is None or abs(index - token.index) > 3:
            continue
        if other.rule == "lexicon" or (other.score, -index) > (trigger.score, -token.index):
            return True
    return False


def _is_mishap(trigger: Trigger, peaceful: set[int], analysis: Analysis) -> bool:
    """True of the harm that a gas explosion, an earthquake or a heart attack does."""
    token = analysis.tokens[trigger.token]
    if token.form.lower() not in _HARMING:
        return False
    subjects = [
        at for at in analysis.dependents[token.index] if analysis.tokens[at].deprel.startswith("nsubj")
    ]
    if not subjects and token.deprel == "conj":
        return token.head in peaceful
    return any(at in peaceful and analysis.tokens[at].upos != "VERB" for at in subjects)


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return log(chance / (1 - chance))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def match(token: Token, words: Words) -> Entry | None:
    """The first row of the lexicon whose pattern holds at a token; None where there is none."""
    pos = _POS.get(token.upos)
    if pos is None or words.kinds[token.index] in _NAMES:
        return None
    rows = lexicon()
    for entry in rows.get(token.form.lower(), ()):
        if (entry.pos == pos or _participle(entry, token)) and all(
            words.holds(token.index, condition) for condition in entry.conditions
        ):
            return entry
    return None


def _participle(entry: Entry, token: Token) -> bool:
    # Taggers waver between adjective and participle: "the men were wounded", "the besieged city".
    return entry.pos == "v" and token.upos == "ADJ" and token.form.lower().endswith("ed")


def _extent(index: int, analysis: Analysis, entry: Entry) -> tuple[int, int]:
    """The anchor's words: the trigger with its particle or fixed object where they stand close by."""
    first, last = index, index + 1
    wanted = {c.relation for c in entry.conditions if c.wanted and c.words}
    for dependent in analysis.dependents[index]:
        relation = analysis.tokens[dependent].deprel
        fixed = relation == "compound:prt" or (relation == "obj" and "obj" in wanted)
        if (fixed and index < dependent <= index + 3 and entry.frame.kind.startswith("i")) or (
            relation == "compound:prt" and index < dependent <= index + 2
        ):
            last = max(last, dependent + 1)
        elif relation in ("amod", "compound") and "mod" in wanted and dependent == first - 1:
            first = dependent
    return first, last
