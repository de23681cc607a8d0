"""Words and sentences of a text, as offsets, after the conventions of UD English."""

import re
from collections.abc import Iterator

Span = tuple[int, int]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Prefixes and suffixes whose hyphen stays inside the word in UD English ("re-elect", "co-operate").
_PREFIXES = _listed(
    "e a u x agro ante anti arch be bi bio co counter cross cyber de eco ex extra inter intra macro mega micro mid mini multi "
    "neo non over pan para peri post pre pro pseudo quasi re semi sub super tri ultra un uni vice"
)
_SUFFIXES = _listed("esque ette fest fold gate itis less most rama wise")

# Abbreviations that keep their full stop as part of the word; those of names need a capital ("the rep." is none).
_TITLES = _listed(
    "mr mrs ms dr prof rev hon st gen col lt maj capt cmdr comdr sgt cpl pvt pfc adm brig gov sen rep pres supt det insp atty "
    "messrs mme mlle fr sr sra lt.col lt.gen maj.gen brig.gen mt ft jan feb mar apr jun jul aug sept sep oct nov dec"
)
_PLACED = _listed(
    "jr ave blvd rd dept univ assn inc ltd co corp bros tue tues wed thu thur thurs fri ph.d ed eds"
)
_INNER = _listed("vs v e.g i.e viz cf approx est fig figs vol vols pp")
_FINAL = _listed("etc al a.m p.m u.s u.k u.n d.c b.a m.a b.c a.d op resp tel ext pt")
_NUMBERED = _listed("no nos art sec p para")
_NEVER_LAST = _TITLES | _INNER

_LETTER = r"[^\W\d_][\u0300-\u036f\u0610-\u061a\u064b-\u065f]*"
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf"
_CHUNK = re.compile(r"[^\s\u200b\ufeff\u2060]+")
_PIECE = re.compile(
    rf"""(?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”,.;:!?)\]'’»]   # addresses
    |[\w.+-]+@[\w-]+(?:\.[\w-]+)+                               # mail
    |[@\#][^\W\d]\w*                                           # handles and tags
    |[\w-]+\.(?:com|org|net|edu|gov|info)\b                     # Gawker.com
    |(?:US|A|C|NZ|HK)\$
    |\[(?:\.{{3}}|…)\]
    |(?:[A-Za-z]\.){{2,}}                                       # U.S., a.m.
    |\d+(?:[.,:/]\d+)+                                          # 3,500 and 10:30
    |\d+(?:st|nd|rd|th|s)\b                                     # 5th, 1990s
    |\.{{2,}}|…+|--+|[-–—]
    |[A-Za-z]+&[A-Za-z]+                                        # AT&T
    |(?:{_LETTER})+\d\w*                                        # G20
    |(?:{_LETTER})+(?:['’ʼ](?:{_LETTER})+)*\.?
    |\d+|_+
    |[\U0001f1e6-\U0001f1ff]{{2}}                               # flags
    |[{_EMOJI}](?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d[{_EMOJI}])*
    |([!?])\1*|\S""",
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?i)(?:n['’ʼ]t|['’ʼ](?:s|re|ve|ll|d|m))$")
_FUSED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "gimme": 3, "lemme": 3}
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_INITIALISM = re.compile(r"(?:[A-Za-z]\.){2,}\Z")

# A blank line always ends a sentence; a single newline only sometimes does.
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n))+")
_DATELINE = re.compile(
    r"""\s*[A-Z][A-Z'’.-]+(?:[ ,]+[A-Z][\w'’.-]+){0,4}     # ARSAL, Lebanon
    (?:,?\ [A-Z][a-z]{2,8}\.?\ \d{1,2})?                  # , Aug. 30
    (?:\ \([A-Z][\w/&. -]{1,30}\))?                       # (Reuters)
    \ (?:--?|[–—])(?=\ )""",
    re.VERBOSE,
)
_CLOSERS = frozenset("\"'”’)]}»›")
_OPENERS = frozenset("\"'“‘„([{«‹")
_QUOTES = _CLOSERS | _OPENERS  # a quote before the end of a line closes, however it is printed
_BULLETS = frozenset("•*-–—·▪●◦‣")
_TERMINALS = frozenset(".!?…")
# After an abbreviation that may end a sentence, only these words show that a new one begins.
_STARTERS = _listed(
    "the a an he she it they we i you this that these those in on at but and however his her its their our my there when while "
    "if as after before since for from what who why how meanwhile also according some many most all both another one two no not "
    "last earlier later despite although during under several"
)
_UNFINISHED = _listed(
    "the a an of to in on at by for from with and or but his her its their our as that which who is are was were"
)


