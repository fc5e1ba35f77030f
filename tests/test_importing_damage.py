"""Whole bibliographies: thousands of records of mixed quality, any bytes, and the way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bibtex_damage import DAMAGES, damaged_bibliography
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing import fresh, taken_from

from literature.catalogue import read_catalogue
from literature.importing.bibtex import read_bibtex
from literature.importing.formats import READERS, format_of
from literature.importing.report import Report, lacks, render_json, render_markdown, terminal_lines
from literature.render.bibtex import render_bibliography, render_record
from literature.render.latex import Dialect


def exported(copies: int) -> list[tuple[str, str]]:
    """Records of the real entries, and as many copies as are asked for under other names."""
    catalogue, _ = read_catalogue(ROOT / "entries")
    own = [(it.key, render_record(it, catalogue.taxonomy, "bibtex")) for it in catalogue.entries]
    records = list(own)
    for by, copy in enumerate("bcdefgh"[: copies - 1], 1):
        for key, record in own:
            text = record.replace(key, f"{key}x{copy}")
            title = next(line for line in text.splitlines() if line.startswith("  title = "))
            text = text.replace(title, shifted(title, by))
            text = re.sub(r"^  (?:doi|eprint|url|archivePrefix) = .*\n", "", text, flags=re.M)
            text = f"{text[:-1]}  doi = {{10.1000/{key}x{copy}}},\n}}"
            records.append((f"{key}x{copy}", text))
    return records


def shifted(line: str, by: int) -> str:
    """Another title of the same build: each letter of its words some places on."""
    words = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}(?![A-Za-z}])")
    turned = words.sub(lambda it: "".join(_turned(char, by) for char in it[0]), line[11:])
    return f"{line[:11]}{turned}"


def _turned(char: str, by: int) -> str:
    first = 65 if char.isupper() else 97
    return chr((ord(char) - first + by * 3) % 26 + first)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fresh(tmp_path_factory.mktemp("damage") / "x", ROOT / "entries")


@pytest.fixture(scope="module")
def report(place: Path) -> tuple[Report, int]:
    damaged = damaged_bibliography(exported(6))
    assert damaged.records > 2000
    assert len(DAMAGES) >= 30 and all(damaged.kinds.values())
    return (
        taken_from(place, damaged.content, "refs.bib", category="probing", is_writing=True),
        damaged.records,
    )


def test_every_record_is_taken_merged_or_refused(report: tuple[Report, int]) -> None:
    counts = report[0].counts
    assert counts["records"] == report[1]
    assert counts["taken"] + counts["merged"] + counts["refused"] == report[1]


def test_each_refusal_has_a_line_and_a_reason(report: tuple[Report, int]) -> None:
    refused = [it for it in report[0].outcomes if it.state == "refused"]
    assert refused and all(it.found.line > 0 and it.reason for it in refused)


def test_undamaged_records_become_entries(report: tuple[Report, int]) -> None:
    assert report[0].counts["complete"] > report[1] // 2


def test_what_was_taken_is_sound_or_listed_with_what_it_lacks(
    place: Path, report: tuple[Report, int]
) -> None:
    catalogue, problems = read_catalogue(place / "entries")
    assert problems == []
    taken = [it for it in report[0].outcomes if it.state == "taken"]
    assert len(catalogue.entries) == sum(it.place == "entries" for it in taken)
    assert all(lacks(it) for it in taken if it.place != "entries")


def test_nothing_that_was_taken_is_lost(place: Path, report: tuple[Report, int]) -> None:
    waiting = len(list((place / "import-review").glob("*.yaml")))
    assert waiting == report[0].counts["for_review"]


def test_a_second_run_writes_nothing(place: Path, report: tuple[Report, int]) -> None:
    content = (place / "refs.bib").read_bytes()
    again = taken_from(place, content, "refs.bib", category="probing", is_writing=True)
    assert (again.written, again.counts["taken"]) == ([], 0)


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_what_was_exported_comes_back_as_it_was(tmp_path: Path, dialect: Dialect) -> None:
    catalogue, _ = read_catalogue(ROOT / "entries")
    records = {it.key: render_record(it, catalogue.taxonomy, dialect) for it in catalogue.entries}
    text = render_bibliography(records.values(), "An export")
    root = fresh(tmp_path / "x", ROOT / "entries")
    taken_from(root, text, "x.bib", category="probing", is_writing=True)
    again, problems = read_catalogue(root / "entries")
    assert problems == []
    assert {it.key: render_record(it, again.taxonomy, dialect) for it in again.entries} == records


# Pieces of every format, so that chance makes files that nearly are one.
PIECES = st.sampled_from([
    "@misc{", "@article(", "@string{a = ", "@comment{", "}", "{", '"', ",", "=", "#", "\n", "title = {Bees}",  # noqa: E501
    "author = {Abe, Kobo and others}", "year = 2001", "doi = {10.1000/x}", "\\'{e}", "$x$", "crossref = {x}", "@", "key,",  # noqa: E501
    "TY  - JOUR\n", "ER  - \n", "TI  - Bees\n", "AU  - Abe, Kobo\n", "PY  - 2001\n", "T2  - Journal\n",  # noqa: E501
    '[{"title": "Bees", "author": [{"family": "Abe"}]},', '{"title": 1}', "]", "null", '"issued": {"date-parts": [[2001]]}',  # noqa: E501
    "Title,Author,DOI\n", "Bees,\"Abe, Kobo\",10.1000/x\n", "2411.10950\n", "https://arxiv.org/abs/2411.10951\n",
    "# Heading\n", "#### Deep\n", "- [Bees Count](https://arxiv.org/abs/2411.10950)\n", "  - **Nested** [paper](x)\n", "| Title | Link |\n|--|--|\n",  # noqa: E501
    "| a | [b](https://doi.org/10.1000/y) |\n", "<a href='https://a.example/x'>", "</a>", "<details>", "```\n", "\x00", "\ufeff", "\u202e", "ÃÂ", "(Nov 2024)",  # noqa: E501
    " ", "\t", "\r\n",
])  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join),
    st.sampled_from(["", *READERS]),
)
def test_any_file_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    root = fresh(tmp_path_factory.mktemp("fuzz") / "x")
    wanted = name or format_of(text) or "markdown"
    content = text.encode("utf-8", "surrogatepass")
    report = taken_from(root, content, "any", category="nest-study", is_writing=True, format=wanted)
    counts = report.counts
    assert counts["records"] == counts["taken"] + counts["merged"] + counts["refused"]
    assert render_json(report) and render_markdown(report) and list(terminal_lines(report))
    _, problems = read_catalogue(root / "entries")
    assert problems == []
    again = taken_from(root, content, "any", category="nest-study", is_writing=True, format=wanted)
    assert again.written == []


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.lists(PIECES, max_size=30).map(lambda it: "".join(it).encode("utf-16"))
)
def test_any_bytes_are_read(content: bytes) -> None:
    from literature.importing.decoding import decode_file

    text, _ = decode_file(content)
    for read in READERS.values():
        read(text)


def test_records_do_not_depend_on_damage_before_them() -> None:
    good = "@misc{good, title = {Good Bees}, year = 2001}"
    for name, damage in DAMAGES.items():
        record = (
            "@article{bad,\n  title = {Bad Bees},\n  author = {Abe, Kobo},\n  year = {2001},\n}"
        )
        found = read_bibtex(f"{damage(record, 'bad')}\n\n{good}").found
        assert (found[-1].entry.title, found[-1].refusal) == ("Good Bees", ""), name
