"""Voices: the words that name who says, believes or asks what a cue reports."""

from __future__ import annotations

from dateline.model.analysis import Analysis
from dateline.reading.clauses import agent, base, child, children, is_passive, lemma, lower, marker, subject
from dateline.reading.cue_words import CueKind, lexicon


def find_speaker(analysis: Analysis, verb: int) -> int | None:
    """The head word of whoever says, believes or asks with a verb; None where nobody is named."""
    participle = analysis.tokens[verb].xpos == "VBN" and base(analysis.tokens[verb].deprel) == "acl"
    if is_passive(analysis, verb) or (participle and child(analysis, verb, "nsubj") is None):
        return agent(analysis, verb)
    found = subject(analysis, verb)
    if (above := _speech_around(analysis, verb)) is not None:
        found = subject(analysis, above)
    if child(analysis, verb, "nsubj") is None and (loose := _loose_speaker(analysis, verb)) is not None:
        found = loose
    elif found is None:
        found = name_before(analysis, verb)
    if (
        found is not None
        and lower(analysis, found) in ("it", "there")
        and base(analysis.tokens[found].deprel) == "expl"
    ):
        return None
    return found


def _speech_around(analysis: Analysis, verb: int) -> int | None:
    """The verb of saying that "..., adding that" goes on from, where it hangs on what was said."""
    if analysis.tokens[verb].xpos != "VBG" or base(analysis.tokens[verb].deprel) != "advcl":
        return None
    if child(analysis, verb, "nsubj") is not None:
        return None
    at = analysis.tokens[verb].head
    while at >= 0 and base(analysis.tokens[at].deprel) in ("ccomp", "conj", "xcomp"):
        at = analysis.tokens[at].head
        if at >= 0 and CueKind.REPORT in lexicon().verbs.get(lemma(analysis, at), ()):
            return at
    return None


def _loose_speaker(analysis: Analysis, verb: int) -> int | None:
    """The name between the last comma and a closing verb of saying, which parses often hang on what stands before."""
    sentence = analysis.sentences[analysis.tokens[verb].sentence]
    content = child(analysis, verb, "ccomp")
    if content is None and base(analysis.tokens[verb].deprel) == "parataxis":
        content = analysis.tokens[verb].head
    if content is None or content > verb:
        return None
    comma = verb - 1
    while comma > sentence.first and analysis.tokens[comma].form not in _STOPS:
        comma -= 1
    if not content < comma < verb - 1:
        return _inverted_speaker(analysis, verb, sentence.last)
    return _name_between(analysis, comma, verb)


def name_before(analysis: Analysis, verb: int) -> int | None:
    """The head of the name between a comma and a verb of saying that follows it closely ("..., the army said")."""
    comma = verb - 1
    while comma > max(0, verb - 9) and analysis.tokens[comma].form not in _STOPS:
        if analysis.tokens[comma].upos in ("VERB", "ADP", "SCONJ"):
            return None
        comma -= 1
    return _name_between(analysis, comma, verb) if analysis.tokens[comma].form in _STOPS else None


_STOPS = frozenset({",", "”", '"', "’", "''"})


def _name_between(analysis: Analysis, comma: int, verb: int) -> int | None:
    for at in range(comma + 1, verb):
        head = analysis.tokens[at].head
        if analysis.tokens[at].upos in ("NOUN", "PROPN", "PRON") and not comma < head < verb:
            return at
    return None


def name_after(analysis: Analysis, token: int) -> int | None:
    """The head of the name right after a word such as "citing"."""
    end = analysis.sentences[analysis.tokens[token].sentence].last
    comma = next((at for at in range(token + 1, end) if analysis.tokens[at].form == ","), end)
    return _inverted_speaker(analysis, token, comma)


def _inverted_speaker(analysis: Analysis, verb: int, end: int) -> int | None:
    """The head of the name right after "..., said"."""
    limit = min(verb + 9, end)
    for at in range(verb + 1, limit):
        word = analysis.tokens[at]
        if word.upos in ("PUNCT", "VERB", "ADP", "SCONJ") and word.form != "-":
            return None
        if word.upos in ("NOUN", "PROPN", "PRON") and not verb < word.head < limit:
            return at
    return None


def find_venue(analysis: Analysis, verb: int) -> int | None:
    """Whom the speaker told, or "to" or "on" what outlet the speaker said it."""
    told = child(analysis, verb, "iobj", "obj")
    if told is not None and analysis.tokens[told].upos in ("PROPN", "NOUN"):
        return told
    for at in children(analysis, verb, "obl"):
        if marker(analysis, at, "case") in ("to", "on", "in", "with") and analysis.tokens[at].upos in (
            "PROPN",
            "NOUN",
        ):
            inner = [
                n
                for n in children(analysis, at, "nmod")
                if marker(analysis, n, "case") in ("with", "to", "by", "on")
            ]
            return inner[0] if inner else at
    return None


def is_witness(analysis: Analysis, speaker: int | None) -> bool:
    """True for people whose seeing or hearing is a claim: witnesses, residents, monitors."""
    return speaker is not None and lemma(analysis, speaker) in lexicon().nouns["witness"]


def find_maker(analysis: Analysis, noun: int) -> int | None:
    """Who made a claim: its possessor, the one after "by", or the subject of the verb it is the object of."""
    own = child(analysis, noun, "nmod:poss")
    for at in analysis.dependents[noun]:
        if analysis.tokens[at].deprel == "nmod:poss":
            return at
    by = [
        at
        for at in children(analysis, noun, "nmod")
        if (case := marker(analysis, at, "case")) == "by"
        or (case == "from" and analysis.tokens[at].upos == "PROPN")
    ]
    by += [at for at in children(analysis, noun, "compound", "amod") if analysis.tokens[at].upos == "PROPN"]
    if by:
        return by[0]
    head = analysis.tokens[noun].head
    if head >= 0 and (
        (base(analysis.tokens[noun].deprel) == "obj" and lemma(analysis, head) in _MAKING)
        or (_said_in(analysis, noun) and CueKind.REPORT in lexicon().verbs.get(lemma(analysis, head), ()))
    ):
        return find_speaker(analysis, head)
    return noun if lemma(analysis, noun) in lexicon().nouns["report"] else own


def _said_in(analysis: Analysis, noun: int) -> bool:
    """True for the statement of "said in a statement that"."""
    return base(analysis.tokens[noun].deprel) == "obl" and marker(analysis, noun, "case") in (
        "in",
        "through",
        "via",
    )


_MAKING = frozenset(
    {"make", "issue", "voice", "express", "repeat", "reiterate", "raise", "renew", "have", "give", "level"}
)
