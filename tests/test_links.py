"""Links: how each fares, what is never asked, and since when one counts as dead."""

from __future__ import annotations

import io
import json
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from link_server import PRIVATE, PUBLIC, LinkWorld
from local_server import serving, serving_json
from toy import bees
from upkeep_fixtures import shelf

from literature.upkeep.link_check import Outcome, check
from literature.upkeep.link_places import links_of, places_of
from literature.upkeep.links import CACHE, Links, Pace, Result, archived
from literature.upkeep.reach import Reach, Seen, Unreached, is_public
from literature.upkeep.refresh import Misuse
from literature.web import Web

SITE = "https://bees.net"
QUICK = Web(tries=1, sleep=lambda seconds: None)


def at_once(host: str) -> None:
    """Tests wait for nobody."""


@pytest.fixture
def world() -> Iterator[LinkWorld]:
    with LinkWorld() as world:
        world.pages |= {f"/{status}": (status, {}) for status in (
            200, 204, 400, 401, 403, 404, 410, 418, 429, 451, 500, 502, 503, 504, 999)}  # fmt: skip
        yield world


def fate(world: LinkWorld, path: str, host: str = "http://bees.net") -> Outcome:
    return check(f"{host}{path}", world.reach(), at_once)


# --- what becomes of a link ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "state", "reason"),
    [
        ("/200", "alive", "200"),
        ("/204", "alive", "204"),
        ("/400", "failed", "400"),
        ("/401", "unknown", "401"),
        ("/403", "unknown", "403"),
        ("/404", "failed", "404"),
        ("/410", "failed", "410"),
        ("/418", "unknown", "418"),
        ("/429", "unknown", "429"),
        ("/451", "failed", "451"),
        ("/500", "failed", "500"),
        ("/502", "failed", "502"),
        ("/503", "unknown", "503"),
        ("/504", "unknown", "504"),
        ("/999", "unknown", "999"),
        ("/hang", "unknown", "no answer in time"),
        ("/drip", "unknown", "no answer in time"),
        ("/garbage", "failed", "no valid answer"),
    ],
)
def test_a_status_tells_how_a_link_fares(
    world: LinkWorld, path: str, state: str, reason: str
) -> None:
    outcome = fate(world, path)
    assert (outcome.state, outcome.reason) == (state, reason)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://gone.bees.net/", "no such host"),
        ("http://bees.net:9999/", "no connection"),
        ("http://bees.net:25/", "no web address"),
        ("ftp://bees.net/", "no web address"),
        ("http://a@bees.net/", "no web address"),
        ("http://[bees/", "no web address"),
        ("https://bees.net/200", "no valid answer"),  # the server here speaks no TLS
    ],
)
def test_what_cannot_be_asked_fails_with_its_reason(
    world: LinkWorld, url: str, reason: str
) -> None:
    outcome = check(url, world.reach(), at_once)
    assert (outcome.state, outcome.reason) == ("failed", reason)


def test_a_page_is_asked_for_its_head_alone(world: LinkWorld) -> None:
    fate(world, "/200")
    assert world.asked == ["HEAD /200"]


@pytest.mark.parametrize("path", ["/404", "/500", "/403"])
def test_where_the_head_is_refused_the_page_is_asked_for(world: LinkWorld, path: str) -> None:
    world.pages["/odd"] = (200, {})
    world.no_head.add("/odd")
    assert fate(world, "/odd").state == "alive"
    assert world.asked == ["HEAD /odd", "GET /odd"]
    fate(world, path)
    assert world.asked[2:] == [f"HEAD {path}", f"GET {path}"]


def test_who_says_too_often_is_not_asked_again(world: LinkWorld) -> None:
    fate(world, "/429")
    assert world.asked == ["HEAD /429"]


def leads(world: LinkWorld, *hops: tuple[str, int, str]) -> None:
    for path, status, target in hops:
        world.pages[path] = (status, {"Location": target})


