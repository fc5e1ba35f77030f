"""The page for submissions, in a browser: look-ups, duplicates, checks, drafts, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from build_fixtures import build, make_bees
from conftest import node_module
from local_server import serving_folder
from lookup_servers import LookupServers
from lookup_works import Work
from test_every_type_of_page import FAULTS, TOO_WIDE, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

REPOSITORY = "https://github.com/example/bees"
STATE, FOUND = "[data-state]", "[data-found]"
SUMMARY = "Lets followers read a dance in the dark and tells which part of it they learn first."
WAGGLE = "Waggle dances in the dark: what followers learn"
NEVER_BEFORE = 0.001  # cumulative layout shift, https://web.dev/articles/cls


@pytest.fixture(scope="module")
def registers() -> Iterator[LookupServers]:
    with LookupServers() as servers:
        servers.add(
            Work(
                title='<img src=x onerror=alert(1)>"\u202e&lt;script&gt;alert(2)&lt;/script&gt;',
                authors=("{{{hive}}", "O'Neil, <b>Ann</b>"),
                arxiv="2502.66666",
                published="2025-02-30",
            )
        )
        yield servers


@pytest.fixture(scope="module")
def sites(
    registers: LookupServers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Addresses of the bees: with a repository and registers, and with neither."""
    root = make_bees(tmp_path_factory.mktemp("submit") / "bees")
    config = root / "mkdocs.yml"
    text = config.read_text()
    lookups = {name: registers.bases[name] for name in ("datacite", "crossref", "openalex")}
    config.write_text(f"{text}  lookups: {lookups}\n")
    assert build(root).returncode == 0
    (root / "site").rename(root / "with")
    config.write_text(re.sub("repo_url: .*\n", "", text))
    assert build(root).returncode == 0
    with serving_folder(root) as base:
        yield {"with": f"{base}/with/", "without": f"{base}/site/"}


@pytest.fixture
def site(sites: dict[str, str], registers: LookupServers) -> Iterator[str]:
    yield sites["with"]
    registers.heal()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.rstrip("/")[:-5])
    context.set_default_timeout(8000)
    # The repository answers every page of it with nothing.
    context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="<title>GitHub</title>"))
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: str) -> Iterator[Page]:
    """A page that must stay quiet: no message, no dialog; registers are the only others asked."""
    page = context.new_page()
    watch = Watch(page, site.rstrip("/")[:-5])
    page.on("dialog", lambda dialog: watch.messages.append(f"dialog: {dialog.message}"))
    page.on("console", lambda it: watch.messages.append(f"csp: {it.text}") if "Content" in it.text
            and "Security" in it.text else None)  # fmt: skip
    yield page
    expected = ("failed: ", "error: Failed to load resource", "error: Access to fetch")
    assert [it for it in watch.messages if not it.startswith(expected)] == []
    assert [it for it in watch.foreign if "127.0.0.1" not in it] == []


@pytest.fixture(scope="module")
def axe() -> str:
    return node_module("axe-core/axe.min.js").read_text(encoding="utf-8")


def open_form(page: Page, site: str, rest: str = "") -> Page:
    """Opens the page and waits until its script is at work."""
    page.goto(f"{site}submit/{rest}")
    page.locator(".chips__add").first.wait_for()
    return page


def paste(page: Page, text: str, into: str = "#identify") -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator(into).select_text()
    page.keyboard.press("Control+V")


def says(page: Page, text: str, where: str = STATE) -> None:
    """Waits until the text stands there."""
    page.locator(where).get_by_text(text).first.wait_for()


def field(page: Page, name: str) -> Locator:
    return page.locator(f"#field-{name}")


def value(page: Page, name: str) -> str:
    return field(page, name).input_value()


def chips(page: Page, name: str) -> list[str]:
    return page.locator(f'[data-field="{name}"] .chip').all_inner_texts()


def pick(page: Page, name: str, *labels: str) -> None:
    page.locator(f'[data-field="{name}"] .chips__add').click()
    for label in labels:
        page.get_by_role("option", name=label).click()
    if page.locator(".picker").count():
        page.get_by_role("button", name="Done").click()


def fault(page: Page, name: str) -> str:
    found = page.locator(f'[data-field="{name}"] .field__error')
    return found.inner_text() if found.count() else ""


def main_link(page: Page) -> Locator:
    return page.locator("[data-send]")


