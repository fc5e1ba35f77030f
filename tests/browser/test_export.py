"""Exports that readers make: the build's own records, for exactly the entries that are shown."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from bibtexparser.entrypoint import parse_string
from conftest import RawEntry, node_module
from test_every_type_of_page import FAULTS, TOO_WIDE, Watch, origin_of
from thorough import IS_WHOLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LIST = "kinds/survey/"
FILES = {
    "BibTeX (.bib)": ("literature.bib", ".bib"),
    "biblatex (.bib)": ("literature.biblatex.bib", ".biblatex.bib"),
    "RIS": ("literature.ris", ".ris"),
    "CSL-JSON": ("literature.csl.json", ".csl.json"),
    "CSV": ("literature.csv", ".csv"),
    "Markdown list": ("literature.md.txt", ".md"),
    "Citations as plain text": ("literature.txt", ".txt"),
}


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def fresh(browser: Browser) -> Iterator[Page]:
    """The page of a reader who selected nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def records(built_site: Path, raw_entries: dict[str, RawEntry]) -> dict[str, str]:
    """Key -> its record in the BibTeX file of the build, cut here by other means."""
    text = (built_site / "data" / "literature.bib").read_text(encoding="utf-8")
    blocks = text.rstrip("\n").split("\n\n@")[1:]
    found = {re.match(r"\w+\{(\w+),", block)[1]: f"@{block}" for block in blocks}  # type: ignore[index]
    assert list(found) == list(raw_entries)
    return found


def content(download: Download) -> str:
    return Path(download.path()).read_bytes().decode()


# Filters of many kinds


@dataclass(frozen=True)
class Filter:
    """Conditions as an address has them: (facet, terms, terms to be without), and the rest."""

    facets: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    years: tuple[int, int] | None = None
    flags: Mapping[str, bool] = field(default_factory=dict)

    @property
    def query(self) -> str:
        parts = [
            f"{facet}={','.join([*have, *(f'-{term}' for term in lack)])}"
            for facet, have, lack in self.facets
        ]
        if self.years:
            first, last = self.years
            parts.append(f"year={first}" if first == last else f"year={first}-{last}")
        parts += [f"{name}={int(value)}" for name, value in self.flags.items()]
        return "&".join(parts)


class Vocabulary:
    """The facets read by PyYAML alone: which terms an entry has, those above included."""

    def __init__(self, facets: Mapping[str, Any]) -> None:
        self.fields = {name: facet.get("field", name) for name, facet in facets.items()}
        self.parents = {
            name: {term: about.get("parent", "") for term, about in facet["terms"].items()}
            for name, facet in facets.items()
        }

    def terms(self, facet: str, entry: RawEntry) -> set[str]:
        value = entry.get(self.fields[facet], ())
        found: set[str] = set()
        for term in (value,) if isinstance(value, str) else value:
            while term:
                found.add(term)
                term = self.parents[facet][term]
        return found

    def holds(self, wanted: Filter, entry: RawEntry) -> bool:
        for facet, have, lack in wanted.facets:
            terms = self.terms(facet, entry)
            if (have and not terms & set(have)) or terms & set(lack):
                return False
        year = int(entry["published"][:4])
        if wanted.years and not wanted.years[0] <= year <= wanted.years[1]:
            return False
        has = {"code": bool(entry.get("code")), "reviewed": bool(entry.get("venue"))}
        return all(has[name] == value for name, value in wanted.flags.items())


def make_filters(vocabulary: Vocabulary, entries: Mapping[str, RawEntry]) -> Iterator[Filter]:
    """Filters around entries picked by chance, always the same, nearly all with a result."""
    chance = random.Random(20261121)
    pool = list(entries.values())
    while True:
        yield _one_filter(vocabulary, chance, chance.choice(pool))


def _one_filter(vocabulary: Vocabulary, chance: random.Random, entry: RawEntry) -> Filter:
    facets = []
    for facet in chance.sample(sorted(vocabulary.fields), chance.randint(1, 3)):
        terms = sorted(vocabulary.terms(facet, entry))
        others = sorted(set(vocabulary.parents[facet]) - set(terms))
        have = chance.sample(terms, min(len(terms), 1)) + chance.sample(
            others, chance.randint(0, 1)
        )
        spare = [term for term in others if term not in have]
        lack = chance.sample(spare, min(len(spare), chance.choice((0, 0, 0, 1))))
        if have or lack:
            facets.append((facet, tuple(have), tuple(lack)))
    year = int(entry["published"][:4])
    years = chance.choice((None, None, (year, year), (year - 1, year), (2024, 2026)))
    flags = {}
    if chance.random() < 0.3:
        name = chance.choice(("code", "reviewed"))
        flags[name] = bool(entry.get("code" if name == "code" else "venue"))
    return Filter(tuple(facets), years, flags)


