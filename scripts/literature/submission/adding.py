"""A maintainer's way in: the same steps as for an issue, with questions instead of a form."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..configuration import read_site
from ..forms import add_form
from ..model import entry_path
from ..pipeline import read_sound_catalogue
from ..publish import write_if_changed
from ..published import read_published
from ..render.entry_yaml import render_entry
from ..report import RefusedEntries
from ..sources import open_sources
from ..text import shown
from .body import Answers, Finding
from .complete import Completed, with_key
from .given import read_given
from .judge import World, faults, judge_work
from .match import Likeness

Ask = Callable[[str], str]

# Field of an entry -> the question of the form that gives it, and the words to ask with.
_QUESTIONS = {
    "title": ("title", "Title, as printed"),
    "authors": ("authors", "Authors, separated by semicolons"),
    "published": ("record", "First published (2024-11-17, 2024-11 or 2024)"),
    "summary": ("summary", "One or two sentences: what was done, what was found"),
}


class Refused(Exception):
    """The work cannot be added; the message says why and what would be right."""


def add_work(
    root: Path,
    identifier: str,
    today: date,
    is_offline: bool,
    is_trial: bool,
    ask: Ask | None = None,
) -> tuple[str, Path]:
    """Text and path of the new entry, written unless it is a trial. Raises Refused."""
    world = _world(root, today, is_offline)
    ask = ask or _ask
    answers = {"identifier": identifier}
    asked: set[str] = set()
    told: set[str] = set()
    while True:
        judged = _judged(answers, world)
        for remark in judged.remarks:  # why something is asked: before it is asked
            if remark not in told:
                print(f"  {shown(remark, 300)}", file=sys.stderr)
            told.add(remark)
        open_names = [name for name in judged.missing if name not in asked]
        if judged.missing and not open_names:
            raise Refused(f"still missing: {', '.join(judged.missing)}; nothing was written")
        if not judged.missing:
            break
        for name in open_names:
            asked.add(name)
            _put(answers, name, ask(_question(name, world)))
    entry = with_key(judged.entry, world.taken)
    text = render_entry(entry, world.taxonomy)
    _refuse(list(faults(entry, None, world)))
    path = root / entry_path(entry.key)
    if not is_trial:
        write_if_changed(path, text)
    return text, path


def _world(root: Path, today: date, is_offline: bool) -> World:
    folder = root / "entries"
    try:
        catalogue = read_sound_catalogue(folder)
        site = read_site(root / "mkdocs.yml")
    except RefusedEntries as error:
        raise Refused(str(error)) from None
    return World(
        catalogue,
        site,
        today,
        sources=None if is_offline else open_sources(os.environ),
        published=frozenset(read_published(folder).keys),
    )


def _judged(answers: dict[str, str], world: World) -> Completed:
    given = read_given(Answers(add_form(world.taxonomy), answers), world.taxonomy)
    _refuse([*given.findings, *(("", words) for words in given.unknown)])
    judged = judge_work(replace(given, entry=replace(given.entry, added=world.today)), world)
    if isinstance(judged, Likeness):
        raise Refused(f"{judged.entry.key} is here already: {judged.reason}")
    _refuse((*judged.findings, *judged.doubts))
    return judged


def _refuse(findings: tuple[Finding, ...] | list[Finding]) -> None:
    if findings:
        raise Refused("\n".join(f"{name}: {it}" if name else it for name, it in findings))


def _question(name: str, world: World) -> str:
    if name in world.taxonomy.fields:
        facet = world.taxonomy.facets[world.taxonomy.fields[name].facet]
        terms = ", ".join(facet.terms)
        return f"{facet.label} ({terms}), separated by commas"
    return _QUESTIONS[name][1]


def _put(answers: dict[str, str], name: str, answer: str) -> None:
    """The answer where the form would have it."""
    answer = shown(answer, 3000).strip()
    if not answer:
        return
    if name == "published":
        answers["record"] = f'published: "{answer}"'.replace("\\", "")
    elif name in _QUESTIONS:
        answers[_QUESTIONS[name][0]] = answer
    else:
        before = answers.get("tags", "")
        answers["tags"] = f"{before}, {answer}" if before else answer


def _ask(question: str) -> str:
    print(f"{question}: ", end="", file=sys.stderr, flush=True)
    return input()
