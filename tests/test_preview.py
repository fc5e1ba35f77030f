"""The preview: an edited entry shows at once, a damaged one is told, and nothing else is served."""

from __future__ import annotations

import os
import socket
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_fixtures import (
    TOY,
    Server,
    at_last,
    bees_root,
    build,
    built_bees,
    change,
    fingerprint,
    free_port,
    make_bees,
    new_bees,
    preview,
    start_preview,
)

__all__ = ["bees_root", "built_bees", "new_bees", "preview"]  # fixtures

pytestmark = pytest.mark.slow
KEY = "li2022solitary"
SUMMARY = "Moves nest entrances by hand and shows"


def entry_of(root: Path, key: str = KEY) -> Path:
    return root / "entries" / f"{key}.yaml"


def shows(server: Server, path: str, words: str) -> bool:
    return words in server.text(path)


WHERE_THE_SUMMARY_STANDS = (
    "/categories/nest-study/", "/kinds/study/", "/library/", "/recent/", "/years/2022/",
    "/feeds/all.xml", "/feeds/all.json", "/feeds/categories/nest-study.xml", "/data/entries.json",
)  # fmt: skip


def test_an_edited_entry_shows_within_two_seconds_wherever_it_is_shown(
    preview: Server, bees_root: Path
) -> None:
    change(entry_of(bees_root), SUMMARY, "Shifts nest doors by hand and shows")
    at_last(lambda: shows(preview, f"/entries/{KEY}/", "Shifts nest doors"))
    for page in WHERE_THE_SUMMARY_STANDS:
        assert shows(preview, page, "Shifts nest doors"), page


def test_an_edit_that_changes_neither_size_nor_time_shows(preview: Server, bees_root: Path) -> None:
    """As a copy of an older file does that keeps its time."""
    entry = entry_of(bees_root)
    before = entry.stat()
    change(entry, "Moves nest", "Finds nest")
    os.utime(entry, ns=(before.st_atime_ns, before.st_mtime_ns))
    at_last(lambda: shows(preview, f"/entries/{KEY}/", "Finds nest"))


def test_the_files_of_an_edited_entry_follow(preview: Server, bees_root: Path) -> None:
    change(entry_of(bees_root), "  - Divyansh\n", "  - Divyansh\n  - Newcomer, Nora\n")
    at_last(lambda: shows(preview, f"/entries/{KEY}/{KEY}.bib", "Newcomer, Nora"))
    assert shows(preview, "/data/literature.bib", "Newcomer, Nora")
    assert shows(preview, "/data/categories/nest-study.bib", "Newcomer, Nora")
    assert shows(preview, "/data/years/2022.bib", "Newcomer, Nora")
    assert shows(preview, "/", "Nora Newcomer")


def test_a_new_entry_and_a_removed_one_are_seen(preview: Server, bees_root: Path) -> None:
    text = entry_of(bees_root).read_text().replace("Solitary Bees", "Lonely Bees")
    entry_of(bees_root, "li2022lonely").write_text(text.replace("2206.00042", "2206.00043"))
    at_last(lambda: shows(preview, "/library/", "Lonely Bees Remember"))
    assert shows(preview, "/entries/li2022lonely/", "Lonely Bees Remember")
    entry_of(bees_root, "li2022lonely").unlink()
    at_last(lambda: not shows(preview, "/library/", "Lonely Bees Remember"))
    assert preview.get("/entries/li2022lonely/")[0] == 404


def test_a_damaged_entry_is_told_on_the_page_and_in_the_terminal_until_it_is_repaired(
    preview: Server, bees_root: Path
) -> None:
    message = f"entries/{KEY}.yaml:8: kind: "
    change(entry_of(bees_root), "kind: study", "kind: <b>studdy</b>")
    at_last(lambda: shows(preview, f"/entries/{KEY}/", message))
    assert "&lt;b&gt;studdy&lt;/b&gt;" in preview.text(f"/entries/{KEY}/")
    assert "<b>studdy" not in preview.text(f"/entries/{KEY}/")
    for page in ("/", "/library/", "/about/", "/entries/abe2019sound/"):
        assert shows(preview, page, message), page
    assert preview.printed.count(message) == 1
    assert "Traceback" not in preview.printed
    change(entry_of(bees_root), "kind: <b>studdy</b>", "kind: study")
    at_last(lambda: not shows(preview, "/", message))
    assert shows(preview, f"/entries/{KEY}/", SUMMARY)
    assert shows(preview, "/library/", "Solitary Bees")


def test_a_problem_between_two_entries_goes_when_either_is_repaired(
    preview: Server, bees_root: Path
) -> None:
    other = entry_of(bees_root, "okafor2022nest")
    change(other, "openreview: abcDEF123\n", 'openreview: abcDEF123\narxiv: "2206.00042"\n')
    at_last(lambda: shows(preview, "/", "2206.00042"))
    at_last(lambda: shows(preview, "/", 'class="preview-problems"'))
    change(other, 'arxiv: "2206.00042"\n', "")
    at_last(lambda: not shows(preview, "/", 'class="preview-problems"'))


