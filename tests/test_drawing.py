"""Drawings: what they may hold, what is told, and what is written of them."""

from __future__ import annotations

import pytest

from literature.drawing import read_drawing

START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 90">'


def written(inside: str) -> str:
    drawing, faults = read_drawing("hive", f"{START}{inside}</svg>")
    assert faults == []
    return drawing.inside


def told(inside: str, start: str = START) -> list[tuple[int, str]]:
    return read_drawing("hive", f"{start}{inside}</svg>")[1]


def test_shapes_and_words_are_written_as_they_were_read() -> None:
    assert written(
        '<g transform="translate(1 2)"><text x="1" class="f-text">a &lt; b</text></g>'
    ) == ('<g transform="translate(1 2)"><text x="1" class="f-text">a &lt; b</text></g>')


def test_the_height_is_that_of_the_view() -> None:
    assert read_drawing("hive", f"{START}</svg>")[0].height == 90


def test_ids_and_what_names_them_get_the_name_of_the_drawing() -> None:
    found = written(
        '<defs><marker id="tip" viewBox="0 0 8 8"><path d="M0 0"/></marker></defs>'
        '<line x1="1" marker-end="url(#tip)"/>'
    )
    assert '<marker id="hive-tip"' in found
    assert '<line x1="1" marker-end="url(#hive-tip)">' in found


def test_a_line_of_the_class_for_arrows_gets_a_head() -> None:
    found = written('<line class="f-arrow" x1="1"/>')
    assert found.startswith('<defs><marker id="hive-arrow"')
    assert '<line class="f-arrow" x1="1" marker-end="url(#hive-arrow)">' in found


def test_title_and_description_of_the_whole_are_left_to_the_chapter() -> None:
    assert written("<title>Hive</title><desc>A <tspan>b</tspan></desc>") == ""


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<script>alert(1)</script>", "<script> is not allowed"),
        ("<style>a{}</style>", "<style> is not allowed"),
        ("<foreignObject/>", "<foreignObject> is not allowed"),
        ("<image/>", "<image> is not allowed"),
        ("<use/>", "<use> is not allowed"),
        ("<a/>", "<a> is not allowed"),
        ("<animate/>", "<animate> is not allowed"),
        ("<svg/>", "<svg> is not allowed"),
        ("<rect onclick='x'/>", "onclick is not allowed in <rect>; remove it"),
        ("<rect style='fill:red'/>", "style is not allowed in <rect>; remove it"),
        ("<rect fill='red'/>", "fill is not allowed in <rect>; remove it"),
        ("<rect href='x'/>", "href is not allowed in <rect>; remove it"),
        ("<rect width='1px;'/>", "width of <rect> cannot be read; write it as SVG has it"),
        ("<path d='M0 0 url(x)'/>", "d of <path> cannot be read; write it as SVG has it"),
        ("<line marker-end='url(https://x/#a)'/>", "marker-end of <line> cannot be read"),
        ("<line marker-end='url(#tip)'/>", "no element has the id tip; add it to <defs>"),
        ("<g id='a'/><g id='a'/>", "id a is taken; write another"),
        ("<g class='md-header'/>", "class md-header has no look; write one of f-accent"),
        ("words", "words outside of <text>: 'words'; put them into <text>"),
        ("<?php x?>", "an instruction to programs; remove the line"),
        ("<g>", "not XML: mismatched tag"),
        ("&nbsp;", "not XML: undefined entity"),
    ],
)
def test_what_a_drawing_cannot_hold_is_told(inside: str, message: str) -> None:
    assert any(found.startswith(message) for _, found in told(inside)), told(inside)


def test_what_is_told_has_its_line() -> None:
    assert told("\n\n<g/>\n<b/>") == [
        (4, "<b> is not allowed; write one of g, defs, title, desc, path, polyline, polygon, "
         "line, rect, circle, ellipse, text, tspan, marker"),
    ]  # fmt: skip


def test_entities_are_not_even_declared() -> None:
    text = f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]>{START}<text>&a;</text></svg>'
    drawing, faults = read_drawing("hive", text)
    assert faults == [(1, "a document type; remove the line")]
    assert drawing.inside == ""


@pytest.mark.parametrize(
    "start",
    [
        "<svg>",
        '<svg xmlns="http://www.w3.org/1999/xhtml" viewBox="0 0 720 90">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 90">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 90" onload="x">',
    ],
)
def test_the_outermost_element_is_svg_of_our_width_and_nothing_else(start: str) -> None:
    assert told("", start) != []


@pytest.mark.parametrize("inside", ["<g/>" * 6000, "<g>" * 20 + "</g>" * 20])
def test_a_drawing_that_is_far_too_large_is_not_read_to_its_end(inside: str) -> None:
    assert told(inside) == [(1, "more than 5,000 elements, or nested too deep; draw less")]