def opened(page: Page, link: Locator) -> dict[str, str]:
    """The questions that the page of the repository which a link opens is told to fill in."""
    with page.context.expect_page() as popup:
        link.click()
    address = popup.value.url
    assert address.startswith(f"{REPOSITORY}/")
    assert len(address.encode()) < 6000
    popup.value.close()
    return {name: texts[0] for name, texts in parse_qs(urlsplit(address).query).items()}


# From an identifier to the issue


def test_five_interactions_lead_from_an_arxiv_id_to_the_filled_in_issue(
    page: Page, site: str, registers: LookupServers
) -> None:
    open_form(page, site)
    paste(page, "https://arxiv.org/abs/2501.04567v2")  # 1
    says(page, "DataCite gave title, 3 authors and date. Compare it with the work.", FOUND)
    page.get_by_role("button", name="Add approaches").click()  # 2
    page.get_by_role("option", name="Nest studies").click()  # 3
    field(page, "summary").fill(SUMMARY)  # 4
    says(page, "All there.")
    answers = opened(page, main_link(page))  # 5
    record = answers.pop("record")
    assert answers == {
        "template": "add-entry.yml",
        "title": f"[Entry] {WAGGLE}",
        "identifier": "2501.04567",
    }
    assert record == (
        f'title: "{WAGGLE}"\n'
        "authors:\n  - van der Berg, Jan\n  - Ito, Aya\n  - Kennedy, III, Monroe\n"
        'published: "2025-01-08"\narxiv: "2501.04567"\nkind: study\ncategories: [nest-study]\n'
        f"summary: >-\n  {SUMMARY}\n"
    )
    assert registers.calls_of("datacite") == ["GET /dois/10.48550/arXiv.2501.04567"]
    assert registers.calls_of("crossref") == registers.calls_of("openalex") == []


def test_a_doi_brings_the_venue_and_what_belongs_to_it(
    page: Page, site: str, registers: LookupServers
) -> None:
    open_form(page, site)
    paste(page, "https://doi.org/10.5555/3600000.3600123")
    says(page, "Crossref gave title, 2 authors, date,", FOUND)
    assert value(page, "title") == "Counting Wings: A Census of Solitary Bees"
    assert value(page, "authors") == "Okafor, Ngozi\nLi, Wei"
    assert chips(page, "venue") == ["ICBA"]
    assert (value(page, "venue_year"), value(page, "pages")) == ("2023", "12-24")
    assert registers.calls_of("datacite") == registers.calls_of("openalex") == []


def test_a_venue_that_is_not_in_the_vocabulary_is_named_and_not_guessed(
    page: Page, site: str
) -> None:
    open_form(page, site)
    paste(page, "10.1234/Bees.2024.17")
    says(page, "The venue “Journal of Bee Flight” is not in the vocabulary", FOUND)
    assert value(page, "title") == "Flight of Apis mellifera at 5 °C & below"
    assert value(page, "authors") == "Müller, Änne\n{The Cold Hive Consortium}"
    assert (chips(page, "venue"), value(page, "volume")) == ([], "")
    assert value(page, "arxiv") == "2403.11111"  # the preprint that the record names


def test_an_anthology_id_is_asked_by_its_doi_and_an_openreview_link_of_nobody(
    page: Page, site: str, registers: LookupServers
) -> None:
    open_form(page, site)
    paste(page, "https://aclanthology.org/2024.bees-main.12/")
    says(page, "Crossref gave title", FOUND)
    assert value(page, "authors") == "Abe, Yū\nDivyansh"
    assert registers.calls_of("crossref") == ["GET /works/10.18653/v1/2024.bees-main.12"]
    registers.calls.clear()
    paste(page, "https://openreview.net/forum?id=bEeFoRuM01")
    page.keyboard.press("Enter")
    says(page, "OpenReview does not answer pages of other sites. Fill in the fields by hand", FOUND)
    assert value(page, "openreview") == "bEeFoRuM01"
    assert registers.calls == []


def test_what_was_typed_is_kept_and_what_the_register_has_is_offered(page: Page, site: str) -> None:
    open_form(page, site)
    field(page, "title").fill("Waggle dances at night")
    paste(page, "2501.04567")
    says(page, "DataCite gave 3 authors and date.", FOUND)
    assert value(page, "title") == "Waggle dances at night"
    remark = page.locator('[data-field="title"] .field__remark')
    assert remark.inner_text() == f"DataCite has “{WAGGLE}”. Use it"
    remark.get_by_role("button", name="Use it").click()
    assert value(page, "title") == WAGGLE
    assert remark.count() == 0