LISTS = 100 if IS_WHOLE else 20


def test_filtered_lists_of_many_kinds_are_exported_to_the_byte(
    page: Page, served: str, raw_entries: dict[str, RawEntry], raw_facets: dict[str, Any],
    records: dict[str, str], tmp_path: Path,
) -> None:  # fmt: skip
    vocabulary = Vocabulary(raw_facets)
    page.add_init_script(NOTE_VIEWS)
    watch = Watch(page, origin_of(served))
    texts: list[str] = []
    filters = make_filters(vocabulary, raw_entries)
    while len(texts) < LISTS:
        wanted = next(filters)
        keys = [key for key, entry in raw_entries.items() if vocabulary.holds(wanted, entry)]
        open_view(page, f"{served}library/?{wanted.query}", is_new=len(texts) % 10 == 0)
        if not keys:
            page.locator("[data-count]").get_by_text("0", exact=True).wait_for()
            continue
        export = page.locator("[data-export]")
        these = "this one" if len(keys) == 1 else f"these {len(keys)}"
        export.get_by_text(f"Export {these}:").wait_for()
        with page.expect_download() as download:
            export.get_by_role("button", name=".bib", exact=True).click()
        text = content(download.value)
        head, *rest = text.split("\n\n", 1)
        assert re.fullmatch(r"% Atlas: [\x20-\x7e]+\n% http[\x21-\x7e]+", head), wanted.query
        assert "@" not in head
        expected = "\n\n".join([records[key] for key in keys]) + "\n"
        assert rest == [expected], wanted.query
        assert f", {len(keys)} entr" in head
        texts.append(text)
    assert len(set(texts)) > 0.9 * LISTS, "filters of many kinds"
    aborted = [message for message in watch.messages if message.startswith("failed: ")]
    assert watch.messages == aborted, "but for what leaving a page breaks off"
    for text in texts:
        library = parse_string(text, parse_stack=[])
        assert library.failed_blocks == []
        assert len(library.entries) == text.count("\n\n@")
    for number, text in enumerate(texts[::10]):
        assert bibtex_says(tmp_path / str(number), text) == []


def open_view(page: Page, address: str, is_new: bool) -> None:
    """Loads the page, or goes there as Back and Forward do; waits until the list is drawn."""
    if is_new:
        page.goto(address)
    else:
        page.evaluate(GO_TO, address)
    query = json.dumps(f"?{urlsplit(address).query}")
    page.locator(f"html[data-shown={query}]").wait_for(state="attached")


GO_TO = """address => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate", {state: null}));
}"""
NOTE_VIEWS = """document.addEventListener("atlas:view", () => {
    document.documentElement.dataset.shown = location.search;
});"""


def bibtex_says(folder: Path, text: str) -> list[str]:
    """Errors and warnings of bibtex over a file."""
    program = shutil.which("bibtex")
    if not program:
        pytest.skip("bibtex is not installed")
    folder.mkdir()
    (folder / "bees.bib").write_text(text, "utf-8")
    (folder / "paper.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{bees}\n")
    subprocess.run([program, "paper"], cwd=folder, capture_output=True, timeout=60, check=False)
    log = (folder / "paper.blg").read_text("utf-8", "replace")
    assert "warning$ -- 0" in log
    return re.findall(r"^.*(?:Warning--|error|I'm skipping|There's).*$", log, re.MULTILINE)


def test_the_comment_says_words_address_and_number(page: Page, served: str) -> None:
    page.goto(f"{served}library/?kinds=survey")
    export = page.locator("[data-export]")
    export.get_by_text("Export these 9:").wait_for()
    with page.expect_download() as download:
        export.get_by_role("button", name=".bib", exact=True).click()
    first, second = content(download.value).split("\n")[:2]
    assert re.fullmatch(r"% Atlas: .*[Ss]urvey.*, 9 entries, exported \d{4}-\d\d-\d\d", first)
    assert re.fullmatch(rf"% {re.escape(served)}library/\?kinds?=survey", second)
    assert re.fullmatch(r"atlas-[a-z0-9-]*survey[a-z0-9-]*\.bib", download.value.suggested_filename)


