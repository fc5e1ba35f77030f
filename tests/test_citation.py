"""APA 7, from whole citations down to initials."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from markdown import Markdown
from toy import HOSTILE, bees, hostile_entry, toy

from literature.model import Entry, Name, PartialDate
from literature.render.citation import (
    Run,
    initials,
    plain,
    render_apa,
    render_markdown_item,
    render_plain_list,
)


def cite(key: str, **changes: object) -> str:
    return plain(cited(bees(key, **changes)))


def cited(entry: Entry) -> tuple[Run, ...]:
    return render_apa(entry, toy().taxonomy)


def markdown_list(*entries: Entry) -> str:
    return "".join(render_markdown_item(it, cited(it), toy().taxonomy) for it in entries)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "beelab2023keyed",
            "Bee Lab. (2023). Keyed: naming bees by their wings [Computer software]. "
            "https://github.com/example/keyed",
        ),
        (
            "okafor2022nest",
            "Okafor, N., & van der Berg, J. (2022). A Nest in Every Wall. In International "
            "Conference on Bee Ecology: Workshop on Walls. "
            "https://openreview.net/forum?id=abcDEF123",
        ),
        (
            "li2022solitary",
            "Li, W., Kennedy, M., III, & Divyansh. (2022). Solitary Bees Remember _Where_, not "
            "When (arXiv:2206.00042). arXiv. https://doi.org/10.48550/arXiv.2206.00042",
        ),
        (
            "vanderberg2021orchard",
            "van der Berg, J., & Müller, Ä. (2021). Orchard bees & the 50% rule: What We Know. "
            "Journal of Hymenoptera Research, 81, 1–20. https://doi.org/10.3897/jhr.81.60528",
        ),
        (
            "dubois2020diary",
            "Dubois, Z. (2020, May 17). Diary of a <small> meadow. https://example.org/diary",
        ),
        (
            "abe2019sound",
            "Abe, Y., & Okafor, N. (2020). The Sound of $n$ Bees at 100 Hz. In International "
            "Conference on Bee Ecology. https://doi.org/10.1000/bees_(2019)%3C1%3E",
        ),
    ],
)
def test_each_kind_of_work_is_cited_in_its_form(key: str, expected: str) -> None:
    assert cite(key) == expected


def test_the_journal_and_the_volume_are_italic() -> None:
    entry = bees("vanderberg2021orchard", number="3")
    assert render_apa(entry, toy().taxonomy)[1:] == (
        ("Journal of Hymenoptera Research", True),
        (", ", False),
        ("81", True),
        ("(3), 1–20. https://doi.org/10.3897/jhr.81.60528", False),
    )


def test_the_title_of_a_preprint_is_italic() -> None:
    runs = render_apa(bees("li2022solitary"), toy().taxonomy)
    assert runs[1] == ("Solitary Bees Remember _Where_, not When", True)


def test_volume_and_pages_of_proceedings_stand_in_brackets() -> None:
    text = cite("abe2019sound", volume="37", pages="5-9")
    assert "In International Conference on Bee Ecology (Vol. 37, pp. 5–9). https" in text


def test_one_page_is_p() -> None:
    assert "(p. 1834). " in cite("abe2019sound", pages="1834")


@pytest.mark.parametrize("end", ["?", "!", "."])
def test_a_title_that_ends_a_sentence_gets_no_second_full_stop(end: str) -> None:
    assert f"Why{end} In International" in cite("abe2019sound", title=f"Why{end}")


def test_a_manuscript_on_openreview_names_it() -> None:
    entry = cite("li2022solitary", arxiv="", openreview="abcDEF123", title="Why?")
    assert entry.endswith("(2022). Why? OpenReview. https://openreview.net/forum?id=abcDEF123")


def test_a_post_of_unknown_day_has_its_month() -> None:
    assert "(2020, May). " in cite("dubois2020diary", published=PartialDate(2020, 5))


def test_twenty_authors_are_all_named() -> None:
    names = tuple(Name(f"F{number}", "Ann") for number in range(1, 21))
    assert cite("abe2019sound", authors=names).startswith("F1, A., F2, A., ")
    assert ", F19, A., & F20, A. (2020)" in cite("abe2019sound", authors=names)


def test_of_more_than_twenty_authors_nineteen_and_the_last_are_named() -> None:
    names = tuple(Name(f"F{number}", "Ann") for number in range(1, 24))
    assert ", F19, A., . . . F23, A. (2020)" in cite("abe2019sound", authors=names)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Jan", "J."),
        ("Jean-Luc", "J.-L."),
        ("Jean-Luc M.", "J.-L. M."),
        ("J.R.", "J. R."),
        ("J.-L.", "J.-L."),
        ("Änne", "Ä."),
        ("Seung-hoon", "S.-H."),
        ('Robert "Bob"', "R. B."),
        ("D'Arcy", "D."),
        ("伟", "伟."),
        ("-", ""),
        ("", ""),
    ],
)
def test_given_names_become_initials(given: str, expected: str) -> None:
    assert initials(given) == expected


# --- lists ---------------------------------------------------------------------------------------


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_plain_list_has_a_citation_a_line() -> None:
    entries = toy().entries
    lines = render_plain_list(map(cited, entries)).split("\n")
    assert lines == [*(cite(entry.key) for entry in entries), ""]


def test_a_markdown_list_sets_italics_and_links() -> None:
    assert markdown_list(bees("dubois2020diary")) == (
        "- Dubois, Z. (2020, May 17). *Diary of a &lt;small&gt; meadow*. "
        "<https://example.org/diary>\n"
    )


@pytest.mark.parametrize(
    "text", [*HOSTILE, "1. one", "12) two", "# head", "- item", "+ plus", "== rule"]
)
def test_a_markdown_list_shows_each_citation_as_one_item_of_the_same_text(text: str) -> None:
    entry = hostile_entry(" ".join(text.split()))
    listed = markdown_list(entry, entry)
    html = Markdown().convert(listed)
    reader = _Text()
    reader.feed(html)
    shown = plain(render_apa(entry, toy().taxonomy))
    assert reader.text.split() == [*shown.split(), *shown.split()]
    assert reader.tags <= {"ul", "li", "em", "a"}
    assert html.count("<li>") == 2
