"""What becomes of a link: alive, moved, failed, or nobody can say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from .reach import Reach, Seen, Unreached, host_of

State = Literal["alive", "moved", "failed", "unknown"]
MAX_HOPS: Final = 10
PERMANENT: Final = frozenset((301, 308))
# Who says one of these may only have something against programs, or against being asked just now.
NOBODY_KNOWS: Final = frozenset((401, 403, 406, 407, 408, 418, 425, 429, 503, 504, 999))


@dataclass(frozen=True)
class Outcome:
    """How a link fared. `reason`: a status, or a few words; `hops`: where it was led on the way.

    `moved_to`: the address that it has by now, for one that is redirected for good.
    """

    url: str
    state: State
    reason: str = ""
    hops: tuple[tuple[int, str], ...] = ()  # status, and where it led
    moved_to: str = ""
    is_private: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether any server said anything, be it that there is nothing."""
        return bool(self.hops) or self.reason.isdecimal()


def check(url: str, reach: Reach, keep_pace: Callable[[str], None]) -> Outcome:
    """Asks for the head, and for the page if that does not tell; follows redirects.

    `keep_pace` waits until a host may be asked.
    """
    here = url
    hops: list[tuple[int, str]] = []
    seen_before = {url}
    while True:
        try:
            seen = _ask(here, reach, keep_pace)
        except Unreached as error:
            state: State = "unknown" if error.is_late else "failed"
            return Outcome(url, state, error.reason, tuple(hops), is_private=error.is_private)
        if not seen.target:
            return _ended(url, here, seen.status, tuple(hops))
        hops.append((seen.status, seen.target))
        if seen.target in seen_before:
            return Outcome(url, "failed", "redirects in a circle", tuple(hops))
        if len(hops) > MAX_HOPS:
            return Outcome(url, "failed", "redirects too often", tuple(hops))
        here = seen.target
        seen_before.add(here)


def _ask(url: str, reach: Reach, keep_pace: Callable[[str], None]) -> Seen:
    """The answer to HEAD; that to GET where HEAD is refused or fails, as many servers do it."""
    host = host_of(url)
    keep_pace(host)
    try:
        seen = reach.ask("HEAD", url)
        if seen.status < 400 or seen.status == 429:
            return seen
    except Unreached as error:
        if error.is_private or error.reason in ("no such host", "no web address"):
            raise
    keep_pace(host)
    return reach.ask("GET", url)


def _ended(url: str, here: str, status: int, hops: tuple[tuple[int, str], ...]) -> Outcome:
    if status in NOBODY_KNOWS:
        return Outcome(url, "unknown", str(status), hops)
    if not 200 <= status < 300:
        return Outcome(url, "failed", str(status), hops)
    moved_to = _moved_to(url, hops)
    return Outcome(url, "moved" if moved_to else "alive", str(status), hops, moved_to)


def _moved_to(url: str, hops: tuple[tuple[int, str], ...]) -> str:
    """Where the permanent redirects at the beginning lead; nothing that says no more than the old
    address, nor the front page of a site, which stands for a page that is gone."""
    target = ""
    for status, place in hops:
        if status not in PERMANENT:
            break
        target = place
    if not target.startswith("https://") or _plain(target) == _plain(url):
        return ""
    is_front = urlsplit(target).path in ("", "/") and not urlsplit(target).query
    return "" if is_front and urlsplit(url).path not in ("", "/") else target


def _plain(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|/+$", "", url)
