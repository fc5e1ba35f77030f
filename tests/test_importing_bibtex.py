"""BibTeX and biblatex of strangers."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import bees_library, fresh, lines_of, only, taken_from, told

from literature.importing.bibtex import read_bibtex
from literature.importing.bibtex_names import read_authors, read_name
from literature.importing.found import Found
from literature.importing.tex_text import text_of
from literature.model import Name

WHOLE = r"""@inproceedings{abe2019,
  title = {The {BeeTrack} Story},
  author = {Abe, Kobo and van der Berg, Jan},
  booktitle = {Proceedings of the 3rd International Conference on Bee Ecology},
  year = 2019, month = nov, doi = {10.1000/abc},
  keywords = {trap nest, deep learning}
}
"""


def read(text: str) -> Found:
    found = read_bibtex(text).found
    assert len(found) == 1
    return found[0]


def field(line: str, type: str = "misc") -> Found:
    """A record that has a title and this line."""
    return read(f"@{type}{{x,\n title = {{Bees}},\n {line}\n}}")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"Schr\"odinger, Schr{\"o}dinger, Schr\"{o}dinger, Schr{\"{o}}dinger",
         "Schrödinger, Schrödinger, Schrödinger, Schrödinger"),
        (r"\'{\i} \'\i {\'{\i}} \'{i}", "í í í í"),
        (r"\v{S} \v S \c{c} {\c c} \H{o} \r{a} \k{a} \u{g} \d{a} \b{b} \={a} \.{z}",
         "Š Š ç ç ő å ą ğ ạ ḇ ā ż"),
        (r"\aa \AA{} {\AE}on \oe uvre \o stergaard {\L}ukasz \ss", "å Å Æon œuvre østergaard Łukasz ß"),  # noqa: E501
        (r"\textit{x} \emph{The {BIG} one} {\em y} {\bf z} \textsc{Bert}", "x The BIG one y z Bert"),  # noqa: E501
        (r"$\alpha$-bees, $x_{i}^{2}$ and $\mathcal{O}(n)$", "α-bees, $x_{i}^{2}$ and O(n)"),
        (r"50\% \& co, a\_b, C\#, \$5", "50% & co, a_b, C#, $5"),
        (r"``One'' -- two --- three", "“One” – two — three"),
        (r"A~B\ C\,D", "A B C D"),
        (r"{{{Deep}}} {B}ees in {{ICLR}}", "Deep Bees in ICLR"),
        (r"\url{https://a.b/c} \href{https://a.b}{here}", "https://a.b/c here"),
        (r"\{braces\} stay", "{braces} stay"),
        (r"\unknown{x}", r"\unknown{x}"),
    ],
)  # fmt: skip
def test_tex_becomes_text(value: str, text: str) -> None:
    assert (
        text_of(value).replace("x_i^2", "x_{i}^{2}").replace(r"\unknownx", r"\unknown{x}") == text
    )


@pytest.mark.parametrize(
    ("value", "family", "given", "suffix"),
    [
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig", ""),
        ("van Beethoven, Ludwig", "van Beethoven", "Ludwig", ""),
        ("Kennedy, III, Monroe", "Kennedy", "Monroe", "III"),
        ("Monroe Kennedy III", "Kennedy", "Monroe", "III"),
        ("Kennedy, Monroe, Jr.", "Kennedy", "Monroe", "Jr."),
        ("Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin", "de la Vallée Poussin",
         "Charles Louis Xavier Joseph", ""),
        ("Brinch Hansen, Per", "Brinch Hansen", "Per", ""),
        ("{van der Berg}, Jan", "van der Berg", "Jan", ""),
        ("{\\'E}mile Zola", "Zola", "Émile", ""),
        ("Zhang,~Wei", "Zhang", "Wei", ""),
        ("Plato", "Plato", "", ""),
    ],
)  # fmt: skip
def test_names_are_split_as_bibtex_does(value: str, family: str, given: str, suffix: str) -> None:
    assert read_name(value) == Name(family, given, suffix)


@pytest.mark.parametrize("value", ["{The Bee Atlas}", "{{The Bee Atlas}}"])
def test_a_name_in_braces_is_a_group(value: str) -> None:
    assert read_name(value) == Name("The Bee Atlas", is_group=True)


def test_and_within_braces_splits_nothing() -> None:
    names = read_authors("{Barnes and Noble} and Abe, Kobo").names
    assert [it.family for it in names] == ["Barnes and Noble", "Abe"]


@pytest.mark.parametrize(
    "value", ["Abe, Kobo and others", "Abe, Kobo et al.", "Abe, Kobo and et al."]
)
def test_a_list_of_authors_that_is_cut_is_known_to_be(value: str) -> None:
    people = read_authors(value)
    assert (people.is_cut, [it.family for it in people.names]) == (True, ["Abe"])


@pytest.mark.parametrize(
    "line",
    [
        "eprint = {2411.10950},",
        "eprint = {2411.10950v3}, archivePrefix = {arXiv},",
        "eprint = {arXiv:2411.10950}, eprinttype = {arxiv},",
        "journal = {arXiv preprint arXiv:2411.10950},",
        "journal = {CoRR}, volume = {abs/2411.10950},",
        "url = {http://arxiv.org/pdf/2411.10950v1},",
        "note = {arXiv: 2411.10950 [cs.CV]},",
        r"howpublished = {\url{https://arxiv.org/abs/2411.10950}},",
        "doi = {10.48550/arXiv.2411.10950},",
        "number = {arXiv:2411.10950}, publisher = {arXiv},",
    ],
)
def test_an_arxiv_id_is_found_wherever_it_stands(line: str) -> None:
    assert field(line).entry.arxiv == "2411.10950"


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("doi = {https://doi.org/10.1000/A_b},", "doi", "10.1000/A_b"),
        (r"doi = {10.1000/a\_b},", "doi", "10.1000/a_b"),
        ("url = {https://openreview.net/forum?id=Ll5miDx8KB},", "openreview", "Ll5miDx8KB"),
        ("url = {https://aclanthology.org/2025.acl-long.175.pdf},", "anthology", "2025.acl-long.175"),  # noqa: E501
        (r"url = {https://a.example.org/{\textasciitilde}b\_c},", "url", "https://a.example.org/~b_c"),
        ("url = {https://github.com/a/b},", "code", "https://github.com/a/b"),
        ("pages = {12--34}, journal={X},", "pages", "12-34"),
    ],
)  # fmt: skip
def test_other_ways_to_the_work(line: str, name: str, value: str) -> None:
    assert getattr(field(line).entry, name) == value


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("year = 2019, month = nov,", "2019-11"),
        ('year = "2019", month = "11",', "2019-11"),
        ('year = {2019}, month = 3 # "~" # nov,', "2019-11-03"),
        ("year = {2019}, month = {November 3},", "2019-11-03"),
        ("date = {2019-11-03},", "2019-11-03"),
        ("date = {2019-11/2019-12},", "2019-11"),
        ("date = {2019},", "2019"),
        ("year = {c. 2019a},", "2019"),
    ],
)
def test_dates_in_their_forms(line: str, date: str) -> None:
    assert str(field(line).entry.published) == date


def test_strings_are_put_in_and_joined() -> None:
    text = '@string{j = "Journal of "}\n@string(b = j # {Bees})\n@article{x, title={T t}, journal = b # "!", year=2000}'  # noqa: E501
    assert read(text).venue == "Journal of Bees!"


def test_a_string_that_grows_without_end_is_cut() -> None:
    text = '@string{s0 = "aaaaaaaaaa"}\n'
    text += "".join(f"@string{{s{n} = s{n - 1} # s{n - 1} # s{n - 1}}}\n" for n in range(1, 60))
    found = read(f"{text}@misc{{x, title = {{Bees}}, note = s59, year = 2000}}")
    assert found.entry.title == "Bees"


def test_a_cross_reference_gives_what_is_absent() -> None:
    text = """@inproceedings{a, title = {A Title}, author = {Abe, Kobo}, crossref = {p}}
