"""The strict reader of forms: what was answered is read back, or refused with a reason."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from issue_bodies import ADD, CORRECT, GOOD, body
from samples import toy_taxonomy
from thorough import examples

from literature.forms import all_forms
from literature.submission import comment
from literature.submission.body import form_of, read_answers

FORMS = all_forms(toy_taxonomy())
LINES = st.one_of(
    st.sampled_from(
        [f"### {field.label}" for form in FORMS for field in form.fields]
        + ["```", "```yaml", "````", "_No response_", "", "---", "### URL", " ### Title", "# x",
           "title: x", "<!-- x -->", "- a", "| a |", "###\u00a0Title"]
    ),
    st.text("ab{}\\%&<>\"'#_$^~`@|:-. \u202e\x00é漢", max_size=20),
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=5).map("\n".join)


@settings(max_examples=examples(500), deadline=None)
@given(st.dictionaries(st.sampled_from([field.id for field in ADD.fields]), TEXTS))
@example({"identifier": "### Title", "notes": "```"})
def test_an_answer_is_read_as_it_was_written_or_refused(answers: dict[str, str]) -> None:
    read = read_answers(body(**answers), ADD)
    if any(name != "identifier" or "missing; every" not in what for name, what in read.findings):
        assert read.texts == {}
        return
    for field in ADD.fields:
        given_text = answers.get(field.id, "")
        lines = [line.rstrip(" \t") for line in given_text.split("\n")]
        expected = "\n".join(lines).strip()
        if expected == "_No response_" or not expected:
            assert field.id not in read.texts
        elif field.language:  # the first line keeps its indentation
            assert read.texts.get(field.id, "").strip() in (expected, expected.strip("`yaml\n"))
        elif not re.search(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", expected):
            assert read.texts[field.id] == expected


@pytest.mark.parametrize(
    ("title", "text", "labels", "form"),
    [
        ("[Entry] x", body(**GOOD), ["submission"], "add"),
        ("x", body(**GOOD), [], "add"),
        ("[Correction] x", body(CORRECT, entry="x", change="y"), [], "correct"),
        ("x", body(CORRECT, entry="x", change="y"), ["submission"], "correct"),
        ("[Entry] x", "Please add this.", [], "add"),
        ("[entry] x", "", [], "add"),
        ("[Correction] x", "", ["submission", "correction"], "correct"),
        ("[Problem] x", "### Problem\n\nDead link", ["problem"], "report"),
        ("A question", "How do bees sleep?", [], None),
        ("A question", "### Notes\n\nHow do bees sleep?", [], None),
    ],
)
def test_the_form_of_an_issue_is_found(
    title: str, text: str, labels: list[str], form: str | None
) -> None:
    found = form_of(title, text, labels, FORMS)
    assert (found.id if found else None) == form


@settings(max_examples=examples(500), deadline=None)
@given(st.text("ab<>&\"'`*_{}[]()#+-.!|~@:/\\$^ \n\t\u202e\x00\x1b1é漢", max_size=60))
def test_quoted_text_shows_as_it_is_and_means_nothing(text: str) -> None:
    shown = comment.code(text)
    inside = shown.removeprefix("<code>").removesuffix("</code>")
    assert re.fullmatch(r"(?:[a-zA-Z0-9 \u0080-\U0010ffff]|&#[0-9]+;)*", inside)
    plain = re.sub("[\x00\x1b\u202e]", "?", text)
    assert html.unescape(inside) == " ".join(plain.split())


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.sampled_from(["`", "``", "`````", "\n", "a", "~~~", "@x", "</details>"])))
def test_a_fence_is_longer_than_any_within(parts: list[str]) -> None:
    text = comment.fenced("".join(parts))
    fence = re.match(r"`+", text)
    assert fence
    lines = text.split("\n")
    assert lines[-1] == fence[0]
    assert not any(line.startswith(fence[0]) for line in lines[1:-1])
