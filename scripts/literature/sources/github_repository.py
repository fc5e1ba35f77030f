"""GitHub: whether code is where a link says, under which name, and by which licence.

https://docs.github.com/en/rest/repos/repos#get-a-repository
"""

from __future__ import annotations

import re

from . import cleaning
from .parts import count, word
from .record import Repository


def repository_name(url: str) -> str:
    """owner/name in an address on GitHub; empty when it leads to no repository there."""
    match = re.match(
        r"https?://(?:www\.)?github\.com/([A-Za-z0-9-]{1,39})/([A-Za-z0-9._-]{1,100})(?:[/?#]|$)",
        url,
        re.IGNORECASE,
    )
    name = re.sub(r"\.git$", "", match[2]) if match else ""
    return f"{match[1]}/{name}" if match and name.strip(".") else ""


def read_repository(answer: object) -> Repository | None:
    """The repository in an answer to /repos/<owner>/<name>; None when there is none in it."""
    name = word(answer, "full_name")
    if not re.fullmatch(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}", name):
        return None
    license = cleaning.fitting("license", word(answer, "license", "spdx_id"))
    return Repository(
        exists=True,
        url=f"https://github.com/{name}",
        license="" if license == "NOASSERTION" else license,
        stars=count(answer, "stargazers_count"),
        last_commit=str(cleaning.date_of(word(answer, "pushed_at")) or ""),
    )