def test_another_identifier_takes_the_place_of_all_that_the_first_one_brought(
    page: Page, site: str
) -> None:
    open_form(page, site)
    paste(page, "10.5555/3600000.3600123")
    says(page, "Crossref gave title", FOUND)
    field(page, "summary").fill(SUMMARY)
    page.locator("#identify").fill("")
    paste(page, "2501.04567")
    says(page, "DataCite gave title", FOUND)
    assert value(page, "title") == WAGGLE
    assert (chips(page, "venue"), value(page, "pages"), value(page, "doi")) == ([], "", "")
    assert value(page, "summary") == SUMMARY


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("error", "DataCite answered with the error 500."),
        ("too-many-far", "DataCite has too much to do at the moment."),
        ("missing", "DataCite does not know 10.48550/arXiv.2501.04567."),
        ("html", "DataCite answered with something else than a record."),
        ("truncated", "DataCite answered with something else than a record."),
        ("cut", "DataCite cannot be reached."),
        ("null", "DataCite knows no title of 10.48550/arXiv.2501.04567."),
    ],
)
def test_a_register_that_fails_is_named_and_the_form_stays_open(
    page: Page, site: str, registers: LookupServers, kind: Any, words: str
) -> None:
    registers.fail("datacite", kind)
    registers.fail("openalex", "error")
    open_form(page, site)
    paste(page, "2501.04567")
    says(page, words, FOUND)
    says(page, "Fill in the fields by hand; they are checked later.", FOUND)
    field(page, "title").fill("By hand")
    answers = opened(page, page.get_by_role("link", name="Send as it is"))
    assert answers["identifier"] == "2501.04567"


def test_openalex_is_asked_when_the_others_fail(
    page: Page, site: str, registers: LookupServers
) -> None:
    registers.fail("datacite", "overloaded")
    open_form(page, site)
    paste(page, "2501.04567")
    says(page, "OpenAlex gave title, 3 authors and date.", FOUND)
    assert value(page, "authors") == "van der Berg, Jan\nIto, Aya\nKennedy, III, Monroe"


def test_a_register_that_says_nothing_is_waited_for_eight_seconds(
    page: Page, site: str, registers: LookupServers
) -> None:
    registers.fail("datacite", "hang")
    registers.fail("openalex", "hang")
    page.clock.install()
    open_form(page, site)
    page.locator("#identify").fill("2501.04567")
    page.keyboard.press("Enter")
    page.clock.run_for(1000)
    says(page, "Asking DataCite, Crossref or OpenAlex.", FOUND)
    page.clock.run_for(7500)
    page.wait_for_timeout(100)
    page.clock.run_for(8500)
    says(page, "OpenAlex did not answer within 8 seconds.", FOUND)
    assert "DataCite did not answer within 8 seconds." in page.locator(FOUND).inner_text()


def test_a_record_of_a_stranger_is_text(page: Page, site: str) -> None:
    open_form(page, site)
    paste(page, "2502.66666")
    says(page, "DataCite gave title", FOUND)
    assert value(page, "title") == '<img src=x onerror=alert(1)>"alert(2)'
    assert page.locator("[data-row] .entry__title").inner_text() == value(page, "title")
    assert page.locator("[data-row] img, [data-row] script").count() == 0
    assert value(page, "published") == "2025"


# What is here already


def test_a_work_that_is_here_is_recognised_before_anybody_is_asked(
    page: Page, site: str, registers: LookupServers
) -> None:
    open_form(page, site)
    paste(page, "arXiv:2103.01234v3 [q-bio]")
    note = page.get_by_role("alert")
    note.wait_for()
    assert note.inner_text().splitlines()[0] == (
        "Already in Bee shelf. An entry has the same arXiv id:"
    )
    assert "Orchard bees & the 50% rule: What We Know" in note.inner_text()
    says(page, "One thing to settle first: the duplicate.")
    assert main_link(page).get_attribute("aria-disabled") == "true"
    assert registers.calls == []
    note.get_by_role("link", name="Correct that entry").click()
    page.wait_for_url("**/submit/?entry=vanderberg2021orchard")


def test_who_says_that_it_is_another_work_goes_on(
    page: Page, site: str, registers: LookupServers
) -> None:
    open_form(page, site)
    paste(page, "10.3897/JHR.81.60528")
    page.get_by_role("alert").get_by_text("the same DOI").wait_for()
    page.get_by_role("button", name="Mine is a different work").click()
    says(page, "Crossref gave title", FOUND)
    # Its title is that of the same entry, which was said to be another work.
    says(page, "Still missing: approaches and summary.")
    assert page.get_by_role("alert").count() == 0


