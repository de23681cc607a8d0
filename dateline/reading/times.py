"""Times: which of a report's time expressions dates an event, chosen by a log-linear model.

A conditional logit over the report's expressions and "none", with named features whose weights are kept in
`data/time_weights.tsv`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.codebook import EventType
from dateline.model.analysis import Analysis
from dateline.model.claims import When
from dateline.model.evidence import cite
from dateline.reading.circumstances import Row, best, load_weights
from dateline.reading.happenings import Happening, Happenings
from dateline.reading.time_phrases import Span, is_saying, kind_of, time_span, times_in

_FAR = 14
_CLIMBS = 3
_LEDE = 3
_COARSE = frozenset({"unit", "month", "year", "ago", "length", "since", "from another"})
_SAME = (
    ("day", frozenset({"weekday", "day", "date"})),
    ("week", frozenset({"unit"})),
    ("month", frozenset({"month", "date"})),
    ("year", frozenset({"year", "month", "date"})),
)
"""What "the same day" and the like can take up, by the unit that they name."""
_AKIN = frozenset({"same word", "same type", "same party", "same type and party"})
_FINE = frozenset({"weekday", "day", "date"})


@cache
def _weights() -> Mapping[str, float]:
    """Weights of the features, fitted on annotated reports by `training/circumstances.py`."""
    return load_weights("time_weights.tsv")


def time_of(analysis: Analysis, token: int, event_type: EventType | None = None) -> When | None:
    """The unresolved time of the event at a token, with the words that date it; None where the report does not.

    Every time expression of the report is weighed by how it stands to the event: in its clause, its sentence, with
    another event of the same kind; "none" is weighed against them. A time that stands on a verb of saying dates the
    saying, never what is said. A token that is no event's has the time of its own clause.
    """
    span = _calendar(analysis).choose(token, event_type)
    if span is None:
        return None
    start, end = analysis.span(*span)
    return When(cite(analysis.text, start, end))


@dataclass(frozen=True, slots=True)
class _Time:
    words: str
    spans: tuple[Span, ...]
    kind: str
    sayings: tuple[bool, ...]
    """For each span whether it dates a verb of saying."""
    events: tuple[Happening, ...]
    """The happenings whose own clause tells this time."""


class Calendar:
    """The time expressions of one analysis, and which of them an event has."""

    def __init__(self, analysis: Analysis) -> None:
        """Gather the expressions and the happenings that have one in their own clause."""
        self.analysis = analysis
        self.happenings = Happenings(analysis)
        self._own: dict[int, Span | None] = {}
        self.times = self._gather()
        self._sentences = sorted({self._sentence(s) for time in self.times for s in time.spans})
        self._main = max(self.times, key=self._prominence, default=None)
        self._chosen: dict[tuple[int, EventType], Span | None] = {}

    def choose(self, token: int, event_type: EventType | None = None) -> Span | None:
        """The tokens of the time of the event at a token; None where "none" weighs more than every expression."""
        kind = event_type or self.happenings.kind(token)
        if kind is None:
            return self._again(self._span(token))
        if (token, kind) not in self._chosen:
            self._chosen[token, kind] = best(self.rows(self.happenings.at(token, kind)), _weights())
        return self._again(self._chosen[token, kind])

    def _again(self, span: Span | None) -> Span | None:
        """The expression that "the same day" or "the same month" takes up; the span itself where it is none such."""
        forms = {t.form.lower() for t in self.analysis.tokens[span[0] : span[1]]} if span else set()
        if span is None or "same" not in forms:
            return span
        wanted = next((kinds for unit, kinds in _SAME if unit in forms), None)
        before = [
            s for time in self.times for s in time.spans if wanted and time.kind in wanted and s[1] <= span[0]
        ]
        return max(before, default=span)

    def rows(self, event: Happening) -> Iterator[Row]:
        """None and each expression's nearest span, with the features that they have for an event."""
        yield None, list(self._none(event))
        own = self._span(event.token)
        for time in self.times:
            span = own if own in time.spans else self._nearest(time, event)
            assert span is not None
            if span == own or not self._dates_saying(time, span, event):
                yield span, list(self._features(time, span, event, own))

    def _dates_saying(self, time: _Time, span: Span, event: Happening) -> bool:
        """Whether a time stands on the saying of what the event is a part of."""
        return (
            time.sayings[time.spans.index(span)]
            and self._sentence(span) == event.sentence
            and self.happenings.is_said(event.token)
        )

    def _gather(self) -> tuple[_Time, ...]:
        found: dict[str, list[Span]] = {}
        for span in times_in(self.analysis):
            found.setdefault(self.analysis.words(*span).lower(), []).append(span)
        told: dict[str, list[Happening]] = {}
        for happening in self.happenings.all:
            own = self._span(happening.token)
            if own is not None:
                told.setdefault(self.analysis.words(*own).lower(), []).append(happening)
        return tuple(
            _Time(
                words,
                tuple(spans),
                kind_of(self.analysis, spans[0]),
                tuple(is_saying(self.analysis, span) for span in spans),
                tuple(told.get(words, ())),
            )
            for words, spans in found.items()
        )

    def _prominence(self, time: _Time) -> float:
        """How much of the report happens at a time: its events count, those of the first sentences twice."""
        told = sum(2 if event.sentence < _LEDE else 1 for event in time.events)
        unsaid = sum(not saying for saying in time.sayings)
        return (told + 0.5 * unsaid) * (1 if time.kind in _FINE else 0.3)

    def _span(self, token: int) -> Span | None:
        if token not in self._own:
            self._own[token] = time_span(self.analysis, token)
        return self._own[token]

    def _sentence(self, span: Span) -> int:
        return self.analysis.tokens[span[0]].sentence

    def _nearest(self, time: _Time, event: Happening) -> Span:
        """The mention that dates the event likeliest: in its sentence, before it, after it."""

        def distance(span: Span) -> tuple[int, int]:
            gap = event.sentence - self._sentence(span)
            return (gap if gap >= 0 else 1 - 2 * gap, abs(span[0] - event.token))

        return min(time.spans, key=distance)

    def _features(self, time: _Time, span: Span, event: Happening, own: Span | None) -> Iterator[str]:
        yield f"kind {time.kind}"
        yield f"kind {time.kind} {event.tense}"
        saying = time.sayings[time.spans.index(span)]
        if span == own:
            yield from self._of_clause(event, time, span)
        else:
            if own is not None:
                yield "clause has another"
            yield from self._of_distance(event, span, saying=saying)
        yield from self._of_report(event, time)
        told = {
            relation
            for other in time.events
            if other.token != event.token
            for relation in self.happenings.relations(event, other)
        }
        yield from (f"told {relation}" for relation in sorted(told))
        if own is not None and span != own and time.kind in _FINE and kind_of(self.analysis, own) in _COARSE:
            yield "finer"
            yield from (f"finer {relation}" for relation in sorted(told & _AKIN))
        if event.sentence == 0 and self._sentence(span) > 0:
            yield "lede event"
            yield from (f"lede event {relation}" for relation in sorted(told & _AKIN))
            if not saying:
                yield "lede event unsaid"
        before = self._told_last(event)
        if before is not None and before in time.events:
            yield "told last"
            yield f"told last {event.tense}"
            if before.sentence == event.sentence:
                yield "told last here"

    def _of_clause(self, event: Happening, time: _Time, span: Span) -> Iterator[str]:
        yield "clause"
        yield f"clause {event.tense}"
        yield f"clause {time.kind}"
        path = self._path(event.token, span)
        yield f"clause by {path}"
        yield f"clause climbs {len(path.split()) if path != 'itself' else 0}"
        yield "clause near" if abs(span[0] - event.token) <= 6 else "clause far"

    def _of_distance(self, event: Happening, span: Span, *, saying: bool) -> Iterator[str]:
        gap = event.sentence - self._sentence(span)
        if saying:
            yield "saying elsewhere" if gap else f"saying here {self.happenings.is_said(event.token)}"
        if gap == 0:
            side = "after" if span[0] > event.token else "before"
            distance = abs(span[0] - event.token)
            yield f"here {side}"
            yield "here far" if distance > _FAR else f"here near {side}"
            yield f"here {event.tense}"
        else:
            step = "after" if gap < 0 else "1" if gap == 1 else "2" if gap == 2 else "far"
            yield f"before {step}" if gap > 0 else "after"
            paragraph = self.analysis.sentences[self._sentence(span)].paragraph
            if gap > 0 and paragraph == event.paragraph:
                yield "same paragraph"
                yield f"same paragraph {event.tense}"
            if self._has_time(event.sentence):
                yield "another here"
            elif gap > 0 and self._is_last(event.sentence, self._sentence(span)):
                yield "last before"
                yield f"last before {event.tense}"
        inside = self.happenings.quotation(span[0])
        if inside != event.quotation:
            yield "other voice"
        elif inside >= 0:
            yield "same quotation"

    def _of_report(self, event: Happening, time: _Time) -> Iterator[str]:
        if any(self._sentence(span) < 2 for span in time.spans):
            yield "lede"
            if event.sentence < 3:
                yield "lede both"
        if len(self.times) == 1:
            yield "only"
        if len(time.spans) > 1:
            yield "frequent"
        if all(time.sayings):
            yield "only of sayings"
        if len(time.events) > 1:
            yield "of many"
        if time is self._main:
            yield "main"
            yield f"main {event.tense}"
            yield f"main {event.kind.value}"
            if not self._has_time(event.sentence):
                yield f"main alone {event.tense}"

    def _none(self, event: Happening) -> Iterator[str]:
        yield "none"
        yield f"none {event.kind.value}"
        yield f"none {event.tense}"
        status = self.happenings.status(event.token)
        yield f"none {status}"
        if self._span(event.token) is None:
            yield "none without clause"
            yield f"none without clause {event.tense}"
        yield f"none of {min(len(self.times), 8) // 2}"
        if not self._has_time(event.sentence):
            yield "none without sentence"
        if event.quotation >= 0:
            yield "none quoted"
        if self.happenings.is_said(event.token):
            yield "none said"
        if event.tense == "noun" and self.happenings.is_definite(event.token):
            yield "none definite"

    def _path(self, token: int, span: Span) -> str:
        """The relations from an event up to the word that a time of its clause hangs on."""
        tokens = self.analysis.tokens
        climbed: list[str] = []
        for _ in range(_CLIMBS):
            if any(span[0] <= child < span[1] for child in self.analysis.dependents[token]):
                return " ".join(climbed) or "itself"
            climbed.append(tokens[token].deprel.partition(":")[0])
            if tokens[token].head < 0:
                break
            token = tokens[token].head
        return "far"

    def _has_time(self, sentence: int) -> bool:
        at = bisect_left(self._sentences, sentence)
        return at < len(self._sentences) and self._sentences[at] == sentence

    def _is_last(self, sentence: int, before: int) -> bool:
        at = bisect_left(self._sentences, sentence)
        return at > 0 and self._sentences[at - 1] == before

    def _told_last(self, event: Happening) -> Happening | None:
        """The happening before an event that has a time in its own clause."""
        last = None
        for other in self.happenings.all:
            if other.token >= event.token:
                break
            if self._span(other.token) is not None:
                last = other
        return last


_last: list[Calendar] = []


def _calendar(analysis: Analysis) -> Calendar:
    """The calendar of an analysis; that of the one asked for last is kept."""
    if not _last or _last[0].analysis is not analysis:
        _last[:] = [Calendar(analysis)]
    return _last[0]
