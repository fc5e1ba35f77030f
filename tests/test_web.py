"""Asking other servers: what is tried again, what bounds a call, what is never sent or shown."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
import requests
from lookup_servers import Fault, LookupServers, Reply, Service

from literature.web import Answer, NoAnswer, Web, _Question, _wait

BEES = "/works/10.1234/bees.2024.17"


@dataclass
class Clock:
    """Time that passes only while somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def running() -> Iterator[LookupServers]:
    with LookupServers() as servers:
        yield servers


@pytest.fixture
def servers(running: LookupServers) -> LookupServers:
    running.heal()
    return running


@pytest.fixture
def clock() -> Clock:
    return Clock()


def web_of(clock: Clock, **bounds: object) -> Web:
    return Web(sleep=clock.sleep, clock=clock, **bounds)  # type: ignore[arg-type]


def complaint_of(web: Web, url: str, method: str = "GET", **how: object) -> str:
    """What is said when no answer comes."""
    with pytest.raises(NoAnswer) as caught:
        web.send(method, url, **how)  # type: ignore[arg-type]
    return str(caught.value)


def free_port() -> int:
    """Where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_answer_has_status_headers_in_small_letters_body_and_address(
    servers: LookupServers, clock: Clock
) -> None:
    url = servers.bases["crossref"] + BEES
    answer = web_of(clock).get(url)
    assert (answer.status, answer.url) == (200, url)
    assert answer.headers["content-type"] == "application/json"
    assert answer.body.startswith(b'{"status": "ok"')
    assert isinstance(answer.json(), dict)


@pytest.mark.parametrize(("fault", "status"), [("missing", 404), ("forbidden", 403)])
def test_a_refusal_is_an_answer_and_not_tried_again(
    servers: LookupServers, clock: Clock, fault: Fault, status: int
) -> None:
    servers.fail("crossref", fault)
    assert web_of(clock).get(servers.bases["crossref"] + BEES).status == status
    assert len(servers.calls) == 1


@pytest.mark.parametrize(
    ("fault", "slept"),
    [
        ("error", [0.5, 2.0]),
        ("overloaded", [0.5, 2.0]),
        ("cut", [0.5, 2.0]),
        ("truncated", [0.5, 2.0]),
        ("too-many", [1.0, 1.0]),
        ("secondary-limit", [1.0, 1.0]),
    ],
)
def test_a_failure_that_may_pass_is_tried_again_and_heals(
    servers: LookupServers, clock: Clock, fault: Fault, slept: list[float]
) -> None:
    servers.fail("crossref", fault, times=2)
    assert web_of(clock).get(servers.bases["crossref"] + BEES).status == 200
    assert clock.slept == slept
    assert len(servers.calls) == 3


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("error", "127.0.0.1 answered with error 500"),
        ("overloaded", "127.0.0.1 answered with error 503"),
        ("cut", "127.0.0.1 broke off its answer"),
        ("truncated", "127.0.0.1 sent no valid JSON"),
        ("too-many", "127.0.0.1 has been asked too often"),
        ("secondary-limit", "127.0.0.1 has been asked too often"),
        ("hang", "127.0.0.1 did not answer within 0.5 s"),
    ],
)
def test_after_three_tries_a_sentence_says_what_is_wrong(
    servers: LookupServers, clock: Clock, fault: Fault, sentence: str
) -> None:
    servers.fail("crossref", fault)
    web = web_of(clock, timeout=0.5 if fault == "hang" else 10)
    assert complaint_of(web, servers.bases["crossref"] + BEES) == sentence
    assert len(servers.calls) == 3


def test_who_wants_an_hour_of_patience_is_not_asked_again(
    servers: LookupServers, clock: Clock
) -> None:
    servers.fail("crossref", "too-many-far")
    sentence = complaint_of(web_of(clock), servers.bases["crossref"] + BEES)
    assert sentence == "127.0.0.1 has been asked too often"
    assert clock.slept == []


@pytest.mark.parametrize(
    ("status", "headers", "slept"),
    [
        (429, {"Retry-After": "7"}, 7.0),
        (503, {"Retry-After": "7"}, 7.0),
        (503, {"Retry-After": "soon"}, 0.5),
        (503, {"Retry-After": "-3"}, 0.5),
        (503, {"Retry-After": "٣"}, 0.5),
        (429, {}, 0.5),
        (403, {"Retry-After": "2"}, 2.0),
        (403, {"x-ratelimit-remaining": "0"}, 0.5),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "none"}, 0.5),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "0"}, 0.0),
        (429, {"Retry-After": "Sat, 01 Jan 2000 00:00:00 GMT"}, 0.0),
        (429, {"Retry-After": "Sat, 01 Jan 2000"}, 0.5),
    ],
)
def test_a_server_says_how_long_to_wait(
    servers: LookupServers, clock: Clock, status: int, headers: dict[str, str], slept: float
) -> None:
    encoded = tuple((name, value.encode().decode("latin-1")) for name, value in headers.items())
    servers.fail("crossref", Reply(status, b"wait", "text/plain", encoded), times=1)
    assert web_of(clock).get(servers.bases["crossref"] + BEES).status == 200
    assert clock.slept == [slept]


def test_a_date_to_wait_for_is_read_by_the_clock_of_the_server() -> None:
    headers = {
        "date": "Sat, 21 Nov 2026 10:00:00 GMT",
        "retry-after": "Sat, 21 Nov 2026 10:00:25 GMT",
    }
    assert _wait(Answer(429, headers, b"", "https://example.org/")) == 25.0
    reset = {"date": headers["date"], "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9"}
    assert _wait(Answer(403, reset, b"", "https://example.org/")) == 0.0


def test_one_byte_a_second_does_not_keep_a_call_open(servers: LookupServers, clock: Clock) -> None:
    servers.fail("crossref", "drip")
    started = time.monotonic()
    sentence = complaint_of(web_of(clock, timeout=1.2, tries=1), servers.bases["crossref"] + BEES)
    assert sentence == "127.0.0.1 did not answer within 1.2 s"
    assert time.monotonic() - started < 8


def test_not_even_one_byte_of_the_headers_at_a_time(clock: Clock) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 400:
                try:
                    connection.send(bytes([byte]))
                except OSError:
                    return
                time.sleep(0.05)

    Thread(target=drip, daemon=True).start()
    started = time.monotonic()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    sentence = complaint_of(web_of(clock, timeout=0.5, tries=1), url)
    listener.close()
    assert sentence == "127.0.0.1 did not answer within 0.5 s"
    assert time.monotonic() - started < 10


def test_an_answer_without_end_is_refused_once(servers: LookupServers, clock: Clock) -> None:
    servers.fail("crossref", "huge")
    sentence = complaint_of(web_of(clock), servers.bases["crossref"] + BEES)
    assert sentence == "127.0.0.1 sent more than 5 MB"
    assert len(servers.calls) == 1


def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(
    servers: LookupServers, clock: Clock
) -> None:
    bomb = gzip.compress(b" " * 60_000_000)
    assert len(bomb) < 100_000
    packed = Reply(200, bomb, headers=(("Content-Encoding", "gzip"),))
    servers.fail("crossref", packed)
    sentence = complaint_of(web_of(clock), servers.bases["crossref"] + BEES)
    assert sentence == "127.0.0.1 sent more than 5 MB"


def test_no_redirect_to_another_host_is_followed(servers: LookupServers, clock: Clock) -> None:
    servers.fail("crossref", "redirect")
    sentence = complaint_of(web_of(clock), servers.bases["crossref"] + BEES)
    assert sentence == "127.0.0.1 redirects to another host"
    assert len(servers.calls) == 1


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example/x",
        "http://127.0.0.1/other-port",
        "file:///etc/passwd",
        "http://user@127.0.0.1/",
        "http://[::1/",
    ],
)
def test_nor_one_to_another_port_or_a_file(
    servers: LookupServers, clock: Clock, place: str
) -> None:
    servers.fail("crossref", Reply(302, b"", headers=(("Location", place),)))
    sentence = complaint_of(web_of(clock), servers.bases["crossref"] + BEES)
    assert sentence == "127.0.0.1 redirects to another host"


def test_a_circle_of_redirects_ends_after_the_third(servers: LookupServers, clock: Clock) -> None:
    servers.fail("crossref", "loop")
    sentence = complaint_of(web_of(clock), servers.bases["crossref"] + BEES)
    assert sentence == "127.0.0.1 redirects too often"
    assert len(servers.calls) == 4


def test_a_redirect_within_the_host_is_followed(servers: LookupServers, clock: Clock) -> None:
    answer = web_of(clock).get(servers.bases["github"] + "/repos/beelab/keyed-old")
    assert answer.status == 200
    assert servers.calls_of("github") == ["GET /repos/beelab/keyed-old", "GET /repositories/1"]


def test_a_post_is_not_turned_into_a_get(servers: LookupServers, clock: Clock) -> None:
    servers.fail("crossref", Reply(302, b"", headers=(("Location", "/x"),)))
    assert web_of(clock).send("POST", servers.bases["crossref"] + BEES, json={}).status == 302
    assert servers.calls_of("crossref") == [f"POST {BEES}"]


@pytest.mark.parametrize("fault", ["error", "overloaded", "cut", "truncated", "hang"])
def test_what_may_have_been_done_is_not_done_twice(
    servers: LookupServers, clock: Clock, fault: Fault
) -> None:
    servers.fail("crossref", fault)
    url = servers.bases["crossref"] + BEES
    web = web_of(clock, timeout=0.5 if fault == "hang" else 10)
    complaint_of(web, url, "POST", json={}, is_repeatable=False)
    assert servers.calls_of("crossref") == [f"POST {BEES}"]


@pytest.mark.parametrize("fault", ["too-many", "secondary-limit"])
def test_what_was_surely_not_done_is_done_again(
    servers: LookupServers, clock: Clock, fault: Fault
) -> None:
    servers.fail("crossref", fault, times=1)
    url = servers.bases["crossref"] + BEES
    assert web_of(clock).send("POST", url, json={}, is_repeatable=False).status == 200
    assert len(servers.calls) == 2


def test_where_nobody_listens_even_a_post_is_tried_three_times(clock: Clock) -> None:
    url = f"http://127.0.0.1:{free_port()}/"
    sentence = complaint_of(web_of(clock), url, "POST", json={}, is_repeatable=False)
    assert sentence == "127.0.0.1 could not be reached"
    assert clock.slept == [0.5, 2.0]


def test_calls_to_a_host_with_a_pause_are_three_seconds_apart(
    servers: LookupServers, clock: Clock
) -> None:
    base = servers.bases["arxiv"]
    web = web_of(clock, pauses={base.removeprefix("http://"): 3.0})
    times = []
    for _ in range(3):
        web.get(base + "/api/query?id_list=2501.04567")
        times.append(clock.now)
        clock.now += 1
    web.get(servers.bases["crossref"] + BEES)
    assert times == [1000.0, 1003.0, 1006.0]
    assert clock.slept == [2.0, 2.0]


def test_of_two_pauses_for_a_host_the_longer_one_holds(
    servers: LookupServers, clock: Clock
) -> None:
    place = servers.bases["crossref"].removeprefix("http://")
    web = web_of(clock, pauses={place: 2.0})
    web.keep_apart({place: 1.0, "example.org": 9.0})
    web.get(servers.bases["crossref"] + BEES)
    web.get(servers.bases["crossref"] + BEES)
    assert clock.slept == [2.0]


def test_tries_of_one_call_keep_the_pause_as_well(servers: LookupServers, clock: Clock) -> None:
    base = servers.bases["arxiv"]
    servers.fail("arxiv", "overloaded", times=1)
    web = web_of(clock, pauses={base.removeprefix("http://"): 3.0})
    web.get(base + "/api/query?id_list=2501.04567")
    assert clock.slept == [0.5, 2.5]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "http://127.0.0.1.example.org/",
        "http://127.0.0.1@example.org/",
        "https://user:secret@example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "//example.org/",
        "https:///path",
        "https://[::1/",
        "",
    ],
)
def test_an_address_that_is_not_safe_is_a_mistake_of_the_program(url: str, clock: Clock) -> None:
    with pytest.raises(ValueError, match="is not an https address"):
        web_of(clock).get(url)


@pytest.mark.parametrize("value", ["secret\nX-Other: 1", "secret\x00", "secrét\u0142"])
def test_a_header_that_cannot_be_sent_is_not_quoted(
    servers: LookupServers, clock: Clock, value: str
) -> None:
    with pytest.raises(ValueError, match="a header has a character that cannot be sent") as caught:
        web_of(clock).get(servers.bases["crossref"] + BEES, headers={"Authorization": value})
    assert "secr" not in str(caught.value)
    assert servers.calls == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 200_000, b"9" * 5000, b"{'a': 1}"])
def test_what_is_no_json_is_no_answer(body: bytes) -> None:
    with pytest.raises(NoAnswer, match=r"^api\.example\.org sent no valid JSON$"):
        Answer(200, {}, body, "https://api.example.org/x").json()


def test_json_is_sent_with_its_type_and_our_name(servers: LookupServers, clock: Clock) -> None:
    web = web_of(clock, agent="bees (https://bees.example/)")
    web.send("POST", servers.bases["crossref"] + BEES, json={"title": "Bees"})
    headers = servers.calls[0].headers
    assert headers["content-type"] == "application/json"
    assert headers["content-length"] == "17"
    assert headers["user-agent"] == "bees (https://bees.example/)"


def test_neither_a_netrc_file_nor_a_proxy_comes_between(
    servers: LookupServers, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    url = servers.bases["crossref"] + BEES
    web_of(clock).get(url)
    web_of(clock).get(url, headers={"Authorization": "Bearer ours"})
    assert [call.headers.get("authorization") for call in servers.calls] == [None, "Bearer ours"]
    question = _Question.of("GET", "https://example.org/", None, {"Authorization": "Bearer ours"})
    prepared = requests.Session().prepare_request(question.as_request())
    assert prepared.headers["Authorization"] == "Bearer ours"


def test_no_cookie_comes_back(servers: LookupServers, clock: Clock) -> None:
    baked = Reply(200, b"{}", headers=(("Set-Cookie", "visitor=7"),))
    servers.fail("crossref", baked, times=1)
    web = web_of(clock)
    web.get(servers.bases["crossref"] + BEES)
    web.get(servers.bases["crossref"] + BEES)
    assert "cookie" not in servers.calls[1].headers


def test_no_log_holds_headers_or_bodies(
    servers: LookupServers, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    servers.fail("crossref", "error", times=1)
    web_of(clock).send(
        "POST",
        servers.bases["crossref"] + BEES,
        json={"body": "submitted"},
        headers={"Authorization": "Bearer secret"},
    )
    assert "secret" not in caplog.text
    assert "submitted" not in caplog.text
    assert "Apis" not in caplog.text


# The servers of the tests


@pytest.mark.parametrize(
    ("service", "is_readable"),
    [
        ("datacite", True),
        ("crossref", True),
        ("openalex", True),
        ("github", True),
        ("arxiv", False),
        ("openreview", False),
    ],
)
def test_a_page_may_read_those_services_that_allow_it_in_the_world(
    servers: LookupServers, clock: Clock, service: Service, is_readable: bool
) -> None:
    for method, status in (("GET", 404), ("OPTIONS", 204)):
        answer = web_of(clock).send(method, servers.bases[service] + "/api/query?id_list=2501.1")
        assert answer.status == (400 if (method, service) == ("GET", "arxiv") else status)
        allowed = answer.headers.get("access-control-allow-origin")
        assert allowed == ("*" if is_readable else None)


def test_the_servers_run_as_a_program_and_print_their_addresses(clock: Clock) -> None:
    program = Path(__file__).parent / "lookup_servers.py"
    with subprocess.Popen(
        [sys.executable, program, "--open"], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        bases = json.loads(running.stdout.readline())
        answer = web_of(clock).get(bases["arxiv"] + "/api/query?id_list=2501.04567")
        running.terminate()
    assert list(bases) == [
        "datacite", "crossref", "openalex", "arxiv", "openreview", "github", "s2",
    ]  # fmt: skip
    assert answer.headers["access-control-allow-origin"] == "*"
    assert b"Waggle dances" in answer.body