def test_the_start_of_an_identifier_is_no_duplicate(page: Page, site: str) -> None:
    open_form(page, site)
    page.locator("#identify").press_sequentially("10.3897/jhr.81.6")
    page.wait_for_timeout(600)
    assert page.get_by_role("alert").count() == 0


def test_a_title_by_the_same_author_is_recognised_without_an_identifier(
    page: Page, site: str
) -> None:
    open_form(page, site)
    field(page, "title").fill("Orchard Bees and the 50% Rule: what we know")
    field(page, "authors").fill("van der Berg, Jan")
    note = page.locator('[data-field="title"]').get_by_role("alert")
    note.get_by_text("nearly the same title and the same first author").wait_for()
    field(page, "authors").fill("Ito, Aya")
    note.wait_for(state="detached")


# BibTeX


BIBTEX = """@inproceedings{x,
  title = {How {B}ees Find {\\'E}l{\\"u}sium},
  author = {van der Berg, Jan and {\\'A}nne M{\\"u}ller and {The Bee Atlas}},
  booktitle = {Proceedings of the 3rd International Conference on Bee Ecology},
  year = 2024, pages = {1--9}, note = {\\strange{x}}, volume = \\odd,
}"""


def test_a_bibtex_entry_fills_the_form_and_what_it_lacks_is_looked_up(
    page: Page, site: str, registers: LookupServers
) -> None:
    open_form(page, site)
    paste(page, BIBTEX.replace("year = 2024", "eprint = {2501.04567}, year = 2025"))
    says(page, "BibTeX gave title, 3 authors", FOUND)
    assert value(page, "title") == "How Bees Find Élüsium"
    assert value(page, "authors") == "van der Berg, Jan\nMüller, Ánne\n{The Bee Atlas}"
    assert (chips(page, "venue"), value(page, "venue_year")) == (["ICBA"], "2025")
    says(page, "DataCite gave date.", FOUND)
    assert value(page, "published") == "2025-01-08"  # more exact than the year
    remark = page.locator('[data-field="title"] .field__remark')
    assert remark.inner_text() == f"DataCite has “{WAGGLE}”. Use it"
    assert registers.calls_of("datacite") == ["GET /dois/10.48550/arXiv.2501.04567"]


def test_bibtex_that_cannot_be_read_is_said(page: Page, site: str) -> None:
    open_form(page, site)
    paste(page, "@misc{x, title = {On \\foo{bees}}, author = {Ito, Aya and others}, year = nowhere")
    says(page, "title: \\foo is LaTeX that this form cannot read.", FOUND)
    says(page, "The list of authors ends with “and others”", FOUND)
    says(page, "year: nothing says what nowhere stands for", FOUND)
    says(page, "The entry does not end: a brace is missing.", FOUND)


# Checks


def test_a_wrong_value_is_told_when_its_field_is_left_and_gone_when_it_is_right(
    page: Page, site: str
) -> None:
    open_form(page, site)
    field(page, "code").press_sequentially("https://github.com/bees")
    assert fault(page, "code") == ""
    field(page, "project").focus()
    page.locator('[data-field="code"] .field__error').wait_for()
    assert fault(page, "code") == (
        "This is an account, not a repository; write https://github.com/owner/name."
    )
    assert field(page, "code").get_attribute("aria-invalid") == "true"
    described = field(page, "code").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == fault(page, "code")
    field(page, "code").press("End")
    field(page, "code").press_sequentially("/wings")
    page.locator('[data-field="code"] .field__error').wait_for(state="detached")
    assert field(page, "code").get_attribute("aria-invalid") is None


def test_an_address_without_its_scheme_gets_one(page: Page, site: str) -> None:
    open_form(page, site)
    for written in (
        "github.com/bees/home", "http://github.com/bees/home", "HTTPS://github.com/bees/home.",
        "<https://github.com/bees/home>", "git@github.com:bees/home.git",
    ):  # fmt: skip
        field(page, "code").fill(written)
        field(page, "project").focus()
        assert field(page, "code").input_value() == "https://github.com/bees/home"
        assert fault(page, "code") == ""


