"""What is written reads back, whatever the texts: eleven of the twelve properties.

 1. an entry -> its file -> the same entry; also for a YAML reader that is not ours
 2. the text of a file, read and written again, is the same text
 3. an entry -> its BibTeX record -> key, title, authors and year, and nothing but that record
 4. n entries -> a bibliography of n records, by a reader that only counts braces
 5. a text as HTML, parsed -> that text and no element
 6. a page, parsed -> the texts of its entry and no element that harmless texts do not make
 7. a row of the CSV table reads back equal, and no cell is a formula
 8. feeds and JSON read back equal
 9. keys and slugs are made of any text, and are safe as names of files
10. answers -> the body of an issue -> the same answers, or a refusal
11. an import, done again, takes nothing; records that do not contradict each other may come in any
    order

The twelfth, any bytes give an entry or problems, is in test_properties.py. Each is tried on 500
examples, on 10,000 with `make prove`. The texts are those of hostile_text.py.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from random import Random
from xml.etree import ElementTree

import hostile_text
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from issue_bodies import ADD, body
from markup import Element, tree
from thorough import examples
from toy import SITE, bees, toy

from literature.catalogue import Catalogue
from literature.importing.bibtex import read_bibtex
from literature.importing.settle import Outcome, World, settle
from literature.importing.vocabulary import Map, Vocabulary
from literature.keys import derive_key, free_key, key_mismatch
from literature.model import Entry, Name, PartialDate, entry_path
from literature.read import Reading, read_content
from literature.render import html
from literature.render.api import render_fields, with_members
from literature.render.bibtex import (
    Dialect,
    check_bibliography,
    render_bibliography,
    render_record,
)
from literature.render.csl import render_csl, render_item
from literature.render.csv_table import render_csv, render_row
from literature.render.edition import Edition
from literature.render.entry_page import entry_pages
from literature.render.entry_yaml import render_entry
from literature.render.feed import (
    atom_document,
    json_document,
    render_atom_item,
    render_json_item,
)
from literature.render.pages import Page
from literature.shell import Shell, markdown_page
from literature.submission.body import read_answers
from literature.text import slug

COMMON = settings(max_examples=examples(500), derandomize=True, database=None, deadline=None)
BEES = toy()


@COMMON
@given(hostile_text.entries)
def test_an_entry_reads_back_from_its_file_and_is_written_the_same_again(entry: Entry) -> None:
    text = render_entry(entry, BEES.taxonomy)
    reading = read_content(Reading("x"), entry.key, text.encode(), BEES.taxonomy)
    assert (reading.entry, reading.problems) == (entry, [])
    assert render_entry(reading.entry, BEES.taxonomy) == text
    plain = yaml.load(text, yaml.BaseLoader)
    assert (plain["title"], plain["summary"]) == (entry.title, entry.summary)
    assert plain.get("notes", "") == entry.notes


@COMMON
@given(hostile_text.entries, st.sampled_from(["bibtex", "biblatex"]))
def test_an_entry_reads_back_from_its_bibtex_record(entry: Entry, dialect: Dialect) -> None:
    text = render_bibliography([render_record(entry, BEES.taxonomy, dialect)], "Bees")
    assert list(check_bibliography(text, [entry], dialect)) == []


@COMMON
@given(
    st.lists(
        st.tuples(hostile_text.cleaned(90), hostile_text.names, hostile_text.cleaned(40)),
        max_size=3,
    ),
    st.sampled_from(["bibtex", "biblatex"]),
)
def test_a_bibliography_has_as_many_records_for_a_reader_that_counts_braces(
    parts: list[tuple[str, Name, str]], dialect: Dialect
) -> None:
    entries = [
        bees("vanderberg2021orchard", key=f"bee202{number}x", title=title, authors=(author,),
             track=track, volume=track, doi=f"10.1000/{track}")
        for number, (title, author, track) in enumerate(parts)
    ]  # fmt: skip
    records = [render_record(entry, BEES.taxonomy, dialect) for entry in entries]
    found = list(counted_records(render_bibliography(records, "Bees {at} @misc{x")))
    assert [key for key, _ in found] == [entry.key for entry in entries]
    for _, fields in found:
        assert fields[:2] == ["title", "author"]
        assert set(fields) <= KNOWN_FIELDS
        assert len(set(fields)) == len(fields)


KNOWN_FIELDS = {
    "title", "author", "journal", "journaltitle", "volume", "number", "pages", "note", "year",
    "date", "doi", "eprint", "archivePrefix", "eprinttype", "url",
}  # fmt: skip


def counted_records(text: str) -> Iterator[tuple[str, list[str]]]:
    """Key and names of the fields of each record, as BibTeX finds them: outside records all but
    "@" is passed over, and inside one each brace counts, those behind a backslash as well."""
    at = 0
    while (at := text.find("@", at)) >= 0:
        head = re.compile(r"@\s*[A-Za-z]+\s*\{\s*([^\s,{}]+)\s*,").match(text, at)
        assert head, text[at : at + 80]
        at, depth, names, outside = head.end(), 1, [], ""
        while depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            if (depth == 1 and text[at] == ",") or not depth:
                names += re.findall(r"([A-Za-z]+)\s*=", outside)
                outside = ""
            elif depth == 1:
                outside += text[at]
            at += 1
        yield head[1], names


@COMMON
@given(hostile_text.anything)
def test_a_text_as_html_is_that_text_and_no_element(text: str) -> None:
    for between in (html.escape(text), html.escape_text(text)):
        page = tree(f'<p title="{html.escape(text)}">{between}</p>')
        assert [element.tag for element in page.walk()] == ["#document", "p"]
        assert page.one("p").attributes == {"title": text}
        assert page.text == text


@COMMON
@given(hostile_text.entries)
def test_the_page_of_an_entry_shows_its_texts_and_has_no_other_element(entry: Entry) -> None:
    page, shown = page_of(entry)
    assert shown.one("h1").text == entry.title
    assert shown.one("header")["data-title"] == entry.title
    assert shown.one("p", "prose").text == entry.summary
    assert shown.one("p", "authors").text.startswith(
        ", ".join(author.printed for author in entry.authors)
    )
    listed = [
        element.text for element in shown.all("ul", "plainlist") for element in element.all("li")
    ]
    assert listed == list(entry.workflows)
    record = json.loads(shown.one("script", **{"data-record": ""}).text)
    assert (record["title"], record.get("notes", "")) == (entry.title, entry.notes)
    head = tree(page.head())
    described = {element.attributes.get("name"): element["content"] for element in head.all("meta")}
    assert described["citation_title"] == entry.title
    assert (tags_of(shown), tags_of(head)) == plain_tags(entry)


def page_of(entry: Entry) -> tuple[Page, Element]:
    edition = Edition(Catalogue.of([entry], BEES.taxonomy), SITE)
    (page,) = entry_pages(edition)
    return page, tree(edition.assemble(page.make_body(), page.depth))


def tags_of(root: Element) -> list[str]:
    return [element.tag for element in root.walk()]


def plain_tags(entry: Entry) -> tuple[list[str], list[str]]:
    """The elements of body and head of the page of an entry with as many texts, all harmless."""
    plain = replace(
        entry,
        title="Bees",
        summary="Bees.",
        authors=tuple(replace(it, family="Bee", given=it.given and "A.") for it in entry.authors),
        alt_titles=tuple("Wasps" for _ in entry.alt_titles),
        workflows=tuple("Ants" for _ in entry.workflows),
        **{name: "x" for name in ("nickname", "track", "volume", "number", "notes")
           if getattr(entry, name)},
    )  # fmt: skip
    if repr(plain) not in _PLAIN:
        page, body_shown = page_of(plain)
        _PLAIN[repr(plain)] = tags_of(body_shown), tags_of(tree(page.head()))
    return _PLAIN[repr(plain)]


_PLAIN: dict[str, tuple[list[str], list[str]]] = {}


@COMMON
@given(hostile_text.cleaned(200), hostile_text.cleaned(200))
def test_a_page_of_the_generator_has_title_and_description_as_text(title: str, text: str) -> None:
    page = Page("x/", title, text, str)
    matter = markdown_page(page, "<p>").split("\n---\n")[0]
    read = yaml.safe_load(matter)
    assert sorted(read) == ["description", "template_page", "title"]
    for name, given_text in (("title", title), ("description", text)):
        shown = tree(f'<meta content="{read[name]}"><title>{read[name]}</title>')
        assert (shown.one("meta")["content"], shown.text) == (given_text, given_text)
    pieces = ("<title>", "@@TITLE@@", '</title><meta content="', "@@DESCRIPTION@@", '">')
    filled = tree(Shell(1, pieces).fill(page, "", SITE.url))
    assert tags_of(filled) == ["#document", "title", "meta"]
    assert (filled.one("title").text, filled.one("meta")["content"]) == (title, text)


@COMMON
@given(hostile_text.anything, hostile_text.anything, hostile_text.names)
def test_a_row_of_the_table_reads_back_equal_and_no_cell_is_a_formula(
    title: str, notes: str, author: Name
) -> None:
    entry = bees("abe2019sound", title=title, notes=notes, authors=(author, Name(notes)))
    rows = [render_row(it, BEES.taxonomy, SITE) for it in (entry, bees("li2022solitary"))]
    table = render_csv(rows, BEES.taxonomy)
    header, row, other = csv.reader(io.StringIO(table, newline=""))
    assert len(header) == len(row) == len(other)
    cells = dict(zip(header, row, strict=True))
    authors = f"{'{' if author.is_group else ''}{author.inverted}{'}' if author.is_group else ''}"
    for name, text in (("title", title), ("notes", notes), ("authors", f"{authors}; {notes}")):
        assert cells[name] in (text, f"'{text}")
        is_formula = unicodedata.normalize("NFKC", text.strip())[:1] in ("=", "+", "-", "@")
        assert cells[name].startswith("'") or not (is_formula and text.strip())
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


@COMMON
@given(hostile_text.entries, hostile_text.anything)
def test_feeds_and_json_read_back_equal(entry: Entry, name: str) -> None:
    atom = atom_document(
        name, "f.xml", "", SITE, "", [render_atom_item(entry, SITE, BEES.taxonomy)]
    )
    root = ElementTree.fromstring(atom.encode())
    # XML cannot hold controls, and its readers take every line end for a line feed.
    held = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", name)
    title = root.findtext(f"{ATOM}title") or ""
    assert title == held.replace("\r\n", "\n").replace("\r", "\n")
    (item,) = root.findall(f"{ATOM}entry")
    assert item.findtext(f"{ATOM}title") == entry.title
    assert item.findtext(f"{ATOM}summary") == entry.summary
    people = [author.findtext(f"{ATOM}name") for author in item.findall(f"{ATOM}author")]
    assert people == [author.printed for author in entry.authors]

    feed = json.loads(json_document(name, "f.json", "", SITE,
                                    [render_json_item(entry, SITE, BEES.taxonomy)]))  # fmt: skip
    assert feed.get("title", "") == name
    (item,) = feed["items"]
    assert (item["title"], item["content_text"]) == (entry.title, entry.summary)
    assert [author["name"] for author in item["authors"]] == people
    (csl,) = json.loads(render_csl([render_item(entry, BEES.taxonomy)]))
    assert (csl["title"], csl["id"], len(csl["author"])) == (entry.title, entry.key, len(people))
    fields = json.loads(with_members({"key": entry.key}, render_fields(entry, BEES.taxonomy)))
    assert (fields["title"], fields.get("notes", "")) == (entry.title, entry.notes)


ATOM = "{http://www.w3.org/2005/Atom}"
# Names that a file system or a server gives a meaning to.
RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index|\.+|", re.IGNORECASE)


@COMMON
@given(hostile_text.anything | st.text(), st.integers(0, 9999), hostile_text.anything | st.text())
def test_keys_and_slugs_are_safe_names_of_files(family: str, year: int, title: str) -> None:
    key = derive_key([Name(family)], year, title)
    assert re.fullmatch(r"[a-z][a-z0-9]{2,59}", key)
    assert key.isascii() and not RESERVED.fullmatch(key)
    assert derive_key([Name(family)], year, title) == key
    assert key_mismatch(bees("abe2019sound", key=key, title=title, authors=(Name(family),),
                             published=PartialDate(year))) == ""  # fmt: skip
    assert free_key(key, {key}) == f"{key}b"
    root = PurePosixPath("/site")
    assert (root / entry_path(key)).parent == root / "entries"

    made = slug(title)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= 80
    assert slug(made) == made
    assert (root / "authors" / made).is_relative_to(root / "authors")


ANSWERS = st.dictionaries(
    st.sampled_from([field.id for field in ADD.fields]), hostile_text.anything, max_size=4
)


@COMMON
@given(hostile_text.anything, ANSWERS)
def test_answers_read_back_from_the_body_of_an_issue_or_are_refused(
    identifier: str, others: dict[str, str]
) -> None:
    answers = {"identifier": identifier, **others}
    read = read_answers(body(**answers), ADD)
    headings = [f"### {field.label}" for field in ADD.fields]
    lines = [line.rstrip(" \t") for it in answers.values() for line in re.split("\r\n|\r|\n", it)]
    if any(line in headings for line in lines):
        assert read.texts == {} and read.findings
        return
    assert {name for name, _ in read.findings} <= {"identifier"}
    for field in ADD.fields:
        text = re.sub("[ \t]*(?:\r\n|\r|\n)", "\n", answers.get(field.id, ""))
        found = read.texts.get(field.id, "")
        if field.language:  # a fence within the answer may be taken for GitHub's own
            assert found.strip() in (text.strip(), text.strip("`\n ").strip())
        else:
            assert found == ("" if text.strip() == "_No response_" else text.strip())


WORKS = (
    ("Bees Count to Four", "Liu, Ada", "2406.00001", "10.1000/hive", 2024),
    ("How {B}ees Come Home", "van der Berg, Jan", "2502.00009", "10.1000/b_{x}", 2025),
    (r"Wasps \& Bees in 50\% of $n$ Walls", "Liu, Ada and {Hive Lab}", "", "10.1000/c", 2021),
    ("The Hive: A Study in Heat", r"{\'E}mile, Zo{\"e} and Liu, Ada", "2303.00004", "", 2023),
    ("Bees Count to Five", "Ito, Aya", "2207.00005", "10.1000/%25#", 2022),
)
# The number of a work, and which of its parts a record has.
RECORDS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 7)), min_size=1, max_size=5)


def record(number: int, work: int, parts: int) -> str:
    title, authors, arxiv, doi, year = WORKS[work]
    fields = [f"title = {{{title}}}"]
    fields += [f"author = {{{authors}}}, year = {year}"] if parts & 1 else []
    fields += [f"eprint = {{{arxiv}}}, eprinttype = {{arxiv}}"] if parts & 2 and arxiv else []
    fields += [f"doi = {{{doi}}}"] if parts & 4 and doi else []
    return f"@misc{{r{number},\n  {', '.join(fields)}\n}}\n"


def imported(text: str, here: Sequence[Outcome] = ()) -> list[Outcome]:
    """What becomes of a file beside what was taken before."""
    taken = [it for it in here if it.state == "taken" and it.entry]
    world = World(
        [it.entry for it in taken if it.entry and it.place == "entries"],
        [it.entry for it in taken if it.entry and it.place != "entries"],
        Vocabulary(BEES.taxonomy, Map()), date(2026, 11, 21), frozenset(it.key for it in taken),
        defaults={"categories": ("nest-study",)},
    )  # fmt: skip
    return settle(read_bibtex(text).found, world)


@COMMON
@given(RECORDS, st.lists(hostile_text.anything, max_size=2))
def test_an_import_done_again_takes_nothing(
    records: list[tuple[int, int]], titles: list[str]
) -> None:
    text = "\n".join(record(number, *it) for number, it in enumerate(records))
    text += "\n".join(f"@misc{{t{len(title)},\n  title = {{{title}}},\n}}" for title in titles)
    outcomes = imported(text)
    again = imported(text, outcomes)
    assert not [it for it in again if it.state == "taken" or it.additions]
    assert len(again) == len(outcomes)


@COMMON
@given(RECORDS, st.integers(0, 99))
def test_records_that_do_not_contradict_each_other_may_come_in_any_order(
    records: list[tuple[int, int]], seed: int
) -> None:
    texts = [record(number, *it) for number, it in enumerate(records)]
    first = imported("\n".join(texts))
    Random(seed).shuffle(texts)
    second = imported("\n".join(texts))
    assert taken(first) == taken(second)
    assert len(taken(first)) == len({work for work, _ in records})


def taken(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    """Where each new entry goes, and all that it says."""
    return sorted((it.place, repr(it.entry)) for it in outcomes if it.state == "taken")
