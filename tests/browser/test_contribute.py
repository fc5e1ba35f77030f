"""A person fills in the page, follows it to GitHub's form, and finds the entry on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import build
from contribution import SUMMARY, Repository, running_repository
from local_server import serving_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BIBTEX = r"""@inproceedings{muller24,
  author = {M{\"u}ller, {\"A}nne and van der Berg, Jan},
  title = {Probing the {Hive} at 5\,\% Light},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2024}, month = dec, url = {https://example.org/hive-light}
}"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    folder = tmp_path_factory.mktemp("contribute")
    with running_repository(folder, is_whole=True) as repository:
        build(repository.root)
        yield repository


@pytest.fixture(scope="module")
def address(repository: Repository) -> Iterator[str]:
    """Where the site of the clone is served."""
    with serving_folder(repository.root / "site") as address:
        yield f"{address}/"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    yield context
    context.close()


class Person:
    """Somebody at the page, whose every click, key or typing into a field is counted."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.acts = 0

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")
        self.page.locator("#identify, [data-entry-row] a").first.wait_for()

    def paste(self, text: str) -> None:
        """As a clipboard does, all at once."""
        self.acts += 1
        self.page.locator("#identify").focus()
        self.page.evaluate(
            """text => {
                const field = document.getElementById("identify");
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
                                                           cancelable: true});
                if (field.dispatchEvent(event)) {
                    document.execCommand("insertText", false, text);
                }
            }""",
            text,
        )

    def fill(self, label: str, text: str) -> None:
        self.acts += 1
        self.page.locator(f"[data-field='{label}'] :is(input, textarea)").first.fill(text)

    def pick(self, field: str, term: str) -> None:
        """Opens the picker of a field and takes a term: two clicks."""
        self.acts += 2
        group = self.page.locator(f"[data-field='{field}']")
        group.get_by_role("button", name=re.compile("Add|Change")).first.click()
        option = self.page.get_by_role("option", name=term, exact=False)
        option = option.or_(self.page.get_by_role("checkbox", name=term, exact=False))
        option.first.click()
        self.page.keyboard.press("Escape")

    def title(self) -> str:
        return self.page.locator("[data-field='title'] input").input_value()

    def send(self) -> Page:
        """Opens the issue on GitHub; the page that opens."""
        self.acts += 1
        with self.context.expect_page() as opened:
            self.page.locator("[data-send]").click()
        opened.value.wait_for_load_state()
        return opened.value


def create(form: Page, repository: Repository) -> int:
    """Presses the button of GitHub's form; the number of the issue."""
    form.get_by_role("button", name="Create").click()
    form.wait_for_url(re.compile(r"/issues/[0-9]+$"))
    number = int(form.url.rsplit("/", 1)[1])
    ended = repository.submit(number)
    assert ended.returncode == 0, ended.stderr
    return number


def test_an_arxiv_id_becomes_a_page_of_the_site(
    context: BrowserContext, address: str, repository: Repository
) -> None:
    person = Person(context, address)
    person.open("submit/")
    person.paste("arXiv:2501.04999")
    person.page.locator("[data-row] .entry__title").wait_for()
    assert person.title() == "How bees <find> their way & back"
    person.pick("categories", "Probing")
    person.fill("summary", SUMMARY)
    form = person.send()
    assert person.acts <= 5
    assert form.locator("#issue_title").input_value() == "[Entry] How bees <find> their way & back"
    number = create(form, repository)

    branch = f"submission/{number}"
    assert repository.changed_files(branch) == ["100644 entries/vanderberg2025bees.yaml"]
    assert repository.pulls_of(number) == [f"Add vanderberg2025bees (#{number})"]
    assert len(repository.github.comments_of(number)) == 1
    text = repository.git("show", f"{branch}:entries/vanderberg2025bees.yaml")
    assert f"summary: >-\n  {SUMMARY}\n" in text
    assert 'arxiv: "2501.04999"\n' in text
    assert "unverified" not in text.replace("  - kind\n", "").replace("  - scope\n", "") or (
        "  - title\n" not in text
    )

    repository.merge(number)
    build(repository.root)
    page = person.page
    page.goto(f"{address}entries/vanderberg2025bees/")
    assert page.locator("h1").inner_text() == "How bees <find> their way & back"