def test_the_main_button_says_what_is_missing_and_leads_there(page: Page, site: str) -> None:
    open_form(page, site)
    says(page, "An identifier or a link is needed; everything else can follow.")
    page.locator("#identify").fill("2501.09999")
    says(page, "Still missing: title, authors, date, approaches and summary.")
    field(page, "published").fill("2025-13")
    field(page, "published").blur()
    says(page, "One thing to settle first: date.")
    main_link(page).focus()
    assert page.evaluate("document.activeElement.matches('[data-send]')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "field-published"
    assert len(page.context.pages) == 1
    page.get_by_role("button", name="date").click()
    assert page.evaluate("document.activeElement.id") == "field-published"


def test_an_identifier_alone_can_be_sent_as_it_is(page: Page, site: str) -> None:
    open_form(page, site)
    page.locator("#identify").fill("https://openreview.net/forum?id=bEeFoRuM01")
    answers = opened(page, page.get_by_role("link", name="Send as it is"))
    assert answers == {
        "template": "add-entry.yml",
        "title": "[Entry] https://openreview.net/forum?id=bEeFoRuM01",
        "identifier": "https://openreview.net/forum?id=bEeFoRuM01",
        "record": "openreview: bEeFoRuM01\nkind: study\n",
    }


def test_the_summary_counts_as_a_reader_does(page: Page, site: str) -> None:
    open_form(page, site)
    field(page, "summary").fill("Bees 🐝  é")
    assert page.locator(".field__count").inner_text() == "8 of 480 characters"


# Pickers


def test_terms_are_picked_by_keyboard_alone(page: Page, site: str) -> None:
    open_form(page, site)
    add = page.get_by_role("button", name="Add approaches")
    add.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("combobox")
    assert box.evaluate("it => it === document.activeElement")
    assert add.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("option").count() == 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active} b").inner_text() == "Nest studies"
    page.keyboard.press("Enter")
    page.keyboard.type("transect")
    assert page.get_by_role("option").all_inner_texts() == [
        "Field surveys\nWorks that count or trap bees outdoors."
    ]
    page.keyboard.press("Enter")
    assert chips(page, "categories") == ["Nest studies", "Field surveys"]
    page.keyboard.press("Escape")
    assert page.locator(".picker").count() == 0
    assert add.evaluate("it => it === document.activeElement")
    page.get_by_role("button", name="Remove Nest studies").click()
    assert chips(page, "categories") == ["Field surveys"]


def test_a_facet_of_one_term_starts_with_the_first_and_is_changed_in_one_go(
    page: Page, site: str
) -> None:
    open_form(page, site)
    assert chips(page, "kind") == ["Study"]
    page.get_by_role("button", name="Change kind").click()
    page.get_by_role("option", name="Diary").click()
    assert chips(page, "kind") == ["Diary"]
    assert page.locator(".picker").count() == 0


def test_a_click_elsewhere_and_the_tab_key_close_the_picker(page: Page, site: str) -> None:
    open_form(page, site)
    page.get_by_role("button", name="Add regions").click()
    page.locator("h1").click()
    assert page.locator(".picker").count() == 0
    page.get_by_role("button", name="Add regions").click()
    page.get_by_role("button", name="Done").focus()
    page.keyboard.press("Tab")
    assert page.locator(".picker").count() == 0


# The preview and the file


def fill_whole(page: Page) -> None:
    page.locator("#identify").fill("2501.09999")
    field(page, "title").fill('On "bees"')
    field(page, "authors").fill("van der Berg, Jan\n{The Bee Atlas}\n")
    field(page, "published").fill("2025-01")
    field(page, "summary").fill(SUMMARY)
    pick(page, "categories", "Field surveys")
    pick(page, "regions", "Tyrol")
    says(page, "All there.")


def test_the_preview_shows_the_row_the_file_and_the_record(page: Page, site: str) -> None:
    open_form(page, site)
    fill_whole(page)
    row = page.locator("[data-row] .entry")
    assert row.locator(".entry__title").inner_text() == 'On "bees"'
    assert row.locator(".entry__by").inner_text() == "Jan van der Berg, The Bee Atlas"
    assert row.locator(".entry__where").inner_text() == "arXiv Jan 2025"
    assert row.locator(".entry__terms").inner_text() == "Field surveys · Tyrol"
    entry = page.locator("#file-entry").inner_text()
    assert yaml.safe_load(entry)["authors"] == ["van der Berg, Jan", "{The Bee Atlas}"]
    page.get_by_role("tab", name="BibTeX").click()
    page.locator("#file-bibtex").get_by_text("@misc{vanderberg2025bees,").wait_for()
    assert 'title = {On "bees"},' in page.locator("#file-bibtex").inner_text()


