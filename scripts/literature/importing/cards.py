"""Works as cards: items of a list that each begin with a label, "**Title**: ...", "**DOI**: ...".

The labels are those of the columns of tables, so that a card is read as a row of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .markdown_blocks import Block
from .markdown_entry import role_of_header

_LABEL: Final = re.compile(
    r"\W{0,4}(?P<mark>\*\*|__|)(?P<label>[^\W\d_][\w ()'’-]{1,28})(?P=mark)\s*[:：]\s*"
    r"(?:\*\*|__)?\s*(?P<value>\S.*)?$",
    re.DOTALL,
)
_OF_A_WORK: Final = ("authors", "date", "venue", "paper")


def label_of(text: str) -> tuple[str, str] | None:
    """(role, value) of an item that begins with a label; the role is "rest" for other labels."""
    match = _LABEL.match(text)
    if match is None:
        return None
    label = re.sub(r"\(s\)", "s", match["label"]).strip()
    role = role_of_header(re.sub(r"(?i)^date of publication$", "date", label))
    if not role and not match["mark"]:
        return None
    value = (match["value"] or "").strip()
    if label.lower() in ("doi", "arxiv", "arxiv id") and "](" not in value and "://" not in value:
        host = "https://doi.org/" if label.lower() == "doi" else "https://arxiv.org/abs/"
        value = f"[{label}]({host}{value.strip('`* ')})"
    return role or "rest", value


def is_card(columns: Sequence[tuple[str, str]], has_title_above: bool) -> bool:
    """Whether labelled items are one work: they have its title, and tell of its origin."""
    roles = {role for role, value in columns if value}
    told = sum(role in roles for role in _OF_A_WORK)
    return told > 0 if "title" in roles else has_title_above and told > 1


def joined(blocks: Sequence[Block]) -> Block:
    """One block for the lines of a card."""
    first, last = blocks[0], blocks[-1]
    return Block("row", first.line, last.last, " ".join(it.text for it in blocks), first.level)
