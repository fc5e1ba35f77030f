"""A bibliography of the size that people have, with a fault of every kind put in on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which record, and in which group of the report it must show."""

    name: str
    key: str
    group: str


@dataclass(frozen=True)
class DamagedBib:
    content: bytes
    faults: tuple[Fault, ...]


Change = Callable[[str], str]
_FIELD = r"^  {name} = .*,\n"


def without(name: str) -> Change:
    return lambda record: re.sub(_FIELD.format(name=name), "", record, flags=re.M)


def sub(pattern: str, new: str) -> Change:
    return lambda record: re.sub(pattern, new, record, count=1, flags=re.M)


def field(record: str, name: str) -> str:
    found = re.search(rf"^  {name} = \{{?(.*?)\}}?,$", record, re.M)
    return found[1] if found else ""


# Name of a fault -> the group of the report, what does it, and which records it can happen to.
KINDS: dict[str, tuple[str, Change, Callable[[str], bool]]] = {
    "value not closed": ("damaged", sub(r"^(  author = .*)\},$", r"\1,"), bool),
    "entry not closed": ("damaged", lambda record: record.removesuffix("}"), bool),
    "brace too many": ("damaged", sub(r"^(  title = .*)\},$", r"\1}},"), bool),
    "comma missing": ("damaged", sub(r"^(  title = .*)\},$", r"\1}"), bool),
    "comma after the key missing": ("damaged", sub(r"^(@\w+\{\w+),", r"\1"), bool),
    "equals sign missing": ("damaged", sub(r"^  author = ", "  author "), bool),
    "quote inside quotes": ("damaged", sub(r"^  year = \{(.*)\},$", r'  year = {\1},\n  note = "G\\"odel",'), bool),
    "text without braces": ("damaged", sub(r"^  year = ", "  keywords = some words here,\n  year = "), bool),
    "comment inside": ("damaged", sub(r"^  year = ", "  % a remark\n  year = "), bool),
    "field twice": ("damaged", sub(r"^  year = ", "  year = {1999},\n  year = "), lambda _: False),
    "comma twice": ("damaged", sub(r"^(  author = .*),$", r"\1,,"), bool),
    "junk inside": ("unreadable", sub(r"^  year = ", "  ??? !!\n  year = "), bool),
    "wrong bracket": ("damaged", lambda record: record.removesuffix("}") + ")", bool),
    "blank in key": ("damaged", sub(r"^(@\w+\{\w\w)", r"\1 "), bool),
    "wrong year": ("differs", sub(r"^  year = \{.*\}", "  year = {1987}"), bool),
    "wrong title": ("differs", sub(r"^(  title = \{)\S+", r"\1Quite Another"), lambda it: "eprint" in it),
    "typo in title": ("differs", lambda it: _with_typo(it), lambda it: len(field(it, "title")) > 40),
    "author missing": ("differs", sub(r" and (?:(?! and ).)+\},$", "},"), lambda it: field(it, "author").count(" and ") > 1),
    "wrong author": ("differs", sub(r"^  author = \{[^,]+,", "  author = {Wrongname,"), lambda it: field(it, "author").count(" and ") > 1 and "eprint" in it),
    "preprint of a published work": ("published", lambda it: _as_preprint(it), lambda it: it.startswith("@inproceedings") and "eprint" in it),
    "capitals without braces": ("capitals", lambda it: re.sub(r"(?<=[ {])\{([A-Z]\w*[A-Z]\w*)\}", r"\1", it), lambda it: bool(re.search(r"(?<= )\{[A-Z]\w*[A-Z]\w*\}", field(it, "title")))),
    "title missing": ("incomplete", without("title"), lambda it: "eprint" in it and it.startswith("@inproceedings")),
    "year missing": ("incomplete", without("year"), lambda it: it.startswith("@inproceedings")),
    "venue missing": ("incomplete", without("booktitle"), lambda it: it.startswith("@inproceedings") and "eprint" not in it and "doi" in it),
    "unknown type": ("incomplete", sub(r"^@inproceedings", "@inproceeding"), lambda it: it.startswith("@inproceedings")),
    "unknown string": ("told", sub(r"^  year = ", "  series = nowhere,\n  year = "), bool),
}  # fmt: skip


def _with_typo(record: str) -> str:
    title = field(record, "title")
    word = max(re.findall(r"(?<= )[a-z]{6,}|(?<= )[A-Z][a-z]{6,}", title), key=len)
    return record.replace(word, word[:3] + word[4:], 1)


def _as_preprint(record: str) -> str:
    eprint = field(record, "eprint")
    plain = without("booktitle")(without("doi")(without("url")(record)))
    journal = f"  journal = {{arXiv preprint arXiv:{eprint}}},\n"
    return plain.replace("@inproceedings", "@article").replace("  year =", journal + "  year =", 1)


def damaged_bib(literature: str, size: int = 500) -> DamagedBib:
    """Records of the build with three faults of each kind, copies with the same key and the same
    work, and signs that no program reads, to `size` entries."""
    records = literature.rstrip("\n").split("\n\n@")
    records = ["@" + record for record in records[1:]]
    faults: list[Fault] = []
    used: set[int] = set()
    for name, (group, change, fits) in KINDS.items():
        chosen = [at for at, record in enumerate(records) if at not in used and fits(record)][::5][:3]
        for at in chosen:
            key = records[at].partition("{")[2].partition(",")[0]
            key = f"{key[:2]}_{key[2:]}" if name == "blank in key" else key
            faults.append(Fault(name, key.replace("_", " ") if name == "blank in key" else key, group))
            records[at] = change(records[at])
            used.add(at)
    whole = [at for at in range(len(records)) if at not in used]
    for at in whole[:3]:
        faults.append(Fault("same key", _key(records[at]), "twice"))
        records.append(records[at])
    for at in whole[3:6]:
        key = _key(records[at]) + "again"
        faults.append(Fault("same work", key, "twice"))
        records.append(records[at].replace(_key(records[at]), key, 1))
    for number in range(len(records), size):
        records.append(
            f"@book{{other{number}, title = {{Notes on Nothing, Volume {number}}}, "
            f"author = {{Nobody, N{number}.}}, publisher = \"Press \" # jan, year = 1990}}"
        )
    head = "﻿% kept as it is\r\n@string{press = \"A Press\"}\n@preamble{ \"\\newcommand{\\x}{}\" }\n"
    latin = b"\n\n@book{latin, title = {Die V\xf6gel}, author = {M\xfcller, A.}, publisher = press, year = 1990}\n"
    text = head + "@comment{ @article{old, title = {x}} }\n\n" + "\n\n".join(records)
    stray = "\n\nwrite to me@example.org\n"
    faults.append(Fault("stray sign", "", "unreadable"))
    return DamagedBib(text.encode() + latin + stray.encode(), tuple(faults))


def _key(record: str) -> str:
    return record.partition("{")[2].partition(",")[0]
