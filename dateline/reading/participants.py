"""Participants: which parties of the whole report fill an event's roles, chosen by a log-linear model.

The tree names a role's filler in about half of the events; elsewhere it stands in another clause or sentence. The model is a conditional logit over the report's parties and "nobody", with named features and one
weight for each role, kept in `data/participants.tsv` (implicit arguments after Gerber and Chai, 2012).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from math import exp
from pathlib import Path

from dateline.reading.predicates import Argument
from dateline.reading.staging import ACTOR, RECIPIENT, Candidate, Cast, Filled, Stage

_TRIED = 6
_DOERS = frozenset(("nsubj", "obl:agent"))
_DONE_TO = frozenset(("obj", "nsubj:pass", "iobj"))


def features(stage: Stage, number: int, role: str, candidate: Candidate) -> list[str]:
    """The names of what holds of a candidate for a role of the stage's event of that number."""
    cast = stage.casts[number]
    group = stage.groups[number]
    name = candidate.name
    opposite = RECIPIENT if role == ACTOR else ACTOR
    own = cast.rules[role].get(name)
    other = cast.rules[opposite].get(name)
    always, unless_given = _circumstances(stage, number, candidate)
    found = [*always]
    if own:
        found += ("rule", f"rule={own}", f"rule&type={group}")
    else:
        found += unless_given
        if cast.role(role):
            found.append("rule gives another")
    if other:
        found += ("rule for other role", f"rule for other role={other}")
    found += _paired(stage, cast, role, name)
    inside = stage.insides[number].get(name)
    if inside is not None:
        found.append(f"inside {'own' if inside == role else 'other'} role")
    level = stage.levels[number].get((role, name), 0)
    if level:
        found += (f"head own={level}", f"head own={level}&rule={own is not None}")
    level = stage.levels[number].get((opposite, name), 0)
    if level:
        found.append(f"head other={level}")
    return found


def _circumstances(stage: Stage, number: int, candidate: Candidate) -> tuple[list[str], list[str]]:
    """What holds of a candidate whatever the role: always, and only where the tree does not give it the role."""
    key = (number, candidate.name)
    if key not in stage.circumstances:
        stage.circumstances[key] = _look(stage, number, candidate)
    return stage.circumstances[key]


def _look(stage: Stage, number: int, candidate: Candidate) -> tuple[list[str], list[str]]:
    cast = stage.casts[number]
    group = stage.groups[number]
    always = [f"kind={candidate.kind}", f"mentions={min(len(candidate.tokens), 6)}"]
    if candidate.sentences[0] == 0:
        always.append("in first sentence")
    if cast.chain and cast.chain[-1].name.lower() == candidate.name:
        always += ("holder", f"holder&type={group}")
    always += _elsewhere(stage, number, candidate.name, group)
    near, unless_given = _nearness(stage, cast, candidate)
    return always + near, unless_given


def _nearness(stage: Stage, cast: Cast, candidate: Candidate) -> tuple[list[str], list[str]]:
    tokens = stage.analysis.tokens
    anchor = tokens[cast.trigger.token]
    at = bisect_left(candidate.tokens, anchor.index)
    around = candidate.tokens[max(0, at - 1) : at + 1]
    nearest = min(around, key=lambda t: (abs(tokens[t].sentence - anchor.sentence), abs(t - anchor.index)))
    mention = tokens[nearest]
    gap = mention.sentence - anchor.sentence
    place = "same" if gap == 0 else ("before" if gap < 0 else "after")
    part = "doer" if mention.deprel in _DOERS else "done-to" if mention.deprel in _DONE_TO else "else"
    found = [f"part={part}&{place}"]
    if mention.deprel == "nmod:poss":
        found.append("part=possessor")
    if gap == 0:
        found.append(f"side={'left' if nearest < anchor.index else 'right'}")
    return [f"sentence={place}{min(abs(gap), 3)}"], found


def _elsewhere(stage: Stage, number: int, name: str, group: str) -> list[str]:
    """What the tree gives the candidate in the report's other events."""
    cast = stage.casts[number]
    anchor = stage.analysis.tokens[cast.trigger.token]
    seen: set[str] = set()
    for at, part in stage.parts.get(name, ()):
        if at == number:
            continue
        event = stage.casts[at]
        token = stage.analysis.tokens[event.trigger.token]
        same = event.trigger.type is cast.trigger.type
        seen.add(f"{part} elsewhere")
        if same:
            seen.add(f"{part} of same type")
            if group == "ASSAULT":
                seen.add(f"{part} of another assault")
        if abs(token.sentence - anchor.sentence) <= 1:
            seen.add(f"{part} nearby&same type={same}")
        if token.lemma.lower() == anchor.lemma.lower():
            seen.add(f"{part} of same word")
    return sorted(seen)


