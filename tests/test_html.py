"""Text as HTML, and the placeholders that fragments of pages hold until they are put together."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from literature.render.html import (
    at_depth,
    environment,
    escape,
    escape_text,
    render,
    rows_here,
    split_rows,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("<a href='x'> & \"b\"", "&lt;a href=&#39;x&#39;&gt; &amp; &#34;b&#34;"),
        ("&amp;", "&amp;amp;"),
        (Markup("<b>"), "<b>"),
        (7, "7"),
        (None, "None"),
    ],
)
def test_a_value_is_escaped_once(value: object, expected: str) -> None:
    assert escape(value) == expected


def test_a_text_between_tags_keeps_its_quotation_marks() -> None:
    text = escape_text("<a> & \"b\" ]]> 'c' &lt;")
    assert text == "&lt;a&gt; &amp; \"b\" ]]&gt; 'c' &amp;lt;"
    assert escape(text) is text


def test_a_template_escapes_and_knows_no_missing_value() -> None:
    template = environment().from_string("<i>{{ text }}</i>{{ count_of(2, 'entry') }}")
    assert template.render(text="<b>") == "<i>&lt;b&gt;</i>2 entries"
    with pytest.raises(UndefinedError):
        template.render()
    assert environment().from_string("{{ 1234|thousands }}").render() == "1,234"


def test_a_rendered_template_has_no_blank_line_and_none_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loader = DictLoader({"x.html": "\n\n<p>\n \n\n{{ text }}\n</p>\n\n\n"})
    known = environment().overlay(loader=loader)
    monkeypatch.setattr("literature.render.html.environment", lambda: known)
    assert render("x.html", text="a") == "<p>\na\n</p>"


def test_links_are_made_relative_to_the_depth_of_a_page() -> None:
    fragment = '<a href="\x01library/"><a href="\x01">'
    assert at_depth(fragment, 0) == '<a href="./library/"><a href="./">'
    assert at_depth(fragment, 2) == '<a href="../../library/"><a href="../../">'


def test_places_of_rows_are_found_again_with_their_kind() -> None:
    fragment = f"<p>{rows_here(['a', 'b'])}</p>{rows_here(['c'], 'short')}"
    assert list(split_rows(fragment)) == [
        ("<p>", "full", ["a", "b"]),
        ("</p>", "short", ["c"]),
        ("", "", []),
    ]
    assert escape(rows_here(["a"])) == "\x02full a\x03"