def test_the_file_can_be_created_copied_and_downloaded(page: Page, site: str) -> None:
    open_form(page, site)
    fill_whole(page)
    page.locator("#file-bibtex").get_by_text("vanderberg2025bees").wait_for(state="attached")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    file = page.locator("#file-entry code").text_content()
    assert file is not None
    assert file.endswith(f'added: "{today}"\n')
    created = opened(page, page.get_by_role("link", name="Create it on GitHub"))
    assert created == {"filename": "vanderberg2025bees.yaml", "value": file}
    page.locator("[data-copy-file]").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == file
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    assert download.value.suggested_filename == "vanderberg2025bees.yaml"
    assert Path(download.value.path()).read_text(encoding="utf-8") == file


def test_a_key_that_is_taken_gets_a_letter(page: Page, site: str) -> None:
    open_form(page, site)
    fill_whole(page)
    field(page, "title").fill("Nest of glass")
    field(page, "authors").fill("Okafor, Ngozi")
    field(page, "published").fill("2022")
    page.locator("#identify").fill("10.1000/glass")
    page.locator("#file-bibtex").get_by_text("okafor2022nestb").wait_for(state="attached")


def test_what_is_too_long_for_a_link_is_copied(page: Page, site: str) -> None:
    open_form(page, site)
    fill_whole(page)
    names = "\n".join(f"Müller-Lüdenscheidt, Änne{'x' * it}" for it in range(90))
    field(page, "authors").fill(names)
    says(page, "All there.")
    answers = opened(page, main_link(page))
    assert answers == {
        "template": "add-entry.yml", "title": '[Entry] On "bees"', "identifier": "2501.09999",
    }  # fmt: skip
    record = page.evaluate("navigator.clipboard.readText()")
    assert yaml.safe_load(record)["authors"] == names.split("\n")
    assert "added" not in record
    says(page, "paste it into “Record” in the new tab", "[data-handed]")


# The draft


def test_a_draft_survives_a_reload_and_goes_when_it_was_sent_unless_that_is_taken_back(
    page: Page, site: str
) -> None:
    open_form(page, site)
    fill_whole(page)
    open_form(page, site)
    page.get_by_text("This is what you typed last time.").wait_for()
    says(page, "All there.")
    assert page.locator("#identify").input_value() == "2501.09999"
    assert value(page, "authors") == "van der Berg, Jan\n{The Bee Atlas}\n"
    assert chips(page, "regions") == ["Tyrol"]
    opened(page, main_link(page))
    page.get_by_role("button", name="Not yet").click()
    assert value(page, "title") == 'On "bees"'
    opened(page, main_link(page))
    page.get_by_role("button", name="I have sent it").click()
    assert (value(page, "title"), chips(page, "regions")) == ("", [])
    page.get_by_role("button", name="Undo").click()
    assert (value(page, "title"), chips(page, "regions")) == ('On "bees"', ["Tyrol"])
    page.get_by_role("button", name="Start anew").last.click()
    open_form(page, site)
    assert value(page, "title") == ""
    assert page.locator("[data-message]").is_hidden()


@pytest.mark.parametrize(
    "kept",
    ["{", "null", "[]", '"x"', '{"version":1}', '{"version":2,"fields":{"title":["x","person"]}}',
     '{"version":1,"fields":{"title":5,"kind":["no-such"],"authors":[[1],2],"__proto__":[1]}}',
     '{"version":1,"identify":7,"differs":"x","fields":[],"source":{}}'],
)  # fmt: skip
def test_a_draft_that_is_none_is_left_aside(page: Page, site: str, kept: str) -> None:
    page.add_init_script(f"localStorage.setItem('atlas.draft', {kept!r})")
    open_form(page, site)
    assert value(page, "title") == ""
    assert chips(page, "kind") == ["Study"]


def test_storage_that_is_blocked_or_full_breaks_nothing_and_is_said(page: Page, site: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
    )
    open_form(page, site)
    fill_whole(page)
    page.wait_for_timeout(400)
    field(page, "project").fill("https://bees.example/x")
    says(page, "Your browser does not store what you type", "[data-kept]")
    assert opened(page, main_link(page))["identifier"] == "2501.09999"


# Corrections


