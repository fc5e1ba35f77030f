"""The page for submissions: markup, policy, data; its script writes and reads as we do."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_identifiers import PASTED
from toy import HOSTILE, SITE, bees, hostile_entry, toy

from literature.catalogue import Catalogue, read_catalogue
from literature.configuration import site_of
from literature.identifiers import arxiv_fault, arxiv_of_doi, read_identifiers
from literature.keys import derive_key, free_key
from literature.model import Entry, Name, PartialDate
from literature.people import split_name
from literature.render import latex
from literature.render.api import field_names, field_value, render_taxonomy_json
from literature.render.bibtex import render_record
from literature.render.edition import Edition, row_links
from literature.render.entry_page import entry_pages
from literature.render.entry_yaml import render_entry
from literature.render.html import at_depth
from literature.render.pages import Page
from literature.render.site_facts import Site
from literature.render.submit_page import render_submit_json, submit_pages
from literature.shell import CSP, read_shells, with_policy
from literature.submission.correction import read_changes
from literature.submission.words import match_venue
from literature.taxonomy import Taxonomy, spelling
from literature.text import ascii_fold, shown
from literature.values import parse_name, parse_url, parse_year

ROOT = Path(__file__).parent.parent
RUNNER = ROOT / "tests" / "js" / "submit_compare.mjs"
LOOKUPS = (("datacite", "https://api.datacite.org"), ("crossref", "http://127.0.0.1:8080"))


# --- The page ------------------------------------------------------------------------------------


def page_of(site: Site = SITE) -> Page:
    (page,) = submit_pages(Edition(toy(), site))
    return page


def markup(site: Site = SITE) -> str:
    page = page_of(site)
    return at_depth(page.make_body(), page.depth)


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(text: str, name: str) -> list[dict[str, str | None]]:
    return [attributes for tag, attributes in _Tags(text).found if tag == name]


def asked_fields(text: str) -> list[str]:
    return re.findall(r'data-field="([a-z_]+)"', text)


def test_it_asks_for_every_field_but_those_of_the_maintainers() -> None:
    asked = asked_fields(markup())
    assert len(asked) == len(set(asked))
    assert set(field_names(toy().taxonomy)) - set(asked) == {
        "added", "aliases", "needs", "unverified", "evidence",
    }  # fmt: skip


def test_it_asks_for_required_facets_first_and_for_those_of_several_terms_before_others() -> None:
    asked = [name for name in asked_fields(markup()) if name in toy().taxonomy.fields]
    assert asked == ["venue", "categories", "kind", "regions", "covers"]


def test_a_facet_of_several_terms_says_how_many() -> None:
    assert "Approaches <small>one to three, the main one first</small>" in markup()
    assert "Regions <small>optional</small>" in markup()


def test_each_label_belongs_to_a_control() -> None:
    text = markup()
    ids = {it.get("id") for name in ("input", "textarea") for it in tags(text, name)}
    assert {it.get("for") for it in tags(text, "label")} == ids


def test_nothing_on_it_needs_an_inline_script_or_style() -> None:
    text = markup()
    assert [it for it in tags(text, "script") if not it.get("src")] == []
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)


def test_it_links_to_the_forms_of_the_repository_to_the_guide_and_to_the_format() -> None:
    links = [it["href"] for it in tags(markup(), "a") if "href" in it]
    forms = "https://github.com/example/bees/issues/new?template="
    assert links == [
        f"{forms}add-entry.yml", f"{forms}correct-entry.yml", f"{forms}report-problem.yml",
        f"{forms}propose-term.yml", "../contribute/", "../fields/",
        "https://github.com/example/bees/tree/main/entries",
    ]  # fmt: skip


def test_without_a_repository_it_offers_the_file_and_nothing_to_open() -> None:
    text = markup(replace(SITE, repository=""))
    assert [it["href"] for it in tags(text, "a") if "href" in it] == [
        "../contribute/",
        "../fields/",
    ]
    assert "GitHub" not in text
    assert "data-copy-file" in text
    assert "data-download" in text
    assert "data-send" not in text


def test_it_says_whom_a_look_up_asks() -> None:
    text = markup(replace(SITE, lookups=LOOKUPS))
    assert "Looking up asks DataCite or Crossref; they see your network address." in text
    assert 'data-datacite="https://api.datacite.org"' in text
    assert "Looking up" not in markup()


def test_a_name_of_the_site_is_text() -> None:
    assert 'data-site="Bees &amp; Co"' in markup()


# --- Its policy ----------------------------------------------------------------------------------


def test_only_this_page_may_ask_the_registers(tmp_path: Path) -> None:
    page = page_of(replace(SITE, lookups=LOOKUPS))
    assert page.asks == ("https://api.datacite.org", "http://127.0.0.1:8080")
    policy = with_policy(CSP, page.asks)
    connect = "connect-src 'self' https://api.datacite.org http://127.0.0.1:8080;"
    assert connect in policy
    assert "connect-src 'self';" in with_policy(CSP)
    assert policy.replace(connect, "connect-src 'self';") == with_policy(CSP)


def test_the_preview_lets_this_page_ask_them_too(tmp_path: Path) -> None:
    frame = (
        f'<meta content="{CSP}"><title>@@TITLE@@</title>@@DESCRIPTION@@@@CANONICAL@@'
        "<!--@@HEAD@@--><!--@@BODY@@-->"
    )
    for folder in ("shell", "shell/two", "shell/two/three"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(with_policy(frame))
    shell = read_shells(tmp_path)[1]
    asking = shell.fill(page_of(replace(SITE, lookups=LOOKUPS[:1])), "", "https://b.example/")
    assert "connect-src 'self' https://api.datacite.org; worker-src" in asking
    assert "connect-src 'self'; worker-src" in shell.fill(page_of(), "", "https://b.example/")


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("datacite", "http://api.datacite.org"),
        ("datacite", "https://api.datacite.org/"),
        ("datacite", "https://api.datacite.org; script-src *"),
        ("datacite", "https://api.datacite.org 'unsafe-inline'"),
        ("datacite", "*"),
        ("datacite", "http://127.0.0.1.evil.example"),
        ("nobody", "https://api.example.org"),
    ],
)
def test_a_register_is_one_that_we_know_at_a_plain_origin(name: str, origin: str) -> None:
    with pytest.raises(ValueError, match=r"extra\.lookups: .* must be one of datacite, crossref"):
        replace(SITE, lookups=((name, origin),))


def test_the_registers_come_from_the_configuration() -> None:
    site = site_of({"site_name": "Bees", "extra": {"lookups": {"datacite": "https://d.example"}}})
    assert site.lookups == (("datacite", "https://d.example"),)
    assert site_of({"site_name": "Bees"}).lookups == ()


# --- What the page of an entry hands to it -------------------------------------------------------


def entry_page(entry: Entry) -> str:
    others = [it for it in toy().entries if it.key != entry.key]
    edition = Edition(Catalogue((entry, *others), toy().taxonomy), SITE)
    page = next(it for it in entry_pages(edition) if it.path == f"entries/{entry.key}/")
    return at_depth(page.make_body(), page.depth)


# What the script looks for (docs/assets/js/submit/entry_file.js).
RECORD = re.compile(r'<script type="application/json" data-record>([^<]*)</script>')


def test_the_page_of_an_entry_holds_the_fields_of_its_file() -> None:
    found = RECORD.findall(entry_page(bees("vanderberg2021orchard")))
    assert [json.loads(record) for record in found] == [{
        "key": "vanderberg2021orchard",
        "title": "Orchard bees & the 50% rule: What We Know",
        "alt_titles": ["Orchard bees: a first count"],
        "authors": ["van der Berg, Jan", "Müller, Änne"],
        "published": "2021-03",
        "arxiv": "2103.01234",
        "doi": "10.3897/jhr.81.60528",
        "venue": "jhr",
        "venue_year": 2021,
        "volume": "81",
        "pages": "1-20",
        "kind": "study",
        "categories": ["field-survey", "nest-study"],
        "regions": ["tyrol"],
        "summary": "Counts wild bees in forty orchards and finds that half of the species live in "
        "one tenth of them.",
        "code": "https://github.com/example/orchard",
        "added": "2026-01-05",
        "unverified": ["published"],
    }]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_an_entry_leaves_the_script_element(text: str) -> None:
    entry = replace(hostile_entry(text), aliases=())
    (record,) = RECORD.findall(entry_page(entry))
    assert json.loads(record)["title"] == text


def test_the_page_of_an_entry_leads_to_its_correction() -> None:
    text = entry_page(bees("vanderberg2021orchard"))
    address = "../../submit/?entry=vanderberg2021orchard"
    assert f'<a href="{address}">Correct this entry</a>' in text
    assert (
        '<a href="https://github.com/example/bees/edit/main/entries/vanderberg2021orchard.yaml">'
        "Edit the file</a>" in text
    )


# --- The script writes as the build does ---------------------------------------------------------


def in_browser(taxonomy: Taxonomy, *calls: tuple[Any, ...]) -> list[Any]:
    """What functions of the page's script give, called in node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    given = {
        "submit": json.loads(render_submit_json(taxonomy)),
        "taxonomy": json.loads(render_taxonomy_json(taxonomy, SITE)),
        "calls": calls,
    }
    ended = subprocess.run(
        [node, "--no-warnings", RUNNER],
        input=json.dumps(given), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found: list[Any] = json.loads(ended.stdout)
    return found


def fields_of(entry: Entry, taxonomy: Taxonomy) -> dict[str, object]:
    names = field_names(taxonomy)
    return {name: field_value(entry, name, taxonomy) for name in names}


@cache
def real() -> Catalogue:
    catalogue, problems = read_catalogue(ROOT / "entries")
    assert problems == []
    return catalogue


def test_it_writes_each_real_entry_as_its_file_to_the_byte() -> None:
    entries, taxonomy = real().entries, real().taxonomy
    found = in_browser(taxonomy, *[("yaml", fields_of(entry, taxonomy)) for entry in entries])
    assert len(found) > 400
    assert found == [render_entry(entry, taxonomy) for entry in entries]


def test_it_writes_the_bibtex_of_each_real_entry_to_the_byte() -> None:
    entries, taxonomy = real().entries, real().taxonomy
    calls = [("bibtex", fields_of(entry, taxonomy), entry.key) for entry in entries]
    assert in_browser(taxonomy, *calls) == [
        render_record(entry, taxonomy, "bibtex") for entry in entries
    ]


TITLES = (
    "LLaVA sees 50% of $n$ Things & more_than #1",
    "Ærø: naïve Größen, Łódź and Ğ in façade “quoted” — 10–20 µm",
    "Từ điển Việt: ưỡn ở ỳ Ǘ",
    "漢字 and Кириллица and 😀, β-blockers at 37 °C",
    "a--b ---c ``d'' ,,e'' ?`f !`g [U+1234] @article{x}",
    "$\\alpha_i$-stable, $5 and $6, $HOME/$PATH, $x$ and $y^2$ {brace} \\back ~ ^",
    "GPT-4V's Q-Former in 3D: Vision-Language A/B",
    "e\u0301 o\u0323\u0300 q\u0301 ậ ǭ",
    "Ⓐ-rating of ǅ and ẞ",
)
NAMES = (
    Name("Ramón y Cajal", "Santiago"), Name("van der Berg", "Jan"), Name("others"),
    Name("Kennedy", "Monroe", "III"), Name("Divyansh"), Name("The Bee Atlas", is_group=True),
    Name("and", "Ana"), Name("D'Incà", "Moreno"), Name("Müller and Sons", is_group=True),
    Name("\\evil", "{x"), Name("Öz, Jr", "Á"), Name("&", is_group=True), Name("étand", "É"),
)  # fmt: skip


def odd_entries() -> list[Entry]:
    base = bees("vanderberg2021orchard")
    titles = [replace(base, title=title, nickname=title.split()[0]) for title in TITLES]
    names = [replace(base, authors=(name, *NAMES[:2])) for name in NAMES]
    hostile = [replace(hostile_entry(text), title=" ".join(text.split())) for text in HOSTILE]
    venues = [
        replace(base, track="A Workshop: & more", number="2", volume=volume,
                terms={**base.terms, "venue": venue})
        for venue in (("icba",), ("jhr",), ()) for volume in ("", "7")
    ]  # fmt: skip
    ways = [
        replace(base, arxiv="", doi="", anthology="2024.bees-main.1", openreview="abcdef1",
                terms={**base.terms, "venue": ()}),
        replace(base, arxiv="", doi="", openreview="abcdef1"),
        replace(base, arxiv="", doi="10.1000/a<b>%\\{c}#", url="https://e.example/{a}|b c"),
        replace(base, arxiv="", doi="", url="https://e.example/é", terms={"kind": ("diary",)}),
        replace(base, arxiv="", doi="", url="", code="https://c.example/x",
                terms={"kind": ("key",)}, published=PartialDate(2021, 5, 4)),
    ]  # fmt: skip
    return [*titles, *names, *hostile, *venues, *ways]


def test_it_writes_the_bibtex_of_odd_entries_to_the_byte() -> None:
    taxonomy = toy().taxonomy
    entries = [
        replace(entry, authors=tuple(it for it in entry.authors if "\n" not in it.family))
        for entry in odd_entries()
    ]
    calls = [("bibtex", fields_of(entry, taxonomy), entry.key) for entry in entries]
    for entry, found in zip(entries, in_browser(taxonomy, *calls), strict=True):
        parsed = [Name.parse(str(name)) for name in field_value(entry, "authors", taxonomy)]  # type: ignore[union-attr]
        assert found == render_record(replace(entry, authors=tuple(parsed)), taxonomy, "bibtex")


SCALARS = (
    "yes", "Null", "1e3", "a: b", "- x", "plain words", "comma, one", "two, commas, here", "#x",
    "ends with:", "quote \" and \\", "'single'", "[x]", "{Group}", "https://e.example/#a: b",
    "https://e.example/a", "Ünï", "ſ", "yeſ", "a #b", "*", "\u00a0x", "漢字",
)  # fmt: skip


def test_it_writes_the_file_of_odd_entries_to_the_byte() -> None:
    taxonomy = toy().taxonomy
    base = bees("vanderberg2021orchard")
    entries = [
        replace(base, track=text, workflows=(text, "plain"), nickname=text, notes=f"{text} " * 30)
        for text in map(str.strip, SCALARS)
    ]
    long = replace(
        base,
        summary="word " * 20 + "w" * 120 + " 漢字" * 40 + " end",
        terms={**base.terms, "regions": tuple(f"region-number-{it}" for it in range(12))},
    )
    entries = [replace(it, notes=" ".join(it.notes.split())) for it in [*entries, long]]
    found = in_browser(taxonomy, *[("yaml", fields_of(entry, taxonomy)) for entry in entries])
    assert found == [render_entry(entry, taxonomy) for entry in entries]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.text(
            st.one_of(
                st.sampled_from(list("{}\\%&<>\"'#_$^~`@|:-,.?![]() aAbB0éüßØłĐαβ“”–—’…中Я\u0301")),
                st.characters(blacklist_categories=("Cs", "Cc", "Cn")),
            ),
            max_size=40,
        ),
        min_size=30, max_size=60,
    )
)  # fmt: skip
def test_any_text_becomes_the_same_latex(texts: list[str]) -> None:
    texts = [" ".join(text.split()) for text in texts]
    calls = [call for text in texts for call in (("encode", text), ("encodeTitle", text, text[:5]))]
    assert in_browser(toy().taxonomy, *calls) == [
        made
        for text in texts
        for made in (latex.encode(text, "bibtex"), latex.encode_title(text, "bibtex", text[:5]))
    ]


