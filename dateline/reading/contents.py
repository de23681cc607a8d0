"""Contents: the clauses that a cue reports, below it, beside it or around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model.analysis import Analysis
from dateline.reading.clauses import (
    RELATIVES,
    base,
    child,
    children,
    clause_of,
    is_infinitive,
    is_passive,
    lemma,
    lower,
    marker,
)
from dateline.reading.cue_words import CueKind, lexicon
from dateline.reading.voices import name_before


def finite_contents(analysis: Analysis, verb: int) -> Iterator[int]:
    """The heads of the clauses that a verb reports: complements, loose speech, "described as"."""
    name = lemma(analysis, verb)
    for at in analysis.dependents[verb]:
        relation = base(analysis.tokens[at].deprel)
        if relation == "ccomp" and not is_infinitive(analysis, at):
            if not _is_unasserted(analysis, verb, at):
                yield at
        elif (
            (relation == "parataxis" and not _is_bare_cue(analysis, at) and _opens_speech(analysis, verb, at))
            or (relation in ("advcl", "obl") and name in _CALLING and marker(analysis, at) == "as")
            or (relation == "xcomp" and name in _GERUND and analysis.tokens[at].xpos == "VBG")
            or (relation == "conj" and marker(analysis, at, "mark") == "that")
            or (relation == "conj" and _goes_on(analysis, verb, at))
        ):
            yield at


def _goes_on(analysis: Analysis, verb: int, conjunct: int) -> bool:
    """True for a conjunct of a verb of saying that goes on with what is said: "said X was watching and was still trying"."""
    said = children(analysis, verb, "ccomp")
    if not any(verb < at < conjunct for at in said) or child(analysis, conjunct, "nsubj") is not None:
        return False
    helpers = [at for at in analysis.dependents[conjunct] if analysis.tokens[at].deprel in ("aux", "cop")]
    own = {lemma(analysis, at) for at in analysis.dependents[verb] if analysis.tokens[at].deprel == "aux"}
    return bool(helpers) and not own & {lemma(analysis, at) for at in helpers}


def _is_unasserted(analysis: Analysis, verb: int, content: int) -> bool:
    """True where nothing is reported: "tried to find out whether", "began throwing", "continued to face"."""
    if analysis.tokens[content].xpos == "VBG" and child(analysis, content, "nsubj", "aux") is None:
        return True
    if lemma(analysis, verb) in lexicon().behaviour["quote_only"]:
        low, high = min(verb, content), max(verb, content)
        return not any(analysis.tokens[at].form in _SPEECH_MARKS for at in range(low, high))
    opener = min(analysis.subtree(content))
    return is_infinitive(analysis, verb) and lower(analysis, opener) in _QUESTIONS


_QUESTIONS = frozenset({"whether", "if", "how", "what", "who", "when", "where", "why", "which"})


_GERUND = frozenset({"deny", "report", "admit", "recall", "describe", "confess", "acknowledge"})


_CALLING = frozenset(
    {"describe", "portray", "characterise", "characterize", "term", "label", "brand", "denounce"}
)


def infinitive_contents(analysis: Analysis, verb: int) -> Iterator[int]:
    """Infinitive complements; after "called on him" and "warned him" they may hang on loosely."""
    addressed = child(analysis, verb, "obj", "iobj") is not None or any(
        marker(analysis, at, "case") in _ADDRESSING for at in children(analysis, verb, "obl")
    )
    for at in children(analysis, verb, "xcomp", "ccomp", "advcl"):
        loose = base(analysis.tokens[at].deprel) == "advcl" and not addressed
        if is_infinitive(analysis, at) and not (loose and "for" not in marker(analysis, at)):
            yield at
    for top in children(analysis, verb, "obl"):
        if marker(analysis, top, "case") in _ADDRESSING:
            yield from (at for at in children(analysis, top, "acl") if is_infinitive(analysis, at))


_ADDRESSING = frozenset({"on", "upon", "to", "with", "for"})


def asks(analysis: Analysis, verb: int, contents: Iterable[int]) -> bool:
    """Asking needs somebody who is asked: "told him to go", not "claimed to go"."""
    if child(analysis, verb, "obj", "iobj") is not None or is_passive(analysis, verb):
        return True
    if any(child(analysis, at, "nsubj") is not None for at in contents) or lemma(analysis, verb) in _BEGGING:
        return True
    return any(marker(analysis, at, "case") in _ADDRESSING for at in children(analysis, verb, "obl"))


_BEGGING = frozenset({"ask", "beg", "appeal", "plead", "demand", "request", "petition", "propose", "call"})


def _opens_speech(analysis: Analysis, verb: int, content: int) -> bool:
    """A loose clause is speech where a quotation mark or a colon stands between it and the verb."""
    return content < verb or is_quoted(analysis, verb, content)


def is_quoted(analysis: Analysis, verb: int, content: int) -> bool:
    """True where a quotation mark or a colon stands between a verb and the head of a content."""
    low, high = min(verb, content), max(verb, content)
    return any(analysis.tokens[at].form in _SPEECH_MARKS for at in range(low, high))


_SPEECH_MARKS = frozenset({'"', "“", "”", "''", "``", "‘", "'", ":", "«", "»", "„"})


def _is_bare_cue(analysis: Analysis, verb: int) -> bool:
    """True for a saying verb without content of its own, as in "..., he said"."""
    kinds = lexicon().verbs.get(lemma(analysis, verb))
    if not kinds or CueKind.REPORT not in kinds:
        return False
    return child(analysis, verb, "ccomp", "xcomp") is None


def is_parenthesis(analysis: Analysis, verb: int) -> bool:
    """True for ", he said," whatever clause the parse hangs on it."""
    after = verb + 1
    closed = after < len(analysis.tokens) and analysis.tokens[after].form in (",", ".")
    loose = base(analysis.tokens[verb].deprel) in _LOOSE | {"parataxis"}
    return closed and loose and _is_aside(analysis, verb)


def displaced_content(analysis: Analysis, verb: int) -> int | None:
    """The clause of a bare verb of saying that the parse hangs elsewhere.

    Either a "that" right behind the verb opens it, or it stands beside the verb under the same verb of saying.
    """
    for at in range(verb + 1, min(verb + 4, len(analysis.tokens))):
        word = analysis.tokens[at]
        if word.form.lower() == "that" and base(word.deprel) == "mark" and word.head > at:
            return word.head
    head = analysis.tokens[verb].head
    if analysis.tokens[verb].deprel == "acl:relcl":
        # "who it said was killed": the relative word is the subject of what was said.
        for at in range(head + 1, verb):
            above = analysis.tokens[at].head
            if lower(analysis, at) in RELATIVES and verb < above <= verb + 6:
                return above
    if head < 0 or base(analysis.tokens[verb].deprel) != "ccomp":
        return None
    return next((at for at in children(analysis, head, "ccomp") if at > verb), None)


def outer_content(analysis: Analysis, verb: int) -> int | None:
    """The clause that a bare cue reports: what it hangs on loosely, or "as" makes it report."""
    token = analysis.tokens[verb]
    relation = base(token.deprel)
    participle = token.xpos == "VBN" and child(analysis, verb, "aux") is None
    if token.head < 0 or participle or not _is_bare(analysis, verb):
        return None
    loose = relation == "parataxis" or (relation in _LOOSE and _is_aside(analysis, verb))
    if loose or (relation == "advcl" and marker(analysis, verb, "mark") == "as"):
        return whole_clause(analysis, token.head, verb)
    return None


def clause_before(analysis: Analysis, verb: int) -> int | None:
    """What a verb of saying closes that goes on with more: "..., X stated adding efforts are on"."""
    token = analysis.tokens[verb]
    named = child(analysis, verb, "nsubj")
    loose = token.deprel == "parataxis" and 0 <= token.head < verb and named is not None and named < verb
    if not loose or named is None or analysis.tokens[min(analysis.subtree(named)) - 1].form != ",":
        return None
    return whole_clause(analysis, token.head, verb)


def _is_bare(analysis: Analysis, verb: int) -> bool:
    """False for saying verbs with an object or another sense: "continued its operations"."""
    words = lexicon().behaviour
    name = lemma(analysis, verb)
    if child(analysis, verb, "xcomp") is not None:
        return False
    if child(analysis, verb, "obj") is not None and name not in words["addressing"]:
        return False
    if name not in words["quote_only"]:
        return True
    sentence = analysis.sentences[analysis.tokens[verb].sentence]
    return any(token.form in _SPEECH_MARKS for token in analysis.tokens[sentence.first : sentence.last])


def _is_aside(analysis: Analysis, verb: int) -> bool:
    """True for ", said the army" and ", the army said," however they are hung on."""
    who = child(analysis, verb, "nsubj")
    if who is None:
        who = name_before(analysis, verb)
    if who is None or lower(analysis, who) in RELATIVES or marker(analysis, verb, "mark", "cc"):
        return False
    opener = min(who, verb)
    while opener > 0 and analysis.tokens[opener - 1].upos in ("DET", "PROPN", "ADJ", "NOUN"):
        opener -= 1
    return analysis.tokens[opener - 1].form in _ASIDE_MARKS if opener else False


_LOOSE = frozenset({"dep", "discourse", "advcl", "acl", "conj", "nmod", "appos"})
_ASIDE_MARKS = frozenset({",", '"', "”", "''", "–", "—", "-", "’", "»"})


def whole_clause(analysis: Analysis, token: int, cue: int) -> int:
    """The finite clause around a token; a cue that closes its sentence covers all of the coordinated ones."""
    at = clause_of(analysis, token)
    sentence = analysis.sentences[analysis.tokens[cue].sentence]
    is_last = not any(
        analysis.tokens[i].upos == "VERB" and not _is_below(analysis, i, cue)
        for i in range(cue + 1, sentence.last)
    )
    # A clause that only follows a cue in mid sentence is not what the cue reports.
    is_medial = any(analysis.tokens[i].upos == "VERB" for i in range(sentence.first, cue))
    while (head := analysis.tokens[at].head) >= 0:
        relation = base(analysis.tokens[at].deprel)
        loose = _is_nonfinite(analysis, at) and relation in ("advcl", "acl", "xcomp", "ccomp")
        closing = is_last and (relation in ("conj", "acl") or loose)
        if not (loose or closing or (is_medial and at > cue and relation in ("advcl", "conj"))):
            break
        above = clause_of(analysis, head)
        if above == at or (relation in ("ccomp", "acl") and lemma(analysis, above) in lexicon().verbs):
            break
        at = above
    return at


def _is_nonfinite(analysis: Analysis, verb: int) -> bool:
    """True for infinitives and participles without an auxiliary or a subject of their own."""
    if is_infinitive(analysis, verb):
        return True
    if child(analysis, verb, "nsubj", "cop", "aux") is not None:
        return False
    return analysis.tokens[verb].xpos in ("VBG", "VBN")


def _is_below(analysis: Analysis, token: int, top: int) -> bool:
    at = token
    while at >= 0:
        if at == top:
            return True
        at = analysis.tokens[at].head
    return False