HOSTILE = "@misc{evil, title={x}}\n%0A@comment{ -- --> <script>alert(1)</script> \u202e漢字 % \\"


def test_a_hostile_query_stays_a_comment(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}library/")
    detail = """([words]) => {
        const client = {keys: async () => {
            const { entries } = await (await fetch("../data/entries.json")).json();
            return {keys: entries.slice(0, 20).map((it) => it.key), positions: [], edition: ""};
        }};
        document.dispatchEvent(new CustomEvent("atlas:view", {detail:
            {client, state: {}, total: 20, words, address: `?q=${encodeURIComponent(words)}`}}));
    }"""
    export = page.locator("[data-export]")
    export.get_by_text("Export these").wait_for()
    for name, is_safe in (
        (".bib", lambda text: len(parse_string(text, parse_stack=[]).entries) == 20),
        ("biblatex", lambda text: "evil" not in text.split("\n\n", 1)[1]),
        ("Markdown", lambda text: text.index("-->") == text.index(" -->\n\n- ") + 1),
        ("Citations", lambda text: len(text.splitlines()) == 22),
    ):
        page.evaluate(detail, [HOSTILE])
        export.get_by_text("Export these 20:").wait_for()
        with page.expect_download() as download:
            export.get_by_role("button", name=name, exact=True).click()
        text = content(download.value)
        assert is_safe(text), text[:400]
        assert download.value.suggested_filename.isascii()
        assert len(download.value.suggested_filename) <= 80
        if name == ".bib":
            assert bibtex_says(tmp_path / "hostile", text) == []


# Everything, and a selection


def test_before_anything_is_filtered_everything_is_exported(
    page: Page, served: str, built_site: Path, raw_entries: dict[str, RawEntry]
) -> None:
    page.goto(f"{served}library/")
    export = page.locator("[data-export]")
    export.get_by_text(f"Export these {len(raw_entries)}:").wait_for()
    for name in ("RIS", "CSL-JSON", "CSV"):
        with page.expect_download() as download:
            export.get_by_role("button", name=name, exact=True).click()
        file = next(file for label, (file, _) in FILES.items() if label.startswith(name))
        whole = (built_site / "data" / file).read_bytes().decode()
        assert content(download.value) == whole


