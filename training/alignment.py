"""From spans and names in raw text to labels on words, one sentence at a time."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dateline.language.words import Span, split_sentences
from training.sentences import Anchor, Sentence


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# KAIROS types (WikiEvents) to ours; what is not listed is left unlabelled and unjudged.
KAIROS_TYPES = {
    "Conflict.Attack": "ASSAULT",
    "Conflict.Defeat": "ASSAULT",
    "Conflict.Demonstrate": "PROTEST",
    "Contact.Contact": "CONSULT",
    "Contact.RequestCommand": "REQUEST",
    "Contact.ThreatenCoerce": "THREATEN",
    "Control.ImpedeInterfereWith": "COERCE",
    "Justice.ArrestJailDetain": "COERCE",
    "Justice.ChargeIndict": "ACCUSE",
    "Justice.Convict": "COERCE",
    "Justice.InvestigateCrime": "ACCUSE",
    "Justice.ReleaseParole": "RETREAT",
    "Justice.Sentence": "COERCE",
    "Justice.TrialHearing": "COERCE",
    "Life.Die": "ASSAULT",
    "Life.Injure": "ASSAULT",
    "Movement.Transportation": "MOVE",
    "Transaction.Donation": "AID",
}
# Contact.Contact covers every kind of saying; only these triggers are meetings and talks.
_MEETING = re.compile(
    r"(?i)(met|meet|talk|negotiat|visit|phone|call|discuss|consult|summit|conference|dialogue)"
)
_KAIROS_ROLES = {
    **dict.fromkeys(
        _listed(
            "Attacker Killer Injurer Communicator Participant Transporter Jailer Demonstrator Prosecutor Investigator JudgeCourt "
            "Victor Impeder Giver"
        ),
        "actor",
    ),
    **dict.fromkeys(
        _listed("Victim Target PassengerArtifact Detainee Defendant Recipient Defeated"), "recipient"
    ),
    **dict.fromkeys(_listed("Place Destination"), "place"),
}
# Names by which one actor goes in the same report; gold records keep the most specific one.
_ALIASES = (
    ("Islamic State", "Isis", "ISIS", "Isil", "ISIL", "IS", "Daesh"),
    ("US", "U.S.", "United States", "America", "American", "Americans", "Washington"),
    ("UN", "U.N.", "United Nations"),
    ("UK", "Britain", "British", "London"),
    ("Russia", "Russian", "Russians", "Moscow"),
    ("Syria", "Syrian", "Damascus"),
    ("Turkey", "Turkish", "Ankara"),
    ("Iran", "Iranian", "Tehran"),
    ("Israel", "Israeli", "Israelis"),
    ("Iraq", "Iraqi", "Baghdad"),
)
_FUNCTION_WORDS = _listed(
    "a an the of to in on at by for from with into over under out up down off away back about against and or but as its his her their "
    "our my your it he she they we you us them him me this that these those be is are was were been being am has have had having do "
    "does did will would shall should can could may might must not n't no some any 's ’s ' ’ \" “ ” , . - – —"
)


def words_in(sentence: Sequence[Span], start: int, end: int) -> tuple[int, ...]:
    """Indices of the words that overlap ``start:end``."""
    return tuple(i for i, (a, b) in enumerate(sentence) if a < end and start < b)


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Spans not inside another one; of two that cross, the first."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def bio_tags(sentence: Sequence[Span], spans: Iterable[Span]) -> tuple[str, ...]:
    """B, I, O of each word for the spans that touch the sentence."""
    tags = ["O"] * len(sentence)
    for start, end in spans:
        for k, i in enumerate(words_in(sentence, start, end)):
            tags[i] = "I" if k else "B"
    return tuple(tags)


def bio_sentences(text: str, layers: Mapping[str, Sequence[Span]]) -> list[Sentence]:
    """Sentences of a text with one BIO layer for each kind of span."""
    flat = {name: outermost(spans) for name, spans in layers.items()}
    out = []
    for spans in split_sentences(text):
        tags: dict[str, Any] = {name: bio_tags(spans, layer) for name, layer in flat.items()}
        out.append(Sentence(words=tuple(text[a:b] for a, b in spans), **tags))
    return out


def find_nth(text: str, quote: str, nth: int = 1) -> Span | None:
    """Offsets of the nth occurrence of a quote."""
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
        if at < 0:
            return None
    return at, at + len(quote)


def event_sentences(report: Mapping[str, Any]) -> list[Sentence]:
    """Sentences of one gold report with their events."""
    text = report["text"]
    placed = [(find_nth(text, event["anchor"], event.get("nth") or 1), event) for event in report["events"]]
    out = []
    for spans in split_sentences(text):
        words = tuple(text[a:b] for a, b in spans)
        anchors: dict[tuple[int, ...], Anchor] = {}
        for span, event in placed:
            if span is not None and spans[0][0] <= span[0] < spans[-1][1]:
                anchor = _gold_anchor(words, words_in(spans, *span), event)
                anchors.setdefault(anchor.words, anchor)  # a second entry differs in holder or status only
        out.append(Sentence(words=words, anchors=tuple(anchors.values())))
    return out


def _gold_anchor(words: tuple[str, ...], inside: tuple[int, ...], event: Mapping[str, Any]) -> Anchor:
    roles: list[tuple[int, str]] = []
    wanted = [(name, "actor") for name in event["actors"]] + [
        (name, "recipient") for name in event["recipients"]
    ]
    if event["place"]:
        wanted.append((event["place"], "place"))
    missing = False
    for name, role in wanted:
        head = find_name(words, name, inside[0])
        missing |= head is None and role != "place"
        if head is not None and head not in {i for i, _ in roles} and head not in inside:
            roles.append((head, role))
    return Anchor(content_words(words, inside), event["type"], event["status"], tuple(roles), not missing)


def content_words(words: Sequence[str], inside: tuple[int, ...]) -> tuple[int, ...]:
    """The words of an anchor that can be its trigger: no function words, no names if there is anything else."""
    content = tuple(i for i in inside if words[i].lower() not in _FUNCTION_WORDS) or inside
    return tuple(i for i in content if not (i and words[i][0].isupper())) or content


def find_name(words: Sequence[str], name: str, near: int) -> int | None:
    """The word that heads the occurrence of a name nearest to word ``near``, or of an alias of it."""
    lowered = [word.lower() for word in words]
    for variant in _variants(name):
        parts = variant.lower().replace("’s", " ’s").replace("'s", " 's").replace("-", " - ").split()
        starts = [i for i in range(len(words) - len(parts) + 1) if lowered[i : i + len(parts)] == parts]
        if starts:
            start = min(starts, key=lambda i: abs(i - near))
            return start + _head(parts)
    return None


def _variants(name: str) -> Iterator[str]:
    yield name
    for group in _ALIASES:
        if name in group:
            yield from group
    last = name.rsplit(maxsplit=1)[-1]
    if last[0].isupper() and last != name:
        yield last


def _head(parts: Sequence[str]) -> int:
    """Index of the head word of a name: the last one before "of" and its like."""
    for k, part in enumerate(parts):
        if k and part in {"of", "in", "for", "from", "at", "on", ","}:
            return k - 1
    return len(parts) - 1


def wikievents_sentences(row: Mapping[str, Any]) -> list[Sentence]:
    """Sentences of one WikiEvents document with mapped events."""
    text, offsets = join_tokens(row["tokens"])
    placed = []
    for event in row["event_mentions"]:
        trigger = event["trigger"]
        span = (offsets[trigger["start_idx"]][0], offsets[trigger["end_idx"] - 1][1])
        placed.append((span, event, _kairos_type(event)))
    out = []
    for spans in split_sentences(text):
        words = tuple(text[a:b] for a, b in spans)
        anchors: dict[tuple[int, ...], Anchor] = {}
        for span, event, kind in placed:
            if spans[0][0] <= span[0] < spans[-1][1]:
                inside = content_words(words, words_in(spans, *span))
                anchors.setdefault(
                    inside, Anchor(inside, kind, None, _kairos_roles(words, inside, event), False)
                )
        out.append(Sentence(words=words, anchors=tuple(anchors.values()), none_weight=0.2))
    return out


def _kairos_type(event: Mapping[str, Any]) -> str:
    """Our type, or "" for an event that is left unjudged."""
    kind = event["event_type"]
    if kind == "Contact.Contact" and not _MEETING.match(event["trigger"]["text"]):
        return ""
    return KAIROS_TYPES.get(kind, "")


def _kairos_roles(
    words: tuple[str, ...], inside: tuple[int, ...], event: Mapping[str, Any]
) -> tuple[tuple[int, str], ...]:
    roles: dict[int, str] = {}
    for argument in event["arguments"]:
        role = _KAIROS_ROLES.get(argument["role"])
        head = (
            find_name(words, re.sub(r"\s+", " ", argument["text"]), inside[0])
            if role and argument["text"].strip()
            else None
        )
        if role and head is not None and head not in inside:
            roles.setdefault(head, role)
    return tuple(roles.items())


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Running text of spaced tokens, stops and clitics glued back, with the offsets of each token."""
    text, offsets = "", []
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        glued = token in {".", ",", "’", "'"} or (
            before in {"’", "'"} and token in {"s", "t", "re", "ve", "ll", "d", "m"}
        )
        if text and not (glued and not (token in {"’", "'"} and not _is_clitic(tokens, i))):
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
    return text, offsets


def _is_clitic(tokens: Sequence[str], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1] in {"s", "t", "re", "ve", "ll", "d", "m"}
