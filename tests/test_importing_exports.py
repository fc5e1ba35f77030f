"""What programs and catalogues export: spellings of fields, names, addresses and macros."""

from __future__ import annotations

import pytest

from literature.importing.bibtex import read_bibtex
from literature.importing.bibtex_names import family_before_initials, read_name
from literature.importing.csv_records import read_csv
from literature.importing.decoding import decode_file
from literature.importing.formats import format_of
from literature.importing.found import Found
from literature.importing.tex_text import text_of
from literature.model import Name

LEE, CHEN = Name("Lee", "Ann"), Name("Chen", "Bo")


def record(fields: str) -> Found:
    (found,) = read_bibtex(f"@article{{a, title = {{Bees Count to Four}}, {fields} }}").found
    return found


def row(head: str, cells: str) -> Found:
    (found,) = read_csv(f"{head}\n{cells}\n").found
    return found


@pytest.mark.parametrize("prefix", ["", "https://doi.org/", "http://dx.doi.org/"])
def test_an_old_doi_keeps_what_stands_behind_its_semicolon(prefix: str) -> None:
    doi = "10.1002/(SICI)1096-987X(199803)19:4<377::AID-BEE1>3.0.CO;2-P"
    assert record(f"doi = {{{prefix}{doi}}}").entry.doi == doi


def test_of_several_addresses_in_a_field_the_first_one_is_taken() -> None:
    found = record("url = {https://bees.example.org/four https://wasps.example.org/five}")
    assert found.entry.url == "https://bees.example.org/four"


def test_an_address_that_was_wrapped_is_one() -> None:
    found = record("url = {https://bees.example.org/\n   four}")
    assert found.entry.url == "https://bees.example.org/four"


def test_macros_for_journals_of_astronomy_are_their_names() -> None:
    found = record(r"journal = {\mnras}, year = 2009")
    assert found.venue == "Monthly Notices of the Royal Astronomical Society"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"\mkbibquote{Wing} und \mkbibquote{Fl{\"u}gel}", "“Wing” und “Flügel”"),
        (r"nest\hyphen independent bees", "nest-independent bees"),
        (r"On \mkbibemph{Apis} and \textit{Bombus}", "On Apis and Bombus"),
    ],
)
def test_macros_of_biblatex_and_of_strangers(value: str, text: str) -> None:
    assert text_of(value) == text


def test_broken_characters_in_a_name_are_mended() -> None:
    assert read_name("SchrÃ¶dinger, Erwin") == Name("Schrödinger", "Erwin")


def test_a_file_of_two_encodings_has_whole_names() -> None:
    content = "@article{a, title = {Bees}, author = {Müller, Jörg}}\n".encode("latin-1")
    content += "@article{b, title = {Wasps}, author = {SchrÃ¶dinger, Erwin}}\n".encode()
    found = read_bibtex(decode_file(content)[0]).found
    assert [it.entry.authors for it in found] == [
        (Name("Müller", "Jörg"),), (Name("Schrödinger", "Erwin"),),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Lee A., Chen B.", (Name("Lee", "A."), Name("Chen", "B."))),
        ("van Lee A.B., Chen B.", (Name("van Lee", "A.B."), Name("Chen", "B."))),
        ("Lee, A., Chen, B.C.", (Name("Lee", "A."), Name("Chen", "B.C."))),
        ("Ann Lee, Bo Chen", (LEE, CHEN)),
        ("Lee, Ann; Chen, Bo", (LEE, CHEN)),
        ("Lee, Ann", (LEE,)),
    ],
)
def test_authors_in_a_cell(cell: str, authors: tuple[Name, ...]) -> None:
    found = row("Title,Authors,Year", f'Bees Count,"{cell}",2020')
    assert found.entry.authors == authors


def test_authors_of_bibtex_between_commas_with_initials() -> None:
    found = record("author = {Lee A.B., Chen C.}")
    assert found.entry.authors == (Name("Lee", "A.B."), Name("Chen", "C."))


def test_a_name_is_no_list_of_initials() -> None:
    assert (family_before_initials("Lee, Ann"), family_before_initials("Lee A.")) == ([], [])


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("Titel;Autor;Jahr;DOI", "Bees Count;Lee, Ann;2020;10.1000/bee"),
        ("titre;auteurs;année;doi", "Bees Count;Lee, Ann;2020;10.1000/bee"),
        (
            "Paper Title\tAuthors\tConference\tYear\tDOI",
            "Bees Count\tAnn Lee\tJBR\t2020\t10.1000/bee",
        ),
        ("标题,作者,年份,DOI", "Bees Count,Ann Lee,2020,10.1000/bee"),
    ],
)
def test_heads_of_tables_in_other_words(head: str, cells: str) -> None:
    assert format_of(f"{head}\n{cells}\n") == "csv"
    entry = row(head, cells).entry
    assert (entry.title, entry.authors, str(entry.published), entry.doi) == (
        "Bees Count", (LEE,), "2020", "10.1000/bee",
    )  # fmt: skip


def test_a_list_that_begins_with_known_words_is_no_table() -> None:
    assert format_of("- Title, authors and year of each bee\n- [Bees](https://x.org/a)\n") != "csv"
