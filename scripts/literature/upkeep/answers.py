"""What servers said, kept on disk: nobody is asked twice in one run, and next time only for news.

An answer is written whole or not at all, so a run that is killed loses at most the one it waits
for. A run that did not end is gone on with by the next.
"""

from __future__ import annotations

import hashlib
import json as json_format
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ..publish import write_whole
from ..sources.arxiv import read_xml
from ..web import Answer, NoAnswer, Web

MAX_FAILURES: Final = 8  # in a row, after which a host is left alone until the next run
MAX_AGE: Final = timedelta(days=3)  # of a run that did not end; an older one begins anew
VALIDATORS: Final = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True)
class Run:
    """One run over all that is to be asked, which may take several calls of the program."""

    id: str
    today: str  # ISO
    file: Path
    is_resumed: bool = False  # an earlier call began it

    @classmethod
    def begin(cls, folder: Path, now: datetime) -> Run:
        """The run that was not ended, if it is not too old; else a new one, noted in the folder."""
        file = folder / "run.json"
        known = _read_json(file).get("run")
        started = _moment(known)
        if isinstance(known, str) and started and now - MAX_AGE < started <= now:
            return cls(known, now.date().isoformat(), file, is_resumed=True)
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, json_format.dumps({"run": now.isoformat()}).encode())
        return cls(now.isoformat(), now.date().isoformat(), file)

    def end(self, *, is_whole: bool = True) -> None:
        """A call for a part leaves alone what an earlier call for the whole has begun."""
        if is_whole or not self.is_resumed:
            self.file.unlink(missing_ok=True)


@dataclass(frozen=True)
class Kept:
    """An answer on disk, and the run that it was given in."""

    answer: Answer
    run: str


class RememberingWeb(Web):
    """Asks like `Web`, but never twice in a run, and with the validators of what is kept."""

    def __init__(
        self, folder: Path, run: Run, *, is_offline: bool = False, **bounds: object
    ) -> None:
        """`bounds` are those of `Web`. Offline, only what is kept is answered, however old."""
        super().__init__(**bounds)  # type: ignore[arg-type]
        self._folder = folder
        self._run = run
        self._is_offline = is_offline
        self._failed: Counter[str] = Counter()  # host -> failures since it last answered
        self.outages = 0  # how often no answer came
        folder.mkdir(parents=True, exist_ok=True)

    def send(
        self,
        method: str,
        url: str,
        *,
        json: object = None,
        headers: Mapping[str, str] = {},
        is_repeatable: bool = True,
    ) -> Answer:
        """The answer; `asked` tells the day. Raises NoAnswer as `Web` does."""
        if method != "GET":
            raise ValueError("only GET can be kept")
        kept = self._kept(url)
        if kept and (self._is_offline or kept.run == self._run.id):
            return kept.answer
        try:
            return self._ask(url, headers, kept)
        except NoAnswer:
            self.outages += 1
            raise

    def _ask(self, url: str, headers: Mapping[str, str], kept: Kept | None) -> Answer:
        place = urlsplit(url).netloc
        if self._is_offline:
            raise NoAnswer(f"{urlsplit(url).hostname} was not asked, and what it said is not kept")
        if self._failed[place] >= MAX_FAILURES:
            raise NoAnswer(f"{urlsplit(url).hostname} failed too often and was left alone")
        self._failed[place] += 1
        answer = super().send("GET", url, headers={**headers, **_validators(kept)})
        if answer.status == 304:
            if kept is None:
                raise NoAnswer(f"{urlsplit(url).hostname} says that nothing changed, unasked")
            answer = kept.answer
        self._failed[place] = 0
        answer = replace(answer, asked=self._run.today)
        write_whole(self._file(url), _as_json(url, answer, self._run.id))
        return answer

    def _kept(self, url: str) -> Kept | None:
        """None also for a file that is damaged, or of another address."""
        found = _read_json(self._file(url))
        try:
            if found["url"] != url:
                return None
            body = found["body"].encode("utf-8", "surrogateescape")
            headers = {str(name): str(value) for name, value in found["headers"].items()}
            answer = Answer(int(found["status"]), headers, body, url, str(found["asked"]))
            return Kept(answer, str(found["run"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    def _file(self, url: str) -> Path:
        return self._folder / f"{hashlib.blake2b(url.encode(), digest_size=16).hexdigest()}.json"


def _as_json(url: str, answer: Answer, run: str) -> bytes:
    """No header is kept but what tells the kind, and what asks for news."""
    names = ["content-type", *(VALIDATORS if _is_sound(answer) else ())]
    return json_format.dumps({
        "url": url, "run": run, "asked": answer.asked, "status": answer.status,
        "headers": {name: answer.headers[name] for name in names if name in answer.headers},
        "body": answer.body.decode("utf-8", "surrogateescape"),
    }).encode()  # fmt: skip


def _is_sound(answer: Answer) -> bool:
    """Whether it may stand in for a later one: whole, as far as its form tells."""
    if answer.status != 200:
        return False
    if "xml" in answer.headers.get("content-type", ""):
        return read_xml(answer.body) is not None
    try:
        return bool(answer.json())
    except NoAnswer:
        return False


def _validators(kept: Kept | None) -> dict[str, str]:
    """RFC 9110, section 13.1: where there is an ETag, the date says no more."""
    for name, asks in VALIDATORS.items() if kept else ():
        value = kept.answer.headers.get(name, "") if kept else ""
        if value.isascii() and value.isprintable() and value.strip():
            return {asks: value.strip()}
    return {}


def _read_json(file: Path) -> dict[str, Any]:
    try:
        found = json_format.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
