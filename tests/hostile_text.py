"""One strategy for all properties: texts of what has broken out of a format, and whole entries.

Texts are made of pieces, which is ten times as quick as drawing each character.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import strategies as st
from toy import HOSTILE

from literature.model import Entry, Name, PartialDate
from literature.text import UNSAFE
from literature.values import parse_name

SIGNS = tuple("{}\\%&<>\"'#_$^~`@|:-=+,;.!?[]()/*")
_WORDS = ("a", "Bee", "LLaVA", "GPT-4V", "3D", "of", "and", "others", "et al", "null", "~", "no",
          "2411.10950", "1e3", "0x1F", "2024-11-17", "I", "XII", "\u00e9", "\u00df", "\u0131",
          "\u0130", "\u1ee3", "\u01f0", "\u6f22\u5b57", "\u0639", "\u0411", "\u03b2")  # fmt: skip
_MARKUP = (
    "--",
    "``",
    "''",
    ",,",
    "[U+",
    "\\{",
    "\\&",
    "\\'e",
    "$x$",
    "$\\alpha_1$",
    "{{",
    "}}",
    "}}\n@misc{evil,",
    "@a {",
    " and ",
    ", ",
    " # ",
    ": ",
    " - ",
    "- ",
    "? ",
    "|\n",
    ">-\n",
    "<b>",
    "</script>",
    "<!--",
    "-->",
    "]]>",
    "&amp;",
    "&#60;",
    "&lt",
    "{% x %}",
    "{{ x }}",
    "<?php",
    "javascript:",
    "=cmd|'/c'!A1",
    "\nER  - \nTY  - ",
    "a  - b",
    "### Title\n",
    "_No response_",
    "---\n",
    "...",
    "```",
    "../",
    "/",
    "[x](y)",
    "https://a.example/?b=c&d",
)
_UNSEEN = (
    "\x00",
    "\x01",
    "\x02",
    "\x03",
    "\x1b[31m",
    "\x7f",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\x0b",
    "\x85",
    "\u2028",
    "\u00a0",
    "\u3000",
    "\u00ad",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ufffd",
    "\ufdd0",
    "\ufdd1",
    "\ufdd3",
    "\ue000",
    "\U000e0041",
    "\U0010ffff",
)
_BEYOND = (
    "\U0001f41d",
    "\U0001d538",
    "\U00020000",
    "\U0001f468\u200d\U0001f33e",
    "e\u0301",
    "A\u030a",
    "o\u0323\u0302",
    "\u0345",
    "\u0301",
    "\ufb01",
    "\uff1d",
    "\u2126",
    "\ufdfa",
)
PIECES = (*SIGNS, *_WORDS, *_MARKUP, *_UNSEEN, *_BEYOND, " ", " ", " ")  # fmt: skip

_MADE = st.lists(st.sampled_from(PIECES), max_size=5).map("".join) | st.sampled_from(HOSTILE)
# Anything: what a form, a file or a register may hold.
anything = _MADE | st.text(max_size=12)


def clean(text: str) -> str:
    """The text as the reader of entries has it: NFC, single blanks, nothing that is not seen."""
    return unicodedata.normalize("NFC", " ".join(UNSAFE.sub("", text).split()))


def cleaned(limit: int) -> st.SearchStrategy[str]:
    """Texts that an entry can hold, of one to so many characters."""
    return _MADE.map(lambda text: clean(text)[:limit].strip()).filter(bool)


def _is_name(name: Name) -> bool:
    text = f"{{{name.family}}}" if name.is_group else name.inverted
    try:
        return parse_name(text) == name and clean(text) == text
    except ValueError:
        return False


_PART = st.lists(
    st.sampled_from(("Bee", "li", "van", "\u00d6st", "\u0141uk", "O", "d", "J.", "M.-A.", "\u674e",
                     "'", "\u2019", "-", " ", " ", "~", "%", "#", "$", "^", "_", "`", '"', "/", "&",
                     "!", "?", "(", ")", "and", "\u1ee3", "\u01f0")),
    min_size=1, max_size=4,
).map(lambda parts: " ".join("".join(parts).split()))  # fmt: skip
_SUFFIX = st.sampled_from(("", "", "", "Jr", "III"))
names = (
    st.builds(Name, _PART, _PART, _SUFFIX)
    | st.builds(Name, st.sampled_from(("Divyansh", "Bee", "\u674e", "O'B")))
    | st.builds(Name, cleaned(60), is_group=st.just(True))
).filter(_is_name)
_ADDRESSES = ("https://example.org/", "https://a.example.org/x?b=c&d=%22#e",
              "https://b.example.com/it's,(a);b=~c!$*+")  # fmt: skip
# What an entry can have besides texts, each with some of its values.
_FACTS: tuple[dict[str, object], ...] = (
    {"published": PartialDate(2021), "url": _ADDRESSES[0]},
    {"published": PartialDate(2022, 1), "arxiv": "2201.10950", "code": _ADDRESSES[1]},
    {"published": PartialDate(2023, 12, 31), "openreview": "Ll5miDx8KB", "pages": "1-20",
     "terms": {"kind": ("study",), "categories": ("nest-study", "field-survey"), "venue": ("jhr",)},
     "venue_year": 2024, "evidence": _ADDRESSES},
    {"published": PartialDate(1800), "anthology": "2025.acl-long.175", "license": "Apache-2.0",
     "terms": {"kind": ("key",), "categories": ("field-survey",), "covers": ("tyrol", "alps")}},
    {"published": PartialDate(2024, 2, 29), "arxiv": "math.GT/0309136", "pages": "e175",
     "terms": {"kind": ("study",), "categories": ("field-survey",), "venue": ("icba",)},
     "venue_year": 2024, "aliases": ("bee2020x",), "implements": ("abe2019sound",)},
    {"published": PartialDate(1999, 2, 28), "url": _ADDRESSES[2], "project": _ADDRESSES[1],
     "terms": {"kind": ("diary",), "categories": ("nest-study",), "regions": ("alps", "tyrol")}},
)  # fmt: skip
_TERMS = {"kind": ("study",), "categories": ("field-survey",)}
_SHORT = {"nickname": 60, "track": 200, "volume": 20, "number": 20, "notes": 400}
_LISTS = ("alt_titles", "workflows", "unverified")
_MORE = st.dictionaries(
    st.sampled_from((*_SHORT, *_LISTS, "doi")), st.lists(_MADE, min_size=1, max_size=2), max_size=3
)


def _entry(
    title: str, authors: list[Name], summary: str, facts: dict[str, object],
    more: dict[str, list[str]],
) -> Entry:  # fmt: skip
    values: dict[str, object] = {"terms": _TERMS, **facts}
    for name, texts in more.items():
        kept = tuple(dict.fromkeys(filter(None, (clean(text)[:40].strip() for text in texts))))
        if name == "doi":
            ending = "".join(char for char in "".join(kept) if "!" <= char <= "~")
            values["doi"] = f"10.1000/{ending or 'x'}"
        elif name in _LISTS and kept:
            values[name] = kept
        elif kept:
            values[name] = kept[0][: _SHORT[name]].strip()
    return Entry("bee2021bees", title, tuple(authors), summary=summary, added=date(2026, 1, 4),
                 **values)  # type: ignore[arg-type]  # fmt: skip


entries = st.builds(
    _entry, cleaned(300), st.lists(names, min_size=1, max_size=3, unique=True), cleaned(400),
    st.sampled_from(_FACTS), _MORE,
)  # fmt: skip
