"""A preview that shows an edited entry at once: pages are made when they are asked for.

The generator runs once, for the written pages and the shell; entries are read again when their
files change, and a page is rendered from them on request. What differs from the published site:
no Content-Security-Policy hash for the reloading script (it is a file), and the problems of
damaged entries stand on top of each page. The sitemap and the pages at former
keys are those of the generator's last run.
"""

from __future__ import annotations

import html
import mimetypes
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .catalogue import Catalogue, check_readings, with_handbook
from .dead_links import read_dead_links
from .handbook import chapter_files
from .invariants import unknown_links
from .metrics import read_metrics
from .model import Entry, Problem
from .pipeline import GENERATED, Build
from .read import Reading, entry_files, read_entry
from .render.edition import Edition
from .render.pages import Page
from .site import ENTRY_FILES, FILES, PAGES
from .taxonomy import FILE_NAME, Taxonomy, read_taxonomy

POLL_SECONDS = 0.3
Stamp = tuple[int, int, int]  # of a file: when written, when changed in any way, size
RELOAD_PATH = "/__preview/reload.js"
VERSION_PATH = "/__preview/version"
_RELOAD = """let seen;
setInterval(async () => {
  const answer = await fetch("/__preview/version").catch(() => undefined);
  if (!answer) return;
  const version = await answer.text();
  if (seen !== undefined && seen !== version) location.reload();
  seen = version;
}, 500);
"""


