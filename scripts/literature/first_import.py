"""The first import of a new site: the vocabulary is begun with the words of the file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from .importing.report import Report, render_markdown, terminal_lines
from .importing.run import REVIEW, Refused, Wishes, import_file
from .publish import write_if_changed
from .render.issue_forms import RESERVED
from .sources import open_sources
from .taxonomy import FILE_NAME, read_taxonomy_content
from .text import shown, slug

UNSORTED: Final = "unsorted"  # the category of works whose words are no term
MAX_CATEGORIES: Final = 12
LEAST: Final = 2  # times that a word must stand in the file to become a category
REPORT: Final = "import.md"
_PLAIN: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9 -]*[A-Za-z0-9])?")  # YAML needs no quotes


def import_first(root: Path, file: Path, today: date, *, is_offline: bool) -> Iterator[str]:
    """Imports a file into a fresh site and tells about it. Raises Refused for an unfit file.

    A preview tells which words and venues the vocabulary lacks; those that are frequent become
    terms. What no category fits is put under the one for unsorted works.
    """
    sources = None if is_offline else open_sources(os.environ)
    wishes = Wishes(defaults={"categories": UNSORTED}, sources=None)
    preview = import_file(root, file, today, wishes)
    path = root / "entries" / FILE_NAME
    labels = list(_frequent(preview.unknown))
    text = grown_vocabulary(path.read_text(encoding="utf-8"), labels, preview.terms)
    write_if_changed(path, text)
    report = import_file(root, file, today, replace(wishes, is_writing=True, sources=sources))
    write_if_changed(root / REVIEW / REPORT, render_markdown(report))
    write_if_changed(root / REVIEW / ".gitignore", "*\n")
    yield from _told(report, text)


def grown_vocabulary(text: str, labels: list[str], venue_lines: str) -> str:
    """The starting vocabulary with these categories in the place of the example, and these venues.

    A term that does not fit beside the others, such as a second one of the same spelling, is left
    out. The terms of venues are the last lines of the text.
    """
    example = re.search(r"^      example-approach:\n(?:        .*\n)+", text, re.MULTILINE)
    if labels and example:
        grown = text[: example.start()]
        rest = text[example.end() :]
        for label in labels:
            if _is_sound(grown + (term := _category(label)) + rest):
                grown += term
        text = grown + rest
    for line in venue_lines.splitlines(keepends=True):
        if _is_sound(text + line):
            text += line
    return text


def _frequent(words: Mapping[str, int]) -> Iterator[str]:
    """Words that can be categories, the most frequent first."""
    ranked = sorted(words.items(), key=lambda it: (-it[1], it[0].casefold(), it[0]))
    fit = [word for word, count in ranked if count >= LEAST and _is_label(word)]
    return (word[0].upper() + word[1:] for word in fit[:MAX_CATEGORIES])


def _is_label(word: str) -> bool:
    return bool(slug(word)) and len(word) <= 40 and word.casefold() not in RESERVED


def _category(label: str) -> str:
    clean = shown(label, 40)
    quoted = clean if _PLAIN.fullmatch(clean) else json.dumps(clean, ensure_ascii=False)
    sentence = json.dumps(
        f"Works that the imported file has under {shown(label, 40)}; replace this by the sentence "
        "that decides doubtful cases.", ensure_ascii=False,
    )  # fmt: skip
    return f"      {slug(label)}:\n        label: {quoted}\n        description: {sentence}\n"


def _is_sound(text: str) -> bool:
    return not read_taxonomy_content(FILE_NAME, text.encode())[1]


def _told(report: Report, text: str) -> Iterator[str]:
    yield from terminal_lines(report)
    taxonomy, _ = read_taxonomy_content(FILE_NAME, text.encode())
    categories = [term.label for term in taxonomy.facets["categories"].terms.values()]
    yield f"Categories to begin with: {', '.join(categories)}."
    yield f"The whole report: {REVIEW}/{REPORT}"


__all__ = ["Refused", "grown_vocabulary", "import_first"]
