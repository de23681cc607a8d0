"""Analyses from another parser's CoNLL-U."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.language.conllu import from_conllu
from dateline.model.analysis import EntityKind

TEXT = "Rebels can't hold  Aleppo.\nThey left."
CONLLU = """# sent_id = 1
1\tRebels\trebel\tNOUN\tNNS\t_\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\thold\thold\tVERB\tVB\t_\t0\troot\t_\t_
5\tAleppo\t_\tPROPN\tNNP\t_\t4\tobj\t_\tner=S-GPE|SpaceAfter=No
5.1\tempty\t_\tVERB\t_\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def test_words_get_their_places_in_the_text() -> None:
    analysis = from_conllu(TEXT, CONLLU.splitlines())
    assert [t.form for t in analysis.tokens] == [
        "Rebels",
        "ca",
        "n't",
        "hold",
        "Aleppo",
        ".",
        "They",
        "left",
        ".",
    ]
    assert all(TEXT[t.start : t.end] == t.form for t in analysis.tokens)
    assert [t.head for t in analysis.tokens] == [3, 3, 3, -1, 3, 3, 7, -1, 7]
    assert analysis.tokens[4].lemma == "Aleppo"
    assert analysis.sentences[0].embedding == b""


def test_entities_and_coreference_come_too() -> None:
    analysis = from_conllu(TEXT, CONLLU.splitlines())
    assert [(analysis.words(e.first, e.last), e.kind) for e in analysis.entities] == [
        ("Aleppo", EntityKind.PLACE)
    ]
    assert [[analysis.words(m.first, m.last) for m in c.mentions] for c in analysis.chains] == [
        ["Rebels", "They"]
    ]


def test_no_lines_give_an_empty_analysis() -> None:
    assert from_conllu("", []).tokens == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("4\thold", "4\thald", "does not stand at offset"),
        ("\t4\tnsubj", "\t9\tnsubj", "no word of the sentence"),
        ("\t4\tnsubj", "\t0\tnsubj", "no tree"),
        ("\t0\troot\t_\t_\n5", "\t5\troot\t_\t_\n5", "no tree"),
        ("\tnsubj\t_\t_\n2-3", "\tnsubj\t_\n2-3", "ten columns"),
    ],
)
def test_what_does_not_fit_is_refused(old: str, new: str, message: str) -> None:
    assert old in CONLLU
    with pytest.raises(InputError, match=message):
        from_conllu(TEXT, CONLLU.replace(old, new, 1).splitlines())
