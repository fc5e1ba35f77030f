"""A server of static files that can be as slow as a phone line, and notes what it sent and when.

The slowness is made here because Chromium's own emulation does not reach workers. A round trip
passes when a connection is opened and before each answer; all connections share one line.
"""

from __future__ import annotations

import asyncio
import gzip
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".bib": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
NOT_ZIPPED = {".png", ".woff2"}
CHUNK = 1400  # bytes, about one packet


@dataclass(frozen=True)
class Line:
    """How slow: bits per second for all connections together, and seconds of a round trip."""

    rate: float = 0  # 0 = no limit
    delay: float = 0


SLOW = Line(rate=1.6e6, delay=0.150)


@dataclass
class Answer:
    """What was sent for one request. Times are seconds of the Unix clock, as in the page."""

    path: str
    asked: float
    parts: list[tuple[float, int]] = field(default_factory=list)  # sent when, bytes

    def sent(self, until: float = float("inf")) -> int:
        return sum(count for when, count in self.parts if when <= until)

    @property
    def is_font(self) -> bool:
        return self.path.endswith(".woff2")


class Site:
    """The files under a folder, zipped when first asked for; shared by servers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: dict[str, bytes] = {}

    def answer(self, path: str) -> bytes:
        """Head and body for the path of a URL."""
        if path not in self._kept:
            self._kept[path] = self._read(unquote(path))
        return self._kept[path]

    def _read(self, path: str) -> bytes:
        file = (self.folder / path.lstrip("/")).resolve()
        if path.endswith("/"):
            file /= "index.html"
        if not file.is_relative_to(self.folder.resolve()) or not file.is_file():
            file, status = self.folder / "404.html", "404 Not Found"
        else:
            status = "200 OK"
        body = file.read_bytes()
        lines = [
            f"HTTP/1.1 {status}",
            f"Content-Type: {TYPES.get(file.suffix, 'application/octet-stream')}",
            "Cache-Control: max-age=600",
        ]
        if file.suffix not in NOT_ZIPPED:
            body = gzip.compress(body, 6)
            lines.append("Content-Encoding: gzip")
        lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Server:
    """Serves a site from a thread of its own, until the `with` block ends."""

    def __init__(self, site: Site, line: Line) -> None:
        self.site = site
        self.line = line
        self.log: list[Answer] = []
        self._free = 0.0  # when the line has sent what it was given
        self._starting: Future[str] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        self.url = self._starting.result()
        return self

    def __exit__(self, *failure: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        self._starting.set_result(f"http://127.0.0.1:{port}/")
        await self._over.wait()
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.sleep(self.line.delay)
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = urlsplit(head.split(b" ", 2)[1].decode()).path
                answer = Answer(path, time.time())
                self.log.append(answer)
                await asyncio.sleep(self.line.delay)
                await self._send(writer, answer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass  # the browser hung up, or all is over
        finally:
            writer.close()

    async def _send(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        for part in self._parts(self.site.answer(answer.path)):
            await self._wait_for_line(len(part))
            writer.write(part)
            await writer.drain()
            answer.parts.append((time.time(), len(part)))

    def _parts(self, whole: bytes) -> Iterator[bytes]:
        step = CHUNK if self.line.rate else len(whole)
        return (whole[start : start + step] for start in range(0, len(whole), step))

    async def _wait_for_line(self, count: int) -> None:
        """Takes the next free time of the line; connections that wait take turns."""
        if not self.line.rate:
            return
        # What the clock of the event loop oversleeps is made good, a few milliseconds at most.
        begin = max(self._free, time.time() - 0.01)
        self._free = begin + count * 8 / self.line.rate
        await asyncio.sleep(self._free - time.time())


def timeline(log: list[Answer]) -> str:
    """A line for each request: asked, first and last byte (ms from the first request), bytes."""
    begun = log[0].asked
    lines = [f"{'asked':>7}{'first':>7}{'last':>7}{'bytes':>11}"]
    for answer in log:
        times = [answer.asked, *(when for when, _ in answer.parts[:1] + answer.parts[-1:])]
        shown = "".join(f"{(when - begun) * 1000:>7.0f}" for when in times)
        lines.append(f"{shown:<21}{answer.sent():>11,}  {answer.path}")
    return "\n".join(lines)
