"""The page on which GitHub asks for an issue, made from an issue form, and the text it makes of it.

Only what decides the outcome is copied: which answers a link can fill in, and the body's form.
https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

NO_ANSWER = "_No response_"
NOT_CHOSEN = "None"  # what the page offers first where a choice is not required

FormFile = Mapping[str, Any]


def read_form(folder: Path, name: str) -> FormFile | None:
    """The issue form of this file name; None where the repository has none."""
    path = folder / name
    if Path(name).name != name or not path.is_file():
        return None
    form: FormFile = yaml.safe_load(path.read_text(encoding="utf-8"))
    return form


def render_page(form: FormFile, action: str, query: Mapping[str, str]) -> str:
    """The form as HTML. A link fills in the title, inputs and textareas, never a choice."""
    title = query.get("title", form.get("title", ""))
    questions = "".join(_question(item, query) for item in form["body"])
    return _page(
        form["name"],
        f'<form method="post" action="{escape(action)}">'
        f'<p><label for="issue_title">Title</label>'
        f'<input id="issue_title" name="issue[title]" value="{escape(title)}" required></p>'
        f'{questions}<button type="submit">Create</button></form>',
    )


def render_issue(title: str, body: str, number: int) -> str:
    """An issue's own page, with its text as it was written."""
    heading = f"{escape(title)} #{number}"
    return _page(heading, f'<h1>{heading}</h1><pre id="body">{escape(body)}</pre>')


def _page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<main>{content}</main></html>"
    )


def _question(item: Mapping[str, Any], query: Mapping[str, str]) -> str:
    facts = item["attributes"]
    if item["type"] == "markdown":
        return f"<p>{escape(facts['value'])}</p>"
    name = escape(item["id"])
    is_required = bool(item.get("validations", {}).get("required"))
    required = " required" if is_required else ""
    hint = escape(facts.get("placeholder", ""))
    given = escape(query.get(item["id"], facts.get("value", "")))
    label = f'<label for="{name}">{escape(facts["label"])}</label>'
    if item["type"] == "input":
        widget = f'<input id="{name}" name="{name}" value="{given}" placeholder="{hint}"{required}>'
    elif item["type"] == "textarea":
        # HTML drops one line end after the tag.
        widget = (
            f'<textarea id="{name}" name="{name}" placeholder="{hint}"{required}>\n{given}'
            "</textarea>"
        )
    elif item["type"] == "dropdown":
        widget = _choice(name, facts["options"], is_required)
    else:
        raise ValueError(f"{item['type']} is a kind of question that is not known here")
    return f"<p>{label}{widget}</p>"


def _choice(name: str, options: Sequence[str], is_required: bool) -> str:
    empty = '<option value="">Choose</option>' if is_required else "<option>None</option>"
    rest = "".join(f"<option>{escape(option)}</option>" for option in options)
    required = " required" if is_required else ""
    return f'<select id="{name}" name="{name}"{required}>{empty}{rest}</select>'


def missing_answers(form: FormFile, answers: Mapping[str, str]) -> list[str]:
    """Labels of required questions without an answer."""
    return [
        item["attributes"]["label"]
        for item in form["body"]
        if item.get("validations", {}).get("required")
        and answers.get(item["id"], "").strip() in ("", NOT_CHOSEN)
    ]


def body_of(form: FormFile, answers: Mapping[str, str]) -> str:
    """The text of the issue: a heading and the answer for each question."""
    parts = [
        f"### {item['attributes']['label']}\n\n{_answer(item, answers.get(item['id'], ''))}"
        for item in form["body"]
        if item["type"] != "markdown"
    ]
    return "\n\n".join(parts)


def _answer(item: Mapping[str, Any], given: str) -> str:
    text = given.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip() or (item["type"] == "dropdown" and text == NOT_CHOSEN):
        return NO_ANSWER
    language = item["attributes"].get("render")
    return f"```{language}\n{text}\n```" if language else text