def test_a_redirect_for_good_is_a_new_address(world: LinkWorld) -> None:
    leads(world, ("/old", 301, "https://new.net/200"), ("/older", 308, "/old"))
    world.names["new.net"] = [[PUBLIC]]
    # Over TLS nobody answers here, so the outcome is looked at without the last step.
    assert fate(world, "/older").hops == (
        (308, "http://bees.net/old"), (301, "https://new.net/200"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hops", "moved_to"),
    [
        ([(301, "https://new.net/a")], "https://new.net/a"),
        ([(308, "https://new.net/b"), (301, "https://new.net/a")], "https://new.net/a"),
        ([(301, "https://new.net/b"), (302, "https://new.net/login")], "https://new.net/b"),
        ([(302, "https://new.net/a")], ""),
        ([(302, "https://new.net/b"), (301, "https://new.net/a")], ""),
        ([(301, "https://www.bees.net/old/")], ""),
        ([(301, "https://new.net/")], ""),
        ([(301, "http://new.net/a")], ""),
    ],
)
def test_an_address_is_new_as_far_as_redirects_are_permanent(
    hops: list[tuple[int, str]], moved_to: str
) -> None:
    class Played(Reach):
        def ask(self, method: str, url: str) -> Seen:
            at = [f"{SITE}/old", *(place for _, place in hops)].index(url)
            return Seen(*hops[at]) if at < len(hops) else Seen(200)

    outcome = check(f"{SITE}/old", Played(), at_once)
    assert (outcome.moved_to, outcome.state) == (moved_to, "moved" if moved_to else "alive")


def test_a_passing_redirect_is_recorded_and_alive(world: LinkWorld) -> None:
    leads(world, ("/a", 302, "/b?c=d e"), ("/b?c=d%20e", 307, "/200"))
    outcome = fate(world, "/a")
    assert (outcome.state, outcome.hops) == (
        "alive", ((302, "http://bees.net/b?c=d%20e"), (307, "http://bees.net/200")),
    )  # fmt: skip


@pytest.mark.parametrize("status", [301, 302])
def test_redirects_in_a_circle_fail(world: LinkWorld, status: int) -> None:
    leads(world, ("/a", status, "/b"), ("/b", status, "/a"), ("/self", status, "/self"))
    assert fate(world, "/a").reason == "redirects in a circle"
    assert fate(world, "/self").state == "failed"


def test_redirects_without_end_fail(world: LinkWorld) -> None:
    leads(world, *((f"/{n}n", 302, f"/{n + 1}n") for n in range(40)))
    assert fate(world, "/0n").reason == "redirects too often"
    assert len(world.asked) == 11


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "http://[x", "gopher://bees.net/", "//"]
)
def test_a_redirect_to_no_web_address_fails(world: LinkWorld, target: str) -> None:
    leads(world, ("/a", 302, target))
    assert fate(world, "/a").state == "failed"
    assert set(world.dialled) <= {PUBLIC}


def test_a_line_break_in_a_redirect_asks_nothing_else(world: LinkWorld) -> None:
    leads(world, ("/a", 302, "/b\tX-Evil: 1"))
    fate(world, "/a")
    assert [line for line in world.asked if "Evil" in line and "%09" not in line] == []