def test_the_same_problem_is_told_once_however_often_other_entries_change(
    preview: Server, bees_root: Path
) -> None:
    change(entry_of(bees_root), "kind: study", "kind: studdy")
    at_last(lambda: shows(preview, "/", "studdy"))
    for old, new in (("one meadow over", "a meadow over"), ("a meadow over", "two meadows over")):
        change(entry_of(bees_root, "dubois2020diary"), old, new)
        at_last(lambda new=new: shows(preview, "/entries/dubois2020diary/", new))
    assert preview.text("/").count("studdy") == 1


def test_a_file_that_cannot_be_read_is_told_and_the_server_lives_on(
    preview: Server, bees_root: Path
) -> None:
    entry_of(bees_root).write_bytes(b"\xff\xfe\x00\x00")
    at_last(lambda: shows(preview, "/", f"entries/{KEY}.yaml:"))
    for name in (".li2022solitary.yaml.swp", "li2022solitary.yaml~", "4913"):
        (bees_root / "entries" / name).write_text("x")
        (bees_root / "entries" / name).unlink()
    entry_of(bees_root).write_bytes((TOY / f"{KEY}.yaml").read_bytes())
    at_last(lambda: not shows(preview, "/", 'class="preview-problems"'))
    assert "Traceback" not in preview.printed


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/", "text/html; charset=utf-8", "<h1>Everything on wild bees</h1>"),
        ("/?q=bees", "text/html; charset=utf-8", "<h1>Everything on wild bees</h1>"),
        ("/regions/alps/", "text/html; charset=utf-8", "<h1>Alps</h1>"),
        ("/authors/ngozi-okafor/", "text/html; charset=utf-8", "<h1>Ngozi Okafor</h1>"),
        ("/about/", "text/html; charset=utf-8", "<h1"),
        ("/fields/", "text/html; charset=utf-8", "Fields of an entry"),
        ("/entries/abe2019sounds/", "text/html; charset=utf-8", "../abe2019sound/"),
        (f"/entries/{KEY}/{KEY}.bib", "text/plain; charset=utf-8", "@misc{li2022solitary"),
        ("/data/regions/alps.bib", "text/plain; charset=utf-8", "{abe2019sound"),
        ("/data/literature.ris", "text/plain; charset=utf-8", "TY  - "),
        ("/data/entries.json", "application/json; charset=utf-8", '"li2022solitary"'),
        ("/assets/css/atlas.css", "text/css; charset=utf-8", ".entry"),
        ("/sitemap.xml", "application/xml", "<urlset"),
        ("/data/details.json", "application/json; charset=utf-8", '["About","about/","",'),
        ("/__preview/reload.js", "text/javascript", "location.reload"),
    ],
)
def test_everything_of_the_site_is_served(shared: Server, path: str, kind: str, words: str) -> None:
    status, content_type, text = shared.get(path)
    assert (status, content_type) == (200, kind)
    assert words in text


def test_feeds_are_served_as_xml(shared: Server) -> None:
    ElementTree.fromstring(shared.text("/feeds/all.xml"))
    ElementTree.fromstring(shared.text("/feeds/kinds/key.xml"))


def test_every_path_of_the_built_site_is_served(shared: Server, built_bees: Path) -> None:
    paths = [path.removesuffix("index.html") for path in fingerprint(built_bees / "site")]
    assert len(paths) > 130
    assert [path for path in paths if shared.get(f"/{path}")[0] != 200] == []


