"""A bibliography of any size in which every kind of damage stands that people's files have.

Made from records of the form that our export writes, by rules alone: the same file each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Damage = Callable[[str, str], str]  # record, key -> damaged record


def _field(name: str, value: str) -> Damage:
    """With a field of another value."""

    def damaged(record: str, key: str) -> str:
        line = f"  {name} = {value.replace('KEY', key)},"
        pattern = re.compile(rf"^  {name} = .*,$", re.MULTILINE)
        if pattern.search(record):
            return pattern.sub(lambda _: line, record, count=1)
        return record.replace("\n}", f"\n{line}\n}}")

    return damaged


def _title(change: Callable[[str], str]) -> Damage:
    def damaged(record: str, key: str) -> str:
        return re.sub(
            r"(  title = )\{(.*)\},", lambda it: it[1] + change(it[2]) + ",", record, count=1
        )

    return damaged


# Name -> what it does. Those of SPLITTING make two records of one.
DAMAGES: dict[str, Damage] = {
    "no closing brace of the record": lambda record, key: record[:-1],
    "an open brace in the title": _title(lambda title: f"{{{{{title}}}"),
    "a closing brace too many": _title(lambda title: f"{{{title}}}}}"),
    "a lost comma": lambda record, key: record.replace("},\n  author", "}\n  author", 1),
    "an open quotation mark": _title(lambda title: f'"{re.sub("[{}]", "", title)}'),
    "quotation marks": _title(lambda title: f'"{title}"'),
    "no comma behind the key": lambda record, key: record.replace(f"{{{key},", f"{{{key}", 1),
    "no key": lambda record, key: record.replace(f"{{{key},", "{,", 1),
    "a blank in the key": lambda record, key: record.replace(f"{{{key},", f"{{{key} x,", 1),
    "a colon in the key": lambda record, key: record.replace(f"{{{key},", f"{{X:{key}/1,", 1),
    "capitals": lambda record, key: re.sub(
        r"^(@\w+|  \w+)", lambda it: it[1].upper(), record, flags=re.MULTILINE
    ),
    "round brackets": lambda record, key: re.sub(
        r"^(@\w+)\{", r"\1(", record[:-1] + ")" if "(" not in record and ")" not in record else record + " ",  # noqa: E501
    ) if "(" not in record and ")" not in record else record,
    "all in one line": lambda record, key: " ".join(record.split()),
    "tabs and blanks": lambda record, key: record.replace("  ", "\t ").replace(" = ", "\t =   "),
    "a field given twice": lambda record, key: record.replace("\n}", "\n  year = {1999},\n}"),
    "no title": lambda record, key: re.sub(r"  title = .*\n", "", record),
    "no author": lambda record, key: re.sub(r"  author = .*\n", "", record),
    "and others": _field("author", "{Liu, Ada and Berg, Jan and others}"),
    "authors between semicolons": _field("author", "{Liu, Ada; van der Berg, Jan}"),
    "authors in reading order": _field("author", "{Ada Liu AND Jan {van der Berg} and {\\'E}mile {\\O}stby}"),  # noqa: E501
    "a year in words": _field("year", "{in press}"),
    "a year with a letter": _field("year", "{2021a}"),
    "a month in words": _field("month", '"11~" # nov'),
    "an unknown string": _field("journal", "nosuchjournal # { Letters}"),
    "TeX of all kinds": _title(
        lambda title: "{" + title + r" \& {\'E}tudes of $\alpha$-\emph{{B}ees} \textit{and \v{S}koda}}"  # noqa: E501
    ),
    "an unknown macro": _title(lambda title: "{" + title + r" \weirdmacro{x}}"),
    "a DOI as an address": _field("doi", "{https://doi.org/10.1000/KEY}"),
    "no DOI at all": _field("doi", "{n/a}"),
    "an eprint in the journal": _field("journal", "{arXiv preprint arXiv:2101.00001}"),
    "a broken address": _field("url", "{\\url{htp:/x y}}"),
    "a crossref to nothing": _field("crossref", "{nosuchkey}"),
    "an at sign in a value": _field("note", "{mail me@example.org or @home {now}}"),
    "control characters": _title(lambda title: f"{{\x01{title}\u202e\u200b}}"),
    "a script": _title(lambda title: f"{{{title} <script>alert(1)</script>}}"),
    "Latin-1": _title(lambda title: f"{{Sch\udcf6ne {title}}}"),
    "twice broken characters": _title(lambda title: f"{{{title} SchrÃ¶dinger}}"),
    "a very long value": _field("abstract", "{" + "word " * 8000 + "}"),
    "nothing but a key": lambda record, key: f"@misc{{{key}}}",
    "a comment instead": lambda record, key: f"@comment{{{key}, of a record that was here}}",
    "the same again": lambda record, key: f"{record}\n\n{record}",
}  # fmt: skip
WITHOUT_RECORD = ("a comment instead",)
WITH_TWO = ("the same again",)


@dataclass(frozen=True)
class Damaged:
    content: bytes
    records: int  # that a reader must account for
    kinds: dict[str, list[int]]  # damage -> lines on which its records begin


def damaged_bibliography(records: list[tuple[str, str]], every: int = 2) -> Damaged:
    """(key, record) pairs as a file; each `every`-th of them is damaged, by each kind in turn."""
    parts = ["% A bibliography that went through many hands\n@preamble{ {\\newcommand{\\x}{y}} }\n"
             "@string{jb = {Journal of Bees}}\n"]  # fmt: skip
    line = parts[0].count("\n") + 1
    kinds: dict[str, list[int]] = {name: [] for name in DAMAGES}
    names = list(DAMAGES)
    count = 0
    for number, (key, record) in enumerate(records):
        text, name = record, ""
        if number % every == 0:
            name = names[number // every % len(names)]
            text = DAMAGES[name](record, key)
            kinds[name].append(line)
        count += 0 if name in WITHOUT_RECORD else 2 if name in WITH_TWO else 1
        part = f"{text}\n\n"
        parts.append(part)
        line += part.count("\n")
    content = "".join(parts).encode("utf-8", "surrogateescape")
    return Damaged(content, count, kinds)
