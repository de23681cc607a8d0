"""Reports out of every kind of file."""

import json
from pathlib import Path

import pytest

from dateline.errors import DatelineError, UnreadableDocument
from dateline.ingest import Defaults, Item, open_items, read_document
from dateline.ingest.sources import count_items
from dateline.model.reports import Report

STORY = "Rebels shelled the town of Hama on Monday, a police officer said. Two people were killed."


class NoNetwork:
    def fetch(self, address):
        raise AssertionError(f"{address} was fetched")


def items(*inputs) -> list[Item | DatelineError]:
    return list(open_items([str(given) for given in inputs], NoNetwork()))


def only(path: Path, content: bytes | str) -> Report:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (item,) = items(path)
    assert isinstance(item, Item), item
    return read_document(item)


def refusal(path: Path, content: bytes | str) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (item,) = items(path)
    if isinstance(item, DatelineError):
        return str(item)
    with pytest.raises(UnreadableDocument) as refused:
        read_document(item)
    return str(refused.value)


def test_plain_text_is_frozen_as_it_stands(tmp_path):
    report = only(tmp_path / "a.txt", STORY)
    assert (report.text, report.given_id, report.title) == (STORY, "a", None)


def test_short_first_line_is_the_title(tmp_path):
    report = only(tmp_path / "a.txt", f"Shelling in Hama\n\n{STORY}")
    assert (report.title, report.text) == ("Shelling in Hama", STORY)


def test_windows_newlines_become_plain_ones(tmp_path):
    assert only(tmp_path / "a.txt", "One man died.\r\nTwo fled.\r\n").text == "One man died.\nTwo fled."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_decide(tmp_path, encoding):
    report = only(tmp_path / "a.txt", "Félix went to Téra. The army was there.".encode(encoding))
    assert report.text.startswith("Félix")


def test_other_encodings_are_guessed_and_said(tmp_path):
    text = (
        "Les forces armées ont repris la ville de Téra à l’aube, a déclaré le porte-parole de l’armée. " * 3
    )
    report = only(tmp_path / "a.txt", text.encode("cp1252"))
    assert "armées" in report.text
    assert any("not UTF-8" in warning for warning in report.warnings)


def test_other_languages_are_named(tmp_path):
    report = only(
        tmp_path / "a.txt", "أعلن الجيش اللبناني اليوم وقف إطلاق النار في جرود عرسال على الحدود مع سوريا"
    )
    assert report.language == "ar"
    assert any("only English is read" in warning for warning in report.warnings)


def test_html_gives_article_and_metadata(tmp_path):
    page = f"""<html lang=en><head><title>Shelling in Hama</title><meta property="og:site_name" content="Orontes Post">
    <meta name="author" content="Rima Saleh"><meta property="article:published_time" content="2015-03-02T10:00:00Z"></head>
    <body><nav>Home Sport</nav><article><h1>Shelling in Hama</h1><p>{STORY}</p><p>{STORY.replace("Monday", "Sunday")}</p></article></body></html>"""
    report = only(tmp_path / "a.html", page)
    assert report.text.startswith("Rebels shelled")
    assert (report.title, report.outlet, report.byline) == ("Shelling in Hama", "Orontes Post", "Rima Saleh")
    assert str(report.published) == "2015-03-02"
    assert "Sport" not in report.text


def test_script_of_a_page_is_never_text(tmp_path):
    page = f"<html><body><article><p>{STORY}</p><script>alert('Hama')</script><p>{STORY}</p></article></body></html>"
    assert "alert" not in only(tmp_path / "a.html", page).text


def test_truncated_html_gives_what_is_there(tmp_path):
    assert (
        "Hama"
        in only(tmp_path / "a.html", f"<html><body><article><p>{STORY}</p><p>{STORY}</p><div><p>The po").text
    )


def test_json_gives_metadata_and_its_own_id(tmp_path):
    row = {"doc_id": "x-1", "text": STORY, "published": "2015-03-02", "outlet": "Post", "events": [1, 2]}
    report = only(tmp_path / "a.json", json.dumps(row))
    assert (report.given_id, report.outlet, str(report.published)) == ("x-1", "Post", "2015-03-02")


