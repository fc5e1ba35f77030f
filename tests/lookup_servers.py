"""Local servers that answer as DataCite, Crossref, OpenAlex, arXiv, OpenReview, GitHub and Semantic
Scholar do.

    with LookupServers() as servers:
        servers.add(Work(title="Bees", authors=("Ito, Aya",), arxiv="2501.00001"))
        servers.fail("datacite", "error", times=2)
        Sources(Web(), servers.bases).look_up(...)
        servers.calls_of("datacite")

Each service has a port of its own. As in the world, a page of another origin may read the answers
of all of them but arXiv and OpenReview. `python tests/lookup_servers.py` prints the addresses as
JSON and serves until it is stopped; with `--open`, every service may be read by every page.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from lookup_works import (
    ARXIV_ERROR,
    REPOS,
    WORKS,
    Repo,
    Work,
    arxiv_entry,
    arxiv_record,
    crossref_record,
    datacite_record,
    feed,
    github_record,
    openalex_record,
    openreview_note,
    semantic_scholar_record,
)

Service = Literal["datacite", "crossref", "openalex", "arxiv", "openreview", "github", "s2"]
SERVICES: tuple[Service, ...] = (
    "datacite", "crossref", "openalex", "arxiv", "openreview", "github", "s2",
)  # fmt: skip
# Which may be read by a page of another origin (Access-Control-Allow-Origin).
READABLE_BY_PAGES = frozenset(("datacite", "crossref", "openalex", "github"))

Fault = Literal[
    "error",  # 500
    "overloaded",  # 503
    "too-many",  # 429 with Retry-After: 1
    "too-many-far",  # 429 with Retry-After: 3600
    "secondary-limit",  # 403 as GitHub words it, with Retry-After: 1
    "forbidden",  # 403
    "missing",  # 404
    "hang",  # accepts the call and says nothing
    "truncated",  # the first half of the answer, in good order
    "cut",  # the first half of the answer, then the connection closes
    "html",  # a page of HTML with status 200
    "huge",  # 50 MB
    "redirect",  # to the same path on another host
    "loop",  # to itself
    "drip",  # one byte a second
    "null",  # valid JSON that says nothing
]


@dataclass(frozen=True)
class Call:
    """One request that a server got."""

    service: str
    method: str
    path: str  # as sent, with the query
    at: float  # time.monotonic()
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    type: str = "application/json; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class _Planned:
    service: str
    fault: Fault | Reply
    path: str
    left: int


class LookupServers:
    """The seven servers, from `with` to its end; faults and works can be added while they run."""

    def __init__(
        self,
        works: tuple[Work, ...] = WORKS,
        repos: tuple[Repo, ...] = REPOS,
        *,
        is_open: bool = False,
    ) -> None:
        self.works = list(works)
        self.repos = list(repos)
        self.calls: list[Call] = []
        self.readable = frozenset(SERVICES) if is_open else READABLE_BY_PAGES
        self.closing = Event()
        self.has_etags = False  # whether answers carry an ETag, and a second call gets 304
        self._lock = Lock()
        self._planned: list[_Planned] = []
        self._servers = {
            service: ThreadingHTTPServer(("127.0.0.1", 0), _handler(self, service))
            for service in SERVICES
        }

    @property
    def bases(self) -> dict[str, str]:
        """Service -> address, as `Sources` takes them."""
        return {
            service: f"http://127.0.0.1:{server.server_port}"
            for service, server in self._servers.items()
        }

    @property
    def environ(self) -> dict[str, str]:
        """The addresses as the settings that a program reads."""
        names = {"github": "GITHUB_API_URL"}
        return {
            names.get(service, f"ATLAS_{service.upper()}_URL"): base
            for service, base in self.bases.items()
        }

    def add(self, *works: Work | Repo) -> None:
        """Later ones win over earlier ones with the same identifier."""
        for work in works:
            if isinstance(work, Work):
                self.works.insert(0, work)
            else:
                self.repos.insert(0, work)

    def fail(
        self, service: Service, fault: Fault | Reply, *, path: str = "", times: int = 10**9
    ) -> None:
        """Spoils the next answers of a service, or of those addresses that contain `path`.

        A `Reply` stands in the place of the answer.
        """
        with self._lock:
            self._planned.append(_Planned(service, fault, path, times))

    def heal(self) -> None:
        """All is well again, and nothing has been asked."""
        with self._lock:
            self._planned.clear()
            self.calls.clear()

    def calls_of(self, service: Service) -> list[str]:
        """Method and decoded address of each call that one service got, in order."""
        return [
            f"{call.method} {unquote(call.path)}" for call in self.calls if call.service == service
        ]

    def fault_of(self, service: str, path: str) -> Fault | Reply | None:
        with self._lock:
            for planned in self._planned:
                fits = planned.service == service and planned.path in path
                if fits and planned.left:
                    planned.left -= 1
                    return planned.fault
        return None

    def __enter__(self) -> LookupServers:
        for server in self._servers.values():
            server.daemon_threads = True
            Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        for server in self._servers.values():
            server.shutdown()
            server.server_close()


def _handler(servers: LookupServers, service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_OPTIONS(self) -> None:
            self._note()
            self._send(Reply(204, b"", headers=_PREFLIGHT))

        def do_GET(self) -> None:
            self._note()
            host = self.headers.get("Host", "")
            reply = ANSWERS[service](servers, self.path, f"http://{host}")
            if servers.has_etags and reply.status == 200:
                reply = _tagged(reply, self.headers.get("If-None-Match", ""))
            fault = servers.fault_of(service, unquote(self.path))
            if isinstance(fault, Reply):
                self._send(fault)
            elif fault in slow:
                slow[fault](self, reply)
            else:
                self._send(_SPOILT[fault](reply, self) if fault else reply)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def _note(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            servers.calls.append(Call(service, self.command, self.path, time.monotonic(), headers))

        def _send(self, reply: Reply) -> None:
            self.start(reply, len(reply.body))
            self.write(reply.body)

        def start(self, reply: Reply, length: int) -> None:
            self.send_response(reply.status)
            if service in servers.readable:
                self.send_header("Access-Control-Allow-Origin", "*")
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.status not in (204, 304):
                self.send_header("Content-Type", reply.type)
                self.send_header("Content-Length", str(length))
            self.end_headers()

        def write(self, body: bytes) -> None:
            """To somebody who may have hung up."""
            try:
                self.wfile.write(body)
                self.wfile.flush()
            except OSError:
                self.close_connection = True

        def hang(self, reply: Reply) -> None:
            servers.closing.wait(120)
            self.close_connection = True

        def cut(self, reply: Reply) -> None:
            self.start(reply, len(reply.body))
            self.write(reply.body[: len(reply.body) // 2])
            self.close_connection = True

        def drip(self, reply: Reply) -> None:
            self.start(reply, len(reply.body))
            for index in range(len(reply.body)):
                self.write(reply.body[index : index + 1])
                if self.close_connection or servers.closing.wait(1):
                    break
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed: the journal is `calls`."""

    slow: dict[Fault | None, Callable[[Handler, Reply], None]] = {
        "hang": Handler.hang,
        "cut": Handler.cut,
        "drip": Handler.drip,
    }
    return Handler