def test_it_derives_the_keys_that_we_derive() -> None:
    entries, taxonomy = real().entries, real().taxonomy
    odd = [replace(bees("vanderberg2021orchard"), title=title) for title in TITLES]
    odd += [replace(odd[0], authors=(name,)) for name in NAMES if "," not in name.family]
    all_ = [*entries, *odd]
    found = in_browser(taxonomy, *[("key", fields_of(entry, taxonomy)) for entry in all_])
    assert found == [derive_key(entry.authors, entry.year, entry.title) for entry in all_]
    (suffixes,) = in_browser(taxonomy, ("suffixes",))
    taken: set[str] = set()
    for suffix in suffixes:
        assert free_key("abe2019sound", taken) == f"abe2019sound{suffix}"
        taken.add(f"abe2019sound{suffix}")


def test_a_title_without_a_latin_word_has_a_key_all_the_same() -> None:
    entry = {"title": "蜂の声", "authors": ["Abe, Yū"], "published": "2019"}
    first, again = in_browser(toy().taxonomy, ("key", entry), ("key", entry))
    assert first == again
    assert re.fullmatch(r"abe2019x[0-9a-f]{6}", first)


def test_changes_are_written_as_the_reader_of_corrections_takes_them() -> None:
    taxonomy = toy().taxonomy
    before = fields_of(bees("vanderberg2021orchard"), taxonomy)
    after = {
        **before, "title": 'Orchard "bees"', "authors": ["Müller, Änne"], "venue": "", "code": "",
        "venue_year": "", "regions": ["alps", "tyrol"], "summary": "word " * 40, "volume": "82",
        "nickname": "OB",
    }  # fmt: skip
    after["summary"] = str(after["summary"]).strip()
    (text,) = in_browser(taxonomy, ("changes", before, after))
    assert text.splitlines()[:10] == [
        "title:",
        '  old: "Orchard bees & the 50% rule: What We Know"',
        '  new: "Orchard \\"bees\\""',
        "nickname:",
        '  new: "OB"',
        "authors:",
        "  old:",
        "    - van der Berg, Jan",
        "    - Müller, Änne",
        "  new:",
    ]
    assert 'venue:\n  old: jhr\nvenue_year:\n  old: "2021"\n' in text
    assert "regions:\n  old:\n    - tyrol\n  new:\n    - alps\n    - tyrol\n" in text
    assert "summary:\n  old: >-\n    Counts wild bees" in text
    changes = {
        change.name: (change.old is None, change.new is None) for change in read_changes(text)
    }
    assert changes == {
        "title": (False, False), "nickname": (True, False), "authors": (False, False),
        "venue": (False, True), "venue_year": (False, True), "volume": (False, False),
        "regions": (False, False), "summary": (False, False), "code": (False, True),
    }  # fmt: skip


