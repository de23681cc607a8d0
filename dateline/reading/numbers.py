"""Numbers: numerals, number words and vague quantities in a text, with the bounds that their wording sets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model.analysis import Analysis

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+\Z|\d+(?:\.\d+)?\Z")
_DASHES = frozenset("-–—‑")
_WINDOW = 24
"""Words that the longest numeral in words takes ("one hundred and seventy-five thousand two hundred and twenty-one")."""
_FRACTIONS = {
    ("half",): 1 / 2,
    ("a", "third"): 1 / 3,
    ("one", "-", "third"): 1 / 3,
    ("one", "third"): 1 / 3,
    ("two", "-", "thirds"): 2 / 3,
    ("two", "thirds"): 2 / 3,
    ("a", "quarter"): 1 / 4,
    ("three", "quarters"): 3 / 4,
    ("three", "-", "quarters"): 3 / 4,
}
_BEFORE_BASE = frozenset({"the", "its", "their", "his", "some", "about", "around", "these", "those", "all"})
_LEAST_BASE = 4
_RISE = 5
"""How many words before a number a verb of rising may stand."""
_LONGEST = 6
"""Words in the longest bound or vague expression."""


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in a half-open range of tokens; `low` or `high` is None where the words leave that side open."""

    first: int
    """The first token of the whole expression, its bounds included."""
    core: int
    """The first token of the numeral or vague word itself."""
    last: int
    """One past the last token."""
    head: int
    """The token that stands for the number in the tree: its last word of number."""
    low: int | None
    high: int | None
    approx: bool = False
    vague: bool = False
    """True where the words hold no numeral ("dozens", "several")."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    units: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    vague: Mapping[tuple[str, ...], tuple[int, int | None, bool]]
    multipliers: Mapping[tuple[str, ...], tuple[int, int]]
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]
    fillers: frozenset[str]
    rising: frozenset[str]
    starters: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table = tomllib.loads((files("dateline.reading") / "data" / "numbers.toml").read_text("utf-8"))
    vague: dict[tuple[str, ...], tuple[int, int | None, bool]] = {}
    for words, (low, high) in table["vague"].items():
        vague[tuple(words.split())] = (low, high, True)
    for words, low in table["open"].items():
        vague[tuple(words.split())] = (low, None, True)
    for words, size in table["groups"].items():
        vague[tuple(words.split())] = (size, size, False)
    multipliers = {tuple(words.split()): (low, high) for words, (low, high) in table["multipliers"].items()}
    starters = {words[0] for words in (*vague, *multipliers)}
    return _Lexicon(
        units=table["units"],
        scales=table["scales"],
        suffixes=table["suffixes"],
        vague=vague,
        multipliers=multipliers,
        before={tuple(w.split()): kind for kind, many in table["before"].items() for w in many},
        after={tuple(w.split()): kind for kind, many in table["after"].items() for w in many},
        fillers=frozenset(table["fillers"]["words"]),
        rising=frozenset(table["rising"]["words"]),
        starters=frozenset(starters | set(table["units"]) | {"a", "an", "half"}),
    )


def parse_cardinal(words: Sequence[str]) -> int | None:
    """The value of a numeral in lower-case words or digits ("two", "hundred", "and", "six"); None if it is none."""
    value, used = _cardinal(words, 0)
    return value if used == len(words) and used > 0 else None


def read_numbers(analysis: Analysis) -> tuple[Number, ...]:
    """Every quantity of the text in order, whatever it measures; they do not overlap."""
    found: list[Number] = []
    forms = [token.form.lower() for token in analysis.tokens]
    for sentence in analysis.sentences:
        at = sentence.first
        while at < sentence.last:
            number = _number_at(forms, at, sentence.first, sentence.last)
            if number is None:
                at += 1
                continue
            # The "many" of "as many as 20" is no number of its own.
            while found and found[-1].last > number.first:
                found.pop()
            found.append(number)
            at = number.last
    return tuple(found)


@dataclass(slots=True)
class _Core:
    last: int
    low: int
    high: int | None
    approx: bool = False
    vague: bool = False
    head: int = -1


def _number_at(forms: Sequence[str], at: int, first: int, last: int) -> Number | None:
    """The number whose core begins at a token, with the bounds around it."""
    word = forms[at]
    if not (word[0].isdigit() or word in _lexicon().starters or word in _lexicon().scales):
        return None
    window = forms[at : min(last, at + _WINDOW)]
    core = _core(window)
    if core is None:
        return None
    whole = _range(forms, at, first, last, core)
    opened = whole is not core and at > first and forms[at - 1] == "between"
    begin, kinds = _before(forms, at - opened, first)
    core = whole
    end, tail = _after(forms, at + core.last, last)
    kinds += tail
    low, high, approx = _bounded(core, kinds)
    return Number(begin, at, end, at + core.head, low, high, approx, core.vague)


def _core(words: Sequence[str]) -> _Core | None:
    """The numeral or vague expression at the start of the words."""
    fuzzy = _vague(words)
    if fuzzy is not None:
        return fuzzy
    half = _half(words) or _fraction(words)
    if half is not None:
        return half
    start = 1 if words[0] in {"a", "an"} and len(words) > 1 and words[1] in _lexicon().scales else 0
    value, used = _cardinal(words, start)
    if value is None or used == start:
        return None
    return _Core(used, value, value, head=used - 1)


def _vague(words: Sequence[str]) -> _Core | None:
    lexicon = _lexicon()
    for size in range(min(3, len(words) - 1), 0, -1):
        factor = lexicon.multipliers.get(tuple(words[:size]))
        scale = lexicon.scales.get(words[size])
        if factor is None or scale is None:
            continue
        low = factor[0] * scale
        # "Several dozen" ends below a hundred; several hundred, below a thousand.
        high = factor[1] * scale if factor[1] else (99 if scale == 12 else 10 * scale - 1)
        if factor == (3, 5):
            high = 99 if scale == 12 else 6 * scale - 1
        return _Core(size + 1, low, high, True, True, size)
    for size in range(min(4, len(words)), 0, -1):
        bounds = lexicon.vague.get(tuple(words[:size]))
        if bounds is not None:
            return _Core(size, bounds[0], bounds[1], bounds[2], True, size - 1)
    return None


def _half(words: Sequence[str]) -> _Core | None:
    """Half a million, half a dozen, a half dozen."""
    start = 1 if words[0] == "a" and len(words) > 2 else 0
    if words[start] != "half":
        return None
    rest = start + 1
    if rest < len(words) and words[rest] in {"a", "-"}:
        rest += 1
    scale = _lexicon().scales.get(words[rest]) if rest < len(words) else None
    if scale is None:
        return None
    return _Core(rest + 1, scale // 2, scale // 2, scale != 12, False, rest)


def _fraction(words: Sequence[str]) -> _Core | None:
    """Half of the 600, two-thirds of its 900, a third of some 300: a share of a stated base, about so many."""
    for named, share in _FRACTIONS.items():
        size = len(named)
        if tuple(words[:size]) != named or tuple(words[size : size + 1]) != ("of",):
            continue
        start = size + 1
        while start < len(words) and words[start] in _BEFORE_BASE:
            start += 1
        base, used = _cardinal(words, start) if start < len(words) else (None, start)
        if base is None or used == start or base < _LEAST_BASE:
            return None
        count = round(base * share)
        return _Core(size, count, count, approx=True, head=size - 1)
    return None


def _cardinal(words: Sequence[str], start: int) -> tuple[int | None, int]:
    """The longest numeral from `start`, and the index after it."""
    lexicon = _lexicon()
    total, current, at = 0.0, 0.0, start
    seen = digits = False
    while at < len(words):
        word = words[at]
        if not seen and _DIGITS.match(word):
            current, digits, seen = float(word.replace(",", "")), True, True
        elif (
            word in lexicon.units and not digits and (not seen or _fits(lexicon.units[word], total, current))
        ):
            current, seen = current + lexicon.units[word], True
        elif word in lexicon.scales and (seen or at <= 1):
            current = (current if seen else 1.0) * lexicon.scales[word]
            if lexicon.scales[word] >= 1000:
                total, current = total + current, 0.0
            seen, digits = True, False
        elif digits and word in lexicon.suffixes:
            return round(current * lexicon.suffixes[word]), at + 1
        elif not (seen and not digits and _joins(words, at, total, current)):
            break
        at += 1
    return (round(total + current) if seen else None), at


def _fits(unit: int, total: float, current: float) -> bool:
    """Whether a unit may follow what was read: "twenty five", "hundred six", but not "two three"."""
    slot = int(current) % 100
    if slot == 0:
        return total + current > 0
    return slot >= 20 and slot % 10 == 0 and 0 < unit < 10


def _joins(words: Sequence[str], at: int, total: float, current: float) -> bool:
    """Whether the word at `at` is a hyphen or "and" inside one numeral ("twenty-five", "hundred and six")."""
    units = _lexicon().units
    following = units.get(words[at + 1]) if at + 1 < len(words) else None
    if following is None:
        return False
    slot = int(current) % 100
    if words[at] in _DASHES:
        return slot >= 20 and slot % 10 == 0 and 0 < following < 10
    return words[at] == "and" and slot == 0 and total + current >= 100 and words[at - 1] in _lexicon().scales


def _range(forms: Sequence[str], at: int, first: int, last: int, core: _Core) -> _Core:
    """The core widened to a range where a second numeral follows ("20 to 30", "between 20 and 30")."""
    link = at + core.last
    if link + 1 >= last or core.vague:
        return core
    between = at > first and forms[at - 1] in {"between", "from"}
    word = forms[link]
    if between and word == "to" and _lexicon().rising & set(forms[max(first, at - _RISE) : at - 1]):
        # "The toll rose from 12 to 19": two numbers of two days.
        return core
    if not (word in {"to", "or"} or word in _DASHES or (word == "and" and between)):
        return core
    other, used = _cardinal(forms[link + 1 : min(last, link + 1 + _WINDOW)], 0)
    if other is None or used == 0:
        return core
    low = core.low
    scale = _lexicon().scales.get(forms[link + used])
    if scale and scale >= 1000 and low < 1000 and forms[link - 1] not in _lexicon().scales:
        low *= scale
    if not low < other or (word == "or" and other > 3 * low):
        return core
    return _Core(link + 1 + used - at, low, other, core.approx, False, link + used - at)


def _before(forms: Sequence[str], at: int, first: int) -> tuple[int, list[str]]:
    """Where the expression begins, and the kinds of bounds that stand before the core, innermost first."""
    lexicon = _lexicon()
    begin = at
    kinds: list[str] = []
    while begin > first:
        skip = 1 if forms[begin - 1] in lexicon.fillers and begin - 1 > first else 0
        for gap in (0, skip):
            size, kind = _ending(forms, begin - gap, first)
            if kind:
                break
        else:
            break
        begin -= gap + size
        kinds.append(kind)
    if begin > first and forms[begin - 1] in {"another", "additional"}:
        begin -= 1
    return begin, kinds


def _ending(forms: Sequence[str], end: int, first: int) -> tuple[int, str]:
    """The longest bound that ends before `end`: how many words, and its kind; (0, "") if there is none."""
    lexicon = _lexicon()
    for size in range(min(_LONGEST, end - first), 0, -1):
        kind = lexicon.before.get(tuple(forms[end - size : end]))
        if kind:
            return size, kind
    return 0, ""


def _after(forms: Sequence[str], end: int, last: int) -> tuple[int, list[str]]:
    lexicon = _lexicon()
    for size in range(min(3, last - end), 0, -1):
        kind = lexicon.after.get(tuple(forms[end : end + size]))
        if kind:
            return end + size, [kind]
    return end, []


def _bounded(core: _Core, kinds: Sequence[str]) -> tuple[int | None, int | None, bool]:
    """Low and high after the bounds; a range keeps its own unless the words open one side of it."""
    low: int | None = core.low
    high: int | None = core.high
    top = core.low if core.high is None or core.vague else core.high
    approx = core.approx
    for kind in kinds:
        if kind == "at_least":
            high = None
        elif kind == "more_than":
            low, high = top + 1, None
        elif kind == "up_to":
            low, high = None, core.high or core.low
        elif kind == "under":
            low, high = None, (core.high or core.low) - 1
        elif kind == "about":
            approx = True
    return low, high, approx