def _tagged(reply: Reply, known: str) -> Reply:
    """RFC 9110, sections 8.8.3 and 13.1.2."""
    tag = f'W/"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
    if tag == known:
        return Reply(304, b"", reply.type, (("ETag", tag),))
    return replace(reply, headers=(*reply.headers, ("ETag", tag)))


_PREFLIGHT = (
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
    ("Access-Control-Allow-Headers", "*"),
    ("Access-Control-Max-Age", "600"),
)


def _json(value: object, status: int = 200, type: str = "application/json") -> Reply:
    return Reply(status, json.dumps(value).encode(), type)


def _elsewhere(reply: Reply, handler: BaseHTTPRequestHandler) -> Reply:
    port = handler.headers.get("Host", "").rpartition(":")[2]
    return Reply(302, b"", headers=(("Location", f"http://localhost:{port}{handler.path}"),))


_SPOILT: dict[Fault | None, Callable[[Reply, BaseHTTPRequestHandler], Reply]] = {
    "error": lambda *_: _json({"message": "Internal Server Error"}, 500),
    "overloaded": lambda *_: Reply(503, b"upstream connect error", "text/plain"),
    "too-many": lambda *_: Reply(429, b"Rate exceeded.", "text/plain", (("Retry-After", "1"),)),
    "too-many-far": lambda *_: Reply(429, b"Slow down", "text/plain", (("Retry-After", "3600"),)),
    "secondary-limit": lambda *_: replace(
        _json({"message": "You have exceeded a secondary rate limit."}, 403),
        headers=(("Retry-After", "1"),),
    ),
    "forbidden": lambda *_: _json({"name": "ForbiddenError", "status": 403}, 403),
    "missing": lambda *_: Reply(404, b"Resource not found.", "text/plain"),
    "truncated": lambda reply, _: replace(reply, body=reply.body[: len(reply.body) // 2]),
    "html": lambda *_: Reply(200, b"<!doctype html><title>Down</title>", "text/html"),
    "huge": lambda *_: Reply(200, b" " * 50_000_000),
    "redirect": _elsewhere,
    "loop": lambda _, handler: Reply(302, b"", headers=(("Location", handler.path),)),
    "null": lambda *_: _json(None),
}


# The answers of each service, in its documented form.


def _of_doi(servers: LookupServers, doi: str, registrar: str) -> Work | None:
    for work in servers.works:
        if doi.lower() in work.dois and work.registrar == registrar:
            return work
    return None


def _of_arxiv(servers: LookupServers, arxiv: str) -> Work | None:
    wanted = arxiv.lower()
    return next((work for work in servers.works if work.arxiv.lower() == wanted != ""), None)


def _answer_datacite(servers: LookupServers, path: str, base: str) -> Reply:
    """https://support.datacite.org/docs/api-get-doi"""
    doi = unquote(urlsplit(path).path).removeprefix("/dois/").lower()
    arxiv = doi.removeprefix("10.48550/arxiv.")
    work = _of_arxiv(servers, arxiv) if arxiv != doi else _of_doi(servers, doi, "datacite")
    if not work:
        title = "The resource you are looking for doesn't exist."
        return _json({"errors": [{"status": "404", "title": title}]}, 404)
    return _json(datacite_record(work), type="application/vnd.api+json; charset=utf-8")


def _answer_crossref(servers: LookupServers, path: str, base: str) -> Reply:
    """https://github.com/CrossRef/rest-api-doc"""
    doi = unquote(urlsplit(path).path).removeprefix("/works/")
    work = _of_doi(servers, doi, "crossref")
    if not work:
        return Reply(404, b"Resource not found.", "text/plain")
    return _json(crossref_record(work))


def _answer_openalex(servers: LookupServers, path: str, base: str) -> Reply:
    """https://docs.openalex.org/api-entities/works/get-a-single-work"""
    url = urlsplit(path)
    if url.path == "/works":
        wanted = parse_qs(url.query).get("filter", [""])[0]
        since, _, phrases = wanted.partition(",title_and_abstract.search:")
        found = [work for work in servers.works if (
            _is_wanted(work, phrases) and work.published >= since.partition(":")[2]
            if phrases else _is_wanted_of_openalex(work, wanted))]  # fmt: skip
        results = [openalex_record(work) for work in found]
        meta = {"count": len(results), "db_response_time_ms": 9, "page": 1, "per_page": 25}
        return _json({"meta": meta, "results": results, "group_by": []})
    name = unquote(url.path).removeprefix("/works/").removeprefix("doi:")
    doi = name.removeprefix("https://doi.org/").lower()
    for work in servers.works:
        if doi in (*work.dois, work.arxiv_doi):
            return _json(openalex_record(work))
    page = b"<!doctype html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>"
    return Reply(404, page, "text/html; charset=utf-8")


def _is_wanted(work: Work, query: str) -> bool:
    """A query of phrases in double quotes, AND, OR and brackets; of dates, the first counts."""
    text = f"{work.title} {work.abstract}".lower()
    day = work.published.replace("-", "")
    dates = r"submittedDate:\[(\d{8})\d* TO \d*\]"
    query = re.sub(dates, lambda match: str(day >= match[1]), query)
    query = re.sub(r'(?:\w+:)?"([^"]*)"', lambda match: str(match[1].lower() in text), query)
    return bool(eval(query.replace("AND", "and").replace("OR", "or"), {}))


def _is_wanted_of_openalex(work: Work, wanted: str) -> bool:
    name, _, value = wanted.partition(":")
    if name == "doi":
        dois = {doi.removeprefix("https://doi.org/").lower() for doi in value.split("|")}
        return bool(dois & {*work.dois, work.arxiv_doi} - {""})
    words = re.findall(r"\w+", value.lower())
    return name in ("title.search", "display_name.search") and bool(words) and all(
        word in work.title.lower() for word in words
    )  # fmt: skip


def _answer_arxiv(servers: LookupServers, path: str, base: str) -> Reply:
    """https://info.arxiv.org/help/api/user-manual.html"""
    query = parse_qs(urlsplit(path).query)
    if wanted := query.get("search_query", [""])[0]:
        found = [work for work in servers.works if work.arxiv and _is_wanted(work, wanted)]
        return Reply(200, feed("", "".join(map(arxiv_entry, found))).encode(), ATOM)
    ids = query.get("id_list", [""])[0]
    arxiv = re.sub(r"v[0-9]+$", "", ids)
    if not re.fullmatch(r"[0-9]{4}\.[0-9]{4,5}|[a-z.A-Z-]+/[0-9]{7}", arxiv):
        return Reply(400, feed(ids, ARXIV_ERROR % {"id": escape(ids)}).encode(), ATOM)
    work = _of_arxiv(servers, arxiv)
    return Reply(200, arxiv_record(work, ids).encode() if work else feed(ids, "").encode(), ATOM)


ATOM = "application/atom+xml; charset=utf-8"


def _answer_openreview(servers: LookupServers, path: str, base: str) -> Reply:
    """https://docs.openreview.net/reference/api-v2"""
    wanted = parse_qs(urlsplit(path).query).get("id", [""])[0]
    for work in servers.works:
        if work.openreview == wanted != "":
            return _json({"notes": [openreview_note(work)], "count": 1})
    message = f"The Note {wanted} was not found"
    return _json({"name": "NotFoundError", "message": message, "status": 404}, 404)


def _answer_github(servers: LookupServers, path: str, base: str) -> Reply:
    """https://docs.github.com/en/rest/repos/repos#get-a-repository"""
    url = urlsplit(path).path
    for number, repo in enumerate(servers.repos):
        if url.lower() == f"/repos/{repo.name}".lower() or url == f"/repositories/{number}":
            return _json(github_record(repo))
        if repo.former and url.lower() == f"/repos/{repo.former}".lower():
            address = f"{base}/repositories/{number}"
            body = {"message": "Moved Permanently", "url": address}
            return replace(_json(body, 301), headers=(("Location", address),))
    body = {
        "message": "Not Found",
        "documentation_url": "https://docs.github.com/rest/repos/repos#get-a-repository",
        "status": "404",
    }
    return _json(body, 404)


def _answer_semantic_scholar(servers: LookupServers, path: str, base: str) -> Reply:
    """https://api.semanticscholar.org/api-docs/graph"""
    name = unquote(urlsplit(path).path).removeprefix("/graph/v1/paper/")
    kind, _, id = name.partition(":")
    for work in servers.works:
        if (kind == "ARXIV" and work.arxiv == id) or (kind == "DOI" and id.lower() in work.dois):
            return _json(semantic_scholar_record(work))
    return _json({"error": f"Paper with id {name} not found"}, 404)


ANSWERS: dict[str, Callable[[LookupServers, str, str], Reply]] = {
    "datacite": _answer_datacite,
    "crossref": _answer_crossref,
    "openalex": _answer_openalex,
    "arxiv": _answer_arxiv,
    "openreview": _answer_openreview,
    "github": _answer_github,
    "s2": _answer_semantic_scholar,
}


def main() -> None:
    with LookupServers(is_open="--open" in sys.argv[1:]) as servers:
        print(json.dumps(servers.bases), flush=True)
        Event().wait()


if __name__ == "__main__":
    main()