class Preview:
    """The state of a running preview: the last build, and the entries as they are on disk."""

    def __init__(self, build: Build, rebuild: Callable[[], Build]) -> None:
        self.rebuild = rebuild
        self.folder = build.root / "entries"
        self.lock = threading.Lock()
        self.version = 0
        self.readings: dict[str, tuple[Stamp, Reading]] = {}
        self.problems: list[Problem] = []
        self.build = build
        self.seen = self._stamps(self.folder), self._source_stamps()  # before anything is read
        self.use(build)

    def use(self, build: Build) -> None:
        """Takes over a fresh build of the generator."""
        with self.lock:
            self.build = build
            self.readings.clear()
        self.refresh()

    def refresh(self) -> None:
        """Reads again what changed in the entries and forgets the pages made from it."""
        taxonomy, problems = read_taxonomy(self.folder)
        readings = [] if problems else self._readings(taxonomy)
        catalogue, found = check_readings(readings, taxonomy)
        metrics, of_metrics = read_metrics(self.folder)
        if not problems:
            catalogue, of_handbook = with_handbook(self.folder, catalogue, readings)
            catalogue = replace(catalogue, metrics=metrics)
            found += of_handbook
        with self.lock:
            self.problems = [*problems, *found, *of_metrics]
            if not problems:
                self.edition = replace(
                    self._edition(catalogue), dead_links=read_dead_links(self.folder)
                )
                self.problems += unknown_links(self.edition)
                self.pages = {
                    page.path: page for make in PAGES.values() for page in make(self.edition)
                }
            self.version += 1
        for problem in self.problems:
            print(problem, file=sys.stderr)

    def _edition(self, catalogue: Catalogue) -> Edition:
        """What an edit does not reach is known already: that by which entries are compared, and
        what was found by it."""
        written = self.build.written_sources()
        before: Edition | None = getattr(self, "edition", self.build.edition)
        if before is None or before.taxonomy != catalogue.taxonomy:
            return Edition(catalogue, self.build.site_facts, written=written)
        old = before.catalogue.by_key

        def texts_of(entry: Entry) -> Mapping[str, Any]:
            is_same = old.get(entry.key) == entry
            return {"evidence": before.evidence[entry.key]} if is_same else {}

        return Edition(
            catalogue,
            self.build.site_facts,
            texts_of,
            written=written,
            known_related=before.related,
            known_landscape=before.known_landscape,
        )

    def _readings(self, taxonomy: Taxonomy) -> list[Reading]:
        """Of all entry files, with lists of problems of their own: the rules will add to them."""
        found = (self._reading(name, taxonomy) for name in entry_files(self.folder))
        return [replace(reading, problems=[*reading.problems]) for reading in found if reading]

    def _reading(self, name: str, taxonomy: Taxonomy) -> Reading | None:
        stamp = _stamp(self.folder / name)
        if not stamp:
            return None
        known = self.readings.get(name)
        if not known or known[0] != stamp:
            known = (stamp, read_entry(self.folder / name, taxonomy))
            self.readings[name] = known
        return known[1]

    def watch(self) -> None:
        """Never returns: looks for changes and takes them in."""
        entries, sources = self.seen
        while True:
            time.sleep(POLL_SECONDS)
            new_entries, new_sources = self._stamps(self.folder), self._source_stamps()
            if new_sources != sources or new_entries.get(FILE_NAME) != entries.get(FILE_NAME):
                self._rebuild()
            elif new_entries != entries:
                self.refresh()
            entries, sources = new_entries, new_sources

    def _rebuild(self) -> None:
        try:
            self.use(self.rebuild())
        except SystemExit as error:
            print(f"{error}\nThe site was not rebuilt; the last one stays.", file=sys.stderr)
            self.refresh()

    @staticmethod
    def _stamps(folder: Path) -> dict[str, Stamp]:
        files = [*(folder.iterdir() if folder.is_dir() else ()), *chapter_files(folder)]
        found = ((file.relative_to(folder).as_posix(), _stamp(file)) for file in files)
        return {name: stamp for name, stamp in found if stamp}

    def _source_stamps(self) -> dict[str, Stamp]:
        """Of what only the generator can turn into pages: written pages, theme, configuration."""
        written = [self.build.root / "mkdocs.yml", *self.build.docs.glob("*.md")]
        for folder in ("assets", "overrides"):
            written += (path for path in (self.build.docs / folder).rglob("*") if path.is_file())
        generated = {self.build.docs / name for name in GENERATED}
        found = ((str(path), _stamp(path)) for path in written if path not in generated)
        return {path: stamp for path, stamp in found if stamp}

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Status, content type and body for a path from the root, without the leading slash."""
        with self.lock:
            page = self.pages.get(path)
            if page:
                return HTTPStatus.OK, "text/html; charset=utf-8", self._page(page).encode()
            text = self._file(path)
        if text is not None:
            return HTTPStatus.OK, _content_type(path), text.encode()
        return self._static(path)

    def _page(self, page: Page) -> str:
        shell_depth = max(page.depth, 1)  # above the root, browsers stay at the root
        body = self.edition.assemble(page.make_body(), shell_depth)
        shell = self.build.shells[shell_depth]
        return self._with_extras(shell.fill(page, body, self.build.site_facts.url))

    def _with_extras(self, text: str) -> str:
        script = f'<script src="{RELOAD_PATH}"></script>'
        if self.problems:
            shown = html.escape("\n".join(map(str, self.problems[:20])))
            script += f'<pre class="preview-problems" role="alert">{shown}</pre>'
        start = text.find(">", text.find("<body")) + 1
        return text[:start] + script + text[start:]

    def _file(self, path: str) -> str | None:
        for pattern, make in (*FILES.items(), *ENTRY_FILES.items()):
            if re.fullmatch(_regex(pattern), f"/{path}"):
                found = _first(make(self.edition), path)
                if found is not None:
                    return found
        return None

    def _static(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        root = self.build.target.resolve()
        file = _file_inside(root, f"{path}index.html" if path.endswith("/") or not path else path)
        if not file:
            body = self._with_extras((root / "404.html").read_text(encoding="utf-8"))
            return HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", body.encode()
        if file.suffix == ".html":
            body = self._with_extras(file.read_text(encoding="utf-8"))
            return HTTPStatus.OK, "text/html; charset=utf-8", body.encode()
        return HTTPStatus.OK, _content_type(path), file.read_bytes()


def _first(files: Iterable[tuple[str, str]], path: str) -> str | None:
    return next((text for name, text in files if name == path), None)


def _regex(pattern: str) -> str:
    """Of what a pattern of the table stands for: "/feeds/<name>.xml and .json" for both endings."""
    name, _, ending = pattern.partition(" and ")
    names = (name, f"{name.rpartition('.')[0]}{ending}" if ending else name)
    return "|".join(
        re.sub(r"<[a-z]+>", "[^/]+(?:/[^/]+)?", each.replace(".", r"\.")) for each in names
    )


def _stamp(path: Path) -> Stamp | None:
    """Changes when the file changes; None when it is gone, as an editor's own files soon are."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    # Copies may keep size and time of what they are copies of: the system's own time tells them.
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size


def _file_inside(root: Path, path: str) -> Path | None:
    """The file at a path below the root; None when there is none, or it lies elsewhere."""
    try:
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):  # no disk can hold such a name
        return None


def _content_type(path: str) -> str:
    if path.endswith((".bib", ".ris", ".csv")):
        return "text/plain; charset=utf-8"
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("json") else kind


def serve(preview: Preview, port: int) -> None:
    """Answers at http://127.0.0.1:<port>/ until interrupted."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if path == RELOAD_PATH:
                self.send(HTTPStatus.OK, "text/javascript", _RELOAD.encode())
            elif path == VERSION_PATH:
                self.send(HTTPStatus.OK, "text/plain", str(preview.version).encode())
            else:
                self.send(*preview.answer(path.lstrip("/")))

        do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

        def send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing: a preview asks for its version twice a second."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            if not isinstance(sys.exc_info()[1], ConnectionError):  # a browser that has left
                super().handle_error(request, client_address)  # type: ignore[arg-type]

    try:
        server = Server(("127.0.0.1", port), Handler)
    except OSError as error:
        raise SystemExit(f"port {port}: {error.strerror}; name another with --port") from None
    with server:
        threading.Thread(target=preview.watch, daemon=True).start()
        print(f"Preview at http://127.0.0.1:{server.server_port}/ (Ctrl C stops it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.")