def split_words(text: str, start: int, end: int) -> list[Span]:
    """Offsets of the words of ``text[start:end]``; every visible character belongs to exactly one word."""
    words: list[Span] = []
    for chunk in _CHUNK.finditer(text, start, end):
        pieces = [piece.span() for piece in _PIECE.finditer(text, *chunk.span())]
        for first, last in _join_affixes(text, pieces):
            words.extend(_split_piece(text, first, last))
    return words


def split_sentences(text: str) -> list[list[Span]]:
    """Word offsets grouped into sentences; no sentence crosses a blank line."""
    sentences: list[list[Span]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        words = split_words(text, *paragraph.span())
        opening = _dateline_words(text, words, paragraph.start())
        sentences.append(words[:opening])
        words = words[opening:]
        width = max(map(len, paragraph.group().split("\n")))
        start = 0
        for stop in _sentence_ends(text, words, width):
            sentences.append(words[start:stop])
            start = stop
    return [sentence for sentence in sentences if sentence]


def _dateline_words(text: str, words: list[Span], start: int) -> int:
    """How many words a dateline line takes ("BEIRUT (AP) -"): it says where a report was filed, and is no clause."""
    found = _DATELINE.match(text, start)
    return sum(1 for word in words if word[1] <= found.end()) if found else 0


def _join_affixes(text: str, pieces: list[Span]) -> Iterator[Span]:
    """Pieces of one chunk, with "re-elect" and its like put together again."""
    k = 0
    while k < len(pieces):
        start, end = pieces[k]
        while k + 2 < len(pieces) and _is_affixed(text, (start, end), pieces[k + 1], pieces[k + 2]):
            k += 2
            end = pieces[k][1]
        yield start, end
        k += 1


def _is_affixed(text: str, left: Span, hyphen: Span, right: Span) -> bool:
    if text[slice(*hyphen)] != "-":
        return False
    before, after = text[slice(*left)], text[slice(*right)]
    if before.lower() in _PREFIXES and after[0].isalpha():
        return True
    return after.lower().rstrip(".") in _SUFFIXES and before[0].isalpha()


def _split_piece(text: str, start: int, end: int) -> list[Span]:
    """One piece without its full stop, unless the stop marks an abbreviation, and without its clitics."""
    word = text[start:end]
    if len(word) > 1 and word[-1] == "." and word[-2] != "." and not _keeps_stop(text, start, end):
        return [*_split_clitics(text, start, end - 1), (end - 1, end)]
    return _split_clitics(text, start, end)


def _keeps_stop(text: str, start: int, end: int) -> bool:
    body = text[start : end - 1]
    known = body.lower()
    if known in _INNER or known in _FINAL or _INITIALISM.match(text[start:end]):
        return True
    if known in _TITLES or known in _PLACED:
        return body[0].isupper()
    if known in _NUMBERED:
        return text[end : end + 2].strip()[:1].isdigit()
    return len(body) == 1 and body.isupper() and body != "I"


def _split_clitics(text: str, start: int, end: int) -> list[Span]:
    word = text[start:end]
    fused = _FUSED.get(word.lower())
    if fused is not None:
        return [(start, start + fused), (start + fused, end)]
    clitic = _CLITIC.search(word)
    if clitic is not None and clitic.start() > 0:
        return [(start, start + clitic.start()), (start + clitic.start(), end)]
    return [(start, end)]


def _sentence_ends(text: str, words: list[Span], width: int) -> Iterator[int]:
    """Indices at which a sentence of the paragraph stops (exclusive)."""
    start, line = 0, 0
    for i in range(len(words)):
        following = i + 1
        if following == len(words):
            yield following
            return
        gap = text[words[i][1] : words[following][0]]
        if "\n" in gap:
            stops = _ends_line(text, words[line:following], words[following], width)
            line = following
        else:
            stops = bool(gap) and _ends_inside(text, words, start, i)
        if stops:
            yield following
            start = following


def _ends_line(text: str, line: list[Span], following: Span, width: int) -> bool:
    """Whether a sentence stops at the newline after this line."""
    word, after = text[slice(*line[-1])], text[slice(*following)]
    if after[0] in _BULLETS:
        return True
    core = _last_unclosed(text, line)
    if _is_never_last(core):
        return False
    if core[-1] in _TERMINALS or core == ":":
        return len(core) == 1 or not after[0].islower()
    if word in {",", ";"} or word.lower() in _UNFINISHED or not _opens(text, following):
        return False
    # A line that had room for the next word was ended on purpose: a headline or a list item.
    return (line[-1][1] - line[0][0]) + 1 + len(after) <= width


def _ends_inside(text: str, words: list[Span], start: int, i: int) -> bool:
    """Whether a sentence that began at word ``start`` stops after word ``i``, inside a line."""
    if _is_note(text, words, i + 3) or _only_closers_follow(text, words, i + 1):
        return False
    j = i
    while j > start and (_is_closer(text, words, j) or _is_note(text, words, j)):
        j -= 3 if _is_note(text, words, j) else 1
    j = max(j, start)
    word = text[slice(*words[j])]
    if word[-1] not in _TERMINALS or _is_numbering(text, words, start, j):
        return False
    k = i + 1
    while k + 1 < len(words) and words[k][1] - words[k][0] == 1 and text[words[k][0]] in _OPENERS:
        k += 1
    after = text[slice(*words[k])]
    if len(word) == 1 or word[0] in "!?":
        return _starts_sentence(after)
    if word[0] in "….":
        return after[0].isupper()
    if _is_never_last(word):
        return False
    return after.lower() in _STARTERS and after[0].isupper()


def _is_closer(text: str, words: list[Span], j: int) -> bool:
    start, end = words[j]
    return end - start == 1 and text[start] in _CLOSERS and words[j - 1][1] == start


def _only_closers_follow(text: str, words: list[Span], k: int) -> bool:
    """Whether nothing but closing quotes and brackets stands between word ``k`` and the end of its line."""
    while k < len(words) and text[slice(*words[k])] in _QUOTES:
        if k + 1 == len(words) or "\n" in text[words[k][1] : words[k + 1][0]]:
            return True
        k += 1
    return False


def _is_note(text: str, words: list[Span], j: int) -> bool:
    """Whether word ``j`` closes the mark of a note, as in "[12]"."""
    if not 2 <= j < len(words) or text[words[j][0]] != "]":
        return False
    return text[slice(*words[j - 2])] == "[" and text[slice(*words[j - 1])].isdigit()


def _is_numbering(text: str, words: list[Span], start: int, j: int) -> bool:
    """Whether word ``j`` is the stop of "1." or "2.1." at the beginning of a sentence."""
    return j == start + 1 and _NUMBERING.fullmatch(text, *words[start]) is not None


def _starts_sentence(after: str) -> bool:
    return not after[0].islower() and after[0] not in ",;:)]}%"


def _opens(text: str, following: Span) -> bool:
    head = text[following[0]]
    return head.isupper() or head.isdigit() or head in _OPENERS


def _is_never_last(word: str) -> bool:
    body = word[:-1].lower()
    return len(word) > 1 and word[-1] == "." and word[-2] != "." and (body in _NEVER_LAST or len(body) == 1)


def _last_unclosed(text: str, line: list[Span]) -> str:
    """The last word of a line before its closing quotes and brackets."""
    for start, end in reversed(line):
        if end - start > 1 or text[start] not in _CLOSERS:
            return text[start:end]
    return text[slice(*line[-1])]