# --- The script reads and judges as the build does -----------------------------------------------


def test_it_finds_the_identifiers_that_we_find() -> None:
    pasted = (
        "2411.10950", "arXiv:2411.10950v2 [cs.CV]", "https://arxiv.org/abs/2411.10950v1#x",
        "https://www.arxiv.org/pdf/2411.10950v2.pdf", "math.gt/0309136", "arxiv: MATH.GT/0309136v1",
        "https://doi.org/10.48550/arXiv.2411.10950", "doi:10.1000/Bees_(2019)<1>",
        "https://dl.acm.org/doi/full/10.1145/3394486.3403176?x=1", "(10.1000/xyz).",
        "https://www.biorxiv.org/content/10.1101/2020.01.02.345v2.full",
        "https://openreview.net/forum?id=Ll5miDx8KB&noteId=x", "openreview: Ll5miDx8KB",
        "https://openreview.net/pdf?id=Ll5miDx8KB", "2025.acl-long.175", "P18-1001",
        "https://aclanthology.org/2025.acl-long.175.pdf", "https://aclanthology.org/P18-1001/",
        "10.18653/v1/2025.acl-long.175", "https://www.aclweb.org/anthology/P18-1001v2.pdf",
        "https://huggingface.co/papers/2411.10950", "https://example.org/post?x=1",
        "http://example.org/post", "example.org/post", "See https://arxiv.org/abs/2411.10950, p. 3",
        "[paper](https://arxiv.org/abs/2411.10950)", "2411.10950 10.1000/xyz", "nothing here", "",
        "https://doi.org/10.1000%2Fxyz", "HTTPS://ARXIV.ORG/ABS/2411.10950",
        "https://www.semanticscholar.org/arXiv/2411.10950", "2411.10950 2411.10951",
        *(text for text, found in PASTED if found),
    )  # fmt: skip
    expected = []
    for text in pasted:
        try:
            found = vars(read_identifiers(text))
        except ValueError:
            found = {}
        expected.append({kind: value for kind, value in found.items() if value})
    assert in_browser(toy().taxonomy, *[("identifiers", text) for text in pasted]) == expected
    assert expected[0] == {"arxiv": "2411.10950"}
    assert sum(map(bool, expected)) == len(pasted) - 3