def test_a_correction_holds_the_changed_fields_alone(page: Page, site: str) -> None:
    page.goto(f"{site}entries/vanderberg2021orchard/")
    page.get_by_role("link", name="Correct this entry").click()
    page.locator(".chips__add").first.wait_for()
    assert page.title() == "Correct an entry - Bee shelf"
    assert value(page, "authors") == "van der Berg, Jan\nMüller, Änne"
    says(page, "Nothing has been changed yet.")
    assert main_link(page).get_attribute("href") is None
    field(page, "authors").fill("van der Berg, Jan\nMüller, Anne")
    page.get_by_role("button", name="Remove Tyrol").click()
    field(page, "pages").fill("")
    page.locator("#source").fill("https://bees.example/p")
    says(page, "All there.")
    assert page.locator(".changes dt").all_inner_texts() == ["Authors", "Pages", "Regions"] or (
        page.locator(".changes dt").all_inner_texts() == ["Pages", "Regions", "Authors"]
    )
    answers = opened(page, main_link(page))
    assert answers == {
        "template": "correct-entry.yml",
        "title": "[Correction] vanderberg2021orchard",
        "entry": "vanderberg2021orchard",
        "source": "https://bees.example/p",
        "change": (
            "authors:\n  old:\n    - van der Berg, Jan\n    - Müller, Änne\n"
            "  new:\n    - van der Berg, Jan\n    - Müller, Anne\n"
            'pages:\n  old: "1-20"\nregions:\n  old:\n    - tyrol\n'
        ),
    }


def test_each_changed_field_says_what_it_was_and_can_be_taken_back(page: Page, site: str) -> None:
    open_form(page, site, "?entry=vanderberg2021orchard")
    field(page, "title").fill("Orchards")
    remark = page.locator('[data-field="title"] .field__remark')
    assert remark.inner_text() == "Was: Orchard bees & the 50% rule: What We Know Take it back"
    remark.get_by_role("button").click()
    assert value(page, "title") == "Orchard bees & the 50% rule: What We Know"
    says(page, "Nothing has been changed yet.")
    assert page.get_by_text("not yet confirmed").count() == 1


def test_what_is_in_doubt_can_be_confirmed_with_a_source(page: Page, site: str) -> None:
    open_form(page, site, "?entry=vanderberg2021orchard")
    page.get_by_label("Date: right, compared with the source").check()
    says(page, "One thing to settle first: the source.")
    page.locator("#source").fill("bees.example/p")
    page.locator("#source").blur()
    assert fault_of_source(page) == (
        "'bees.example/p' is not an https address; write https://host/path."
    )
    page.locator("#source").fill("https://bees.example/p")
    open_form(page, site, "?entry=vanderberg2021orchard")
    assert page.get_by_label("Date: right, compared with the source").is_checked()
    says(page, "All there.")
    answers = opened(page, main_link(page))
    assert answers["change"] == "Compared with the source and right: date."
    field(page, "published").fill("2021-04")
    says(page, "All there.")
    assert opened(page, main_link(page))["change"] == (
        'published:\n  old: "2021-03"\n  new: "2021-04"\n'
    )


def fault_of_source(page: Page) -> str:
    return page.locator("[data-source] .field__error").inner_text()


def test_a_correction_has_a_draft_of_its_own(page: Page, site: str) -> None:
    open_form(page, site, "?entry=vanderberg2021orchard")
    field(page, "nickname").fill("OB")
    open_form(page, site)
    assert value(page, "nickname") == ""
    open_form(page, site, "?entry=okafor2022nest")
    assert value(page, "nickname") == ""
    open_form(page, site, "?entry=vanderberg2021orchard")
    assert value(page, "nickname") == "OB"
    says(page, "All there.")


def test_a_former_key_leads_to_the_entry_and_an_unknown_one_to_the_empty_form(
    page: Page, site: str
) -> None:
    open_form(page, site, "?entry=abe2019sounds")
    assert value(page, "title") == "The Sound of $n$ Bees at 100 Hz"
    open_form(page, site, "?entry=nobody2020x")
    page.get_by_text("No entry has the key nobody2020x.").wait_for()
    assert value(page, "title") == ""
    open_form(page, site, "?entry=%3Cimg%20src=x%20onerror=alert(1)%3E")
    page.get_by_text("No entry has the key <img").wait_for()


def test_what_a_required_field_loses_must_be_put_back(page: Page, site: str) -> None:
    open_form(page, site, "?entry=vanderberg2021orchard")
    field(page, "title").fill("")
    says(page, "One thing to settle first: title.")


def test_the_corrected_file_is_copied_for_the_editor_of_the_repository(
    page: Page, site: str
) -> None:
    open_form(page, site, "?entry=vanderberg2021orchard")
    field(page, "nickname").fill("OB")
    with page.context.expect_page() as popup:
        page.get_by_role("link", name="Edit it on GitHub").click()
    assert popup.value.url == f"{REPOSITORY}/edit/main/entries/vanderberg2021orchard.yaml"
    popup.value.close()
    file = yaml.safe_load(page.evaluate("navigator.clipboard.readText()"))
    assert (file["nickname"], file["added"], file["unverified"]) == (
        "OB", "2026-01-05", ["published"],
    )  # fmt: skip


