"""The documents say what is true: commands, errors, vocabulary and version."""

import re
from pathlib import Path

import dateline
from dateline import errors
from dateline.cli.app import app
from dateline.codebook import EventType, Status

ROOT = Path(__file__).parent.parent


def tree(cls: type) -> set[type]:
    return {cls}.union(*(tree(sub) for sub in cls.__subclasses__()))


def test_every_error_stands_in_the_drawn_tree():
    drawn = set(re.findall(r"[A-Z]\w+", errors.__doc__ or ""))
    assert {cls.__name__ for cls in tree(errors.DatelineError)} <= drawn


def test_drawn_exit_codes_and_statuses_are_the_classes_own():
    for line in (errors.__doc__ or "").splitlines():
        found = re.search(r"(\w+)  .*exit (\d), (\d{3})", line)
        if found:
            cls = getattr(errors, found.group(1))
            assert (cls.exit_code, cls.http_status) == (int(found.group(2)), int(found.group(3))), line


def test_every_command_is_in_the_tutorial():
    tutorial = (ROOT / "docs" / "tutorial.md").read_text()
    names = {command.name for command in app.registered_commands} | {
        group.name for group in app.registered_groups
    }
    assert {name for name in names if f"dateline {name}" not in tutorial} == set()


def test_every_status_is_explained_in_the_tutorial():
    tutorial = (ROOT / "docs" / "tutorial.md").read_text()
    assert [status for status in Status if f"| {status.value.replace('_', ' ')} |" not in tutorial] == []


def test_changelog_names_this_version():
    versions = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert versions[0] == dateline.__version__


def test_plover_has_sixteen_types_and_move_stands_beside_them():
    assert len(EventType) == 17


def test_glossary_explains_every_kind_of_content():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    for word in (
        "event",
        "count",
        "movement",
        "agreement",
        "presence",
        "custody",
        "silence",
        "claim",
        "holder",
    ):
        assert f"\n| {word} |" in glossary, word


def test_links_between_documents_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