def test_on_a_phone_the_formats_are_behind_one_button(
    fresh: Page, served: str, built_site: Path, raw_entries: dict[str, RawEntry]
) -> None:
    fresh.set_viewport_size({"width": 360, "height": 740})
    fresh.goto(f"{served}library/")
    export = fresh.locator("[data-export]")
    export.get_by_role("button", name=f"Export {len(raw_entries)}", exact=True).click()
    fresh.evaluate(node_module("axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert fresh.evaluate(FAULTS, [{"include": [["[data-export]"]]}, {}]) == []
    assert fresh.evaluate(TOO_WIDE) == []
    with fresh.expect_download() as download:
        export.get_by_role("button", name="RIS").click()
    whole = (built_site / "data" / "literature.ris").read_bytes().decode()
    assert content(download.value) == whole


def test_all_that_is_shown_can_be_selected(
    fresh: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    fresh.goto(f"{served}library/")
    count = len(raw_entries)
    fresh.locator("[data-export]").get_by_role("button", name=f"Select all {count}").click()
    fresh.get_by_role("region", name="Selection").get_by_text(f"{count} selected").wait_for()
    assert json.loads(fresh.evaluate("localStorage['atlas.selection']")) == list(raw_entries)


def select(page: Page, served: str, keys: list[str]) -> None:
    page.goto(f"{served}about/")
    page.evaluate("keys => { localStorage['atlas.selection'] = JSON.stringify(keys); }", keys)
    page.goto(served + LIST)
    page.get_by_role("region", name="Selection").wait_for()


def take(page: Page, label: str) -> Download:
    tray = page.get_by_role("region", name="Selection")
    with page.expect_download() as download:
        tray.get_by_role("button", name="Download", exact=True).click()
        tray.get_by_role("button", name=label).click()
    return download.value


@pytest.mark.parametrize("label", FILES)
@pytest.mark.parametrize("number", [3, 40])
def test_a_selection_is_exported_in_every_format_in_the_order_of_picking(
    page: Page, served: str, raw_entries: dict[str, RawEntry], built_site: Path,
    label: str, number: int,
) -> None:  # fmt: skip
    order = list(raw_entries)
    keys = random.Random(number).sample(order, number)
    select(page, served, keys)
    download = take(page, label)
    file, ending = FILES[label]
    assert re.fullmatch(
        rf"atlas-selection-\d{{4}}-\d\d-\d\d{re.escape(ending)}", download.suggested_filename
    )
    whole = (built_site / "data" / file).read_bytes().decode()
    made = content(download)
    if label.startswith(("Bib", "bib")):
        blocks = {key: f"@{block}" for key, block in zip(order, _blocks(whole), strict=True)}
        assert made.split("\n\n", 1)[1] == "\n\n".join([blocks[key] for key in keys]) + "\n"
    elif label == "RIS":
        cut = {text.split("\nID  - ")[1].split("\n")[0]: text for text in whole.split("\n\n")}
        assert made.rstrip("\n").split("\n\n") == [cut[key].rstrip("\n") for key in keys]
    elif label == "CSL-JSON":
        items = {item["id"]: item for item in json.loads(whole)}
        assert json.loads(made) == [items[key] for key in keys]
    elif label == "CSV":
        rows = dict(
            zip(["", *order], re.split(r'(?<=")\r\n(?="[a-z0-9]+","http)', whole), strict=True)
        )
        body = "\r\n".join(rows[key].removesuffix("\r\n") for key in keys)
        assert made == f"{rows['']}\r\n{body}\r\n"
    else:
        lines = dict(zip(order, whole.splitlines(), strict=True))
        assert made.split("\n\n", 1)[1] == "".join(f"{lines[key]}\n" for key in keys)


def _blocks(text: str) -> list[str]:
    return text.rstrip("\n").split("\n\n@")[1:]


# What can go wrong


def test_a_key_that_the_library_does_not_know_is_named(
    fresh: Page, served: str, raw_entries: dict[str, RawEntry], records: dict[str, str]
) -> None:
    known = next(iter(raw_entries))
    select(fresh, served, [known, "nobody1999nothing"])
    made = content(take(fresh, "BibTeX (.bib)"))
    assert made.split("\n\n", 1)[1] == f"{records[known]}\n"
    fresh.get_by_text("Downloaded 1 entry. Not in the library: nobody1999nothing.").wait_for()


def test_files_that_changed_under_the_reader_are_not_exported(
    fresh: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    select(fresh, served, list(raw_entries)[:20])
    asked: list[str] = []

    def renewed(route: Any) -> None:
        asked.append(route.request.headers.get("cache-control", ""))
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().split("\n\n", 1)[1])

    fresh.route("**/literature.ris", renewed)
    tray = fresh.get_by_role("region", name="Selection")
    tray.get_by_role("button", name="Download", exact=True).click()
    tray.get_by_role("button", name="RIS").click()
    fresh.get_by_text("The files changed while you were here; reload the page.").wait_for()
    assert len(asked) == 2


def test_a_file_that_does_not_load_is_told_and_a_second_try_works(
    fresh: Page, served: str, raw_entries: dict[str, RawEntry]
) -> None:
    select(fresh, served, list(raw_entries)[:20])
    fresh.route("**/literature.ris", lambda route: route.abort())
    tray = fresh.get_by_role("region", name="Selection")
    tray.get_by_role("button", name="Download", exact=True).click()
    tray.get_by_role("button", name="RIS").click()
    fresh.get_by_text("The file did not load. Try again.").wait_for()
    fresh.unroute("**/literature.ris")
    assert content(take(fresh, "RIS")).count("TY  - ") == 20


# Zotero


def test_rows_that_script_draws_carry_the_coins_of_the_build(page: Page, served: str) -> None:
    page.goto(f"{served}kinds/tool/")
    built = page.evaluate(COINS)
    assert len(built) >= 30
    page.goto(f"{served}library/?kinds=tool")
    page.locator("[data-export]").get_by_text(f"Export these {len(built)}:").wait_for()
    page.locator(".Z3988").first.wait_for(state="attached")
    assert page.evaluate(COINS) == built


COINS = """() => Object.fromEntries([...document.querySelectorAll("article.entry")]
    .map(row => [row.id, row.querySelector(".Z3988")?.title]))"""