def _paired(stage: Stage, cast: Cast, role: str, name: str) -> list[str]:
    """Whether the candidate and the other role's filler meet in another event, this way or the other way."""
    found: set[str] = set()
    for other in cast.rules[RECIPIENT if role == ACTOR else ACTOR]:
        pair = (name, other) if role == ACTOR else (other, name)
        if pair in stage.pairs:
            found.add("pair elsewhere")
        if pair[::-1] in stage.pairs:
            found.add("reverse pair elsewhere")
    return sorted(found)


def nobody(stage: Stage, number: int, role: str) -> Iterator[str]:
    """The names of what speaks for an empty role."""
    cast = stage.casts[number]
    kind = cast.trigger.type.value
    yield "nobody"
    yield f"nobody&type={kind}"
    token = stage.analysis.tokens[cast.trigger.token]
    shape = "noun" if token.upos in ("NOUN", "PROPN") else "verb"
    yield f"nobody&{shape}"
    yield f"nobody&{shape}&frame={cast.trigger.frame.kind}"
    if cast.role(role):
        yield "nobody&rule gives one"
    yield f"nobody&other role {'filled' if cast.role(RECIPIENT if role == ACTOR else ACTOR) else 'empty'}"
    if cast.trigger.token in stage.heard:
        yield f"nobody&head={stage.levels[number].get((role, ''), 0)}"
    near = sum(1 for c in stage.reach[number] if token.sentence in c.sentences)
    yield f"nobody&near={min(near, 4)}"
    if not cast.chain:
        yield "nobody&own voice"


_HEARD = 0.7


@cache
def weights(*, heard: bool) -> dict[str, dict[str, float]]:
    """The model: for each role the weights of the features, with the role head's word or without it.

    The head had seen the events that its weights were fitted on, so they trust it too much: the weights fitted
    without it keep a share.
    """
    rows = [
        line.split("\t")
        for line in (Path(__file__).parent / "data" / "participants.tsv").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    share = _HEARD if heard else 0.0
    return {
        role: {row[0]: share * float(row[at]) + (1 - share) * float(row[at + 2]) for row in rows}
        for at, role in ((1, ACTOR), (2, RECIPIENT))
    }


def choose(stage: Stage, number: int) -> tuple[Filled, Filled, float]:
    """An event's actors and recipients, and their joint probability.

    Each role goes to the parties that the tree gives it, to another party of the report, or to nobody; no party
    has both roles.
    """
    actors = _ranked(stage, number, ACTOR)
    recipients = _ranked(stage, number, RECIPIENT)
    _, actor, recipient = max(
        (
            (one[0] * two[0], one, two)
            for one in actors[:_TRIED]
            for two in recipients[:_TRIED]
            if one[1] is None or one[1] is not two[1]
        ),
        key=lambda pair: pair[0],
    )
    return (
        _filled(stage, number, ACTOR, actor),
        _filled(stage, number, RECIPIENT, recipient),
        actor[0] * recipient[0],
    )


def _ranked(stage: Stage, number: int, role: str) -> list[tuple[float, Candidate | None]]:
    """The candidates for a role with their probabilities, likeliest first; None is nobody."""
    table = weights(heard=bool(stage.heard))[role]
    scored: list[tuple[float, Candidate | None]] = [(_sum(table, nobody(stage, number, role)), None)]
    for candidate in stage.reach[number]:
        scored.append((_sum(table, features(stage, number, role, candidate)), candidate))
    best = max(score for score, _ in scored)
    total = sum(exp(score - best) for score, _ in scored)
    shares = [(exp(score - best) / total, candidate) for score, candidate in scored]
    return sorted(shares, key=lambda item: -item[0])


def _filled(stage: Stage, number: int, role: str, chosen: tuple[float, Candidate | None]) -> Filled:
    share, candidate = chosen
    if candidate is None:
        return ()
    cast = stage.casts[number]
    if candidate.name in cast.rules[role]:
        return cast.role(role)
    anchor = cast.trigger.token
    token = min(candidate.tokens, key=lambda t: (abs(t - anchor), t))
    return ((candidate.party, Argument(token, "report", round(share, 3))),)


def _sum(table: dict[str, float], found: Iterable[str]) -> float:
    return sum(table[feature] for feature in found if feature in table)