def test_json_array_gives_each_report(tmp_path):
    (tmp_path / "a.json").write_text(
        json.dumps([{"text": STORY}, {"id": "b", "text": "Two men fled from Hama."}])
    )
    reports = [read_document(item) for item in items(tmp_path / "a.json") if isinstance(item, Item)]
    assert [(r.given_id, r.text[:3]) for r in reports] == [("a-1", "Reb"), ("b", "Two")]
    assert len({r.id for r in reports}) == 2


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path):
    rows = [
        json.dumps({"id": "1", "text": STORY}),
        "{broken",
        "",
        json.dumps({"id": "4", "text": STORY}),
        '"words"',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    found = items(tmp_path / "a.jsonl")
    assert [isinstance(item, Item) for item in found] == [True, False, True, True]
    assert "a.jsonl:2" in str(found[1])
    with pytest.raises(UnreadableDocument, match=r"a\.jsonl:5"):
        read_document(found[3])


def test_same_bytes_have_the_same_id_wherever_they_lie(tmp_path):
    (tmp_path / "x").mkdir()
    assert only(tmp_path / "a.txt", STORY).id == only(tmp_path / "x" / "a.txt", STORY).id


def test_pdf_text_is_read(tmp_path):
    report = only(tmp_path / "a.pdf", pdf("Rebels shelled the town of Hama on Monday."))
    assert report.text == "Rebels shelled the town of Hama on Monday."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "it is empty"),
        ("blank.txt", b" \n\t\n", "it is empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("marks.txt", b"*** --- ***", "no text was found"),
        ("long.txt", b"The army left. " * 80_000, "characters, more than"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "PDF structure is broken"),
        ("page.html", b"<html><body><nav>Home</nav></body></html>", "no article was found"),
        ("row.json", b'{"title": "no text"}', 'no JSON object with a "text"'),
        ("bad.json", b'{"text": ', "no valid JSON"),
        ("deep.json", b"[" * 100_000, "no valid JSON"),
    ],
)
def test_bad_documents_are_refused_with_a_remedy(tmp_path, name, content, words):
    message = refusal(tmp_path / name, content)
    assert name in message
    assert words in message


def test_missing_file_is_named():
    (error,) = items("no/such/file.txt")
    assert "no such file" in str(error)


def test_folders_are_walked_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "c.xyz"):
        (tmp_path / name).write_text(STORY)
    assert [item.given_id for item in items(tmp_path)] == ["a", "b"]
    assert count_items([str(tmp_path)]) == 2


def test_emoji_and_right_to_left_text_keep_their_code_points(tmp_path):
    text = "The army said 🕊️ was agreed in \u202bالرقة\u202c on Monday, and the police was there."
    assert only(tmp_path / "a.txt", text).text == text


def test_future_and_missing_dates_are_said(tmp_path):
    report = only(tmp_path / "a.json", json.dumps({"text": STORY, "published": "2999-01-01"}))
    assert any("future" in warning for warning in report.warnings)
    assert any("no publication date" in warning for warning in only(tmp_path / "b.txt", STORY).warnings)


def test_defaults_fill_what_a_report_lacks(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (item,) = items(tmp_path / "a.txt")
    assert read_document(item, Defaults(outlet="Orontes Post")).outlet == "Orontes Post"


def test_warc_pages_become_reports(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(
        warc(
            "https://post.example/2015/03/02/hama",
            f"<html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>",
        )
    )
    (item,) = items(path)
    report = read_document(item)
    assert report.url == "https://post.example/2015/03/02/hama"
    assert str(report.published) == "2015-03-02"


def test_broken_archive_is_named(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\nthis is no header\r\n\r\n\x00\x01")
    assert all(isinstance(item, DatelineError) for item in items(path))


def pdf(words: str) -> bytes:
    """A one-page PDF whose text layer holds `words`."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def warc(address: str, page: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2015-03-02T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:11111111-1111-1111-1111-111111111111>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
