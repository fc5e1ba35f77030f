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
from literature.submission.body import Answers, form_of, meant, read_answers

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
        ("[Entry]Bees", "Please add this.", [], "add"),
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


ENTRY, CHANGE, SOURCE, NOTES = (f"### {field.label}\n\nx\n\n" for field in CORRECT.fields)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (
            "Please add this.",
            [("", "none of the form's headings is there, from '### Entry' on; "
                  "open a new issue with the form 'Correct an entry'")],
        ),
        (
            ENTRY + CHANGE + SOURCE + NOTES + SOURCE,
            [("source", "the line '### Source' stands here 2 times, so it is doubtful where an "
                        "answer ends; inside an answer, write it without '###'")],
        ),
        (
            ENTRY + CHANGE + NOTES,
            [("source", "the line '### Source' is missing; put it back, with a blank line around "
                        "it")],
        ),
        (
            NOTES + CHANGE + ENTRY,
            [("source", "the line '### Source' is missing; put it back, with a blank line around "
                        "it"),
             ("", "the headings are out of order; write Entry, Change, Notes")],
        ),
        (
            "Hello,\nthere\n" + ENTRY + CHANGE + SOURCE + NOTES,
            [("", "'Hello, there' stands above the first heading; move it below '### Notes'")],
        ),
        (
            "### Entry\n\n" + CHANGE + SOURCE + NOTES,
            [("entry", "is missing; every submission needs it")],
        ),
        ("é" * 65_537, [("", "65,537 characters; an issue has at most 65,536")]),
    ],
)  # fmt: skip
def test_a_damaged_body_is_told_how_to_repair_it(
    text: str, findings: list[tuple[str, str]]
) -> None:
    read = read_answers(text, CORRECT)
    assert list(read.findings) == findings
    if "is missing; every" not in findings[0][1]:
        assert read.texts == {}


def test_a_body_of_the_greatest_length_is_read() -> None:
    text = ENTRY + CHANGE + SOURCE + NOTES
    read = read_answers(text + "x" * (65_536 - len(text)), CORRECT)
    assert read.findings == ()
    assert read.texts["entry"] == "x"


@pytest.mark.parametrize(
    ("change", "read"),
    [
        ("\n\n\nx\n\ny", "x\n\ny"),
        ("```yaml\nold: x\n```", "old: x"),
        ("```yaml\n\n  old: x  \n\n```", "  old: x"),
        ("````\n```\n````", "```"),
        ("```\n```", ""),
        ("```yaml\n_No response_\n```", ""),
        ("``\nx\n``", "``\nx\n``"),
        ("```yaml\nx\n````", "```yaml\nx\n````"),
        (" plain words ", "plain words"),
        ("_No response_", ""),
    ],
)
def test_the_fence_that_github_puts_around_an_answer_is_taken_off(change: str, read: str) -> None:
    text = f"{ENTRY}### Change\n\n{change}\n\n{SOURCE}{NOTES}"
    assert read_answers(text, CORRECT).texts.get("change", "") == read


def test_an_answer_may_stand_right_below_its_heading() -> None:
    read = read_answers((ENTRY + CHANGE + SOURCE + NOTES).replace("\n\n", "\n"), CORRECT)
    assert read.texts == {"entry": "x", "change": "x", "source": "x", "notes": "x"}


def test_what_people_leave_around_an_answer_is_not_meant() -> None:
    answers = Answers(
        ADD,
        {
            "identifier": "n/a",
            "title": "Title: Bees at No. 7",
            "tags": "None.",
            "summary": "_No response_\n\nBees.",
            "notes": "no",
            "record": "```yaml\ntitle: x\n```",
        },
    )
    assert meant(answers) == {
        "identifier": "n/a",
        "title": "Bees at No. 7",
        "summary": "Bees.",
        "record": "title: x",
    }


def test_half_a_character_and_a_mark_at_the_start_do_not_hide_a_heading() -> None:
    read = read_answers("\ufeff" + body(**{**GOOD, "notes": "a \ud800 b"}), ADD)
    assert read.findings == ()
    assert read.texts["notes"] == "a \ufffd b"
