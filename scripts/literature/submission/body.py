"""The body of an issue -> the answers to its form, read strictly.

GitHub renders a form as "### Label", a blank line and the answer, for each question in order. An
answer is anybody's text and may hold such a line itself; then nobody can tell where it ends, so
every heading of the form must stand there once and in order, or the body is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..forms import Form, FormField
from ..text import count_of, shown

MAX_BODY: Final = 65_536  # characters; GitHub's own limit
NO_ANSWER: Final = "_No response_"
# What people write where they have nothing to say.
NOTHING: Final = frozenset(
    ("none", "n/a", "na", "no", "nil", "-", "--", "–", "—", "/", "?", "tba", "tbd", "unknown",
     "not available", "coming soon", "no response", "*no response*")
)  # fmt: skip

Finding = tuple[str, str]  # field, message


@dataclass(frozen=True)
class Answers:
    """Field id -> answer, without what GitHub adds; unanswered ones are missing."""

    form: Form
    texts: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def form_of(title: str, body: str, labels: Sequence[str], forms: Sequence[Form]) -> Form | None:
    """The form that an issue was written with; None when it was none of them.

    Headings count most: a title and labels can be changed, and a link can leave them out.
    """
    lines = set(_lines(body))
    scores = {form.id: _score(form, title, lines, labels) for form in forms}
    best = max(forms, key=lambda form: scores[form.id])
    return best if scores[best.id] > 0 else None


def _score(form: Form, title: str, lines: set[str], labels: Sequence[str]) -> float:
    found = sum(_heading(field) in lines for field in form.fields)
    own = sum(_heading(field) in lines for field in form.fields if field.is_required)
    is_titled = title.casefold().startswith(form.title.strip().casefold())
    is_labelled = bool(form.labels) and set(form.labels) <= set(labels)
    share = found / len(form.fields) if own else 0
    return share + 0.2 * is_titled + 0.1 * len(form.labels) * is_labelled


def read_answers(body: str, form: Form) -> Answers:
    """The answers; with findings, and then as far as they are beyond doubt, when it is damaged."""
    if len(body) > MAX_BODY:
        return Answers(form, {}, (("", f"{count_of(len(body), 'character')}; an issue has at most "
                                       f"{MAX_BODY:,}"),))  # fmt: skip
    lines = _lines(body)
    headings = {_heading(field): field for field in form.fields}
    places = [(number, headings[line]) for number, line in enumerate(lines) if line in headings]
    findings = tuple(_damage(lines, places, form))
    if findings:
        return Answers(form, {}, findings)
    ends = [number for number, _ in places[1:]] + [len(lines)]
    texts = {
        field.id: _answer(lines[start + 1 : end], field)
        for (start, field), end in zip(places, ends, strict=True)
    }
    missing = tuple(
        (field.id, "is missing; every submission needs it")
        for field in form.fields
        if field.is_required and not texts[field.id]
    )
    return Answers(form, {name: text for name, text in texts.items() if text}, missing)


def _lines(body: str) -> list[str]:
    """Lines without the blanks at their ends; CR, LF and both together end one.

    Half a character, which only a broken program sends, becomes the sign of a broken one.
    """
    body = re.sub("[\ud800-\udfff]", "\ufffd", body).removeprefix("\ufeff")
    return [line.rstrip(" \t") for line in re.split(r"\r\n|\r|\n", body)]


def _heading(field: FormField) -> str:
    return f"### {field.label}"


def _damage(lines: list[str], places: list[tuple[int, FormField]], form: Form) -> Iterator[Finding]:
    """What makes it doubtful which answer is whose."""
    found = [field.id for _, field in places]
    if not found:
        yield "", (f"none of the form's headings is there, from '{_heading(form.fields[0])}' on; "
                   f"open a new issue with the form '{form.name}'")  # fmt: skip
        return
    for field in form.fields:
        times = found.count(field.id)
        if times > 1:
            yield (
                field.id,
                f"the line '{_heading(field)}' stands here {times} times, so it is doubtful where "
                "an answer ends; inside an answer, write it without '###'",
            )
        elif not times:
            yield field.id, (f"the line '{_heading(field)}' is missing; put it back, with a "
                             "blank line around it")  # fmt: skip
    once = list(dict.fromkeys(found))
    order = [field.id for field in form.fields if field.id in once]
    if once != order:
        labels = {field.id: field.label for field in form.fields}
        yield "", f"the headings are out of order; write {', '.join(labels[it] for it in order)}"
    before = " ".join(lines[: places[0][0]]).strip()
    if before:
        yield "", f"'{shown(before, 60)}' stands above the first heading; move it below '### Notes'"


def _answer(lines: list[str], field: FormField) -> str:
    text = "\n".join(lines).strip("\n")
    if text.strip() == NO_ANSWER:
        return ""
    fence = _FENCE.fullmatch(text)
    if field.language and fence:
        text = (fence[2] or "").strip("\n")
        return "" if text.strip() == NO_ANSWER else text.rstrip()
    return text.strip()


_FENCE: Final = re.compile(r"(`{3,})[a-z]*\n(?:(.*)\n)?\1", re.DOTALL)


def meant(answers: Answers) -> Mapping[str, str]:
    """The answers as they are meant: without what people leave or put around them.

    That is the words for no answer, the question itself, and one more fence inside the fence.
    """
    fields = {field.id: field for field in answers.form.fields}
    texts = {name: _meant(text, fields[name]) for name, text in answers.texts.items()}
    return {name: text for name, text in texts.items() if text}


def _meant(text: str, field: FormField) -> str:
    text = re.sub(rf"\A(?:[ \t]*{NO_ANSWER}[ \t]*(?:\n\s*|\Z))+", "", text)
    while field.language and (fence := _FENCE.fullmatch(text.strip())):
        text = fence[2] or ""
    if not field.language:
        own = "|".join(re.escape(name.rstrip("s")) for name in (field.label, field.id))
        text = re.sub(rf"\A\s*(?:{own})s?:\s+", "", text, flags=re.IGNORECASE).strip()
    is_nothing = text.strip(" .\n").casefold() in NOTHING
    return "" if is_nothing and not field.is_required else text
