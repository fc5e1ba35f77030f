"""A server on this machine that tells of known faults as OSV and npm's registry do.

https://google.github.io/osv.dev/post-v1-query/
https://ossf.github.io/osv-schema/
https://github.com/npm/cli/blob/latest/workspaces/arborist/lib/audit-report.js
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from local_server import serving_json

Json = dict[str, Any]


class AdvisoryServer:
    """What it is asked, and what it knows; with `status` it fails, with `text` it says that."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.osv_url = f"{self.url}/v1/query"
        self.python: dict[str, list[Json]] = {}  # name -> faults in the form of OSV
        self.node: dict[str, list[Json]] = {}  # name -> advisories in the form of npm
        self.asked: dict[str, str] = {}  # "pypi name" or "npm name" -> version
        self.status = 200
        self.text: bytes | None = None

    def knows_of(self, ecosystem: str, name: str, version: str) -> None:
        """Lets the server know of a fault in a version of a package."""
        if ecosystem == "npm":
            self.node[name] = [{
                "id": 1234, "url": "https://github.com/advisories/GHSA-bees-bees-bees",
                "title": f"{name} lets strangers in", "severity": "high",
                "vulnerable_versions": f"<={version}", "cwe": ["CWE-79"],
                "cvss": {"score": 7.5, "vectorString": None},
            }]  # fmt: skip
            return
        ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}]
        package = {"name": name, "ecosystem": "PyPI"}
        self.python[name] = [{
            "id": "PYSEC-2026-1", "schema_version": "1.7.0", "summary": "Lets strangers in",
            "modified": "2026-11-01T00:00:00Z", "published": "2026-11-01T00:00:00Z",
            "aliases": ["CVE-2026-1"],
            "affected": [{"package": package, "ranges": ranges, "versions": [version]}],
        }]  # fmt: skip

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        if self.status != 200:
            return self.status, {"message": "it is broken"}
        if method == "POST" and path == "/v1/query":
            asked = json.loads(body)
            name, version = asked["package"]["name"], asked["version"]
            self.asked[f"pypi {name}"] = version
            known = [it for it in self.python.get(name, [])
                     if version in it["affected"][0]["versions"]]  # fmt: skip
            return 200, {"vulns": known} if known else {}
        if method == "POST" and path == "/-/npm/v1/security/advisories/bulk":
            names = json.loads(body)
            self.asked |= {f"npm {name}": versions[0] for name, versions in names.items()}
            return 200, {name: self.node[name] for name in names if name in self.node}
        name = path.strip("/").replace("%2f", "/")
        if method == "GET" and name in self.node:  # npm asks which versions there are
            version = self.asked[f"npm {name}"]
            versions = {version: {"name": name, "version": version}}
            return 200, {"name": name, "dist-tags": {"latest": version}, "versions": versions}
        return 404, {"error": "not found"}


@contextmanager
def running() -> Iterator[AdvisoryServer]:
    """A server of this machine, until the end of the block."""

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, Any]:
        if request.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        status, told = server.answer(request.command, request.path.partition("?")[0], body)
        return status, told if server.text is None else server.text

    with serving_json(answer) as http:
        server = AdvisoryServer(http.url)
        yield server
