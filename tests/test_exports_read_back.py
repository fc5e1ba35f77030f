"""The published files as other people's programs read them, against the entry files as PyYAML has
them: nothing here knows how they were written."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import bibtexparser
import feedparser
import jsonschema
import pytest
import rispy
from bibtexparser import middlewares
from conftest import RawEntry
from markup import Element, PageFacts, tree
from test_csl import ITEMS

pytestmark = pytest.mark.slow

Pages = dict[str, PageFacts]
Entries = dict[str, RawEntry]

FORMULA_SIGNS = ("=", "+", "-", "@")


@pytest.fixture(scope="module")
def files(built_site: Path) -> Path:
    return built_site / "data"


@pytest.fixture(scope="module")
def entry_documents(built_site: Path, raw_entries: Entries) -> dict[str, Element]:
    """Key -> its whole page."""
    return {
        key: tree((built_site / "entries" / key / "index.html").read_text(encoding="utf-8"))
        for key in raw_entries
    }


def names_of(entry: RawEntry) -> list[tuple[str, str, str]]:
    """(family, suffix, given) of each author; a group has only the first."""
    names = []
    for author in entry["authors"]:
        if author.startswith("{"):
            names.append((author.strip("{}"), "", ""))
            continue
        family, *rest = (part.strip() for part in author.split(","))
        suffix, given = (rest[0], ", ".join(rest[1:])) if len(rest) > 1 else ("", "".join(rest))
        names.append((family, suffix, given))
    return names


def cited_year(entry: RawEntry) -> str:
    """The year of the cited version: the venue's, else of the first public version."""
    year: str = entry["venue_year"] if "venue" in entry else entry["published"][:4]
    return year


# BibTeX


@pytest.mark.parametrize("name", ["literature.bib", "literature.biblatex.bib"])
def test_bibtexparser_reads_every_record(files: Path, raw_entries: Entries, name: str) -> None:
    library = bibtexparser.parse_file(
        str(files / name),
        append_middleware=[
            middlewares.LatexDecodingMiddleware(),
            middlewares.SeparateCoAuthors(),
            middlewares.SplitNameParts(),
        ],
    )
    assert library.failed_blocks == []
    assert [record.key for record in library.entries] == list(raw_entries)
    for record in library.entries:
        entry = raw_entries[record.key]
        assert plain(record["title"]) == plain(entry["title"]), record.key
        assert list(map(bibtex_name, record["author"])) == names_of(entry), record.key
        year = record["year"] if name == "literature.bib" else record["date"][:4]
        assert year == cited_year(entry), record.key
        assert record.get("eprint") is None or record["eprint"] == entry["arxiv"]
        assert "doi" not in entry or record["doi"] == entry["doi"], record.key


def plain(text: str) -> str:
    """The text without braces that keep capitals, and with 2 for both $^2$ and its own sign."""
    return re.sub(r"[{}$^_]", "", unicodedata.normalize("NFKC", text))


def bibtex_name(parts: middlewares.NameParts) -> tuple[str, str, str]:
    """(family, suffix, given)."""
    family = " ".join([*parts.von, *parts.last])
    return plain(family), plain(" ".join(parts.jr)), plain(" ".join(parts.first))


# RIS


def test_rispy_reads_every_record(files: Path, raw_entries: Entries) -> None:
    records = rispy.loads((files / "literature.ris").read_text(encoding="utf-8"))
    assert [record["id"] for record in records] == list(raw_entries)
    for record in records:
        entry = raw_entries[record["id"]]
        assert record["title"] == entry["title"], record["id"]
        assert record["authors"] == [ris_name(*name) for name in names_of(entry)], record["id"]
        assert record["year"] == cited_year(entry), record["id"]
        assert "doi" not in entry or record["doi"] == entry["doi"], record["id"]
        assert entry["summary"] in record["notes"][-1], record["id"]
        assert "unknown_tag" not in record, record["id"]


def ris_name(family: str, suffix: str, given: str) -> str:
    """RIS has "Family, Given, Suffix"."""
    return ", ".join(part for part in (family, given, suffix) if part)