def message(parse: Any, text: str) -> str:
    try:
        parse(text)
    except ValueError as error:
        return str(error)
    return ""


VALUES = (
    ("dateFault", PartialDate.parse, (
        "2024-11-17", "2024-11", "2024", "2024-13", "2023-02-29", "2024-02-29", "24", "2024-1-1",
        "0000", "2024-11-17T00:00", "\u202e2024", "x" * 100,
    )),
    ("yearFault", parse_year, ("2024", "1799", "2100", "24", "MMXXIV")),
    ("nameFault", parse_name, (
        "van der Berg, Jan", "Kennedy, III, Monroe", "{The Bee Atlas}", "Divyansh", "Jan Berg",
        "{Bee", "{}", "{a}b}", "et al.", "Ito et al", "others", "and others", "…", "Ito, Aya1",
        "Ito; Berg", "Ito, Aya and Berg, Jan", "Ito & Berg", "a, b, c", "a, b, c, d", "Ito,", ",",
        "***", "-", "Müller, Änne", "李, 明", "a@b.c", "O'Neil, Ann", "Ito, Aya*",
        "D’Incà, Moreno", "Li, https://x",
    )),
    ("urlFault", parse_url, (
        "https://e.example/a", "http://e.example/a", "e.example", "ftp://e.example", "https://",
        "https://user@e.example/", "https://e.example:80/", "https://localhost/x",
        "https://a.internal/", "https://e.example/a b", "https://e.example/é",
        "https://e.example/%zz", "https://e.example/%20", "https://E.example/x",
        "https://e_x.example/", "javascript:alert(1)",
        "https://127.0.0.1/", "https://e.example/<b>", "https://exa\u200bmple.org/",
    )),
)  # fmt: skip