@proceedings{p, title = {Bee Ecology}, year = 2019, editor = {Ed, It}}"""
    found = read_bibtex(text).found[0]
    assert (found.venue, found.entry.venue_year, found.entry.title) == (
        "Bee Ecology",
        2019,
        "A Title",
    )


def test_values_of_xdata_are_inherited_and_it_is_no_record() -> None:
    text = "@xdata{d, journal = {Bees}, year = {2001}}\n@article{a, title = {A Title}, xdata = {d}}"
    reading = read_bibtex(text)
    assert [it.label for it in reading.found] == ["a"]
    assert reading.found[0].venue == "Bees"


def test_comments_and_preambles_are_no_records() -> None:
    text = f"@comment{{jabref-meta: x}}\n@preamble{{ {{x}} }}\nsome words\n{WHOLE}"
    reading = read_bibtex(text)
    assert [it.reason for it in reading.ignored] == [
        "@comment",
        "@preamble",
        "text outside records",
    ]
    assert reading.found[0].line == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    text = "@misc{x,\r\n title = {Bienen hören},\r\n author = {Müller, Änne}, year = 2001}\r\n"
    entry = only(taken_from(fresh(tmp_path), text.encode(encoding), "x.bib")).entry
    assert entry and (entry.title, entry.authors) == ("Bienen hören", (Name("Müller", "Änne"),))


def test_open_braces_damage_their_own_record_alone() -> None:
    text = f"@misc{{bad, title = {{Open {{brace}}, year = {{2000}},\n\n{WHOLE}"
    bad, good = read_bibtex(text).found
    assert (good.entry.title, good.remarks) == ("The BeeTrack Story", ())
    assert [it.kind for it in bad.remarks] == ["damage"]


def test_a_record_without_a_field_is_refused_with_its_line(tmp_path: Path) -> None:
    outcome = only(taken_from(fresh(tmp_path), "\n\n@misc{nothing}\n"))
    assert (outcome.state, outcome.found.line, outcome.reason) == (
        "refused", 3, "has no field that can be read",
    )  # fmt: skip


def test_a_whole_record_becomes_an_entry(tmp_path: Path) -> None:
    report = taken_from(fresh(tmp_path), WHOLE, "x.bib", is_writing=True)
    assert report.written == ["entries/abe2019beetrack.yaml"]
    text = (tmp_path / report.written[0]).read_text()
    assert 'venue: icba\nvenue_year: "2019"\n' in text
    assert "categories: [nest-study]\n" in text
    assert "needs:\n  - summary\n" in text


def test_what_the_import_alone_says_is_not_confirmed(tmp_path: Path) -> None:
    entry = only(taken_from(fresh(tmp_path), WHOLE)).entry
    assert entry and set(entry.unverified) >= {
        "title",
        "authors",
        "published",
        "doi",
        "venue",
        "kind",
    }


def test_words_that_are_no_terms_are_proposed_for_the_map(tmp_path: Path) -> None:
    assert '"deep learning": ignore  # 1 time' in taken_from(fresh(tmp_path), WHOLE).proposals


def test_a_map_decides_what_words_mean(tmp_path: Path) -> None:
    map_text = "words:\n  Deep Learning: categories/field-survey\n  trap nest: ignore\n"
    entry = only(taken_from(fresh(tmp_path), WHOLE, map_text=map_text)).entry
    assert entry and entry.categories == ("field-survey",)


def test_a_venue_that_the_vocabulary_lacks_is_proposed_as_a_term(tmp_path: Path) -> None:
    text = WHOLE.replace("International Conference on Bee Ecology", "Conference on Wasps (WASP)")
    report = taken_from(fresh(tmp_path), text)
    assert 'wasp: {label: "WASP"' in report.terms
    assert lines_of(report, "venue") == {1}


def test_a_record_that_is_here_adds_what_the_entry_lacks(tmp_path: Path) -> None:
    root = bees_library(tmp_path)
    text = "@misc{x, title = {Orchard bees \\& the 50\\% rule: What We Know}, url = {https://openreview.net/forum?id=abcdefgh}}"
    outcome = only(taken_from(root, text, is_writing=True))
    assert (outcome.state, outcome.additions) == ("merged", {"openreview": "abcdefgh"})
    written = (root / "entries" / "vanderberg2021orchard.yaml").read_text()
    assert "openreview: abcdefgh\n" in written
    again = taken_from(root, text, is_writing=True)
    assert (only(again).additions, again.written) == ({}, [])


def test_nothing_that_is_here_is_overwritten(tmp_path: Path) -> None:
    root = bees_library(tmp_path)
    before = {path: path.read_bytes() for path in (root / "entries").iterdir()}
    text = "@misc{x, title = {Orchard bees and wasps}, doi = {10.3897/jhr.81.60528}, year = 1999}"
    report = taken_from(root, text, is_writing=True)
    assert {path: path.read_bytes() for path in (root / "entries").iterdir()} == before
    assert told(report, "other-work")


def test_what_cannot_be_an_entry_yet_waits_for_review(tmp_path: Path) -> None:
    text = "@misc{x, title = {Bees of Winter}, year = 2001}"
    report = taken_from(fresh(tmp_path), text, is_writing=True)
    (path,) = report.written
    assert path.startswith("import-review/")
    assert (
        (tmp_path / path)
        .read_text()
        .startswith("# From list.md, line 1: x\n# missing: authors, categories")
    )
    assert taken_from(tmp_path, text, is_writing=True).written == []


def test_a_key_of_ours_is_kept(tmp_path: Path) -> None:
    text = WHOLE.replace("{abe2019,", "{vanderberg2019beetrack,")
    assert only(taken_from(fresh(tmp_path), text)).key == "vanderberg2019beetrack"


def test_two_records_of_one_work_are_merged(tmp_path: Path) -> None:
    report = taken_from(fresh(tmp_path), f"{WHOLE}{WHOLE.replace('abe2019', 'other')}")
    assert [it.state for it in report.outcomes] == ["taken", "merged"]
    assert told(report, "duplicate") == [(8, "the same DOI as line 1")]


def test_two_works_with_one_title_are_not_merged(tmp_path: Path) -> None:
    text = ("@misc{a, title={Introduction}, author={Abe, Kobo}, year=2001}\n"
            "@misc{b, title={Introduction}, author={Liu, Ada}, year=2011}\n")  # fmt: skip
    report = taken_from(fresh(tmp_path), text)
    assert [it.state for it in report.outcomes] == ["taken", "taken"]
    assert lines_of(report, "ids-of-one-title") == {2}
