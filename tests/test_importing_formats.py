"""Formats other than BibTeX and Markdown, how each is recognised, and the report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from importing import TODAY, bees_library, fresh, only, taken_from
from lookup_servers import LookupServers
from toy import toy

from literature.importing.command import parser, run
from literature.importing.formats import READERS, format_of
from literature.importing.found import Found
from literature.importing.report import render_json, render_markdown, terminal_lines
from literature.importing.run import Refused, Wishes, import_file
from literature.importing.vocabulary import UnfitMap, read_map
from literature.model import Name, PartialDate
from literature.sources import Sources
from literature.web import Web

RIS = """TY  - CONF
ID  - abe2019
AU  - Abe, Kobo
AU  - Kennedy, Monroe, III
TI  - Bees Count to Four
T2  - International Conference on Bee Ecology
PY  - 2019
DA  - 2019/11/03/
SP  - 1
EP  - 9
DO  - 10.1000/abc
KW  - trap nest
UR  - https://arxiv.org/abs/1911.00001
ER  -
"""
CSL = """[
 {"id": "abe2019", "type": "paper-conference", "title": "Bees Count to <i>Four</i>",
  "author": [{"family": "Abe", "given": "Kobo"}, {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "The Bee Atlas"}],
  "container-title": "International Conference on Bee Ecology", "issued": {"date-parts": [["2019", 11, 3]]},
  "DOI": "10.1000/abc", "page": "1–9", "note": "arXiv:1911.00001"}
]"""  # noqa: E501
ZOTERO = (
    '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Date","Pages",'  # noqa: E501
    '"Manual Tags","Extra"\r\n'
    '"ABCD2345","conferencePaper","2019","Abe, Kobo; van der Berg, Jan","Bees Count to Four",'
    '"International Conference on Bee Ecology","10.1000/abc","https://arxiv.org/abs/1911.00001","2019-11-03","1-9",'
    '"trap nest; wasps","arXiv: 1911.00001"\r\n'
)


def read(text: str) -> tuple[Found, ...]:
    return READERS[format_of(text)](text).found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (RIS, "ris"), (CSL, "csl"), (ZOTERO, "csv"), ("% x\n@misc{a, title={B}}", "bibtex"),
        ("\n\nsome words\n@ARTICLE (a,\n", "bibtex"), ("[]", "csl"), ('{"items": [{"title": "B"}]}', "csl"),  # noqa: E501
        ("2411.10950\n10.1000/x\n# a comment\nhttps://arxiv.org/abs/2411.10951v2\n", "ids"),
        ("# List\n- [Bees](https://arxiv.org/abs/2411.10950)\n", "markdown"),
        ("# List\n- [Bees](https://a.example/b)\n- [Wasps](https://a.example/c)\n- [Ants](https://a.example/d)\n"
         "```bibtex\n@misc{x, title={Y}}\n```\n", "markdown"),
        ("| Title | Link |\n|--|--|\n| Bees | [x](https://a.example/b) |", "markdown"),
        ("[Bees Count](https://arxiv.org/abs/2411.10950)\n", "markdown"), ("", ""),
        ("Title;Authors;Year\nBees;Abe;2001\n", "csv"),
    ],
)  # fmt: skip
def test_a_format_is_recognised_by_what_the_file_holds(text: str, name: str) -> None:
    assert format_of(text) == name


@pytest.mark.parametrize("text", [RIS, CSL, ZOTERO], ids=["RIS", "CSL-JSON", "Zotero's CSV"])
def test_a_record_gives_what_an_entry_needs(text: str) -> None:
    (found,) = read(text)
    entry = found.entry
    assert (entry.title, entry.published, entry.doi, entry.arxiv, entry.pages, entry.venue_year) == (  # noqa: E501
        "Bees Count to Four", PartialDate(2019, 11, 3), "10.1000/abc", "1911.00001", "1-9", 2019,
    )  # fmt: skip
    assert found.venue == "International Conference on Bee Ecology"
    assert entry.authors[0] == Name("Abe", "Kobo")


def test_names_of_ris_have_their_suffix_last() -> None:
    assert read(RIS)[0].entry.authors[1] == Name("Kennedy", "Monroe", "III")


def test_particles_and_groups_of_csl() -> None:
    assert read(CSL)[0].entry.authors[1:] == (
        Name("van der Berg", "Jan"), Name("The Bee Atlas", is_group=True),
    )  # fmt: skip


def test_an_unfinished_record_of_ris_is_read_and_told() -> None:
    found = read("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\n")
    assert [(it.entry.title, [one.kind for one in it.remarks]) for it in found] == [
        ("One", ["damage"]), ("Two", ["damage"]),
    ]  # fmt: skip


def test_a_damaged_item_of_csl_is_refused_and_the_next_one_read() -> None:
    text = '[\n {"title": "One"},\n {"title": Two},\n {"title": "Three"}\n]'
    found = read(text)
    assert [(it.line, it.entry.title, bool(it.refusal)) for it in found] == [
        (2, "One", False), (3, "", True), (4, "Three", False),
    ]  # fmt: skip


def test_cells_of_several_lines_keep_the_count_of_lines() -> None:
    found = read('Title,Author,Year\n"Two\nlines","Abe, Kobo",2001\nNext,"Liu, Ada",2002\n')
    assert [(it.line, it.entry.title) for it in found] == [(2, "Two lines"), (4, "Next")]


def test_lines_of_identifiers_are_records_and_others_are_refused(tmp_path: Path) -> None:
    text = "# mine\narXiv:2411.10950v2\n10.1000/abc\nhttps://openreview.net/forum?id=abcdefgh\n- math.GT/0309136\n2411.10951\nnonsense\n"  # noqa: E501
    report = taken_from(fresh(tmp_path), text)
    assert [it.state for it in report.outcomes] == ["taken"] * 5 + ["refused"]
    assert (report.outcomes[-1].found.line, len(report.ignored)) == (7, 1)


def test_identifiers_are_looked_up(tmp_path: Path) -> None:
    with LookupServers() as servers:
        sources = Sources(Web(tries=1), servers.bases)
        report = taken_from(fresh(tmp_path), "2501.04567\n", category="nest-study", sources=sources)
    outcome = only(report)
    assert outcome.entry and outcome.entry.title and outcome.entry.authors
    assert outcome.place == "entries"


def test_a_map_that_names_no_term_is_refused_with_its_line() -> None:
    with pytest.raises(UnfitMap, match=r"map\.yaml:2: 'nowhere/x' is no term"):
        read_map("map.yaml", b"words:\n  Bees: nowhere/x\n", toy().taxonomy)


def test_the_report_holds_texts_of_the_file_as_data(tmp_path: Path) -> None:
    text = "# B\n## `N` <script>\n- [A | <script>alert(1)</script> `x` *y*](https://arxiv.org/abs/2411.10950)\n"
    report = taken_from(fresh(tmp_path), text)
    page = render_markdown(report)
    assert "<script" not in page.replace("\\<script", "")
    assert json.loads(render_json(report))["counts"]["records"] == 1
    assert all("\n" not in line for line in terminal_lines(report))


def test_the_json_names_each_record_with_line_state_and_key(tmp_path: Path) -> None:
    told = json.loads(render_json(taken_from(bees_library(tmp_path), RIS)))
    assert {name: told["records"][0][name] for name in ("line", "state", "place", "missing")} == {
        "line": 1, "state": "taken", "place": "entries", "missing": [],
    }  # fmt: skip


def test_what_waits_is_accepted_once_it_is_whole(tmp_path: Path) -> None:
    root = fresh(tmp_path)
    (path,) = taken_from(root, RIS.replace("KW  - trap nest\n", ""), is_writing=True).written
    first = import_file(root, root / "import-review", TODAY, Wishes(is_writing=True))
    assert first.counts["refused"] == 1
    file = root / path
    file.write_text(
        file.read_text().replace("kind: study\n", "kind: study\ncategories: [nest-study]\n")
    )
    second = import_file(root, root / "import-review", TODAY, Wishes(is_writing=True))
    assert (second.counts["taken"], file.exists()) == (1, False)
    assert (root / second.written[0]).exists()


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such file"):
        import_file(fresh(tmp_path), tmp_path / "nothing.bib", TODAY, Wishes())


def test_a_preview_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = fresh(tmp_path)
    source = root / "x.ris"
    source.write_text(RIS)
    before = sorted(root.rglob("*"))
    assert run(root, parser("").parse_args([str(source), "--offline"]), TODAY) == 0
    assert sorted(root.rglob("*")) == before
    assert "x.ris: RIS, 1 record: 1 taken, 0 merged, 0 refused" in capsys.readouterr().out


def test_the_command_writes_its_reports(tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    source.write_text("nonsense-without-any-form\n")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "import.py", source, "--offline", "--format", "ids",
         "--report", tmp_path / "r.md", "--json", tmp_path / "r.json"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "## Refused: 1" in (tmp_path / "r.md").read_text()
    assert json.loads((tmp_path / "r.json").read_text())["counts"]["refused"] == 1