# CSL-JSON


def test_csl_items_are_valid_and_say_the_same(files: Path, raw_entries: Entries) -> None:
    items = json.loads((files / "literature.csl.json").read_bytes())
    jsonschema.validate(items, ITEMS)
    assert [item["id"] for item in items] == list(raw_entries)
    for item in items:
        entry = raw_entries[item["id"]]
        assert item["title"] == entry["title"], item["id"]
        assert list(map(csl_name, item["author"])) == names_of(entry), item["id"]
        assert str(item["issued"]["date-parts"][0][0]) == cited_year(entry), item["id"]


def csl_name(name: Mapping[str, str]) -> tuple[str, str, str]:
    return (
        name.get("literal") or name.get("family", ""), name.get("suffix", ""), name.get("given", "")
    )  # fmt: skip


@pytest.mark.filterwarnings("ignore:The following arguments for Reference")
def test_citeproc_writes_a_reference_for_every_item(files: Path, raw_entries: Entries) -> None:
    citeproc = pytest.importorskip("citeproc", reason="citeproc-py is not installed")
    source = pytest.importorskip("citeproc.source.json")
    items = json.loads((files / "literature.csl.json").read_bytes())
    styles = Path(citeproc.__file__).parent / "data" / "styles"
    style = citeproc.CitationStylesStyle(
        str(styles / "harvard-cite-them-right.csl"), validate=False
    )
    bibliography = citeproc.CitationStylesBibliography(
        style, source.CiteProcJSON(items), citeproc.formatter.plain
    )
    bibliography.register(citeproc.Citation([citeproc.CitationItem(key) for key in raw_entries]))
    written = "\n".join(map(str, bibliography.bibliography()))
    for key, entry in raw_entries.items():
        assert names_of(entry)[0][0] in written, key


# CSV and JSON


