"""Links of a list -> what they lead to: the work, its code, its page, or nothing of it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from .inline import Link

_PAPER: Final = frozenset(
    """paper papers pdf arxiv abs abstract openreview doi acl anthology html preprint article
    publication proceedings publisher journal manuscript biorxiv medrxiv ssrn ieee acm springer
    thesis report post essay link url 论文 原文""".split()  # noqa: SIM905
)
_CODE: Final = frozenset(
    """code github gitlab repo repository implementation source codes codebase star stars
    pytorch tensorflow jax torch official-code 代码""".split()  # noqa: SIM905
)
_PROJECT: Final = frozenset("""project page website homepage site web webpage""".split())  # noqa: SIM905
_OTHER: Final = frozenset(
    """demo dataset datasets data model models weights checkpoint checkpoints video videos slides
    poster talk youtube twitter tweet x colab hf huggingface space bibtex bib cite citation supp
    supplementary supplement appendix blog medium notes review summary discussion podcast media
    notebook docs documentation wiki leaderboard benchmark zhihu 知乎 bilibili space spaces
    semantic scholar badge license awesome thread news press citations""".split()  # noqa: SIM905
)
_FILLERS: Final = frozenset(
    """official unofficial the a an of our here and to in on with for see full text view read open
    available version v1 v2 v3 main extended short long original updated camera ready
    third party author authors by oral spotlight poster best award track findings workshop
    conference""".split()  # noqa: SIM905
)
# Hosts of what is about works, and is none.
_NO_WORK: Final = re.compile(
    r"(?:.+\.)?(?:twitter\.com|x\.com|youtube\.com|youtu\.be|linkedin\.com|discord\.(?:gg|com)"
    r"|slack\.com|t\.me|weixin\.qq\.com|facebook\.com|instagram\.com|shields\.io|badgen\.net"
    r"|awesome\.re|opensource\.org|creativecommons\.org|choosealicense\.com|star-history\.com"
    r"|buymeacoffee\.com|patreon\.com|visitor-badge\..*|hits\..*|contrib\.rocks|goo\.gl|forms\.gle"
    r"|scholar\.google\.[a-z.]+|wikipedia\.org|colab\.research\.google\.com|papers\.cool"
    r"|connectedpapers\.com|paperswithcode\.com|makeapullrequest\.com|komarev\.com|bilibili\.com"
    r"|reddit\.com|overleaf\.com|drive\.google\.com|docs\.google\.com|bit\.ly|mp\.weixin\.qq\.com)"
)
_REPOSITORIES: Final = re.compile(
    r"github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|anonymous\.4open\.science"
)


def role_of(label: str) -> str:
    """What a label names: paper, code, project, other; empty for what is no label but a title.

    >>> role_of("Paper"), role_of("Official Code"), role_of("ICLR 2024"), role_of("Deep Bees")
    ('paper', 'code', 'paper', '')
    """
    if len(label.strip()) == 1 and label.strip().isalpha():
        return "paper"
    text = re.sub(r"(?i)arxiv\s*[:.]?\s*[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?", "arxiv", label)
    if re.fullmatch(r"\s*(?:[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|10\.[0-9]{4,9}/\S+)\s*", text):
        return "paper"
    words = [word for word in re.findall(r"[\w-]+", text.lower()) if not word.isdigit()]
    if not words or len(words) > 6:
        return "" if words else "paper" if label.strip() and not label.isalpha() else ""
    known = [word for word in words if word in _PAPER or word in _CODE or word in _PROJECT
             or word in _OTHER or word in _FILLERS]  # fmt: skip
    if len(known) == len(words):
        for role, names in (
            ("code", _CODE),
            ("project", _PROJECT),
            ("paper", _PAPER),
            ("other", _OTHER),
        ):
            if any(word in names for word in words):
                return role
        return "other"
    venue = re.fullmatch(
        r"([A-Z][A-Za-z*+&/ -]{1,24}?)[\s'’]*(?:(?:19|20)[0-9]{2}|[0-9]{2})(?:\s*\(?[A-Za-z]+\)?)?",
        label.strip(),
    )  # fmt: skip
    return "paper" if venue and len(venue[1].split()) < 4 and is_acronym(venue[1]) else ""


def is_acronym(name: str) -> bool:
    """Whether a word of it has two capitals, as the names of conferences have: "NeurIPS"."""
    return any(sum(char.isupper() for char in word) > 1 for word in name.split())


def target_of(link: Link) -> str:
    """What an address leads to: work, code, account, page, home, none; anchor within the file.

    `lost`: nowhere that can be opened, though the words may be a title.
    """
    url = link.url
    if (url == "#" and len(link.text.split()) > 3) or url.lower().startswith("ftp://"):
        return "lost"
    if not re.match(r"(?i)https?://", url):
        return "work" if link.identifiers else "anchor"
    found = link.identifiers
    if found.arxiv or found.doi or found.openreview or found.anthology:
        return "work"
    if _NO_WORK.fullmatch(link.host):
        return "none"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "none"
    steps = [step for step in parts.path.split("/") if step]
    if _REPOSITORIES.fullmatch(link.host):
        if len(steps) == 2 and parts.fragment and role_of(link.label) != "code":
            return "anchor"  # a section of a list: its own table of contents
        if link.host == "github.com" and steps[:1] in (
            ["sponsors"],
            ["topics"],
            ["features"],
            ["orgs"],
        ):
            return "none"
        return "code" if len(steps) > 1 else "account"
    if link.host == "openreview.net" or link.host == "arxiv.org":
        return "none"
    if re.search(r"\.(?:png|jpe?g|gif|svg|webp|mp4)$", parts.path, re.IGNORECASE):
        return "none"
    if not steps and not parts.query and not parts.fragment:
        return "home"
    return "page"