@pytest.mark.parametrize(("name", "parse", "texts"), VALUES, ids=[name for name, *_ in VALUES])
def test_what_is_wrong_with_a_value_is_said_in_the_same_words(
    name: str, parse: Any, texts: tuple[str, ...]
) -> None:
    found = in_browser(toy().taxonomy, *[(name, text) for text in texts])
    assert dict(zip(texts, found, strict=True)) == {text: message(parse, text) for text in texts}
    assert any(found)
    assert not all(found)


def test_small_functions_of_text_and_names_agree() -> None:
    texts = [*HOSTILE, *TITLES, "Höhne", "ŒØđ", "x" * 200]
    ids = ["2411.10950", "2413.10950", "1411.10950", "math/0309136", "math/0809136", "9901.0001"]
    dois = ["10.48550/arXiv.2411.10950v2", "10.48550/ARXIV.math/0309136", "10.1000/x"]
    people = [
        "Jan van der Berg",
        "Monroe Kennedy III",
        "Divyansh",
        "van Gogh",
        "Ana María de la Cruz",
    ]
    venues = [
        "Proceedings of the 2nd International Conference on Bee Ecology (ICBA 2024)", "JHR",
        "journal of hymenoptera research", "International Conference on Bee Ecology Workshops",
        "Bee Ecology", "Zenodo", "", "ICBA '23: International Conference on Bee Ecology",
    ]  # fmt: skip
    calls = [
        *[("asciiFold", text) for text in texts],
        *[("shown", text) for text in texts],
        *[("spelling", text) for text in texts],
        *[("arxivFault", arxiv) for arxiv in ids],
        *[("arxivOfDoi", doi) for doi in dois],
        *[("turned", name) for name in people],
        *[("venue", text) for text in venues],
    ]
    assert in_browser(toy().taxonomy, *calls) == [
        *map(ascii_fold, texts),
        *map(shown, texts),
        *map(spelling, texts),
        *map(arxiv_fault, ids),
        *map(arxiv_of_doi, dois),
        *[split_name(name).inverted for name in people],
        *[match_venue(text, toy().taxonomy) for text in venues],
    ]


