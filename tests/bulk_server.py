"""A server that takes indices and bulk requests as the documentation of OpenSearch has them.

It is no search engine: it keeps documents, checks them against the mapping of their index as the
documentation tells of each type, and fails when it is told to. What a real engine would say beyond
that, it cannot show.

https://docs.opensearch.org/latest/api-reference/document-apis/bulk/
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from local_server import serving_json

MAX_CONTENT = 100_000_000  # http.max_content_length
MAX_TERM = 32_766  # bytes of a keyword, by Lucene
# https://docs.opensearch.org/latest/mappings/supported-field-types/date/
DATE_FORMATS = {
    "strict_date": r"\d{4}-\d\d-\d\d", "strict_year_month": r"\d{4}-\d\d", "strict_year": r"\d{4}",
}  # fmt: skip
# https://docs.opensearch.org/latest/api-reference/index-apis/create-index/
INDEX_NAME = re.compile(r"(?![_+.-])[^A-Z \\/*?\"<>|,:#\n]{1,255}")

Answer = tuple[int, Mapping[str, Any]]


class Refused(Exception):
    """A document or request that the server does not take: status, type, reason."""

    def __init__(self, status: int, type_of: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.error = {"type": type_of, "reason": reason}


class BulkServer:
    """Indices by name, and the faults that the next requests meet."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.mappings: dict[str, Any] = {}
        self.documents: dict[str, dict[str, Any]] = defaultdict(dict)
        self.requests = 0  # bulk requests that came, those that failed among them
        self.next_statuses: list[int] = []  # of whole bulk requests
        self.busy: dict[str, int] = {}  # key -> how often its document is still put off with 429
        self.broken: set[str] = set()  # keys whose documents are refused

    def answer(self, method: str, path: str, kind: str, body: bytes) -> Answer:
        try:
            if path == "/_bulk" and method in ("POST", "PUT"):
                return self._bulk(kind, body)
            name, _, rest = path.strip("/").partition("/")
            if method == "PUT" and not rest:
                return self._create(name, body)
            if rest == "_count":
                return 200, {"count": len(self.documents[name])}
            if rest.startswith("_doc/"):
                source = self.documents[name].get(rest.removeprefix("_doc/"))
                found = {"found": source is not None, "_index": name}
                return (200, {**found, "_source": source}) if source else (404, found)
            raise Refused(400, "illegal_argument_exception", f"no handler for {method} {path}")
        except Refused as error:
            return error.status, {"error": error.error, "status": error.status}

    def _create(self, name: str, body: bytes) -> Answer:
        if not INDEX_NAME.fullmatch(name):
            raise Refused(400, "invalid_index_name_exception", f"Invalid index name [{name}]")
        if name in self.mappings:
            raise Refused(400, "resource_already_exists_exception", f"index [{name}] is there")
        index = json.loads(body)
        known = {"standard", "english", *index["settings"]["analysis"]["analyzer"]}
        for analyzer in re.findall(r'"analyzer": "(\w+)"', json.dumps(index["mappings"])):
            if analyzer not in known:
                raise Refused(400, "mapper_parsing_exception", f"no analyzer [{analyzer}]")
        self.mappings[name] = index["mappings"]
        return 200, {"acknowledged": True, "shards_acknowledged": True, "index": name}

    def _bulk(self, kind: str, body: bytes) -> Answer:
        self.requests += 1
        if self.next_statuses:
            raise Refused(self.next_statuses.pop(0), "circuit_breaking_exception", "too much data")
        if kind.partition(";")[0] not in ("application/json", "application/x-ndjson"):
            raise Refused(406, "media_type_exception", f"Content-Type [{kind}] is not supported")
        if len(body) > MAX_CONTENT:
            raise Refused(413, "content_too_long_exception", "entity content is too long")
        if not body.endswith(b"\n"):
            raise Refused(400, "illegal_argument_exception", "must be terminated by a newline")
        lines = body.split(b"\n")[:-1]
        if len(lines) % 2:
            raise Refused(400, "illegal_argument_exception", "an action without its document")
        items = [self._item(json.loads(action)["index"], document)
                 for action, document in zip(lines[::2], lines[1::2], strict=True)]  # fmt: skip
        return 200, {"took": 1, "errors": any("error" in it for it in items),
                     "items": [{"index": item} for item in items]}  # fmt: skip

    def _item(self, action: Mapping[str, str], line: bytes) -> dict[str, Any]:
        index, key = action["_index"], action["_id"]
        told = {"_index": index, "_id": key}
        try:
            document = json.loads(line)
            self._refuse(index, key, document)
        except Refused as error:
            return {**told, "status": error.status, "error": error.error}
        is_new = key not in self.documents[index]
        self.documents[index][key] = document
        return {**told, "status": 201 if is_new else 200,
                "result": "created" if is_new else "updated"}  # fmt: skip

    def _refuse(self, index: str, key: str, document: Mapping[str, Any]) -> None:
        """Raises Refused for a document that is put off, or does not fit the mapping."""
        if self.busy.get(key):
            self.busy[key] -= 1
            raise Refused(429, "rejected_execution_exception", "rejected execution of write")
        if key in self.broken:
            raise Refused(400, "mapper_parsing_exception", "failed to parse")
        if len(key.encode()) > 512:
            raise Refused(400, "illegal_argument_exception", "id is too long")
        if index not in self.mappings:
            raise Refused(404, "index_not_found_exception", f"no such index [{index}]")
        properties = self.mappings[index]["properties"]
        for name, value in document.items():
            if name not in properties:
                raise Refused(400, "strict_dynamic_mapping_exception", f"[{name}] is not allowed")
            for item in value if isinstance(value, list) else [value]:
                if not fits(properties[name], item):
                    raise Refused(400, "mapper_parsing_exception", f"failed to parse [{name}]")


def fits(mapping: Mapping[str, Any], value: object) -> bool:
    """Whether a field of this mapping can hold the value, and each sub-field, too."""
    subfields = all(fits(it, value) for it in mapping.get("fields", {}).values())
    if mapping["type"] == "integer":
        return isinstance(value, int) and -(2**31) <= value < 2**31
    if not isinstance(value, str):
        return False
    if mapping["type"] == "date":
        formats = (DATE_FORMATS[name] for name in mapping["format"].split("||"))
        return any(re.fullmatch(it, value) for it in formats)
    is_short = mapping["type"] != "keyword" or len(value.encode()) <= MAX_TERM
    return subfields and is_short and mapping["type"] in ("keyword", "text")


@contextmanager
def running() -> Iterator[BulkServer]:
    """A server of this machine, until the end of the block."""

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> Answer:
        kind = request.headers.get("Content-Type", "")
        return server.answer(request.command, request.path.partition("?")[0], kind, body)

    with serving_json(answer) as http:
        server = BulkServer(http.url)
        yield server
