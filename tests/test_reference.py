"""The page of fields: what it says, and that no word of the vocabulary is markup in it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown
from thorough import examples
from toy import HOSTILE, toy

from literature.model import field_specs
from literature.render.reference import neutral, render_field_reference
from literature.rules import describe_rules
from literature.taxonomy import Taxonomy

EXTENSIONS = ["toc", "tables", "fenced_code"]


class _Page(HTMLParser):
    """The elements, the addresses and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(markdown(text, extensions=EXTENSIONS))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [text or "" for name, text in attrs if name in ("href", "src")]
        self.ids += [text or "" for name, text in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data


def body(text: str) -> _Page:
    return _Page(text.split("---\n", 2)[2])


def with_words(text: str) -> Taxonomy:
    """The toy vocabulary with one facet whose every word is the text."""
    taxonomy = toy().taxonomy
    facet = taxonomy.facets["regions"]
    terms = {
        name: replace(term, label=text, description=text) for name, term in facet.terms.items()
    }
    changed = replace(facet, label=text, singular=text, description=text, terms=terms)
    return Taxonomy({**taxonomy.facets, "regions": changed}, taxonomy.fields)


def test_a_field_has_its_limits_meaning_and_example() -> None:
    text = render_field_reference(toy().taxonomy)
    assert (
        "## `added`\n\n*required, day*\n\n"
        "Day the entry came into the database; drives the recent list and the feeds.\n\n"
        "```yaml\nadded: 2026-11-20\n```\n"
    ) in text
    assert "## `summary`\n\n*required, text, 40 to 480 characters*\n\n" in text
    assert "```yaml\nalt_titles:\n  - An older title\n```\n" in text


def test_a_field_of_the_vocabulary_leads_to_its_facet_and_lists_its_terms() -> None:
    assert (
        "## `categories`\n\n*required, list of at most 3 terms* of "
        "[Approaches](categories/index.md)\n\n"
        "How the bees were studied.\n\n"
        "| id | label | meaning |\n| --- | --- | --- |\n"
        "| `field-survey` | Field surveys | Works that count or trap bees outdoors. |\n"
        "| `nest-study` | Nest studies | Works that open, build or watch nests. |\n"
    ) in render_field_reference(toy().taxonomy)


def test_every_field_has_a_heading_that_can_be_linked() -> None:
    page = body(render_field_reference(toy().taxonomy))
    fields = [spec.name for spec in field_specs()] + list(toy().taxonomy.fields)
    assert sorted(set(page.ids) - {"fields-of-an-entry", "checks"}) == sorted(fields)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_every_rule_is_listed() -> None:
    text = render_field_reference(toy().taxonomy)
    assert all(f"- **{name}**: {words}\n" in text for name, words in describe_rules().items())


@pytest.mark.parametrize(
    "text",
    [
        *(one for one in HOSTILE if "\x0b" not in one),
        "[x](javascript:alert(1)) ![x](https://evil.example/x.png)",
        "https://evil.example <https://evil.example>",
        "{{ config }} {% raw %} --8<-- 'file' :smile: [[link]] ==mark== ^^ins^^",
        "| a | b |",
        "`code` ``` ~~~",
        "&lt;b&gt; &#60;b&#62;",
        "# heading",
        "- item",
        "1. item",
        "    indented",
    ],
)
def test_words_of_the_vocabulary_are_shown_as_they_are(text: str) -> None:
    page = body(render_field_reference(with_words(text)))
    usual = body(render_field_reference(toy().taxonomy))
    assert page.elements == usual.elements
    assert page.links == usual.links
    assert page.text.count(" ".join(text.split())) >= 4


@settings(max_examples=examples(100), deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
def test_neutral_text_is_no_markup(text: str) -> None:
    page = _Page(f"Before {neutral(text)} after")
    assert page.elements == {"p"}
    assert page.text == f"Before {' '.join(text.split())} after"