def test_links_of_an_entry_are_those_of_the_build() -> None:
    entries, taxonomy = real().entries, real().taxonomy
    calls = [
        call
        for entry in entries
        for call in (
            ("linksOf", fields_of(entry, taxonomy)),
            ("rowLinks", fields_of(entry, taxonomy)),
        )
    ]
    assert in_browser(taxonomy, *calls) == [
        [[link.label, link.url] for link in links]
        for entry in entries
        for links in (entry.links, row_links(entry))
    ]


def test_what_every_entry_needs_is_known() -> None:
    taxonomy = toy().taxonomy
    whole = fields_of(bees("vanderberg2021orchard"), taxonomy)
    assert in_browser(taxonomy, ("missing", {}), ("missing", whole)) == [
        ["title", "authors", "published", "kind", "categories", "summary"], [],
    ]  # fmt: skip


# --- What it weighs ------------------------------------------------------------------------------


@pytest.mark.slow
def test_no_other_page_loads_its_script_and_it_adds_little_to_the_page(built_site: Path) -> None:
    pages = built_site.rglob("*.html")
    naming = [page for page in pages if "assets/js/submit" in page.read_text(encoding="utf-8")]
    assert naming == [built_site / "submit" / "index.html"]
    scripts = built_site / "assets" / "js"
    assert [path.name for path in (scripts / "submit").iterdir()] == ["submit.js"]
    others = [path for path in scripts.rglob("*.js") if path.parent.name != "submit"]
    imported = re.compile(r"""["'](?:\.{1,2}/)+submit/""")  # a link to the page is no import
    assert [path for path in others if imported.search(path.read_text(encoding="utf-8"))] == []
    assert len(gzip.compress((scripts / "submit" / "submit.js").read_bytes(), 9)) <= 39_000
    assert len(gzip.compress((built_site / "data" / "submit.json").read_bytes(), 9)) <= 6_000