# --- over TLS ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of bees.net in one file, signed by nobody else."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("openssl is not installed")
    file = tmp_path_factory.mktemp("tls") / "bees.pem"
    command = f"""{openssl} req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=bees.net
        -addext subjectAltName=DNS:bees.net -keyout {file} -out {file}.crt"""
    subprocess.run(command.split(), check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[tuple[int, list[str]]]:
    """A server that speaks TLS: its port, and the host that each request names."""
    hosts: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            hosts.append(self.headers["Host"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(Handler, context) as server:
        yield server.server_port, hosts


def reach_of(port: int, timeout: float = 5.0, trusted: Path | None = None) -> Reach:
    def dial(address: str, wanted: int, timeout: float) -> socket.socket:
        assert (address, wanted) == (PUBLIC, 443)
        return socket.create_connection(("127.0.0.1", port), timeout)

    context = ssl.create_default_context(cafile=trusted)
    return Reach(timeout, resolve=lambda name, port: [PUBLIC], dial=dial, context=context)


def test_a_page_over_tls_is_asked_by_its_name(
    secure: tuple[int, list[str]], certificate: Path
) -> None:
    port, hosts = secure
    assert reach_of(port, trusted=certificate).ask("HEAD", f"{SITE}/200") == Seen(200)
    assert hosts == ["bees.net"]


@pytest.mark.parametrize(("host", "is_trusted"), [("bees.net", False), ("wasps.net", True)])
def test_a_certificate_of_nobody_or_of_another_name_is_not_valid(
    secure: tuple[int, list[str]], certificate: Path, host: str, is_trusted: bool
) -> None:
    port, hosts = secure
    reach = reach_of(port, trusted=certificate if is_trusted else None)
    with pytest.raises(Unreached, match="certificate not valid"):
        reach.ask("HEAD", f"https://{host}/200")
    assert hosts == []


def test_a_server_that_never_greets_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        reach = reach_of(silent.getsockname()[1], timeout=0.3)
        with pytest.raises(Unreached) as caught:
            reach.ask("HEAD", f"{SITE}/200")
    assert caught.value.is_late


# --- what is never asked -------------------------------------------------------------------------


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_address_is_not_asked_by_name_number_or_redirect(
    world: LinkWorld, name: str
) -> None:
    number = PRIVATE[name]
    literal = f"[{number}]" if ":" in number else number
    leads(world, ("/by-name", 302, f"http://{name}.bees.net/x"),
          ("/by-number", 301, f"http://{literal}:8000/x"))  # fmt: skip
    for url in (f"http://{name}.bees.net/", f"http://{literal}/", "http://bees.net/by-name",
                "http://bees.net/by-number", f"https://{name}.bees.net/"):  # fmt: skip
        outcome = check(url, world.reach(), at_once)
        assert (outcome.state, outcome.is_private) == ("failed", True), url
    assert world.private == []
    assert set(world.dialled) == {PUBLIC}


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "LOCALHOST.", "127.0.0.1"],
)
def test_no_spelling_of_this_machine_is_asked(host: str) -> None:
    """By the system's own resolver, with a server that listens."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            calls.append(self.path)

    with serving(Handler) as server, pytest.raises(Unreached):
        Reach(timeout=1).ask("HEAD", f"http://{host}:{server.server_port}/")
    assert calls == []


def test_a_host_with_one_private_address_among_public_ones_is_not_asked(world: LinkWorld) -> None:
    world.names["both.net"] = [[PUBLIC, "10.0.0.1"]]
    assert fate(world, "/200", "http://both.net").is_private
    assert world.dialled == []


def test_a_name_that_means_another_address_a_moment_later_leads_nowhere(world: LinkWorld) -> None:
    """DNS rebinding: what was checked is dialled, and the next request is checked anew."""
    world.names["turn.net"] = [[PUBLIC], ["127.0.0.1"]]
    world.no_head.add("/200")
    outcome = fate(world, "/200", "http://turn.net")
    assert world.dialled == [PUBLIC]
    assert outcome.is_private
    assert world.private == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::808:808", True),
        ("224.0.0.1", False), ("255.255.255.255", False), ("198.18.0.1", False),
        ("192.0.2.1", False), ("ff02::1", False), ("2001:db8::1", False), ("2001:0:1::1", False),
        ("fe80::1%eth0", False), ("::127.0.0.1", False), ("::", False), ("bees.net", False),
    ],
)  # fmt: skip
def test_an_address_is_public_or_not(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def test_no_environment_lets_a_private_address_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    dialled: list[str] = []

    def dial(address: str, port: int, timeout: float) -> socket.socket:
        dialled.append(address)
        raise ConnectionRefusedError

    with pytest.raises(Unreached):
        Reach(resolve=lambda name, port: [PUBLIC], dial=dial).ask("GET", "http://bees.net/")
    assert dialled == [PUBLIC]


# --- which links there are -----------------------------------------------------------------------


def test_the_links_of_an_entry_are_those_of_its_page_and_its_evidence() -> None:
    entry = bees("vanderberg2021orchard", evidence=("https://bees.net/list#3",))
    assert list(links_of(entry)) == [
        ("arxiv", "https://arxiv.org/abs/2103.01234"),
        ("doi", "https://doi.org/10.3897/jhr.81.60528"),
        ("code", "https://github.com/example/orchard"),
        ("evidence", "https://bees.net/list"),
    ]


def test_links_of_pages_are_those_that_readers_see() -> None:
    page = """
[a](https://a.net/x_(y)) and <https://b.net/>, <a href="https://c.net/?q=1&r=2#top">c</a>,
`https://code.net/`, [own](https://bees.example/lit/x/), [example](https://www.example.org/)

```
[no](https://fenced.net/)
```
"""
    found = places_of((), {"docs/a.md": page}, "https://bees.example/lit/")
    assert found == {
        "https://a.net/x_(y)": ("docs/a.md",),
        "https://b.net/": ("docs/a.md",),
        "https://c.net/?q=1&r=2": ("docs/a.md",),
    }


def test_pages_chapters_and_the_readme_are_looked_at(root: Path, world: LinkWorld) -> None:
    (root / "entries" / "_handbook").mkdir()
    (root / "entries" / "_handbook" / "nest-study.md").write_text(
        '---\ntitle: "Nests"\ndescription: "What goes on in nests, and how to see."\n---\n\n'
        "## How\n\n[By looking](https://bees.net/200).\n"
    )
    (root / "README.md").write_text("<http://bees.net/200>")
    result = looked_at(root, world, "2026-11-01")
    assert {link.outcome.url: link.places for link in result.links} == {
        "http://bees.net/200": ("README.md",),
        "http://bees.net/404": ("docs/about.md",),
        "http://bees.net/500": ("docs/about.md",),
        "https://bees.net/200": ("entries/_handbook/nest-study.md",),
    }


# --- from day to day -----------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The bees with two entries that link to http hosts of the world, as redirects might."""
    shelf(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("[gone](http://bees.net/404) <http://bees.net/500>")
    for file in (tmp_path / "entries").glob("[a-z]*.yaml"):
        if file.stem != "dubois2020diary":
            file.unlink()
    return tmp_path


def looked_at(root: Path, world: LinkWorld, day: str, **more: object) -> Result:
    return Links(
        root, {"ATLAS_ARCHIVE_URL": "http://127.0.0.1:9"}, date.fromisoformat(day),
        reach=world.reach(), pace=Pace(pause=0.0, pauses={}), archive=QUICK,
        progress_to=io.StringIO(), **more,  # type: ignore[arg-type]
    ).run()  # fmt: skip


def dead(result: Result) -> list[str]:
    return [link.outcome.url for link in result.links if link.is_dead]


def test_a_link_is_dead_after_failures_on_three_different_days(
    root: Path, world: LinkWorld
) -> None:
    assert dead(looked_at(root, world, "2026-11-01")) == []
    assert dead(looked_at(root, world, "2026-11-01")) == []
    assert dead(looked_at(root, world, "2026-11-01")) == []
    assert dead(looked_at(root, world, "2026-11-08")) == []
    assert dead(looked_at(root, world, "2026-11-15")) == [
        "http://bees.net/404", "http://bees.net/500",
    ]  # fmt: skip
    assert json.loads((root / "entries" / "_links.json").read_text()) == {
        "http://bees.net/404": {
            "failed": ["2026-11-01", "2026-11-08", "2026-11-15"], "why": "404",
        },
        "http://bees.net/500": {
            "failed": ["2026-11-01", "2026-11-08", "2026-11-15"], "why": "500",
        },
    }  # fmt: skip


def test_a_machine_that_reaches_nobody_notes_no_failure(root: Path, world: LinkWorld) -> None:
    text = "<http://gone.bees.net/a> <http://bees.net:9999/b>"
    (root / "docs" / "about.md").write_text(text)
    assert {link.outcome.state for link in looked_at(root, world, "2026-11-01").links} == {
        "unknown"
    }
    assert not (root / "entries" / "_links.json").exists()
    (root / "docs" / "about.md").write_text(f"{text} <http://bees.net/200>")
    result = looked_at(root, world, "2026-11-01")
    assert [link.outcome.state for link in result.links] == ["alive", "failed", "failed"]


def test_a_link_that_answers_again_is_forgotten(root: Path, world: LinkWorld) -> None:
    for day in ("2026-11-01", "2026-11-08", "2026-11-15"):
        looked_at(root, world, day)
    world.pages["/404"] = world.pages["/500"] = (200, {})
    assert dead(looked_at(root, world, "2026-11-22")) == []
    assert (root / "entries" / "_links.json").read_text() == "{}\n"


def test_a_day_on_which_nobody_can_tell_changes_nothing(root: Path, world: LinkWorld) -> None:
    looked_at(root, world, "2026-11-01")
    world.pages["/404"] = world.pages["/500"] = (403, {})
    looked_at(root, world, "2026-11-08")
    known = json.loads((root / "entries" / "_links.json").read_text())
    assert {tuple(line["failed"]) for line in known.values()} == {("2026-11-01",)}


def test_of_many_days_the_first_and_the_last_are_kept(root: Path, world: LinkWorld) -> None:
    for day in ("2026-11-01", "2026-11-08", "2026-11-15", "2026-11-22", "2026-11-29"):
        result = looked_at(root, world, day)
    assert {link.failed for link in result.links if link.failed} == {
        ("2026-11-01", "2026-11-08", "2026-11-29")
    }


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "\x00",
        '{"http://bees.net/404": 4}',
        '{"http://bees.net/404": {"failed": [1, "soon"]}}',
    ],
)
def test_a_damaged_state_counts_as_none(root: Path, world: LinkWorld, content: str) -> None:
    (root / "entries" / "_links.json").write_text(content)
    result = looked_at(root, world, "2026-11-01")
    assert {link.failed for link in result.links if link.failed} == {("2026-11-01",)}


def test_the_links_of_one_entry_leave_the_others_as_they_were(root: Path, world: LinkWorld) -> None:
    looked_at(root, world, "2026-11-01")
    before = (root / "entries" / "_links.json").read_text()
    result = looked_at(root, world, "2026-11-08", only="dubois2020diary")
    assert result.links == ()
    assert (root / "entries" / "_links.json").read_text() == before
    with pytest.raises(Misuse, match="'nobody' is no key of an entry"):
        looked_at(root, world, "2026-11-08", only="nobody")


def test_a_host_that_refuses_three_times_is_left_alone(root: Path, world: LinkWorld) -> None:
    links = " ".join(f"<http://busy.net/{number}>" for number in range(9))
    world.pages |= {f"/{number}": (429, {}) for number in range(9)}
    (root / "docs" / "about.md").write_text(links)
    looked_at(root, world, "2026-11-01")
    assert len(world.asked) == 3


def test_the_report_has_a_table_for_each_fate_and_text_in_it_is_inert(
    root: Path, world: LinkWorld
) -> None:
    world.pages["/403"] = (403, {})
    with (root / "docs" / "about.md").open("a") as file:
        file.write("<http://bees.net/403> <http://bees.net/404|<b>@all>")
    looked_at(root, world, "2026-11-01")
    text = (root / CACHE / "links.md").read_text()
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Failing", "## Unknown",
    ]  # fmt: skip
    assert "@all" not in text
    found = json.loads((root / CACHE / "links.json").read_text())
    assert {link["state"] for link in found["links"]} == {"failed", "unknown"}


# --- the Internet Archive ------------------------------------------------------------------------


@contextmanager
def archive_of(body: bytes, status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """The address of an availability API that always answers so, and the paths it is asked for:
    https://archive.org/help/wayback_api.php"""
    calls: list[str] = []

    def answer(request: BaseHTTPRequestHandler, _: bytes) -> tuple[int, bytes]:
        calls.append(request.path)
        return status, body

    with serving_json(answer) as server:
        yield server.url, calls


CLOSEST = {
    "available": True,
    "url": "http://web.archive.org/web/20200102030405/http://bees.net/404",
    "timestamp": "20200102030405",
    "status": "200",
}


def snapshot(**changes: object) -> bytes:
    closest = {**CLOSEST, **changes}
    return json.dumps({"url": "x", "archived_snapshots": {"closest": closest}}).encode()


def test_a_dead_link_gets_its_newest_copy(root: Path, world: LinkWorld) -> None:
    for day in ("2026-11-01", "2026-11-08"):
        looked_at(root, world, day)
    with archive_of(snapshot()) as (archive, calls):
        result = Links(
            root, {"ATLAS_ARCHIVE_URL": archive}, date(2026, 11, 15), reach=world.reach(),
            pace=Pace(0.0, {}), archive=QUICK, progress_to=io.StringIO(),
        ).run()  # fmt: skip
    assert calls[0] == "/wayback/available?url=http%3A%2F%2Fbees.net%2F404"
    copy = "https://web.archive.org/web/20200102030405/http://bees.net/404"
    assert {link.archived for link in result.links if link.is_dead} == {copy}
    assert copy in (root / "entries" / "_links.json").read_text()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"url": "x", "archived_snapshots": {}}', 200),
        (snapshot(available=False), 200),
        (snapshot(status="404"), 200),
        (snapshot(url="http://evil.net/web/20200102030405/x"), 200),
        (snapshot(url="javascript:alert(1)"), 200),
        (b'{"archived_snapshots": [1]}', 200),
        (b"{", 200),
        (b"<html>", 503),
    ],
)
def test_what_is_no_copy_is_none(body: bytes, status: int) -> None:
    with archive_of(body, status) as (archive, _):
        web = Web(tries=1)
        assert archived("http://bees.net/404", archive, web) == ""


def test_pauses_hold_for_each_host_whoever_asks() -> None:
    now, slept = [0.0], []  # type: list[float], list[float]
    pace = Pace(1.0, {"arxiv.org": 3.0}, clock=lambda: now[0], sleep=slept.append)
    for host in ("a.net", "a.net", "a.net", "b.net", "arxiv.org", "arxiv.org"):
        pace.keep(host)
    assert slept == [1.0, 2.0, 3.0]
