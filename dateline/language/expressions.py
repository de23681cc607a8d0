"""Expressions of time, number and money, found by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.language.lexicon import load_words
from dateline.model.analysis import Analysis, Entity, EntityKind

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)"
_DAYTIME = r"(?:morning|afternoon|evening|night)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_YEAR = r"(?:(?:1[89]|20)\d\d)"
_UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|century|centurie)s?"
_SMALL = (
    r"(?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"twenty|thirty|forty|fifty|[Ss]everal|[Aa]\ few|few|some|many|a\ couple\ of|recent|\d+(?:\.\d+)?)"
)
_SEASON = r"(?:spring|summer|autumn|winter|Ramadan|Christmas|Easter|Eid)"
_NEAR = r"(?:[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Pp]revious|[Cc]oming|[Ff]ollowing)"
_PART = r"(?:[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater)"

_TIME = re.compile(
    rf"""(?<![\w-])(?:
    \d{{4}}-\d\d-\d\d
    |(?:(?:{_PART}|{_NEAR})[\s-]+(?:on\s+)?)?{_WEEKDAY}(?:\s+{_DAYTIME})?
        (?:,?\s+(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})(?:,?\s+{_YEAR})?)?
    |{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?
    |(?:{_PART}[\s-]+)?{_MONTH}\s+{_DAY}(?:\s*[-–]\s*\d{{1,2}})?(?:,?\s+{_YEAR})?(?!\d|,\d)
    |(?:(?:{_PART}|{_NEAR})[\s-]+)?{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})
    |(?:{_PART}|{_NEAR})[\s-]+{_MONTH}
    |(?<=\bin\ ){_MONTH}|(?<=\bsince\ ){_MONTH}|(?<=\bof\ ){_MONTH}|(?<=\buntil\ ){_MONTH}
    |(?:[Tt]he\ day\ before\ yesterday|[Tt]he\ day\ after\ tomorrow|
        (?:[Yy]esterday|[Tt]omorrow)(?:\s+{_DAYTIME})?)
    |(?:{_PART}\ )?[Tt]oday|[Tt]onight|[Oo]vernight|midnight|noon|midday
    |(?:{_PART}\ )?(?:{_NEAR})\ (?:{_UNIT}|{_DAYTIME}|{_SEASON})
    |(?:[Tt]he\ )?(?:last|past|next|coming|previous|first)\ {_SMALL}\ {_UNIT}
    |(?:(?:more\ than|at\ least|about|nearly|almost|over|around|up\ to)\ )?{_SMALL}[\s-]{_UNIT}
        (?:\ (?:ago|earlier|later|before|since))?
    |(?:hours|days|weeks|months|years)\ (?:ago|earlier|later)
    |\d{{1,2}}(?:[:.]\d\d)?\ ?(?:a\.m\.|p\.m\.|am|pm)(?!\w)|\d{{1,2}}:\d\d(?::\d\d)?(?:\ ?(?:GMT|UTC))?
    |(?:the\ )?(?:early\ |late\ |mid-)?(?:1[89]|20)\d0s
    |(?<=\bin\ ){_YEAR}|(?<=\bsince\ ){_YEAR}|(?<=\buntil\ ){_YEAR}|(?<=\bfrom\ ){_YEAR}
    |(?<=\bby\ ){_YEAR}|(?<=\bof\ ){_YEAR}|(?<=\bduring\ ){_YEAR}|(?<=\bto\ ){_YEAR}|(?<=\bback\ in\ ){_YEAR}
    |{_PART}[\s-]{_YEAR}
    )(?![\w-]*\w)""",
    re.VERBOSE,
)

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_TEENS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|"
    r"three|four|five|six|seven|eight|nine))?)"
)
_SCALE = r"(?:hundred|thousand|million|billion|dozen)"
_VAGUE = (
    r"(?:(?:tens|hundreds|dozens)\ of\ thousands|hundreds|thousands|dozens|scores|millions|"
    r"several(?:\ (?:hundred|thousand|dozen))?|a\ (?:dozen|couple|handful|hundred|thousand|million)|"
    r"half\ a\ million|half\ a\ dozen)"
)
_NUMBER = rf"(?:{_DIGITS}(?:\s{_SCALE})?|{_TEENS}(?:\s{_SCALE})*|{_VAGUE})"
_HEDGE = (
    r"(?:at\ least|at\ most|more\ than|fewer\ than|less\ than|no\ more\ than|no\ fewer\ than|as\ many\ as|"
    r"up\ to|over|about|around|some|nearly|almost|approximately|roughly|an\ estimated|estimated|between|under)"
)
_MONEY = re.compile(
    rf"(?:US|A|C)?[$€£¥]\s?{_DIGITS}(?:\s?(?:{_SCALE}|bn|m|k)\b)?|"
    rf"\b{_NUMBER}\s(?:(?:US|American)\s)?(?:dollars|euros|pounds|roubles|rubles|lira|dinars|rials|riyals|yuan|yen)\b"
    r"(?!\sof\b)",
    re.IGNORECASE,
)
_MONEY_HINT = re.compile(
    r"[$€£¥]|\b(?:dollars|euros|pounds|roubles|rubles|lira|dinars|rials|riyals|yuan|yen)\b", re.IGNORECASE
)
_QUANTITY = re.compile(
    rf"(?<![\w.,:/$€£-])(?:{_HEDGE}\s)?{_NUMBER}(?:\s(?:to|and|or)\s{_NUMBER})?"
    r"(?:\s?%|\s(?:per\ ?cent|percent))?(?![\w-]*\w|:\d)",
    re.IGNORECASE,
)
_NUMBERLIKE = frozenset({"NUM", "NOUN", "PROPN", "ADJ", "SYM"})


# Only at these words, and at digits, can an expression begin: looking nowhere else is ten times faster.
_TIME_STARTS, _NUMBER_STARTS = load_words("time_starts"), load_words("number_starts")
_MONEY_STARTS = _NUMBER_STARTS | {"us", "a", "c"}
_SIGNS = frozenset("$€£¥")


def find_times(analysis: Analysis) -> Iterator[Entity]:
    """Times, dates and durations, in text order, without overlaps."""
    return _matches(analysis, _TIME, EntityKind.TIME, _TIME_STARTS)


def find_money(analysis: Analysis) -> Iterator[Entity]:
    """Sums of money."""
    if _MONEY_HINT.search(analysis.text) is None:
        return iter(())
    return _matches(analysis, _MONEY, EntityKind.MONEY, _MONEY_STARTS)


def find_quantities(analysis: Analysis) -> Iterator[Entity]:
    """Numbers in digits or words with the words that hedge them ("at least 25"), without what is counted."""
    for entity in _matches(analysis, _QUANTITY, EntityKind.QUANTITY, _NUMBER_STARTS):
        if any(analysis.tokens[i].upos in _NUMBERLIKE for i in range(entity.first, entity.last)):
            yield entity


def _matches(
    analysis: Analysis, pattern: re.Pattern[str], kind: EntityKind, starts: frozenset[str]
) -> Iterator[Entity]:
    """Matches within sentences that begin and end with whole tokens."""
    text, tokens = analysis.text, analysis.tokens
    at = 0
    for token in tokens:
        form = token.form
        is_start = form[0].isdigit() or form[-1] in _SIGNS or form.lower().rstrip(".") in starts
        if token.index < at or not is_start:
            continue
        sentence = analysis.sentences[token.sentence]
        match = pattern.match(text, token.start, sentence.end)
        if match is None or match.end() == token.start:
            continue
        last = token.index + 1
        while last < sentence.last and tokens[last].start < match.end():
            last += 1
        if tokens[last - 1].end == match.end():
            yield Entity(token.index, last, kind)
            at = last