def test_a_doi_and_a_bibtex_record_become_pull_requests(
    context: BrowserContext, address: str, repository: Repository
) -> None:
    person = Person(context, address)
    person.open("submit/")
    person.paste("https://doi.org/10.1234/hives.24")
    person.page.locator("[data-row] .entry__title").wait_for()
    assert person.title() == "Listening to hives"
    person.pick("categories", "Probing")
    person.fill("summary", SUMMARY)
    number = create(person.send(), repository)
    text = repository.git("show", f"submission/{number}:entries/okafor2024listening.yaml")
    assert 'published: "2024-12-10"\n' in text
    assert 'doi: "10.1234/hives.24"\n' in text

    other = Person(context, address)
    other.open("submit/")
    other.page.locator("[data-anew]").click()
    other.paste(BIBTEX)
    other.page.locator("[data-row] .entry__title").wait_for()
    assert other.title() == "Probing the Hive at 5 % Light"
    other.pick("categories", "Probing")
    other.fill("summary", SUMMARY)
    number = create(other.send(), repository)
    text = repository.git("show", f"submission/{number}:entries/muller2024probing.yaml")
    assert "authors:\n  - Müller, Änne\n  - van der Berg, Jan\n" in text
    assert "venue: neurips\n" in text


def test_a_correction_changes_one_field_of_one_file(
    context: BrowserContext, address: str, repository: Repository
) -> None:
    person = Person(context, address)
    person.page.goto(f"{address}entries/parekh2024concept/")
    person.page.get_by_role("link", name="Correct this entry").first.click()
    person.page.locator("[data-entry-row] a").first.wait_for()
    person.fill("summary", SUMMARY)
    form = person.send()
    number = create(form, repository)
    branch = f"submission/{number}"
    assert repository.changed_files(branch) == ["100644 entries/parekh2024concept.yaml"]
    base = repository.git("merge-base", "main", branch).strip()
    diff = repository.git("diff", "-U0", base, branch)
    added = [line for line in diff.splitlines() if re.match(r"\+[^+]", line)]
    assert added == [f"+  {SUMMARY}"]


def test_a_work_that_is_here_is_named_before_it_is_sent(
    context: BrowserContext, address: str
) -> None:
    person = Person(context, address)
    person.open("submit/")
    person.paste("https://arxiv.org/pdf/2406.08074v2")
    note = person.page.locator("#duplicate")
    note.wait_for()
    assert "A Concept-Based Explainability Framework" in note.inner_text()
    assert note.get_by_role("link", name="Correct that entry").get_attribute("href")


def test_a_wrong_id_is_found_after_it_was_sent(
    context: BrowserContext, address: str, repository: Repository
) -> None:
    """Somebody fills in GitHub's form by hand, with the id of another work."""
    page = context.new_page()
    page.goto(f"{repository.github.url}/{repository.github.repository}/issues/new"
              "?template=add-entry.yml")  # fmt: skip
    page.locator("#issue_title").fill("[Entry] Wasps")
    page.locator("#identifier").fill("10.1234/hives.24")
    page.locator("#title").fill("A Census of Alpine Wasps")
    number = create(page, repository)
    (comment,) = repository.github.comments_of(number)
    assert "belongs to another work" in comment.body
    assert repository.pulls_of(number) == []


def test_the_pictures_of_the_docs_are_there() -> None:
    folder = Path(__file__).parent.parent.parent / "docs" / "assets" / "images"
    named = re.findall(
        r"assets/images/(submit-[a-z]+\.\w+)",
        (folder.parent.parent / "submitting.md").read_text(encoding="utf-8"),
    )
    assert len(named) >= 3
    assert [name for name in named if not (folder / name).is_file()] == []
