"""BibTeX records: what they look like, and that they read back as the entry they came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples

from literature.catalogue import read_catalogue
from literature.model import Entry, Name, PartialDate
from literature.render import latex_characters
from literature.render.bibtex import (
    check_bibliography,
    reads_back,
    render_bibliography,
    render_record,
)
from literature.render.latex import Dialect, decode, encode, encode_title
from literature.taxonomy import Facet, Taxonomy, Term, TermField

LIBRARY = Path(__file__).parent / "library" / "entries"
DIALECTS: tuple[Dialect, ...] = ("bibtex", "biblatex")


def _taxonomy() -> Taxonomy:
    venues = {
        term.id: term
        for term in (
            Term("walls", "ECW", name="European Conference on Walls", bibtex="inproceedings"),
            Term("findings", "Findings", name="Findings of Bees: ECW", bibtex="inproceedings"),
            Term("jhr", "JHR", name="Journal of Hymenoptera & Bees", bibtex="article"),
            Term("forum", "Bee Forum", bibtex="misc"),
        )
    }
    kinds = {
        term.id: term
        for term in (
            Term("study", "Study", type="article"),
            Term("key", "Key", type="software"),
            Term("diary", "Diary", type="post"),
            Term("report", "Report", type="report"),
        )
    }
    return Taxonomy(
        {
            "venues": Facet("venues", "Venues", "Venue", "venue", terms=venues),
            "kinds": Facet("kinds", "Kinds", "Kind", "kind", terms=kinds),
        },
        {
            "venue": TermField("venue", "venues", "Venue", is_single=True),
            "kind": TermField("kind", "kinds", "Kind", is_single=True),
        },
    )


TAXONOMY = _taxonomy()


def make_entry(kind: str = "study", venue: str = "", **values: object) -> Entry:
    terms: Mapping[str, tuple[str, ...]] = {
        "kind": (kind,),
        **({"venue": (venue,)} if venue else {}),
    }
    known: dict[str, object] = {
        "key": "li2022bees", "title": "Bees", "authors": (Name("Li", "Wei"),),
        "published": PartialDate(2022, 6, 3), "summary": "", "added": date(2026, 1, 6),
    }  # fmt: skip
    return Entry(terms=terms, **{**known, **values})  # type: ignore[arg-type]


def _field(entry: Entry, name: str, dialect: Dialect = "bibtex") -> str:
    """The line of a field; empty when the record has none."""
    record = render_record(entry, TAXONOMY, dialect)
    lines = [line for line in record.split("\n") if line.startswith(f"  {name} = ")]
    return "\n".join(lines)


def _problems(entries: list[Entry], dialect: Dialect) -> list[str]:
    blocks = [render_record(entry, TAXONOMY, dialect) for entry in entries]
    return list(check_bibliography(render_bibliography(blocks, "Bees"), entries, dialect))


# Whole records

ARTICLE = r"""@article{vanderberg2021orchard,
  title = {Orchard bees \& the 50\% rule: What We Know},
  author = {van der Berg, Jan and M{\"u}ller, {\"A}nne},
  journal = {Journal of Hymenoptera Research},
  volume = {81},
  pages = {1--20},
  year = {2021},
  doi = {10.3897/jhr.81.60528},
  eprint = {2103.01234},
  archivePrefix = {arXiv},
  url = {https://doi.org/10.3897/jhr.81.60528},
}"""
ARTICLE_BIBLATEX = r"""@article{vanderberg2021orchard,
  title = {Orchard bees \& the 50\% rule: What We Know},
  author = {van der Berg, Jan and Müller, Änne},
  journaltitle = {Journal of Hymenoptera Research},
  volume = {81},
  pages = {1--20},
  date = {2021},
  doi = {10.3897/jhr.81.60528},
  eprint = {2103.01234},
  eprinttype = {arxiv},
}"""
PREPRINT = r"""@misc{li2022solitary,
  title = {Solitary Bees Remember \_Where\_, not When},
  author = {Li, Wei and Kennedy, III, Monroe and Divyansh},
  year = {2022},
  month = jun,
  doi = {10.48550/arXiv.2206.00042},
  eprint = {2206.00042},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2206.00042},
}"""
PREPRINT_BIBLATEX = r"""@online{li2022solitary,
  title = {Solitary Bees Remember \_Where\_, not When},
  author = {Li, Wei and Kennedy, III, Monroe and Divyansh},
  date = {2022-06},
  doi = {10.48550/arXiv.2206.00042},
  eprint = {2206.00042},
  eprinttype = {arxiv},
}"""
PROCEEDINGS = r"""@inproceedings{abe2019sound,
  title = {The Sound of {{$n$}} Bees at 100 Hz},
  author = {Abe, Y{\=u} and Okafor, Ngozi},
  booktitle = {International Conference on Bee Ecology},
  year = {2020},
  doi = {10.1000/bees_(2019)<1>},
  url = {https://doi.org/10.1000/bees_(2019)%3C1%3E},
}"""
WORKSHOP = r"""@inproceedings{okafor2022nest,
  title = {A Nest in Every Wall},
  author = {Okafor, Ngozi and van der Berg, Jan},
  booktitle = {International Conference on Bee Ecology: Workshop on Walls},
  year = {2022},
  url = {https://openreview.net/forum?id=abcDEF123},
}"""
POST = r"""@misc{dubois2020diary,
  title = {Diary of a {\textless}small{\textgreater} meadow},
  author = {Dubois, Zo{\'e}},
  howpublished = {Blog post},
  year = {2020},
  month = may,
  url = {https://example.org/diary},
}"""
SOFTWARE = r"""@misc{beelab2023keyed,
  title = {Keyed: naming bees by their wings},
  author = {{Bee Lab}},
  howpublished = {Computer software},
  year = {2023},
  url = {https://github.com/example/keyed},
}"""
SOFTWARE_BIBLATEX = r"""@software{beelab2023keyed,
  title = {Keyed: naming bees by their wings},
  author = {{Bee Lab}},
  date = {2023},
  url = {https://github.com/example/keyed},
}"""


@pytest.mark.parametrize(
    ("key", "dialect", "expected"),
    [
        ("vanderberg2021orchard", "bibtex", ARTICLE),
        ("vanderberg2021orchard", "biblatex", ARTICLE_BIBLATEX),
        ("li2022solitary", "bibtex", PREPRINT),
        ("li2022solitary", "biblatex", PREPRINT_BIBLATEX),
        ("abe2019sound", "bibtex", PROCEEDINGS),
        ("okafor2022nest", "bibtex", WORKSHOP),
        ("dubois2020diary", "bibtex", POST),
        ("beelab2023keyed", "bibtex", SOFTWARE),
        ("beelab2023keyed", "biblatex", SOFTWARE_BIBLATEX),
    ],
)
def test_a_toy_entry_is_this_record(key: str, dialect: Dialect, expected: str) -> None:
    catalogue, _ = read_catalogue(LIBRARY)
    assert render_record(catalogue.by_key[key], catalogue.taxonomy, dialect) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_toy_library_reads_back_as_it_is(dialect: Dialect) -> None:
    catalogue, _ = read_catalogue(LIBRARY)
    blocks = [render_record(entry, catalogue.taxonomy, dialect) for entry in catalogue.entries]
    text = render_bibliography(blocks, "Bees")
    assert list(check_bibliography(text, catalogue.entries, dialect)) == []


def test_a_bibliography_is_a_comment_and_records_between_blank_lines() -> None:
    text = render_bibliography(["@misc{a,\n}", "@misc{b,\n}"], "Bees\nmail me@example.org é")
    assert text == "% Bees\n% mail me(at)example.org e\n\n@misc{a,\n}\n\n@misc{b,\n}\n"


def test_an_empty_bibliography_is_its_comment() -> None:
    assert render_bibliography([], "Bees") == "% Bees\n"


# Titles

TITLES = [
    # reserved characters
    ("A {title", r"A {\textbraceleft}title"),
    ("A title}", r"A title{\textbraceright}"),
    ("A } title {", r"A {\textbraceright} title {\textbraceleft}"),
    ("x}, author={Evil", r"x{\textbraceright}, author={\textbraceleft}Evil"),
    (
        "x}} @article{evil, title={pwn}",
        r"x{\textbraceright}{\textbraceright} {@}article{\textbraceleft}evil, "
        r"title={\textbraceleft}pwn{\textbraceright}",
    ),
    (
        'x}} @string{foo="bar"}',
        r"x{\textbraceright}{\textbraceright} {@}string{\textbraceleft}foo="
        r'"bar"{\textbraceright}',
    ),
    ("ends in \\", r"ends in {\textbackslash}"),
    ("50% of heads", r"50\% of heads"),
    ("R&D a_b #1 ~x ^y", r"{R\&D} a\_b \#1 {\textasciitilde}x {\textasciicircum}y"),
    ("a < b > c | d", r"a {\textless} b {\textgreater} c {\textbar} d"),
    (
        r"\write18{id} \input{x}",
        r"{\textbackslash}write18{\textbraceleft}id{\textbraceright} "
        r"{\textbackslash}input{\textbraceleft}x{\textbraceright}",
    ),
    # formulas
    ("costs $5 and $6", r"costs \$5 and \$6"),
    ("from $5-$6", r"from \$5-\$6"),
    ("$HOME/$PATH", r"\${HOME/\$PATH}"),
    ("price in US$ or A$", r"price in {US}\$ or A\$"),
    ("$k$-nearest bees", "{{$k$}}-nearest bees"),
    (r"$\pi_{0.5}$: a bee", r"{{$\pi_{0.5}$}}: a bee"),
    ("SE$^2$VLM", "{SE}{{$^2$}}{VLM}"),
    (r"$\mathcal{O}(n \log n)$ bees", r"{{$\mathcal{O}(n \log n)$}} bees"),
    ("$x_a_b$", r"\$x\_a\_b\$"),
    (r"$\input{x}$", r"\${\textbackslash}input{\textbraceleft}x{\textbraceright}\$"),
    # words that keep their capitals
    ("LLaVA, CLIP and GPT-4V", "{LLaVA}, {CLIP} and {GPT-4V}"),
    ("(CLIP)", "({CLIP})"),
    ("A Vision-Language Survey", "A Vision-Language Survey"),
    ("Q-Former, U-Net, 3D", "{Q-Former}, {U-Net}, {3D}"),
    ("VLMs' eyes", "{VLMs}' eyes"),
    ("ÉCOLE", r"{{\'E}COLE}"),
    # accents, punctuation, symbols
    ("Müller’s “bee” – a--b — c", r"M{\"u}ller{'}s ``bee'' -- a-{}-b --- c"),
    ("naïve Ångström Łódź", r"na{\"\i}ve {\AA}ngstr{\"o}m {\L}{\'o}d{\'z}"),
    ("ễ ự ả", r"{\~{\^e}} {\d{u}\negthinspace'} {\accent`\'a}"),
    ("ọ̀", r"{\d{\`o}}"),
    ("β-bees: O(n²) → ∞", r"{$\beta$}-bees: O(n{$^2$}) {$\rightarrow$} {$\infty$}"),
    ("中 😀", "{[U+4E2D]} {[U+1F600]}"),
    ("[U+4E2D] as printed", "[{U+4E2D}] as printed"),
    ("?`!`", "?{}`!{}`"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_title_is_written_so(title: str, expected: str) -> None:
    assert encode_title(title, "bibtex") == expected


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("title", [title for title, _ in TITLES])
def test_a_hostile_title_reads_back_as_it_is(title: str, dialect: Dialect) -> None:
    assert _problems([make_entry(title=title), make_entry(key="abe2019sound")], dialect) == []


def test_letters_stay_letters_for_biblatex_and_symbols_become_macros() -> None:
    assert (
        encode_title("Müller’s 中 – β → 50%", "biblatex")
        == r"Müller’s 中 – {$\beta$} {$\rightarrow$} 50\%"
    )


def test_the_short_name_of_a_work_keeps_its_capital() -> None:
    entry = make_entry(title="Mulan: a Bee", nickname="Mulan")
    assert _field(entry, "title") == "  title = {{Mulan}: a Bee},"


@pytest.mark.parametrize("title", ["a\nb", "a\r\nb", "a \t b", "a\u2028b"])
def test_a_value_has_no_line_break(title: str) -> None:
    assert encode_title(title, "bibtex") == "a b"


def test_every_macro_stands_for_one_character() -> None:
    macros = [
        *dict(latex_characters.accented_letters()).values(),
        *latex_characters.symbols().values(),
        *latex_characters.PUNCTUATION.values(),
        *latex_characters.RESERVED.values(),
    ]
    assert len(macros) == len(set(macros)) > 600


def test_every_letter_of_western_and_central_europe_has_a_macro() -> None:
    letters = [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()]
    without = [char for char in letters if "[U+" in encode(char, "bibtex")]
    assert "".join(without) == "ĦĸĿŀŉŦŧſ"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_character_of_the_basic_plane_reads_back(dialect: Dialect) -> None:
    characters = [
        chr(code)
        for code in range(0x21, 0xFFFE)
        if not 0xD800 <= code < 0xE000
        and not 0xFDD0 <= code < 0xFDF0
        and not chr(code).isspace()
        and not unicodedata.combining(chr(code))
        and unicodedata.is_normalized("NFC", chr(code))
    ]
    wrong = [char for char in characters if decode(encode(f"a{char}b", dialect)) != f"a{char}b"]
    assert wrong == []


# Authors

AUTHORS = [
    (Name("van der Berg", "Jan"), "van der Berg, Jan"),
    (Name("Kennedy", "Monroe", "III"), "Kennedy, III, Monroe"),
    (Name("Divyansh"), "Divyansh"),
    (Name("Bee Lab", is_group=True), "{Bee Lab}"),
    (Name("Barnes and Noble", is_group=True), "{Barnes and Noble}"),
    (Name("X, and Y", is_group=True), "{X, and Y}"),
    (Name("others", is_group=True), "{others}"),
    (Name("École", is_group=True), r"{{\'E}cole}"),
    (Name("& Sons", is_group=True), r"{{\&} Sons}"),
    (Name("β", is_group=True), r"{{$\beta$}{}}"),
    (Name("Bee Lab"), "{Bee Lab}"),
    (Name("others"), "{others}"),
    (Name("Li", "Rock And Roll"), "Li, {Rock And Roll}"),
    (Name("Ramón y Cajal", "Santiago"), r"{Ram{\'o}n y Cajal}, Santiago"),
    (Name("Nguyễn", "Thị Ánh"), r"Nguy{\~{\^e}}n, Th{\d{\i}} {\'A}nh"),
    (Name("O'Neil", "Mary-Jane B."), "O'Neil, Mary-Jane B."),
    (Name("李", "伟"), "{[U+674E]}, {[U+4F1F]}"),
    (Name("A=B", "C"), "{A=B}, C"),
]


@pytest.mark.parametrize(("name", "expected"), AUTHORS)
def test_an_author_is_written_so(name: Name, expected: str) -> None:
    assert _field(make_entry(authors=(name,)), "author") == f"  author = {{{expected}}},"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_all_authors_together_read_back(dialect: Dialect) -> None:
    assert _problems([make_entry(authors=tuple(name for name, _ in AUTHORS))], dialect) == []


# Where and when


def test_a_track_follows_a_colon_of_the_venue_after_a_comma() -> None:
    entry = make_entry(venue="findings", venue_year=2023, track="Shared Task")
    assert _field(entry, "booktitle") == "  booktitle = {Findings of Bees: ECW, Shared Task},"


def test_a_track_of_a_journal_is_a_note() -> None:
    entry = make_entry(venue="jhr", venue_year=2023, track="Short Notes")
    assert _field(entry, "journal") == r"  journal = {Journal of Hymenoptera \& Bees},"
    assert _field(entry, "note") == "  note = {Short Notes},"


@pytest.mark.parametrize(
    ("venue", "volume", "dialect", "expected"),
    [
        ("jhr", "5", "bibtex", "  number = {2},"),
        ("jhr", "", "bibtex", ""),
        ("walls", "5", "bibtex", ""),
        ("walls", "5", "biblatex", "  number = {2},"),
    ],
)
def test_a_number_that_classic_styles_warn_of_is_an_issue(
    venue: str, volume: str, dialect: Dialect, expected: str
) -> None:
    entry = make_entry(venue=venue, venue_year=2023, volume=volume, number="2")
    assert _field(entry, "number", dialect) == expected
    assert _field(entry, "issue", dialect) == ("" if expected else "  issue = {2},")


def test_a_preprint_is_dated_by_its_first_version() -> None:
    entry = make_entry(arxiv="2206.00042")
    assert _field(entry, "year") == "  year = {2022},"
    assert _field(entry, "month") == "  month = jun,"
    assert _field(entry, "date", "biblatex") == "  date = {2022-06-03},"


def test_proceedings_are_dated_by_their_year_alone() -> None:
    entry = make_entry(venue="walls", venue_year=2022)
    assert _field(entry, "year") == "  year = {2022},"
    assert _field(entry, "month") == ""
    assert _field(entry, "date", "biblatex") == "  date = {2022},"


def test_beside_a_publisher_the_arxiv_id_stays_and_its_doi_goes() -> None:
    entry = make_entry(
        venue="walls", venue_year=2023, arxiv="2206.00042", anthology="2023.ecw-long.1"
    )
    assert _field(entry, "doi") == ""
    assert _field(entry, "eprint") == "  eprint = {2206.00042},"
    assert _field(entry, "url") == "  url = {https://aclanthology.org/2023.ecw-long.1/},"


def test_a_venue_that_is_no_proceedings_is_how_it_was_published() -> None:
    entry = make_entry(kind="diary", venue="forum", venue_year=2022, url="https://example.org/x")
    assert _field(entry, "howpublished") == "  howpublished = {Bee Forum},"
    assert _field(entry, "organization", "biblatex") == "  organization = {Bee Forum},"


def test_a_program_with_a_preprint_is_cited_as_the_preprint() -> None:
    entry = make_entry(kind="key", arxiv="2206.00042", code="https://github.com/example/keyed")
    assert render_record(entry, TAXONOMY, "bibtex").startswith("@misc{")
    assert _field(entry, "howpublished") == ""
    assert render_record(entry, TAXONOMY, "biblatex").startswith("@online{")


def test_a_report_says_so() -> None:
    entry = make_entry(kind="report", url="https://example.org/x")
    assert _field(entry, "howpublished") == "  howpublished = {Technical report},"
    assert _field(entry, "howpublished", "biblatex") == "  howpublished = {Technical report},"


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ("10.1000/a_b#c&d~e", "10.1000/a_b#c&d~e"),
        ("10.1002/(sici)1<1::aid>3.0.co;2-x", "10.1002/(sici)1<1::aid>3.0.co;2-x"),
        ("10.1000/a{b", "10.1000/a%7Bb"),
        ("10.1000/a}b\\", "10.1000/a%7Db%5C"),
        ("10.1000/a%7Bb", "10.1000/a%257Bb"),
    ],
)
def test_a_doi_is_bare_but_for_what_would_break_the_file(doi: str, expected: str) -> None:
    assert _field(make_entry(doi=doi), "doi") == f"  doi = {{{expected}}},"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a_b%20c#d&e=~f", "https://example.org/a_b%20c#d&e=~f"),
        ("https://example.org/{x}\\", "https://example.org/%7Bx%7D%5C"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
    ],
)
def test_an_address_is_bare_but_for_what_no_address_has(url: str, expected: str) -> None:
    assert _field(make_entry(url=url), "url") == f"  url = {{{expected}}},"


# Reading back

TEXTS = st.text(
    st.sampled_from(
        "{}\\%&<>\"'#_$^~`@|:-=,.;!?[]()+* "
        "aeiouXYZU0459éüñşøßıłạọễưἄαΩ²→×“”‘’–—…中пю😀𝔼\u0300\u0301"
    ),
    min_size=1,
    max_size=40,
).map(lambda text: unicodedata.normalize("NFC", " ".join(text.split())))
NAMES = st.builds(
    Name,
    family=TEXTS,
    given=TEXTS,
    suffix=st.sampled_from(["", "Jr", "and", "III"]),
    is_group=st.just(False),
) | st.builds(Name, family=TEXTS, is_group=st.booleans())


@settings(max_examples=examples(200), deadline=None)
@given(title=TEXTS, authors=st.lists(NAMES, min_size=1, max_size=4), text=TEXTS)
def test_whatever_is_written_reads_back_equal(title: str, authors: list[Name], text: str) -> None:
    hostile = make_entry(
        title=title, authors=tuple(authors), venue="jhr", venue_year=2023, track=text,
        volume=text, number=text, url=f"https://example.org/{text}", doi=f"10.1000/{text}",
    )  # fmt: skip
    neighbour = make_entry(key="abe2019sound")
    for dialect in DIALECTS:
        assert _problems([hostile, neighbour], dialect) == []


@settings(max_examples=examples(200), deadline=None)
@given(text=TEXTS)
def test_encoded_text_decodes_to_itself_and_has_balanced_braces(text: str) -> None:
    for dialect in DIALECTS:
        for value in (encode(text, dialect), encode_title(text, dialect)):
            assert decode(value) == text
            assert value.count("{") == value.count("}")
            assert "\\{" not in value
            assert "\\}" not in value


@pytest.mark.parametrize(
    ("text", "bibtex", "biblatex"),
    [
        ("x\u0331", r"{\b{x}}", "x\u0331"),
        ("x\u0309", r"{\accent`\'x}", "x\u0309"),
        ("x\u031b", r"{\relax x\negthinspace'}", "x\u031b"),
        ("\u01a1\u0331", r"{\b{o}\negthinspace'}", "\u01a1\u0331"),
        ("\u1edf\u0331", r"{\b{\accent`\'o}\negthinspace'}", "\u1edf\u0331"),
        ("\u1ea5\u0331", r"{\b{\'{\^a}}}", "\u1ea5\u0331"),
        ("[U+0041]", "{[}U+0041]", "{[}U+0041]"),
        ("\x7f\x80", "{[U+007F]}{[U+0080]}", "{[U+007F]}\x80"),
    ],
)
def test_rare_letters_in_both_dialects(text: str, bibtex: str, biblatex: str) -> None:
    assert (encode(text, "bibtex"), encode(text, "biblatex")) == (bibtex, biblatex)
    assert decode(bibtex) == decode(biblatex) == text


def test_capitals_of_any_alphabet_are_protected() -> None:
    title = "\u00c4\u00d6\u00dc Bees of \u00c4b\u00d6 and \u00c9a"
    expected = "{\u00c4\u00d6\u00dc} Bees of {\u00c4b\u00d6} and \u00c9a"
    assert encode_title(title, "biblatex") == expected


def _text(*entries: Entry) -> str:
    return render_bibliography(
        [render_record(entry, TAXONOMY, "bibtex") for entry in entries], "Bees"
    )


def test_a_lost_record_is_reported() -> None:
    first, second = make_entry(), make_entry(key="abe2019sound")
    assert list(check_bibliography(_text(first), [first, second], "bibtex")) == [
        "1 records for 2 entries; missing: abe2019sound; not expected: none"
    ]


@pytest.mark.parametrize(
    ("count", "missing"),
    [
        (5, "abe0, abe1, abe2, abe3, abe4"),
        (7, "abe0, abe1, abe2, abe3, abe4 and 2 more"),
    ],
)
def test_of_many_lost_records_five_are_named(count: int, missing: str) -> None:
    lost = [make_entry(key=f"abe{number}") for number in range(count)]
    assert list(check_bibliography(_text(make_entry()), [make_entry(), *lost], "bibtex")) == [
        f"1 records for {count + 1} entries; missing: {missing}; not expected: none"
    ]


def test_a_record_in_another_place_is_reported() -> None:
    first, second = make_entry(), make_entry(key="abe2019sound")
    assert list(check_bibliography(_text(second, first), [first, second], "bibtex")) == [
        "the records are not in the order of the entries, or one stands there twice"
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            {"title": "Wasps"},
            "li2022bees: title reads back as 'Wasps'; the entry has 'Bees'",
        ),
        (
            {"authors": (Name("Li", "W."),)},
            "li2022bees: authors read back as [('Li', '', 'W.')]; "
            "the entry has [('Li', '', 'Wei')]",
        ),
        (
            {"published": PartialDate(2021)},
            "li2022bees: year reads back as '2021'; the entry has 2022",
        ),
    ],
)
def test_a_difference_is_reported(written: dict[str, object], expected: str) -> None:
    text = _text(replace(make_entry(), **written))  # type: ignore[arg-type]
    assert list(check_bibliography(text, [make_entry()], "bibtex")) == [expected]


def test_a_record_without_title_and_authors_is_reported() -> None:
    text = _text(make_entry())
    for line in ("  title = {Bees},\n", "  author = {Li, Wei},\n"):
        assert line in text
        text = text.replace(line, "")
    assert list(check_bibliography(text, [make_entry()], "bibtex")) == [
        "li2022bees: title reads back as ''; the entry has 'Bees'",
        "li2022bees: authors read back as [('', '', '')]; the entry has [('Li', '', 'Wei')]",
    ]


@pytest.mark.parametrize("block", ['@string{a = "b"}', '@preamble{"b"}'])
def test_strings_and_preambles_are_reported(block: str) -> None:
    text = f"{_text(make_entry())}\n{block}\n"
    assert list(check_bibliography(text, [make_entry()], "bibtex")) == [
        "1 @string or @preamble blocks; the file must have none"
    ]


def test_a_damaged_record_is_reported_with_its_line() -> None:
    text = _text(make_entry()) + "\n@misc{li2022bees,\n  title = {Bees},\n}\n"
    assert [
        message.partition(":")[0] for message in check_bibliography(text, [make_entry()], "bibtex")
    ] == ["line 10"]


def test_a_letter_beyond_ascii_in_a_classic_file_is_reported() -> None:
    text = _text(make_entry()).replace("% Bees", "% Bées")
    assert list(check_bibliography(text, [make_entry()], "bibtex")) == [
        "the file is not pure ASCII; classic BibTeX needs that"
    ]


def test_ascii_is_the_same_in_both_dialects() -> None:
    for text in [chr(code) for code in range(32, 127)] + ["--", "``", "''", ",,", "[U+", "@a {"]:
        assert encode(text, "bibtex") == encode(text, "biblatex")


# The quick look before the parser


def test_records_of_the_library_are_read_back_without_the_parser() -> None:
    catalogue, _ = read_catalogue(LIBRARY)
    for dialect in DIALECTS:
        for entry in catalogue.entries:
            record = render_record(entry, catalogue.taxonomy, dialect)
            assert reads_back(record, entry, dialect), record


@pytest.mark.parametrize(
    "other",
    [
        make_entry(key="li2022other"),
        make_entry(title="Wasps"),
        make_entry(authors=(Name("Li", "Wei"), Name("Abe"))),
        make_entry(published=PartialDate(2021)),
    ],
)
def test_a_record_of_another_entry_does_not_read_back(other: Entry) -> None:
    for dialect in DIALECTS:
        assert not reads_back(render_record(make_entry(), TAXONOMY, dialect), other, dialect)


PIECES = st.sampled_from(
    ["{", "}", "{}", "\\", "\\{", "\\\\{", "@", "@a{", '"', ",", "=", "#", "\n", " ", "}\n",
     "  year = {2022},\n", "  note = {x},\n", "},\n", "%", "é", "@comment{x}", "\n\n"]
)  # fmt: skip


@settings(max_examples=examples(1000), deadline=None)
@given(text=TEXTS, cut=st.integers(0, 200), piece=PIECES, drop=st.integers(0, 3))
def test_what_reads_back_without_the_parser_reads_back_with_it(
    text: str, cut: int, piece: str, drop: int
) -> None:
    entry = make_entry(title=f"Bees {text}", url="https://example.org/")
    for dialect in DIALECTS:
        record = render_record(entry, TAXONOMY, dialect)
        damaged = record[:cut] + piece + record[cut + drop :]
        for written in (record, damaged):
            if reads_back(written, entry, dialect):
                whole = render_bibliography([written], "")
                assert list(check_bibliography(whole, [entry], dialect)) == []