@pytest.fixture(scope="module")
def shared(built_bees: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A preview that the tests only ask."""
    root = make_bees(tmp_path_factory.mktemp("preview") / "bees")
    (root.parent / "secret.txt").write_text("secret")
    (root / ".cache").mkdir()
    (root / ".cache" / "secret.txt").write_text("secret")
    with start_preview(root) as server:
        yield server


HOSTILE = (
    "/../secret.txt",
    "/../../../../../../etc/passwd",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%5c..%5csecret.txt",
    "/%252e%252e/secret.txt",
    "/assets/../../secret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/entries/../../../entries/_taxonomy.yaml",
    "/%00",
    "/about/%00",
    "/%00/../secret.txt",
    "/entries/%00/x.bib",
    "/data/%0d%0aSet-Cookie:%20a=b.bib",
    "/%ff%fe",
    "/%c0%ae%c0%ae/secret.txt",
    "/%",
    "/%zz",
    "/~root",
    "/C:%5cwindows",
    "/file:///etc/passwd",
    "/" + "a" * 300,
    "/" + "a" * 5000 + "/",
    "/" + "a/" * 3000,
    "/" + "%2e%2e/" * 200 + "etc/passwd",
    "/assets/",
    "/assets",
    "/shell/",
    "/.",
    "/..",
    "/assets/..",
    "/mkdocs.yml",
    "/entries/li2022solitary.yaml",
)


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path[:40])
def test_a_hostile_path_is_not_found_and_tells_nothing(shared: Server, path: str) -> None:
    status, _, text = shared.get(path)
    assert status == 404
    assert "<h1>No page here</h1>" in text
    assert "secret" not in text.replace(path, "")
    assert "root:" not in text
    assert "Traceback" not in shared.printed


def test_a_link_out_of_the_folder_is_not_followed(shared: Server) -> None:
    folder = shared.log.parent / "bees" / ".cache" / "preview"
    (folder / "link.txt").symlink_to(shared.log.parent / "secret.txt")
    assert shared.get("/link.txt")[0] == 404


def test_a_broken_request_and_a_browser_that_leaves_do_no_harm(shared: Server) -> None:
    port = int(shared.url.rsplit(":", 1)[1].strip("/"))
    for request in (b"\x00\xff\r\n\r\n", b"GET /library/ HTTP/1.1\r\nHost: x\r\n\r\n", b"GET"):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            connection.sendall(request)
    time.sleep(0.2)
    assert shows(shared, "/", "Everything on wild bees")
    assert "Traceback" not in shared.printed


def test_the_preview_answers_this_machine_alone(shared: Server) -> None:
    assert shared.url.startswith("http://127.0.0.1:")


def test_an_edited_written_page_is_rebuilt(preview: Server, bees_root: Path) -> None:
    page = bees_root / "docs" / "about.md"
    page.write_text(page.read_text() + "\nWritten while the preview runs.\n")
    at_last(lambda: shows(preview, "/about/", "Written while the preview runs."))
    assert shows(preview, "/library/", "Solitary Bees")


def test_an_edited_vocabulary_is_taken_in(preview: Server, bees_root: Path) -> None:
    change(bees_root / "entries" / "_taxonomy.yaml", "label: Alps,", "label: High Alps,")
    at_last(lambda: shows(preview, "/regions/", "High Alps"))
    at_last(lambda: shows(preview, "/regions/alps/", "<h1>High Alps</h1>"))


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("docs/overrides/main.html", "{% extends", "{% if %}{% extends", "Expected an expression"),
        ("mkdocs.yml", "theme:", "theme: [", "while parsing"),
        ("entries/_taxonomy.yaml", "label: Alps,", "label: ,", "_taxonomy.yaml:"),
        ("docs/about.md", "# About", '# About\n\n<a href="../no/page/">x</a>', "does not exist"),
    ],
)
def test_what_cannot_be_built_is_told_and_the_last_site_stays(
    preview: Server, bees_root: Path, name: str, old: str, new: str, message: str
) -> None:
    path = bees_root / name
    text = path.read_text()
    path.write_text(text.replace(old, new, 1))
    preview.wait("The site was not rebuilt; the last one stays.")
    assert message in preview.printed
    assert "Traceback" not in preview.printed
    assert shows(preview, "/library/", "Solitary Bees")
    path.write_text(text)
    change(entry_of(bees_root), SUMMARY, "Shifts nest doors by hand and shows")
    at_last(lambda: shows(preview, f"/entries/{KEY}/", "Shifts nest doors"))
    at_last(lambda: not shows(preview, "/", 'class="preview-problems"'))


def test_damaged_entries_at_the_start_are_told(bees_root: Path) -> None:
    change(entry_of(bees_root), "kind: study", "kind: studdy")
    ended = build(bees_root, "--port", "0", program=("scripts/serve.py",))
    assert ended.returncode == 1
    assert f"entries/{KEY}.yaml:8: kind: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_a_message(bees_root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = build(bees_root, "--port", str(port), program=("scripts/serve.py",))
    assert ended.returncode == 1
    assert ended.stderr.endswith(f"port {port}: Address already in use; name another with --port\n")


def test_the_preview_does_not_touch_the_published_site(preview: Server, bees_root: Path) -> None:
    before = fingerprint(bees_root / "site")
    change(entry_of(bees_root), SUMMARY, "Shifts nest doors by hand and shows")
    at_last(lambda: shows(preview, f"/entries/{KEY}/", "Shifts nest doors"))
    assert fingerprint(bees_root / "site") == before


def test_a_build_goes_on_while_the_preview_runs(preview: Server, bees_root: Path) -> None:
    ended = build(bees_root)
    assert ended.returncode == 0, ended.stderr
    assert "waiting" not in ended.stderr


def test_the_preview_stops_when_it_is_interrupted(bees_root: Path) -> None:
    with start_preview(bees_root) as server:
        server.process.send_signal(2)
        assert server.process.wait(10) == 0
        assert "Traceback" not in server.printed


def test_mkdocs_serve_alone_works(bees_root: Path) -> None:
    port = free_port()
    command = ("-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}")
    with Server(bees_root, *command, url=f"http://127.0.0.1:{port}/") as server:
        server.wait("Serving on")
        assert shows(server, "/lit/", "<h1>Everything on wild bees</h1>")
        assert shows(server, f"/lit/entries/{KEY}/", SUMMARY)
        assert shows(server, "/lit/regions/alps/", "The Sound of $n$ Bees at 100 Hz")
        assert server.get(f"/lit/entries/{KEY}/{KEY}.bib")[0] == 200
    assert (bees_root / "site").is_dir()
