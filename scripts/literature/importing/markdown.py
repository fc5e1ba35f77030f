"""A list in Markdown ("awesome list") -> records, with the sections that they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from ..text import shown
from .cards import is_card, joined, label_of
from .found import Found, Ignored, Reading, Remark
from .inline import BREAK, MAX_LINE, read_line
from .labels import role_of, target_of
from .listed_people import is_list_of_people, people_in
from .markdown_blocks import Block, read_blocks
from .markdown_entry import Item, read_item, role_of_header
from .mojibake import repaired
from .places import is_place
from .vocabulary import heading_text

MAX_RECORDS: Final = 50_000


def read_markdown(text: str) -> Reading:
    """All items that name a work; every other line with text is ignored for a reason."""
    source = read_blocks(text)
    reader = _Reader(source.references)
    for block in source.blocks:
        reader.read(block)
    reader.finish()
    text = f"only the first {MAX_LINE:,} characters of the line were read"
    reader.remarks += [Remark(line, "field", text) for line in source.cut]
    return Reading(
        "Markdown list", tuple(reader.found),
        tuple(sorted((*source.ignored, *reader.ignored), key=lambda it: (it.first, it.last))),
        tuple(sorted(reader.remarks)), reader.headings,
    )  # fmt: skip


@dataclass
class _Section:
    level: int
    text: str
    line: int
    count: int = 0


@dataclass
class _Open:
    """The last item, which following lines may still belong to."""

    block: Block
    item: Item
    place: int  # in found; -1 for one that is ignored so far
    is_group: bool = False  # its words are a section for the items below it
    is_heading: bool = False  # the paragraphs below it are of its work


@dataclass
class _Reader:
    references: dict[str, str]
    found: list[Found] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    sections: list[_Section] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)  # items that are open, by indent
    card: list[tuple[Block, str, str]] = field(default_factory=list)  # block, role, value

    def read(self, block: Block) -> None:
        if self._is_of_card(block):
            return
        self._end_card()
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "row":
            self._row(block)
        else:
            self._item(block)

    def finish(self) -> None:
        self._end_card()
        self.stack.clear()

    # Cards

    def _is_of_card(self, block: Block) -> bool:
        """Whether an item goes on with a card or begins one; it waits for the others then."""
        labelled = label_of(block.text) if block.kind == "item" else None
        if labelled is None or (self.card and block.level < self.card[0][0].level):
            return False
        role, value = labelled
        is_below_item = bool(self.stack and self.stack[-1].block.level < block.level)
        if not self.card and (is_below_item or role == "rest"):
            return False
        if self.card and role == "title":
            self._end_card()
        self.card.append((block, role, value))
        return True

    def _end_card(self) -> None:
        card, self.card = self.card, []
        columns = [(role, value) for _, role, value in card if value]
        if not card:
            return
        if not is_card(columns, self._is_below_title()):
            for block, _, _ in card:
                self._item(block)
            return
        block, section = joined([it for it, _, _ in card]), self.sections[-1:]
        is_above = all(role != "title" for role, _ in columns)
        title = section[0].text if is_above and section else ""
        words = self._named([it.text for it in self.sections[:-1]]) if title else self._words
        columns = [("title", title), *columns] if title else columns
        item = read_item(block.text, block.line, words, self.references, columns=columns)
        self.stack.clear()
        self._add(block, item, words)

    # Sections

    def _heading(self, block: Block) -> None:
        parsed = read_line(block.text, self.references)
        titles = [
            link
            for link in parsed.links
            if len(link.text.split()) > 2 and target_of(link) in ("work", "page")
        ]
        lone = parsed.links[0] if len(parsed.links) == 1 else None
        is_work = lone and lone.text and not role_of(lone.text) and target_of(lone) == "work"
        if (titles or is_work) and len(heading_text(parsed.text)) < 20:
            self._as_item(block)
            return
        is_detail = bool(parsed.links) and not heading_text(re.sub(r"[|/·•,]", " ", parsed.text))
        if is_detail and self._detail_of_heading(block):
            return
        self.stack.clear()
        words = " ".join(
            filter(
                None,
                (
                    heading_text(parsed.text),
                    *(
                        link.text
                        for link in parsed.links
                        if link.text and target_of(link) != "anchor"
                    ),
                ),
            )
        )
        level = (
            block.level
            if block.level < 7
            else (self.sections[-1].level + 1 if self.sections else 2)
        )
        if (
            block.level == 7
            and self.sections
            and self.sections[-1].text
            and self._is_summary(self.sections[-1])
        ):
            level = self.sections[-1].level
        above = [it for it in self.sections if it.level < level]
        if above and level > above[-1].level + 1 and block.level < 7:
            self._remark(
                block,
                "nesting",
                f"'{shown(words, 60)}' jumps from level {above[-1].level} to {level}",
            )
        if (
            repaired(block.text) != " ".join(block.text.split())
            and repaired(block.text) != block.text
        ):
            self._remark(
                block,
                "mojibake",
                f"heading '{shown(block.text, 60)}' was read as '{shown(words, 60)}'",
            )
        self.sections = [*above, _Section(level, words, block.line)]
        self.headings.setdefault(words, block.line)
        self._ignore(block, "heading")

    def _is_summary(self, section: _Section) -> bool:
        return section.level > 6

    def _detail_of_heading(self, block: Block) -> bool:
        """Links alone in a heading below one that is the title of a work."""
        section = self.sections[-1] if self.sections else None
        if not section or section.count or len(section.text.split()) < 3:
            return False
        return self._with_title_above(block)

    def _with_title_above(self, block: Block) -> bool:
        section = self.sections[-1]
        words = [it.text for it in self.sections[:-1]]
        item = read_item(
            block.text, section.line, self._named(words), self.references, title=section.text
        )
        if item.found is None:
            return False
        section.count += 1
        self._add(block, item, words)
        return True

    @property
    def _words(self) -> list[str]:
        """The sections that count: the nearest, and those above it but for the title of the file."""  # noqa: E501
        texts = [it.text for it in self.sections if it.level > 1 or len(self.sections) == 1]
        groups = [heading_text(read_line(it.block.text).text) for it in self.stack if it.is_group]
        return self._named([*texts, *groups])

    def _named(self, words: list[str]) -> list[str]:
        return [word for word in reversed(words) if word]

    def _remark(self, block: Block, kind: str, message: str) -> None:
        self.remarks.append(Remark(block.line, kind, message))

    def _ignore(self, block: Block, reason: str) -> None:
        self.ignored.append(Ignored(block.line, block.last, reason))

    # Items

    def _as_item(self, block: Block) -> None:
        self.stack.clear()
        self._add(
            block, read_item(block.text, block.line, self._words, self.references), self._words
        )
        if self.stack:
            self.stack[-1].is_heading = True

    def _item(self, block: Block) -> None:
        if len(self.found) >= MAX_RECORDS:
            self._ignore(block, f"more than {MAX_RECORDS:,} records; split the file")
            return
        while block.kind == "item" and self.stack and self.stack[-1].block.level >= block.level:
            self.stack.pop()
        above = self.stack[-1] if self.stack else None
        words, is_listed = self._words, block.kind == "item"
        is_news = any(_NEWS.fullmatch(word) for word in words)
        item = read_item(
            block.text, block.line, words, self.references, is_listed=is_listed and not is_news
        )
        if is_news and item.found is not None and not _has_work(item):
            item = Item(None, "news")
        if block.kind == "paragraph":
            if self._belongs_above(block, item):
                return
            if above and above.place < 0 and item.is_detail and self._completes(above, block):
                return
            if above and above.is_heading and not item.is_titled:
                self._ignore(block, item.reason or "text with links")
                return
            if _is_pseudo_heading(block, item):
                self._pseudo_heading(block)
                return
            self.stack.clear()
            if item.found is not None and not item.is_titled:
                is_entry = self._is_entry_paragraph(block)
                if (item.is_detail or not is_entry) and self._is_below_title() and (
                    self._with_title_above(block)
                ):  # fmt: skip
                    return
                item = item if is_entry else Item(None, "text with links")
        elif above and above.is_group and (item.found is None or item.is_detail):
            if self._completes(above, block):
                return
        elif above and above.place >= 0 and self._is_part(above, block, item):
            return
        elif above and above.place >= 0 and item.found is not None:
            text = f"an item below '{shown(self.found[above.place].label, 60)}', line {above.block.line}"  # noqa: E501
            self._remark(block, "nesting", text)
        if item.found is None:
            self.stack.append(_Open(block, item, -1, is_group=block.kind == "item"))
            self._ignore(block, item.reason)
            return
        self._add(block, item, self._words)

    def _completes(self, above: _Open, block: Block) -> bool:
        """Whether an item without a title says what the one above it left open: links, authors."""
        merged = replace(
            above.block, text=f"{above.block.text}{BREAK}{block.text}", last=block.last
        )
        words = self._words[1:] if above.is_group else self._words
        item = read_item(merged.text, merged.line, words, self.references)
        above.block = merged
        if item.found is None or not item.is_titled:
            return False
        self.ignored = [it for it in self.ignored if not merged.line <= it.first <= merged.last]
        self.stack.remove(above)
        above.is_group = False
        self._add(merged, item, self._words)
        return True

    def _is_below_title(self) -> bool:
        section = self.sections[-1] if self.sections else None
        return bool(
            section and section.count == 0 and len(section.text.split()) > 2
            and not (section.level == 1 and _COLLECTION.search(section.text))
        )  # fmt: skip

    def _is_entry_paragraph(self, block: Block) -> bool:
        """Whether a paragraph is an entry: it is short, and begins with what leads to the work."""
        words = read_line(block.text.split(BREAK)[0], self.references)
        return len(words.text.split()) < 40 and bool(words.links) and len(block.text) < 900 and (
            len(words.text.split()) < 25 or bool(re.match(r"\s*(?:\*\*|\[)", block.text))
        )  # fmt: skip

    def _belongs_above(self, block: Block, item: Item) -> bool:
        """A line of badges, of links or of names alone is of the item before it."""
        if not (self.stack and self.stack[-1].place >= 0) or item.is_titled:
            return False
        parsed = read_line(block.text, self.references)
        if self.stack[-1].is_heading and _tells_of_its_work(parsed.text):
            self._extend(self.stack[-1], block)
            return True
        if (parsed.links or parsed.images) and not heading_text(
            re.sub(r"[|/·•,&]", " ", parsed.text)
        ):
            self._extend(self.stack[-1], block)
            return True
        return False

    def _is_part(self, above: _Open, block: Block, item: Item) -> bool:
        """Whether an item below another is about the same work: links, authors, a note."""
        if item.found is not None and item.is_titled and _has_work(item):
            return False
        if item.found is not None and not item.is_detail and item.found.entry.links and not re.match(  # noqa: E501
            r"(?i)\W*(?:paper|code|project|authors?|link|pdf|abstract|venue|note|tl;?dr|demo|data)\b", block.text  # noqa: E501
        ):  # fmt: skip
            first = self.found[above.place].entry
            if first.arxiv and item.found.entry.arxiv and first.arxiv != item.found.entry.arxiv:
                return False
        self._extend(above, block)
        return True

    def _extend(self, above: _Open, block: Block) -> None:
        """Reads the item again with the lines that belong to it."""
        merged = replace(
            above.block, text=f"{above.block.text}{BREAK}{block.text}", last=block.last
        )
        words = list(self.found[above.place].words)
        item = read_item(merged.text, merged.line, words, self.references)
        if item.found is not None:
            self.found[above.place] = replace(item.found, words=tuple(words))
            above.block, above.item = merged, item

    def _add(self, block: Block, item: Item, words: list[str]) -> None:
        if item.found is None:
            self._ignore(block, item.reason)
            return
        found = item.found
        if not any(it.text for it in self.sections) and not words:
            found = replace(
                found,
                remarks=(*found.remarks, Remark(block.line, "nesting", "stands under no section")),
            )
        if self.sections:
            self.sections[-1].count += 1
        self.found.append(found)
        self.stack.append(_Open(block, item, len(self.found) - 1))

    def _pseudo_heading(self, block: Block) -> None:
        self.stack.clear()
        words = heading_text(block.text)
        level = 6.5
        above = [it for it in self.sections if it.level < 6]
        del level
        self.sections = [*above, _Section(6, words, block.line)]
        self.headings.setdefault(words, block.line)
        self._ignore(block, "heading")

    # Tables

    def _row(self, block: Block) -> None:
        columns = list(_columns(block))
        item = read_item(block.text, block.line, self._words, self.references, columns=columns)
        self.stack.clear()
        if item.found is None:
            self._ignore(block, item.reason)
            return
        self._add(block, item, self._words)


def _columns(block: Block) -> Iterator[tuple[str, str]]:
    """(role, text) of each cell; without a head that tells, the longest text is the title."""
    roles = [role_of_header(head) for head in block.headers]
    roles += [""] * (len(block.cells) - len(roles))
    titled = [at for at, role in enumerate(roles) if role == "title" and at < len(block.cells)]
    if len(titled) > 1:  # "Name" and "Paper": the longer one is the title
        lengths_of = {at: len(read_line(block.cells[at]).text.split()) + sum(
            len(link.text.split()) for link in read_line(block.cells[at]).links
        ) for at in titled}  # fmt: skip
        best = max(titled, key=lambda at: (lengths_of[at], -at))
        roles = ["" if at in titled and at != best else role for at, role in enumerate(roles)]
        short = next(at for at in titled if at != best)
        is_short = 0 < lengths_of[short] < 4 and "](" not in block.cells[short]
        if is_short and "nickname" not in roles:
            roles[short] = "nickname"
    if "title" not in roles:
        lengths = [
            len(read_line(cell).text.split())
            + sum(len(link.text.split()) for link in read_line(cell).links)
            if role == "" and not is_list_of_people(read_line(cell).text)
            else 0
            for cell, role in zip(block.cells, roles, strict=False)
        ]
        if lengths and max(lengths) > 1:
            roles[lengths.index(max(lengths))] = "title"
    seen: set[str] = set()
    for role, cell in zip(roles, block.cells, strict=False):
        own = "paper" if role == "title" and "title" in seen else role
        seen.add(own)
        yield own, cell


_NEWS: Final = re.compile(
    r"(?i)\W*(?:latest |recent )?(?:news|updates?|change ?logs?|what'?s new|announcements?"
    r"|releases?|to-?do|contents?|table of contents|citations?|cite|citing|licen[cs]e|contribut\w+"
    r"|acknowledge?ments?|star history|更新|新闻|最新消息|目录|引用)\W*"
)
_COLLECTION: Final = re.compile(
    r"(?i)\b(?:awesome|papers?|lists?|readings?|resources?|collections?|curated|repository)\b"
)


def _has_work(item: Item) -> bool:
    entry = item.found.entry if item.found else None
    return bool(
        entry and (entry.arxiv or entry.doi or entry.openreview or entry.anthology or entry.url)
    )


def _tells_of_its_work(text: str) -> bool:
    """Whether lines below a title have only names, dates and venues."""
    lines = [line.strip(" *_.·|") for line in text.split(BREAK) if re.search(r"\w", line)]
    return bool(lines) and all(
        people_in(line) or is_list_of_people(line) or all(
            is_place(part) for part in re.split(r"\s*[;,·|]\s*", line)
        )
        for line in lines
    )  # fmt: skip


def _is_pseudo_heading(block: Block, item: Item) -> bool:
    """A line in bold without a link, alone in its paragraph, is a heading in all but name."""
    text = block.text.strip()
    return (
        BREAK not in text and len(text) < 90 and "](" not in text
        and bool(re.fullmatch(r"(?:\W{0,4})(\*\*|__)[^*_]{2,80}(\*\*|__)[\s:：]*", text))
    )  # fmt: skip
