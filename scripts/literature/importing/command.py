"""The words of the command -> an import, its report on the terminal and in files."""

from __future__ import annotations

import argparse
import io
import os
import sys
from datetime import date
from pathlib import Path

from ..publish import write_if_changed
from ..sources import open_sources
from .formats import READERS
from .report import Report, render_json, render_markdown, terminal_lines
from .run import REVIEW, Refused, Wishes, import_file


def parser(description: str) -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(description=description)
    words.add_argument("file", type=Path, nargs="?", help=f"a list or bibliography, or {REVIEW}")
    words.add_argument("--accept", action="store_true", help=f"take what is whole in {REVIEW}/")
    words.add_argument("--write", action="store_true", help="write entries; else only tell")
    words.add_argument("--report", type=Path, metavar="FILE", help="the whole report as Markdown")
    words.add_argument("--json", type=Path, metavar="FILE", help="the whole report for programs")
    words.add_argument("--map", type=Path, metavar="FILE", help="words of the file -> terms (YAML)")
    words.add_argument("--category", metavar="TERM", help="of works without one")
    words.add_argument("--kind", metavar="TERM", help="of works without one")
    words.add_argument("--format", choices=sorted(READERS), default="", help="if it is not seen")
    words.add_argument("--offline", action="store_true", help="ask no register")
    return words


def run(root: Path, options: argparse.Namespace, today: date) -> int:
    """Runs the import that the options ask for; 1 when nothing could be imported."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal may know only ASCII
        sys.stdout.reconfigure(errors="backslashreplace")
    source = root / REVIEW if options.accept else options.file
    defaults = {"categories": options.category, "kind": options.kind}
    try:
        if source is None:
            raise Refused("Name a file: make import FILE=list.md")
        report = import_file(root, source, today, Wishes(
            options.write, options.map, {name: it for name, it in defaults.items() if it},
            None if options.offline else open_sources(os.environ), options.format,
        ))  # fmt: skip
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    _tell(report, options)
    return 0


def _tell(report: Report, options: argparse.Namespace) -> None:
    for line in terminal_lines(report):
        print(line)
    if options.report:
        write_if_changed(options.report, render_markdown(report))
    if options.json:
        write_if_changed(options.json, render_json(report))
    print(f"{report.seconds:.1f} s")
