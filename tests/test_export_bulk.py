"""Bulk files are loaded by OpenSearch's own client, into a server that speaks its protocol.

No real engine is to be had from the registries that the project's machines reach; bulk_server.py
says what stands in for it, and what that cannot show.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bulk_server
import pytest
from bulk_server import BulkServer
from toy import HOSTILE, SITE, hostile_entry, toy

from literature.catalogue import Catalogue
from literature.export.bulk import bulk_bodies, index_name, render_index
from literature.export.folder import export
from literature.export.lines import line_of
from literature.export.table import entry_rows
from literature.pipeline import read_sound_catalogue

opensearch = pytest.importorskip("opensearchpy", reason="opensearch-py is not installed")
helpers = pytest.importorskip("opensearchpy.helpers", reason="opensearch-py is not installed")

ROOT = Path(__file__).parent.parent
INDEX = "bees-co"


@pytest.fixture
def server() -> Iterator[BulkServer]:
    with bulk_server.running() as running:
        yield running


def client_of(server: BulkServer, **settings: Any) -> Any:
    return opensearch.OpenSearch(server.url, timeout=10, **settings)


def bodies(catalogue: Catalogue = toy(), max_bytes: int = 1500) -> list[str]:  # noqa: B008
    return [b"".join(body).decode() for body in bulk_bodies(catalogue, SITE, max_bytes)]


def with_index(server: BulkServer, **settings: Any) -> Any:
    """A client of a server that has the index of the bees."""
    client = client_of(server, **settings)
    client.indices.create(index=INDEX, body=json.loads(render_index(toy(), SITE)))
    return client


def rows_as_json(catalogue: Catalogue) -> dict[str, Any]:
    rows = entry_rows(catalogue.entries, catalogue.taxonomy, SITE)
    return {str(row["key"]): json.loads(line_of(row)) for row in rows}


def test_every_entry_of_this_repository_is_kept_with_every_value(
    server: BulkServer, tmp_path: Path
) -> None:
    list(export(ROOT, tmp_path / "out", "opensearch"))
    listed = json.loads((tmp_path / "out" / "export.json").read_text())
    client = client_of(server)
    index = json.loads((tmp_path / "out" / "index.json").read_text())
    client.indices.create(index=listed["index"], body=index)
    for path in sorted((tmp_path / "out").glob("bulk-*.ndjson")):
        assert client.bulk(body=path.read_text(encoding="utf-8"))["errors"] is False
    catalogue = read_sound_catalogue(ROOT / "entries")
    assert client.count(index=listed["index"])["count"] == len(catalogue.entries)
    kept = server.documents[listed["index"]]
    # The address of the site is in `page`; all else follows from the entries alone.
    expected = rows_as_json(catalogue)
    assert {key: {**it, "page": ""} for key, it in kept.items()} == {
        key: {**it, "page": ""} for key, it in expected.items()
    }
    print(f"{len(kept)} entries, {sum(map(len, kept.values()))} values")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back(server: BulkServer, text: str) -> None:
    client = with_index(server)
    (body,) = bodies(Catalogue.of([hostile_entry(text)], toy().taxonomy))
    assert client.bulk(body=body)["errors"] is False
    kept = client.get(index=INDEX, id="abe2019sound")["_source"]
    assert (kept["title"], kept["summary"], kept["notes"], kept["track"]) == (text,) * 4
    assert (kept["alt_titles"], kept["authors"][1]) == ([text], f"{{{text}}}")


def test_loading_twice_does_no_harm(server: BulkServer) -> None:
    client = with_index(server)
    first = [
        item["index"]["result"] for body in bodies() for item in client.bulk(body=body)["items"]
    ]
    again = [
        item["index"]["result"] for body in bodies() for item in client.bulk(body=body)["items"]
    ]
    assert (first, again) == (["created"] * 6, ["updated"] * 6)
    assert server.documents[INDEX] == rows_as_json(toy())


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_has_too_much_to_do_is_asked_again(server: BulkServer, status: int) -> None:
    client = with_index(server, max_retries=3, retry_on_status=(429, 503))
    server.next_statuses = [status, status]
    for body in bodies():
        client.bulk(body=body)
    assert server.requests == len(bodies()) + 2
    assert server.documents[INDEX] == rows_as_json(toy())


def test_a_server_that_goes_on_refusing_is_told_and_the_rest_can_be_sent_later(
    server: BulkServer,
) -> None:
    client = with_index(server, max_retries=0)
    first, *rest = bodies()
    client.bulk(body=first)
    server.next_statuses = [429]
    with pytest.raises(opensearch.TransportError, match="429"):
        client.bulk(body=rest[0])
    assert len(server.documents[INDEX]) < 6
    for body in bodies():
        client.bulk(body=body)
    assert server.documents[INDEX] == rows_as_json(toy())


def test_documents_that_are_put_off_are_sent_again_alone(server: BulkServer) -> None:
    client = with_index(server)
    server.busy = {"abe2019sound": 2, "li2022solitary": 1}
    lines = [json.loads(line) for body in bodies() for line in body.splitlines()]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    done = helpers.streaming_bulk(
        client, pairs, expand_action_callback=lambda pair: pair,
        max_retries=3, initial_backoff=0, raise_on_error=False,
    )  # fmt: skip
    assert [is_kept for is_kept, _ in done] == [True] * 6
    assert server.documents[INDEX] == rows_as_json(toy())


def test_a_document_that_is_refused_is_told_by_its_key_and_the_others_are_kept(
    server: BulkServer,
) -> None:
    client = with_index(server)
    server.broken = {"dubois2020diary"}
    told = [client.bulk(body=body) for body in bodies()]
    refused = [it["index"]["_id"] for answer in told for it in answer["items"]
               if "error" in it["index"]]  # fmt: skip
    assert refused == ["dubois2020diary"]
    assert [answer["errors"] for answer in told].count(True) == 1
    assert server.documents[INDEX].keys() == toy().by_key.keys() - {"dubois2020diary"}


@pytest.mark.parametrize(
    ("wrong", "type_of"),
    [
        ({"abstract": "x"}, "strict_dynamic_mapping_exception"),
        ({"published": "Nov 2024"}, "mapper_parsing_exception"),
        ({"added": "2024-11"}, "mapper_parsing_exception"),
        ({"year": "many"}, "mapper_parsing_exception"),
        ({"doi": "x" * 32_767}, "mapper_parsing_exception"),
    ],
)
def test_the_server_refuses_what_the_mapping_does_not_allow(
    server: BulkServer, wrong: dict[str, Any], type_of: str
) -> None:
    client = with_index(server)
    (body, *_) = bodies()
    action, document, *_ = body.splitlines()
    damaged = json.dumps({**json.loads(document), **wrong})
    (item,) = client.bulk(body=f"{action}\n{damaged}\n")["items"]
    assert (item["index"]["status"], item["index"]["error"]["type"]) == (400, type_of)
    assert server.documents[INDEX] == {}


def test_an_index_is_called_as_the_server_allows(server: BulkServer) -> None:
    index = json.loads(render_index(toy(), SITE))
    client_of(server).indices.create(index=index_name(SITE), body=index)
    assert list(server.mappings) == [INDEX]
