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


def is_paper(record: str) -> bool:
    return record.startswith("@inproceedings")


def is_on_arxiv(record: str) -> bool:
    return "eprint" in record


def is_paper_on_arxiv(record: str) -> bool:
    return is_paper(record) and is_on_arxiv(record)


def is_paper_with_doi(record: str) -> bool:
    return is_paper(record) and "  doi" in record and not is_on_arxiv(record)


def is_of_three(record: str) -> bool:
    return is_on_arxiv(record) and field(record, "author").count(" and ") > 1


def has_long_title(record: str) -> bool:
    return len(field(record, "title")) > 40


def has_acronym(record: str) -> bool:
    return bool(re.search(rf"(?<= ){_ACRONYM}", field(record, "title")))


def any_record(record: str) -> bool:
    return bool(record)


_ACRONYM = r"\{([A-Z]\w*[A-Z]\w*)\}"
_YEAR = r"^  year = "


def without_end(record: str) -> str:
    return record.removesuffix("}")


def with_other_end(record: str) -> str:
    return without_end(record) + ")"


def without_braces(record: str) -> str:
    return re.sub(rf"(?<=[ {{]){_ACRONYM}", r"\1", record)


def with_typo(record: str) -> str:
    title = field(record, "title")
    word = max(re.findall(r"(?<= )[a-z]{6,}|(?<= )[A-Z][a-z]{6,}", title), key=len)
    return record.replace(word, word[:3] + word[4:], 1)


def as_preprint(record: str) -> str:
    eprint = field(record, "eprint")
    plain = without("booktitle")(without("doi")(without("url")(record)))
    journal = f"  journal = {{arXiv preprint arXiv:{eprint}}},\n"
    return plain.replace("@inproceedings", "@article").replace("  year =", journal + "  year =", 1)


def before_year(text: str) -> Change:
    return lambda record: re.sub(_YEAR, lambda found: f"  {text}\n{found[0]}", record, flags=re.M)


# Name of a fault -> the group of the report, what does it, and which records it can happen to.
KINDS: dict[str, tuple[str, Change, Callable[[str], bool]]] = {
    "value not closed": ("damaged", sub(r"^(  author = .*)\},$", r"\1,"), any_record),
    "entry not closed": ("damaged", without_end, any_record),
    "brace too many": ("damaged", sub(r"^(  title = .*)\},$", r"\1}},"), any_record),
    "comma missing": ("damaged", sub(r"^(  title = .*)\},$", r"\1}"), any_record),
    "comma after the key missing": ("damaged", sub(r"^(@\w+\{\w+),", r"\1"), any_record),
    "equals sign missing": ("damaged", sub(r"^  author = ", "  author "), any_record),
    "quote inside quotes": ("damaged", before_year('note = "G\\"odel",'), any_record),
    "text without braces": ("damaged", before_year("keywords = some words here,"), any_record),
    "comment inside": ("damaged", before_year("% a remark"), any_record),
    "field twice": ("damaged", sub(r"^(  year = .*)$", r"\1\n\1"), any_record),
    "comma twice": ("damaged", sub(r"^(  author = .*),$", r"\1,,"), any_record),
    "junk inside": ("unreadable", before_year("??? !!"), any_record),
    "wrong bracket": ("damaged", with_other_end, any_record),
    "blank in key": ("damaged", sub(r"^(@\w+\{\w\w)", r"\1 "), any_record),
    "wrong year": ("differs", sub(r"^  year = \{.*\}", "  year = {1987}"), any_record),
    "wrong title": ("differs", sub(r"^(  title = \{)\S+", r"\1Quite Another"), is_on_arxiv),
    "typo in title": ("differs", with_typo, has_long_title),
    "author missing": ("differs", sub(r" and (?:(?! and ).)+\},$", "},"), is_of_three),
    "wrong author": ("differs", sub(r"^  author = \{[^,]+,", "  author = {Other,"), is_of_three),
    "preprint of a published work": ("published", as_preprint, is_paper_on_arxiv),
    "capitals without braces": ("capitals", without_braces, has_acronym),
    "title missing": ("incomplete", without("title"), is_paper_on_arxiv),
    "year missing": ("incomplete", without("year"), is_paper),
    "venue missing": ("incomplete", without("booktitle"), is_paper_with_doi),
    "unknown type": ("incomplete", sub(r"^@inproceedings", "@inproceeding"), is_paper),
    "unknown string": ("told", before_year("series = nowhere,"), any_record),
}


def damaged_bib(literature: str, size: int = 500) -> DamagedBib:
    """Records of the build with three faults of each kind, copies with the same key and the same
    work, and signs that no program reads, to `size` entries."""
    records = literature.rstrip("\n").split("\n\n@")
    records = ["@" + record for record in records[1:]]
    faults: list[Fault] = []
    used: set[int] = set()
    for name, (group, change, fits) in KINDS.items():
        chosen = [at for at, record in enumerate(records) if at not in used and fits(record)][::5][
            :3
        ]
        for at in chosen:
            key = records[at].partition("{")[2].partition(",")[0]
            key = f"{key[:2]}_{key[2:]}" if name == "blank in key" else key
            faults.append(
                Fault(name, key.replace("_", " ") if name == "blank in key" else key, group)
            )
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
            f'author = {{Nobody, N{number}.}}, publisher = "Press " # jan, year = 1990}}'
        )
    head = (
        '\ufeff% kept as it is\r\n@string{press = "A Press"}\n@preamble{ "\\newcommand{\\x}{}" }\n'
    )
    latin = (
        b"\n\n@book{latin, title = {Die V\xf6gel}, author = {M\xfcller, A.},"
        b" publisher = press, year = 1990}\n"
    )
    text = head + "@comment{ @article{old, title = {x}} }\n\n" + "\n\n".join(records)
    stray = "\n\nwrite to me@example.org\n"
    faults.append(Fault("stray sign", "", "unreadable"))
    return DamagedBib(text.encode() + latin + stray.encode(), tuple(faults))


def _key(record: str) -> str:
    return record.partition("{")[2].partition(",")[0]
