"""Parquet files as DuckDB and pyarrow read them: types, counts and values of the entries."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_export_folder import names_in, shelf
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.export.folder import Unfit, export
from literature.export.parquet import render_parquet
from literature.export.table import TERM_COLUMNS, entry_columns, entry_rows, term_rows
from literature.model import Entry
from literature.pipeline import read_sound_catalogue

__all__ = ["shelf"]  # a fixture

ROOT = Path(__file__).parent.parent
parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")


def rendered(folder: Path, entries: Iterable[Entry]) -> Path:
    rows = entry_rows(entries, toy().taxonomy, SITE)
    path = folder / "entries.parquet"
    path.write_bytes(render_parquet(entry_columns(toy().taxonomy), rows, SITE))
    return path


def read_by_duckdb(path: Path) -> list[dict[str, Any]]:
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def read_by_pyarrow(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


READERS = pytest.mark.parametrize(
    "read", [read_by_duckdb, read_by_pyarrow], ids=["duckdb", "pyarrow"]
)


def known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


@READERS
def test_a_row_has_values_of_their_own_types_and_null_for_what_is_not_known(
    read: Any, tmp_path: Path
) -> None:
    (row,) = read(rendered(tmp_path, [bees("vanderberg2021orchard")]))
    chosen = ("key", "year", "published", "published_from", "added", "authors", "kind", "doi")
    assert {name: row[name] for name in (*chosen, "regions", "regions_label", "nickname")} == {
        "key": "vanderberg2021orchard", "year": 2021, "published": "2021-03",
        "published_from": date(2021, 3, 1), "added": date(2026, 1, 5),
        "authors": ["van der Berg, Jan", "Müller, Änne"], "kind": "study",
        "doi": "10.3897/jhr.81.60528", "regions": ["tyrol"], "regions_label": ["Tyrol"],
        "nickname": None,
    }  # fmt: skip


@READERS
@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back(text: str, read: Any, tmp_path: Path) -> None:
    (row,) = read(rendered(tmp_path, [hostile_entry(text)]))
    assert (row["title"], row["summary"], row["notes"], row["track"]) == (text,) * 4
    assert (row["alt_titles"], row["authors"][1]) == ([text], f"{{{text}}}")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    """The entries of this repository as Parquet, and as they are."""
    folder = tmp_path_factory.mktemp("parquet") / "out"
    list(export(ROOT, folder, "parquet"))
    return folder, read_sound_catalogue(ROOT / "entries")


@READERS
def test_every_entry_of_this_repository_comes_back_with_every_value(
    read: Any, exported: tuple[Path, Catalogue]
) -> None:
    folder, catalogue = exported
    rows = read(folder / "entries.parquet")
    assert [row["key"] for row in rows] == sorted(catalogue.by_key)
    # The address of the site is in `page`; all else follows from the entries alone.
    expected = {row["key"]: row for row in entry_rows(catalogue.entries, catalogue.taxonomy, SITE)}
    for row in rows:
        assert {**known(row), "page": ""} == {**expected[row["key"]], "page": ""}
    terms = read(folder / "terms.parquet")
    assert list(map(known, terms)) == list(term_rows(catalogue.taxonomy))
    print(f"{len(rows)} entries, {len(terms)} terms, {sum(len(known(row)) for row in rows)} values")


def test_duckdb_answers_questions_about_lists_dates_and_terms(shelf: Path, tmp_path: Path) -> None:
    list(export(shelf, tmp_path / "out", "parquet"))
    ask = duckdb.connect().execute
    ask(f"CREATE VIEW entries AS FROM '{tmp_path}/out/entries.parquet'")
    ask(f"CREATE VIEW terms AS FROM '{tmp_path}/out/terms.parquet'")
    by_author = "SELECT count(*) FROM entries WHERE list_contains(authors, 'Okafor, Ngozi')"
    assert ask(by_author).fetchall() == [(2,)]
    since = "SELECT key FROM entries WHERE published_from >= DATE '2022-01-01' ORDER BY year"
    assert [key for (key,) in ask(since).fetchall()] == [
        "li2022solitary", "okafor2022nest", "beelab2023keyed",
    ]  # fmt: skip
    counts = """
        SELECT terms.label, count(*) FROM (SELECT unnest(regions) AS id FROM entries) AS used
        JOIN terms ON terms.facet = 'regions' AND terms.id = used.id GROUP BY 1 ORDER BY 1"""
    assert ask(counts).fetchall() == [("Alps", 2), ("Tyrol", 1)]


def test_the_columns_have_the_types_that_they_are_said_to_have(tmp_path: Path) -> None:
    schema = parquet.read_schema(rendered(tmp_path, []))
    types = {field.name: str(field.type) for field in schema}
    assert list(types) == [column.name for column in entry_columns(toy().taxonomy)]
    lists = ("authors", "categories", "regions_label", "evidence")
    assert {types[name] for name in lists} == {"list<element: string>"}
    assert (types["year"], types["venue_year"]) == ("int32", "int32")
    assert (types["added"], types["published_from"]) == ("date32[day]", "date32[day]")
    assert (types["published"], types["kind"], types["title"]) == ("string",) * 3
    assert schema.metadata[b"licence"] == b"CC0-1.0"


def test_no_entry_and_no_term_are_still_tables(tmp_path: Path) -> None:
    assert read_by_duckdb(rendered(tmp_path, [])) == []
    (tmp_path / "terms.parquet").write_bytes(render_parquet(TERM_COLUMNS, [], SITE))
    assert read_by_duckdb(tmp_path / "terms.parquet") == []


def test_the_same_entries_give_the_same_bytes(shelf: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        list(export(shelf, tmp_path / name, "parquet"))
    for name in names_in(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_without_the_writer_the_message_says_how_to_come_by_it(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)  # what is None there cannot be imported
    with pytest.raises(Unfit, match=r"needs the package pyarrow, .* make venv-export"):
        list(export(shelf, tmp_path / "out", "parquet"))
    assert names_in(tmp_path) == ["shelf"]