# Without this or that


def test_without_script_it_says_what_to_do(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}submit/")
    assert page.get_by_text("The form on this page needs JavaScript").is_visible()
    assert not page.locator("form").is_visible()
    links = page.locator("#atlas-content a:visible").evaluate_all("all => all.map(it => it.href)")
    assert links == [
        *(f"{REPOSITORY}/issues/new?template={form}.yml"
          for form in ("add-entry", "correct-entry", "report-problem", "propose-term")),
        f"{site}contribute/", f"{site}fields/", f"{REPOSITORY}/tree/main/entries",
    ]  # fmt: skip
    context.close()


def test_without_a_repository_the_file_is_copied_or_downloaded(
    page: Page, sites: dict[str, str]
) -> None:
    open_form(page, sites["without"])
    fill_whole(page)
    page.locator("#file-bibtex").get_by_text("vanderberg2025bees").wait_for(state="attached")
    assert page.get_by_role("link", name="GitHub").count() == 0
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    assert download.value.suggested_filename == "vanderberg2025bees.yaml"


def test_data_that_do_not_come_are_asked_for_again(page: Page, site: str) -> None:
    page.route("**/data/submit.json", lambda route: route.abort(), times=2)
    page.goto(f"{site}submit/")
    page.get_by_text("The form did not load.").wait_for()
    field(page, "title").fill("Typed meanwhile")
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    page.locator(".chips__add").first.wait_for()
    assert value(page, "title") == "Typed meanwhile"


def test_the_site_without_its_data_still_takes_a_submission(page: Page, site: str) -> None:
    page.route("**/data/search.json", lambda route: route.abort())
    open_form(page, site)
    paste(page, "2501.04567")
    says(page, "DataCite gave title", FOUND)
    assert page.get_by_role("link", name="Send as it is").is_visible()


# For everybody


def look_at(page: Page, axe: str, name: str) -> None:
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOO_WIDE) == [], f"{name}, {scheme}, {width}"
            found = page.evaluate(FAULTS, [{"exclude": []}, {}])
            assert found == [], f"{name}, {scheme}, {width}"


def test_axe_finds_nothing_in_any_state_at_any_width(page: Page, site: str, axe: str) -> None:
    open_form(page, site)
    look_at(page, axe, "empty")
    fill_whole(page)
    look_at(page, axe, "whole")
    field(page, "authors").fill("Aya Ito")
    field(page, "code").fill("https://github.com/x")
    field(page, "code").blur()
    page.locator('[data-field="code"] .field__error').wait_for()
    look_at(page, axe, "with faults")
    page.get_by_role("button", name="Add approaches").click()
    look_at(page, axe, "with an open picker")
    page.keyboard.press("Escape")
    page.locator("summary").first.click()
    page.locator("#identify").fill("2103.01234")
    page.get_by_role("alert").wait_for()
    look_at(page, axe, "with a duplicate")
    open_form(page, site, "?entry=vanderberg2021orchard")
    field(page, "title").fill("Orchards")
    look_at(page, axe, "correction")


SHIFTS = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const it of list.getEntries()) if (!it.hadRecentInput) sum += it.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 300);
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_page_comes(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_form(page, site)
    assert page.evaluate(SHIFTS) < NEVER_BEFORE


def test_the_whole_way_by_keyboard(page: Page, site: str) -> None:
    open_form(page, site)
    paste(page, "2501.04567")
    says(page, "DataCite gave title", FOUND)

    def go_to(is_there: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({is_there!r})"):
                return
        raise AssertionError(is_there)

    go_to('[data-field="categories"] .chips__add')
    page.keyboard.press("Enter")
    page.keyboard.type("nest")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    go_to("#field-summary")
    page.keyboard.type(SUMMARY)
    go_to("[data-send]")
    with page.context.expect_page() as popup:
        page.keyboard.press("Enter")
    assert "template=add-entry.yml" in popup.value.url


def test_an_idle_visitor_loads_no_entries(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    open_form(page, site)
    page.wait_for_timeout(300)
    assert [path for path in asked if path.endswith(("search.json", "worker.js"))] == []
    page.locator("#identify").focus()
    page.wait_for_timeout(300)
    assert [path.rpartition("/")[2] for path in asked if "search.json" in path] == ["search.json"]