def test_every_cell_of_the_csv_is_the_field_of_the_entry(
    files: Path, raw_entries: Entries, raw_facets: Mapping[str, Any], site_url: str
) -> None:
    with (files / "literature.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [row["key"] for row in rows] == list(raw_entries)
    derived = {"key", "page", "landing", "pdf"}
    for row in rows:
        entry = raw_entries[row["key"]]
        assert row["page"] == f"{site_url}entries/{row['key']}/"
        assert entry.keys() <= row.keys(), row["key"]
        for name in row.keys() - derived:
            if not name.endswith("_label"):
                assert row[name] == cell(entry.get(name, "")), (row["key"], name)


def test_labels_in_the_csv_are_those_of_the_vocabulary(
    files: Path, raw_entries: Entries, raw_facets: Mapping[str, Any]
) -> None:
    facets = {facet.get("field", name): facet["terms"] for name, facet in raw_facets.items()}
    with (files / "literature.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name, terms in facets.items():
                ids = row[name].split("; ") if row[name] else []
                labels = "; ".join(terms[term_id]["label"] for term_id in ids)
                assert row[f"{name}_label"] == cell(labels), (row["key"], name)


def cell(value: str | list[str]) -> str:
    """What stands in a cell: a list joined by "; ", and an apostrophe before a formula."""
    text = value if isinstance(value, str) else "; ".join(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def test_the_csv_is_quoted_and_ends_its_lines_as_rfc_4180_says(files: Path) -> None:
    content = (files / "literature.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b'"\r\n')
    assert content.count(b"\n") == content.count(b"\r\n")


def test_entries_json_is_the_entry_files(files: Path, raw_entries: Entries, site_url: str) -> None:
    document = json.loads((files / "entries.json").read_bytes())
    assert document["version"] == 1
    assert document["licence"] == "CC0-1.0"
    assert document["site"]["url"] == site_url
    assert document["count"] == len(raw_entries)
    assert [entry["key"] for entry in document["entries"]] == list(raw_entries)
    for entry in document["entries"]:
        key, page = entry.pop("key"), entry.pop("page")
        assert page == f"{site_url}entries/{key}/"
        texts = {
            name: value if isinstance(value, list) else str(value) for name, value in entry.items()
        }
        assert texts == raw_entries[key], key


def test_the_published_schema_accepts_every_entry_file(files: Path, raw_entries: Entries) -> None:
    schema = json.loads((files / "entry.schema.json").read_bytes())
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    for key, entry in raw_entries.items():
        assert [error.message for error in validator.iter_errors(dict(entry))] == [], key


def test_taxonomy_json_is_the_vocabulary(files: Path, raw_facets: Mapping[str, Any]) -> None:
    document = json.loads((files / "taxonomy.json").read_bytes())
    assert [facet["id"] for facet in document["facets"]] == list(raw_facets)
    for facet in document["facets"]:
        raw = raw_facets[facet["id"]]
        assert facet["label"] == raw["label"]
        assert facet["field"] == raw.get("field", facet["id"])
        terms = {term.pop("id"): term for term in facet["terms"]}
        assert terms == raw["terms"], facet["id"]


# Feeds


def test_feedparser_reads_every_feed(built_site: Path, raw_entries: Entries) -> None:
    atom = sorted((built_site / "feeds").rglob("*.xml"))
    assert len(atom) > 15
    for file in atom:
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, (file, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        for item in feed.entries:
            entry = raw_entries[item.id.rstrip("/").split("/")[-1]]
            assert item.title_detail.type == item.summary_detail.type == "text/plain"
            assert item.title == entry["title"]
            assert item.summary == entry["summary"]
            assert item.published == f"{entry['added']}T00:00:00Z"
            assert len(item.authors) == len(entry["authors"])
            assert item.link == item.id


def test_a_json_feed_says_what_its_atom_feed_says(built_site: Path) -> None:
    for file in sorted((built_site / "feeds").rglob("*.json")):
        document = json.loads(file.read_bytes())
        assert document["version"] == "https://jsonfeed.org/version/1.1"
        assert document["feed_url"].endswith(file.relative_to(built_site).as_posix())
        atom = feedparser.parse(file.with_suffix(".xml").read_bytes())
        read = [(item["id"], item["title"], item["content_text"]) for item in document["items"]]
        assert read == [(item.id, item.title, item.summary) for item in atom.entries], file.name


# What pages tell machines

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https://"}
DAY = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def typed(kinds: list[str], required: list[str], **properties: Any) -> dict[str, Any]:
    """An object of schema.org with these properties and no others."""
    return {
        "type": "object",
        "required": ["@type", *required],
        "additionalProperties": False,
        "properties": {"@type": {"enum": kinds}, **properties},
    }


PERSON = typed(
    ["Person"], ["name", "familyName"],
    name=TEXT, familyName=TEXT, givenName=TEXT, honorificSuffix=TEXT,
)  # fmt: skip
# What the JSON-LD of a page promises.
WORK = typed(
    ["ScholarlyArticle", "BlogPosting", "Report", "SoftwareSourceCode"],
    ["@context", "@id", "name", "author", "datePublished", "description", "subjectOf"],
    **{"@context": {"const": "https://schema.org"}, "@id": ADDRESS},
    name=TEXT,
    headline=TEXT,
    alternateName={"type": "array", "items": TEXT, "minItems": 1},
    author={
        "type": "array",
        "minItems": 1,
        "items": {"oneOf": [PERSON, typed(["Organization"], ["name"], name=TEXT)]},
    },
    datePublished=DAY,
    dateCreated=DAY,
    description=TEXT,
    keywords={"type": "array", "items": TEXT, "minItems": 1},
    url=ADDRESS,
    sameAs={"type": "array", "items": ADDRESS, "minItems": 1},
    encoding=typed(
        ["MediaObject"], ["contentUrl", "encodingFormat"],
        contentUrl=ADDRESS, encodingFormat={"const": "application/pdf"},
    ),
    identifier={
        "type": "array",
        "minItems": 1,
        "items": typed(
            ["PropertyValue"], ["propertyID", "value"],
            propertyID={"enum": ["doi", "arXiv", "OpenReview", "ACL Anthology"]}, value=TEXT,
        ),
    },
    isPartOf={"type": "object", "required": ["@type"]},
    pagination=TEXT,
    codeRepository=ADDRESS,
    license={"type": "string", "pattern": "^https://spdx.org/licenses/"},
    subjectOf=typed(
        ["WebPage"], ["url", "license", "dateCreated"],
        url=ADDRESS, license=ADDRESS, dateCreated=DAY,
    ),
)  # fmt: skip


def test_json_ld_has_what_it_promises(
    entry_documents: Mapping[str, Element], raw_entries: Entries, site_url: str
) -> None:
    validator = jsonschema.Draft202012Validator(WORK)
    for key, page in entry_documents.items():
        entry = raw_entries[key]
        work = json.loads(page.one("script", type="application/ld+json").text)
        assert [error.message for error in validator.iter_errors(work)] == [], key
        assert work["@id"] == f"{site_url}entries/{key}/#work"
        assert work["subjectOf"]["url"] == f"{site_url}entries/{key}/"
        assert (work["name"], work["description"]) == (entry["title"], entry["summary"]), key
        assert [author["name"] for author in work["author"]] == [
            " ".join(filter(None, (given, family, suffix)))
            for family, suffix, given in names_of(entry)
        ], key
        assert work["datePublished"][:4] == cited_year(entry), key


def test_highwire_tags_name_title_authors_year_and_identifiers(
    pages: Pages, raw_entries: Entries
) -> None:
    for key, entry in raw_entries.items():
        facts = pages[f"entries/{key}/"]
        assert facts.meta("citation_title") == [entry["title"]], key
        authors = facts.meta("citation_author")
        assert len(authors) == len(entry["authors"]), key
        for author, (family, _, given) in zip(authors, names_of(entry), strict=True):
            assert family in author and given in author, key
        assert facts.meta("citation_publication_date")[0][:4] == cited_year(entry), key
        assert facts.meta("citation_arxiv_id") == ([entry["arxiv"]] if "arxiv" in entry else [])
        assert "doi" not in entry or facts.meta("citation_doi") == [entry["doi"]], key


FULL_ROWS = ("library", "categories", "years")  # an entry is on the first page of one of them


def test_coins_of_every_row_name_title_authors_and_year(
    built_site: Path, raw_entries: Entries
) -> None:
    found = {}
    for file in [
        path for name in FULL_ROWS for path in sorted((built_site / name).rglob("*.html"))
    ]:
        for row in tree(file.read_text(encoding="utf-8")).all("article", "entry"):
            for coins in row.all("span", "Z3988"):
                found[row["id"]] = coins["title"]
    assert list(found.keys() ^ raw_entries.keys()) == []
    for key, text in found.items():
        entry = raw_entries[key]
        pairs = parse_qsl(text, strict_parsing=True, keep_blank_values=True)
        assert pairs[0] == ("ctx_ver", "Z39.88-2004")
        assert "" not in [value for _, value in pairs], key
        values = dict(pairs)
        assert values.get("rft.atitle") or values["rft.title"] == entry["title"], key
        assert entry["title"] in values.values(), key
        authors = [value for name, value in pairs if name in ("rft.au", "rft.aucorp")]
        assert authors == [coins_name(*name) for name in names_of(entry)], key
        assert values["rft.date"][:4] == cited_year(entry), key
        assert "doi" not in entry or f"info:doi/{entry['doi']}" in [unquote(v) for _, v in pairs]


def coins_name(family: str, suffix: str, given: str) -> str:
    last = " ".join(filter(None, (family, suffix)))
    return f"{last}, {given}" if given else last


def test_open_graph_shows_title_summary_and_address(
    pages: Pages, raw_entries: Entries, site_url: str
) -> None:
    for key, entry in raw_entries.items():
        tags = {meta["property"]: meta["content"] for meta in pages[f"entries/{key}/"].metas
                if meta.get("property", "").startswith("og:")}  # fmt: skip
        assert tags["og:title"] == entry["title"]
        assert tags["og:description"] == entry["summary"]
        assert tags["og:url"] == f"{site_url}entries/{key}/"
        assert pages[f"entries/{key}/"].meta("description") == [entry["summary"]]
