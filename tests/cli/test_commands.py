"""The program as a process: what a person types and sees."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("dateline")
SAMPLES = Path(__file__).parents[2] / "samples"
STORY = "Rebels shelled the town of Hama in Syria on Monday, officials said. At least two people were killed."


def run(
    *words, stdin: str | None = None, cwd: Path | None = None, **environment
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: PLW1510  # the exit code is what many tests look at
        [str(PROGRAM), *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=120,
        env={**os.environ, "NO_COLOR": "1", **environment},
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory) -> Path:
    """A record with the bundled reports in it."""
    path = tmp_path_factory.mktemp("record") / "samples.db"
    done = run("read", SAMPLES, "--record", path)
    assert done.returncode == 0, done.stderr
    return path


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    assert all(
        name in done.stdout for name in ("read", "show", "search", "export", "verify", "gazetteer", "doctor")
    )


def test_version_is_printed():
    assert run("--version").stdout.startswith("dateline 0.")


def test_read_counts_and_is_idempotent(record, tmp_path):
    again = run("read", SAMPLES, "--record", record)
    assert again.returncode == 0
    assert "known already" in again.stderr
    assert "read 0 reports" in again.stderr


def test_record_from_the_environment_is_used(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    path = tmp_path / "mine.db"
    assert run("read", tmp_path / "a.txt", DATELINE_RECORD=str(path)).returncode == 0
    assert path.exists()


def test_standard_input_is_read(tmp_path):
    done = run("read", "-", "--record", tmp_path / "r.db", "--published", "2015-03-02", "--json", stdin=STORY)
    outcome = json.loads(done.stdout)
    assert outcome["state"] == "read"
    assert outcome["claims"] > 0


def test_bad_items_are_named_and_the_batch_goes_on(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "rows.jsonl").write_text('{"text": ""}\n{broken\n' + json.dumps({"text": STORY}) + "\n")
    done = run("read", tmp_path, "--record", tmp_path / "r.db")
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert "rows.jsonl:2" in done.stderr
    assert "read 2 reports" in done.stderr


def test_only_bad_input_leaves_with_two(tmp_path):
    done = run("read", tmp_path / "missing.txt", "--record", tmp_path / "r.db")
    assert done.returncode == 2
    assert "no such file" in done.stderr


def test_show_lists_and_shows(record):
    listed = run("show", "--record", record, "--json")
    reports = [json.loads(line) for line in listed.stdout.splitlines()]
    assert len(reports) >= 6
    shown = run("show", "convoy-2-coalition", "--record", record)
    assert shown.returncode == 0
    assert "Ryan Dillon" in shown.stdout
    assert "unverified" in shown.stdout


def test_show_text_marks_evidence(record):
    shown = run("show", "convoy-2-coalition", "--record", record, "--text")
    assert "]ACCUSE" in shown.stdout


def test_every_quote_of_the_json_stands_in_the_text(record):
    shown = json.loads(run("show", "convoy-1-deal", "--record", record, "--json").stdout)
    text = shown["report"]["text"]

    def walk(value):
        if isinstance(value, dict):
            if {"start", "end", "quote"} <= value.keys():
                assert text[value["start"] : value["end"]] == value["quote"]
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(shown)
    assert shown["claims"]


def test_search_shows_the_words_that_matched(record):
    done = run("search", "bridge", "--record", record, "--json")
    hits = [json.loads(line) for line in done.stdout.splitlines()]
    assert hits
    for hit in hits:
        passage = hit["passage"]
        marked = [
            passage["quote"][start - passage["start"] : end - passage["start"]] for start, end in hit["marks"]
        ]
        assert any("bridge" in words.lower() for words in marked)


def test_search_by_fields(record):
    done = run("search", "--type", "accuse", "--actor", "Dillon", "--record", record, "--json")
    assert [json.loads(line)["given_id"] for line in done.stdout.splitlines()]


def test_gold_export_has_the_guides_form(record):
    lines = run("export", "--format", "gold", "--record", record).stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert {"doc_id", "published", "outlet", "text", "events", "counts", "movements", "agreements"} <= rows[
        0
    ].keys()
    assert all(event["anchor"] in row["text"] for row in rows for event in row["events"])


def test_export_to_a_file_equals_standard_output(record, tmp_path):
    target = tmp_path / "out.jsonl"
    assert run("export", "--record", record, "-o", target).returncode == 0
    assert target.read_text() == run("export", "--record", record).stdout


def test_export_never_replaces_a_device_or_pipe(record, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([str(PROGRAM), "export", "--record", str(record), "-o", str(pipe)]) as writer:
        assert pipe.read_text() == run("export", "--record", record).stdout
        assert writer.wait() == 0
    assert pipe.is_fifo()


def test_verify_passes(record):
    done = run("verify", "--record", record)
    assert done.returncode == 0
    assert "every hash" in done.stdout


def test_unknown_names_say_what_to_do(record, tmp_path):
    done = run("show", "no-such-report", "--record", record)
    assert done.returncode == 2
    assert "no-such-report" in done.stderr
    missing = run("show", "--record", tmp_path / "none.db")
    assert missing.returncode != 0
    assert "dateline read" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_a_file_that_is_no_record_is_refused(tmp_path):
    (tmp_path / "r.db").write_text("this is no database at all, only some words in a file " * 50)
    done = run("show", "--record", tmp_path / "r.db")
    assert done.returncode == 1
    assert "r.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_finds_all_well(record):
    done = run("doctor", "--record", record)
    assert done.returncode == 0, done.stdout
    assert "FAIL" not in done.stdout


def test_gazetteer_finds_spellings():
    for spelling in ("Abu Kamal", "Al Bukamal", "Bukamal", "Albu Kamal"):
        done = run("gazetteer", "find", spelling, "--country", "SY", "--json")
        best = json.loads(done.stdout.splitlines()[0])
        assert best["country"] == "SY"
        assert abs(best["latitude"] - 34.45) < 0.3, spelling


def export_of(path: Path) -> str:
    done = run("export", "--record", path)
    assert done.returncode == 0
    return done.stdout


def test_record_is_the_same_in_any_order_and_with_any_workers(tmp_path):
    rows = [json.loads(path.read_text()) | {"id": path.stem} for path in sorted(SAMPLES.glob("*.json"))]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in reversed(rows)))
    run("read", tmp_path / "a.jsonl", "--record", tmp_path / "a.db", "--workers", 1)
    run("read", tmp_path / "b.jsonl", "--record", tmp_path / "b.db", "--workers", 2)
    assert export_of(tmp_path / "a.db") == export_of(tmp_path / "b.db") != ""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_killed_batch_verifies_and_is_completed_by_running_again(tmp_path):
    rows = [
        {"id": str(n), "text": f"{STORY} That was attack number {n}.", "published": "2015-03-02"}
        for n in range(60)
    ]
    source = tmp_path / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    path = tmp_path / "r.db"
    command = [str(PROGRAM), "read", str(source), "--record", str(path), "--workers", "1", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as batch:
        assert batch.stdout is not None
        for _ in range(5):
            batch.stdout.readline()
        os.killpg(batch.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert run("verify", "--record", path).returncode == 0
    done = run("read", source, "--record", path, "--workers", 1)
    assert done.returncode == 0, done.stderr
    exported = [json.loads(line) for line in export_of(path).splitlines()]
    assert sorted(int(row["report"]["given_id"]) for row in exported) == list(range(60))
    assert run("verify", "--record", path).returncode == 0
