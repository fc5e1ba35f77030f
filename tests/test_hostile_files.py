"""Every text of hostile.yml in every place outside a browser: entry files, the vocabulary, what the
build publishes, imported files, issues, answers of registers."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bibtexparser
import feedparser
import pytest
import rispy
from bibtexparser import middlewares
from hostile import (
    COMING_IN,
    NARROW,
    PLACE,
    PROSE,
    SINKS,
    Payload,
    corpus,
    hostile_root,
    pairs,
    quoted,
    sampled,
    shown,
)
from importing import fresh, taken_from
from issue_bodies import ADD, ALONE, CORRECT, body
from lookup_servers import LookupServers
from lookup_works import Work
from markup import Element, tree
from samples import KEY, PROBE, TOY, changed, reading_of, toy_taxonomy
from test_submission_judge import decide
from toy import SITE

from literature.catalogue import read_catalogue
from literature.export.bulk import bulk_bodies
from literature.export.lines import entry_lines
from literature.identifiers import Identifiers
from literature.keys import derive_key
from literature.model import Name, Problem
from literature.read import Reading, read_content
from literature.rules import check_entry
from literature.sources import Sources
from literature.taxonomy import read_taxonomy_content
from literature.text import has_unsafe
from literature.web import Web

__all__ = ["hostile_root"]


def test_there_are_texts_of_many_families_for_every_sink() -> None:
    texts = corpus()
    refused = sum(len(set(it.refusals) & {*PROSE, *NARROW}) for it in texts)
    print(f"{len(texts)} texts, {len(SINKS)} sinks, {pairs(texts)} pairs, {refused} to be refused")
    assert len(texts) >= 120
    assert len({it.text for it in texts}) == len({it.id for it in texts}) == len(texts)
    assert len({it.family for it in texts}) >= 15
    assert refused >= 1000


# Entry files: (line of the field, its name in a problem, how it is written, what is read)

SUMMARY = (
    "summary: >-\n  Lowers a warm probe into forty hives and\n"
    "  counts which bees come to look at it."
)
FIELDS: dict[str, tuple[int, str, tuple[str, str]]] = {
    "title": (1, "title", ('"Probe the Hive"', "@")),
    "alt_title": (3, "alt_titles", ("authors:", "alt_titles:\n  - @\nauthors:")),
    "author": (4, "authors", ("van der Berg, Jan", "@")),
    "summary": (13, "summary", (SUMMARY, "summary: @")),
    "link": (16, "code", ("https://example.org/code", "@")),
    "arxiv": (6, "arxiv", ("doi: 10.1000/x", "arxiv: @")),
    "doi": (6, "doi", ("10.1000/x", "@")),
    "openreview": (6, "openreview", ("doi: 10.1000/x", "openreview: @")),
    "anthology": (6, "anthology", ("doi: 10.1000/x", "anthology: @")),
    "key": (19, "aliases", ("added: 2026-01-09", "added: 2026-01-09\naliases:\n  - @")),
}


def written(sink: str, payload: Payload) -> tuple[str, str]:
    """The key and the text of an entry with the text of the payload in one field."""
    text = payload.text
    if sink == "author":
        text = f"{{{text}}}"
    if sink == "summary" and len(payload.shows or text) < 40:
        text = f"{text} {PLACE}"
    title = payload.shows if sink == "title" and payload.shows else "Probe the Hive"
    place, put = FIELDS[sink][2]
    key = derive_key([Name("Ito", "Aya")], 2025, title)
    return key, changed((place, put.replace("@", quoted(text))))


def value_of(sink: str, reading: Reading) -> str:
    assert reading.entry
    if sink == "author":
        return reading.entry.authors[1].family
    if sink in ("alt_title", "key"):
        return str(getattr(reading.entry, FIELDS[sink][1])[0])
    return str(getattr(reading.entry, FIELDS[sink][1]))


@pytest.mark.parametrize("sink", FIELDS)
def test_a_field_of_an_entry_takes_a_text_as_it_is_or_refuses_it_with_line_and_reason(
    sink: str,
) -> None:
    line, name, _ = FIELDS[sink]
    for payload in corpus():
        key, text = written(sink, payload)
        reading = reading_of(text, key)
        if payload.is_shown_as(sink):
            assert reading.problems == [], payload.id
            rest = f" {PLACE}" if sink == "summary" and len(payload.shows) < 40 else ""
            assert value_of(sink, reading) == payload.shows + rest, payload.id
            continue
        assert len(reading.problems) == 1, (payload.id, reading.problems)
        assert_tells(reading.problems[0], f"entries/{key}.yaml", line, name, payload, sink)


def assert_tells(
    problem: Problem, path: str, line: int, field: str, payload: Payload, sink: str
) -> None:
    assert (problem.path, problem.line) == (path, line), (payload.id, problem)
    assert re.sub(r"\[\d+\]", "", problem.field) == field, (payload.id, problem)
    assert payload.refusals[sink] in problem.message, (payload.id, problem)
    assert not has_unsafe(str(problem)), payload.id


def test_refused_entries_harm_no_other(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TOY, tmp_path / "entries"))
    number = 0
    for sink in FIELDS:
        for payload in corpus():
            if not payload.is_shown_as(sink):
                number += 1
                text = written(sink, payload)[1]
                (folder / f"{KEY}x{number}.yaml").write_text(text, "utf-8")
    catalogue, problems = read_catalogue(folder)
    assert catalogue.entries == read_catalogue(TOY)[0].entries
    told = {problem.path for problem in problems}
    assert told == {f"entries/{KEY}x{count}.yaml" for count in range(1, number + 1)}
    print(f"{number} refused files, {len(problems)} problems, 0 other entries changed")


def test_a_file_named_by_a_text_is_named_in_a_problem_and_harms_no_other(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TOY, tmp_path / "entries"))
    names = []
    for payload in corpus():
        name = f"{payload.text}{payload.number}.yaml"
        if "/" not in name and "\0" not in name and len(name.encode()) <= 255:
            (folder / name).write_text(PROBE, "utf-8")
            names.append(name)
    catalogue, problems = read_catalogue(folder)
    assert catalogue.entries == read_catalogue(TOY)[0].entries
    hidden = [name for name in names if name.startswith(".")]
    assert len({problem.path for problem in problems}) == len(names) - len(hidden)
    assert not any(has_unsafe(str(problem)) for problem in problems)
    assert len(names) > 150


def test_a_title_typed_without_quotes_is_read_as_it_is_or_refused() -> None:
    refused = 0
    for payload in corpus():
        text = changed(('"Probe the Hive"', payload.text.replace("\n", " ")))
        key = derive_key([Name("Ito", "Aya")], 2025, payload.shows)
        reading = reading_of(text.encode("utf-8", "surrogatepass"), key)
        if reading.problems:
            refused += 1
            assert all(it.line <= text.count("\n") for it in reading.problems), payload.id
        elif payload.text[0] not in "\"'":  # what is quoted is what stands between the quotes
            assert value_of("title", reading) == payload.shows, payload.id
    assert 50 < refused < 250
    print(f"{len(corpus())} titles typed without quotes: {refused} refused")


# The vocabulary

VOCABULARY = (TOY / "_taxonomy.yaml").read_text(encoding="utf-8")
WORDS: dict[str, tuple[str, str, str]] = {  # sink -> what is replaced, by what, name of the field
    "term_label": ("label: Alps", "label: @", "regions.alps.label"),
    "term_description": ("The Alps and their foothills.", "@", "regions.alps.description"),
    "venue_label": ("Journal of Hymenoptera Research", "@", "venues.jhr.name"),
}


@pytest.mark.parametrize("sink", WORDS)
def test_the_vocabulary_takes_a_text_as_it_is_or_refuses_it_with_line_and_reason(sink: str) -> None:
    old, new, where = WORDS[sink]
    assert VOCABULARY.count(old) == 1
    line = VOCABULARY[: VOCABULARY.index(old)].count("\n") + 1
    facet, term, member = where.split(".")
    for payload in corpus():
        content = VOCABULARY.replace(old, new.replace("@", quoted(payload.text))).encode()
        taxonomy, problems = read_taxonomy_content("entries/_taxonomy.yaml", content)
        if payload.is_shown_as(sink):
            assert problems == [], payload.id
            assert getattr(taxonomy.facets[facet].terms[term], member) == payload.shows
            continue
        assert len(problems) == 1, (payload.id, problems)
        assert_tells(problems[0], "entries/_taxonomy.yaml", line, where, payload, sink)


# Of the right form: the crawl looks at what a site makes of terms of such names.
WORDS_LIKE_IDS = {
    "constructor", "prototype", "undefined", "null", "con", "aux.txt", "2512.10950", "2024-12-20",
    "index.html",
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "taken", "says"),
    [
        ("      alps:", WORDS_LIKE_IDS, "is no term id; use lower-case words joined by hyphens"),
        ("  regions:", {"prototype", "undefined", "null", "con"},
         "cannot be a facet id; use another lower-case word"),
    ],
    ids=["term", "facet"],
)  # fmt: skip
def test_the_vocabulary_refuses_an_id_that_is_no_word(old: str, taken: set[str], says: str) -> None:
    line = VOCABULARY[: VOCABULARY.index(f"\n{old}") + 1].count("\n") + 1
    indent = old[: -len(old.lstrip())]
    found = set()
    for payload in corpus():
        named = f"\n{indent}? {quoted(payload.text)}\n{indent}:"
        content = VOCABULARY.replace(f"\n{old}", named, 1).encode()
        _, problems = read_taxonomy_content("entries/_taxonomy.yaml", content)
        if not any(it.line == line and says in it.message for it in problems):
            found.add(payload.text)
        assert not any(has_unsafe(str(problem)) for problem in problems)
    assert found == taken


# What the build publishes


@pytest.fixture(scope="module")
def site(hostile_root: Path) -> Path:
    return hostile_root / "site"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["literature.bib", "literature.biblatex.bib"])
def test_bibliographies_hold_exactly_the_entries(site: Path, name: str) -> None:
    library = bibtexparser.parse_file(
        str(site / "data" / name), append_middleware=[middlewares.LatexDecodingMiddleware()]
    )
    assert (library.failed_blocks, library.strings, library.preambles) == ([], [], [])
    assert {record.key for record in library.entries} == {it.key for it in shown()}
    assert all(len(re.findall(r"^@", record.raw, re.M)) == 1 for record in library.entries)
    names = {field.key for record in library.entries for field in record.fields}
    assert names <= {
        "author", "title", "year", "date", "journal", "journaltitle", "booktitle", "howpublished",
        "organization", "doi", "eprint", "eprinttype", "archivePrefix", "note", "url",
    }  # fmt: skip


@pytest.mark.slow
def test_other_exports_say_the_titles_as_they_are(site: Path) -> None:
    titles = {it.key: it.title for it in shown()}
    ris = rispy.loads((site / "data/literature.ris").read_text("utf-8"))
    assert {it["id"]: it["title"] for it in ris} == titles
    csl = json.loads((site / "data/literature.csl.json").read_bytes())
    assert {it["id"]: it["title"] for it in csl} == titles
    entries = json.loads((site / "data/entries.json").read_bytes())["entries"]
    assert {it["key"]: it["title"] for it in entries} == titles
    assert {it["key"]: it["summary"] for it in entries} == {it.key: it.summary for it in shown()}
    for name in ("literature.txt", "literature.md.txt"):
        lines = (site / "data" / name).read_text("utf-8").split("\n")
        assert len([line for line in lines if line]) == len(titles), name


@pytest.mark.slow
def test_the_files_of_the_search_hold_the_texts_as_they_are(site: Path) -> None:
    search = json.loads((site / "data/search.json").read_bytes())["entries"]
    details = json.loads((site / "data/details.json").read_bytes())["entries"]
    assert sorted(search["title"]) == sorted(it.title for it in shown())
    assert sorted(details["summary"]) == sorted(it.summary for it in shown())


@pytest.mark.slow
def test_lines_for_databases_and_search_engines_are_one_for_each_entry(hostile_root: Path) -> None:
    titles = sorted(it.title for it in shown())
    catalogue, problems = read_catalogue(hostile_root / "entries")
    assert problems == []
    lines = list(entry_lines(catalogue, SITE))
    bodies = b"".join(b"".join(body) for body in bulk_bodies(catalogue, SITE)).decode()
    assert [len(line.splitlines()) for line in lines] == [1] * len(titles)
    assert sorted(json.loads(line)["title"] for line in lines) == titles
    documents = [json.loads(line) for line in bodies.splitlines()]
    assert sorted(it["title"] for it in documents if "title" in it) == titles


@pytest.mark.slow
def test_no_cell_of_a_table_is_a_formula(site: Path) -> None:
    titles = {it.key: it.title for it in shown()}
    cells = 0
    for file in sorted((site / "data").rglob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.reader(opened, strict=True))
        assert len({len(row) for row in rows}) == 1, file.name
        for cell in (cell for row in rows for cell in row):
            cells += 1
            assert not re.match(r"[=+\-@\t\r＝＋－＠]", cell) or re.fullmatch(r"-?\d+", cell), cell
        if file.name == "literature.csv":
            found = {row[0]: row[rows[0].index("title")].removeprefix("'") for row in rows[1:]}
            assert found == {key: title.removeprefix("'") for key, title in titles.items()}
    assert cells > 1000


@pytest.mark.slow
def test_feeds_say_titles_and_summaries_as_they_are(site: Path) -> None:
    known = {it.key: it for it in shown()}
    read = 0
    for file in sorted((site / "feeds").rglob("*.xml")):
        if file.name == "digest.xml":
            continue
        feed = feedparser.parse(file.read_bytes())
        assert not feed.bozo, (file, feed.get("bozo_exception"))
        items = json.loads(file.with_suffix(".json").read_bytes())["items"]
        assert len(items) == len(feed.entries)
        for atom, item in zip(feed.entries, items, strict=True):
            payload = known[atom.id.rstrip("/").split("/")[-1]]
            assert atom.title_detail.type == "text/plain"
            assert atom.title == item["title"] == payload.title
            assert atom.summary == item["content_text"] == payload.summary
            read += 1
    assert read > len(known)


@pytest.mark.slow
def test_the_feed_of_months_has_the_titles_as_text_in_its_html(site: Path) -> None:
    """Mail programs show what stands there, and no policy of ours holds for them."""
    titles = {f"https://bees.example/entries/{it.key}/": it.title for it in shown()}
    (item,) = json.loads((site / "feeds/digest.json").read_bytes())["items"]
    (atom,) = feedparser.parse(site / "feeds/digest.xml", sanitize_html=False).entries
    assert tree(atom.content[0].value).text == tree(item["content_html"]).text
    elements = [it for it in tree(item["content_html"]).walk() if it.tag != "#document"]
    assert {it.tag for it in elements} == {"p", "h2", "ul", "li", "a", "br"}
    assert {name for it in elements for name in it.attributes} == {"href"}
    links = {it["href"]: it.text for it in elements if it.tag == "a"}
    assert all(address.startswith("https://bees.example/") for address in links)
    found = {address: text for address, text in links.items() if address in titles}
    assert found == {address: titles[address] for address in found}
    assert len(found) >= min(100, len(titles)) / 3


@pytest.mark.slow
def test_a_page_tells_machines_the_title_as_it_is(site: Path) -> None:
    for payload in shown():
        page = tree((site / "entries" / payload.key / "index.html").read_text("utf-8"))
        work = json.loads(page.one("script", type="application/ld+json").text)
        assert (work["name"], work["description"]) == (payload.title, payload.summary)
        assert metas(page, "name", "citation_title") == [payload.title]
        assert metas(page, "property", "og:title") == [payload.title]
        assert metas(page, "name", "description")[0]
        record = json.loads(page.one("script", type="application/json").text)
        assert isinstance(record, dict)


def metas(page: Element, kind: str, name: str) -> list[str]:
    return [it["content"] for it in page.all("meta") if it.attributes.get(kind) == name]


# What comes in from elsewhere


def as_markdown(payload: Payload) -> str:
    return f"# Bees\n\n- [{payload.text}](https://arxiv.org/abs/2406.{payload.number:05d}) by Ada\n"


def as_bibtex(payload: Payload) -> str:
    return (
        f"@article{{x{payload.number},\n  title = {{{payload.text}}},\n  author = {{Liu, Ada}},\n"
        f"  year = 2024,\n  eprint = {{2406.{payload.number:05d}}},\n"
        f"  abstract = {{{payload.text}}}\n}}\n\n"
    )


def as_ris(payload: Payload) -> str:
    return (
        f"TY  - JOUR\nTI  - {payload.text}\nAU  - {payload.text}\nAU  - Liu, Ada\nPY  - 2024\n"
        f"UR  - https://arxiv.org/abs/2406.{payload.number:05d}\nKW  - {payload.text}\nER  - \n"
    )


def as_csl(payload: Payload) -> str:
    item = {
        "id": payload.text, "type": payload.text, "title": payload.text, "URL": payload.text,
        "author": [{"family": "Liu", "given": "Ada"}, {"literal": payload.text}],
        "issued": {"date-parts": [[2024, 6, 3]]}, "container-title": payload.text,
        "note": f"arXiv:2406.{payload.number:05d}", "__proto__": {"x": payload.text},
    }  # fmt: skip
    return json.dumps([item])


def as_csv(payload: Payload) -> str:
    cells = [payload.text, "Liu, Ada", "2024", f"https://arxiv.org/abs/2406.{payload.number:05d}",
             payload.text]  # fmt: skip
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return f"Title,Author,Year,Url,Tags\n{row}\n"


FORMATS: dict[str, Callable[[Payload], str]] = {
    "markdown": as_markdown, "bibtex": as_bibtex, "ris": as_ris, "csl": as_csl, "csv": as_csv,
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_an_imported_text_is_taken_by_the_rules_or_waits_or_is_refused(
    name: str, tmp_path: Path
) -> None:
    """One file for each text, all into one library."""
    root = fresh(tmp_path / "bees")
    beside = sorted(it.name for it in tmp_path.iterdir())
    states: dict[str, int] = {}
    for payload in sampled():
        report = taken_from(
            root, FORMATS[name](payload).encode("utf-8", "surrogatepass"), "list.txt",
            is_writing=True, format=name, category="field-survey",
        )  # fmt: skip
        for outcome in report.outcomes:
            state = outcome.place if outcome.state == "taken" else outcome.state
            states[state] = states.get(state, 0) + 1
            assert outcome.state in ("taken", "merged", "refused")
        assert all(not has_unsafe(it.message) for it in report.all_remarks), payload.id
    catalogue, problems = read_catalogue(root / "entries")
    assert problems == []
    assert len(catalogue.entries) == states.get("entries", 0)
    assert sorted(it.name for it in tmp_path.iterdir()) == beside
    found = {it.name for it in root.iterdir()}
    assert found <= {"entries", "import-review", "list.txt", ".cache"}
    for file in (root / "import-review").glob("*"):
        assert re.fullmatch(r"[a-z0-9-]+\.yaml|\.gitignore", file.name)
        assert not has_unsafe(file.read_text("utf-8"))
    assert sum(states.values()) >= 0.9 * len(sampled())
    print(name, states)


ANSWERS = [
    question.id for question in ADD.fields
    if question.id not in ("category",)
]  # fmt: skip


def test_an_issue_with_a_text_in_any_answer_gets_a_decision_that_is_sound() -> None:
    verdicts: dict[str, int] = {}
    for payload in sampled():
        bodies = [body(**{**ALONE, id: payload.text}) for id in ANSWERS]
        bodies.append(body(ADD, **dict.fromkeys(ANSWERS, payload.text)))
        bodies.append(
            body(CORRECT, **dict.fromkeys([it.id for it in CORRECT.fields], payload.text))
        )
        bodies += [payload.text, body(**ALONE) + payload.text, payload.text + body(**ALONE)]
        for text in bodies:
            decision = decide(text)
            verdicts[decision.verdict] = verdicts.get(decision.verdict, 0) + 1
            assert decision.verdict in ("accept", "held", "invalid", "duplicate", "ignored")
            if decision.verdict == "accept":
                assert_sound(decision.path, decision.content)
            assert_quiet(decision.comment, payload)
    print("issues:", verdicts)
    assert {"accept", "invalid"} <= set(verdicts)


def assert_sound(path: str, content: str) -> None:
    assert re.fullmatch(r"entries/[a-z][a-z0-9]{2,59}\.yaml", path)
    reading = read_content(Reading("x"), path[8:-5], content.encode(), toy_taxonomy())
    assert reading.problems == []
    assert reading.entry
    assert list(check_entry(reading.entry, toy_taxonomy())) == []


OURS = re.compile(
    r"</?(?:code|details|summary|span)>|<!-- [\w:. -]* -->|\[[^\]]*\]\(https://bees\.example/lit/[^)\s]*\)"
)


def assert_quiet(comment: str, payload: Payload) -> None:
    """No text of the issue has a meaning in the comment: it stands in fences or in code alone."""
    text = re.sub(r"(?ms)^(`{4,})\w*\n.*?^\1$", "", comment)
    text = re.sub(r"<code>[^<>]*</code>|<span>.</span>", "", text)
    text = OURS.sub("", text)
    assert "<" not in text, (payload.id, text)
    assert not re.search(r"@\w|\]\(|://|::|[\x00-\x08\x0b-\x1f\u200b\u202e]", text), payload.id


def test_a_text_that_registers_answer_is_taken_by_the_rules_or_left_out() -> None:
    verdicts: dict[str, int] = {}
    with LookupServers() as servers:
        sources = Sources(Web(sleep=lambda _: None), servers.bases)
        for payload in sampled():
            arxiv = f"2406.{payload.number:05d}"
            servers.add(Work(
                title=payload.text, authors=("Liu, Ada", payload.text), arxiv=arxiv,
                published="2024-06-03", venue=payload.text, pages=payload.text,
                abstract=payload.text, comment=payload.text,
                doi="" if payload.number % 2 else f"10.1000/h{payload.number}",
            ))  # fmt: skip
            found = sources.look_up(Identifiers(arxiv=arxiv))
            assert not any(has_unsafe(record.title) for record in found.records), payload.id
            answers = {
                "identifier": arxiv, "category": "Field surveys", "summary": ALONE["summary"],
            }  # fmt: skip
            decision = decide(body(**answers), sources=sources)
            verdicts[decision.verdict] = verdicts.get(decision.verdict, 0) + 1
            if decision.verdict == "accept":
                assert_sound(decision.path, decision.content)
            assert_quiet(decision.comment, payload)
            assert html.unescape(decision.comment)
    print("answers of registers:", verdicts)
    assert verdicts.get("accept", 0) > len(sampled()) / 2


def test_every_sink_of_what_comes_in_is_tried() -> None:
    tests: dict[str, Any] = {
        "issue_body": test_an_issue_with_a_text_in_any_answer_gets_a_decision_that_is_sound,
        "imported_file": test_an_imported_text_is_taken_by_the_rules_or_waits_or_is_refused,
        "api_answer": test_a_text_that_registers_answer_is_taken_by_the_rules_or_left_out,
    }
    assert set(tests) == set(COMING_IN)
