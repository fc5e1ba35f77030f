"""The audit with pip-audit and npm as they are, against a server that speaks for their sources."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import advisory_server
import pytest
from advisory_server import AdvisoryServer
from thorough import part_of

from literature.supply.audit import (
    Fault,
    NotChecked,
    Verdict,
    ask_npm,
    ask_pip_audit,
    changed_lines,
    exit_code,
)
from literature.supply.packages import LOCKS, VENDORED, read_packages

ROOT = Path(__file__).parent.parent
NPM = shutil.which("npm")
needs_npm = pytest.mark.skipif(NPM is None, reason="npm is not installed")
needs_pip_audit = pytest.mark.skipif(not find_spec("pip_audit"), reason="pip-audit is missing")
NOBODY = "http://127.0.0.1:9"  # the port that discards; nothing listens there


@pytest.fixture
def server() -> Iterator[AdvisoryServer]:
    with advisory_server.running() as running:
        yield running


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository that uses two packages of Python, one of node, and one library."""
    hashed = "certifi==2026.1.1 --hash=sha256:" + "0" * 64 + "\n"
    more = "idna==3.0 --hash=sha256:" + "1" * 64 + "\n"
    texts = dict.fromkeys((lock for lock, _ in LOCKS), hashed)
    texts["requirements-dev.lock"] = hashed + more
    texts["package-lock.json"] = json.dumps({
        "name": "small", "lockfileVersion": 3, "requires": True,
        "packages": {
            "": {"name": "small", "devDependencies": {"kleur": "4.1.5"}},
            "node_modules/kleur": {"version": "4.1.5", "dev": True, "license": "MIT"},
        },
    })  # fmt: skip
    digest = "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"  # of "aaa"
    texts[VENDORED] = json.dumps([{
        "file": "js/vendor/bees.js", "package": "minisearch", "version": "7.2.0",
        "licence": "MIT", "sha256": digest,
    }])  # fmt: skip
    texts["docs/assets/js/vendor/bees.js"] = "aaa"
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def run_audit(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command in the repository, whose locks may be others."""
    program = (
        "import audit, pathlib, sys; audit.ROOT = pathlib.Path(sys.argv.pop(1)); "
        "sys.exit(audit.main())"
    )
    return subprocess.run(
        [sys.executable, "-c", program, root, *words], cwd=ROOT / "scripts",
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip


@pytest.mark.slow
@needs_npm
@needs_pip_audit
def test_every_package_of_this_repository_is_asked_about(server: AdvisoryServer) -> None:
    run = run_audit(ROOT, "--osv", server.osv_url, "--registry", server.url, "--complete")
    assert (run.returncode, run.stderr) == (0, "")
    assert re.sub(r"\d+", "N", run.stdout).splitlines() == [
        "Python packages: N packages, no known fault",
        "Node packages and browser libraries: N packages, no known fault",
        "Files taken from elsewhere: each is what it was",
    ]
    packages = read_packages(ROOT)
    asked, named = set(server.asked), {f"{it.ecosystem} {it.name}" for it in packages}
    assert asked <= named
    # Those for other systems and other versions of Python are left to whoever uses them.
    build = {f"{it.ecosystem} {it.name}" for it in packages if it.use in ("site", "build")}
    assert (build | {it for it in named if it.startswith("npm ")}) - asked <= {"pypi tzdata"}
    print(f"{len(asked)} of {len(named)} packages asked about")


@pytest.mark.slow
@needs_npm
@needs_pip_audit
def test_a_fault_of_a_package_a_tool_and_a_browser_library_is_told(
    small: Path, server: AdvisoryServer
) -> None:
    server.knows_of("pypi", "idna", "3.0")
    server.knows_of("npm", "kleur", "4.1.5")
    server.knows_of("npm", "minisearch", "7.2.0")
    run = run_audit(small, "--osv", server.osv_url, "--registry", server.url)
    assert (run.returncode, run.stderr) == (1, "")
    address = "https://github.com/advisories/GHSA-bees-bees-bees"
    assert run.stdout.splitlines() == [
        "Python packages: 2 packages, 1 known fault",
        "  idna  3.0  PYSEC-2026-1  mended in 99.0",
        "Node packages and browser libraries: 2 packages, 2 known faults",
        f"  kleur  4.1.5  {address}  kleur lets strangers in",
        f"  minisearch  7.2.0  {address}  minisearch lets strangers in",
        "Files taken from elsewhere: each is what it was",
    ]
    assert not (small / "node_modules").exists()


@pytest.mark.slow
def test_nobody_who_cannot_be_reached_is_taken_for_a_no(small: Path) -> None:
    run = run_audit(small, "--osv", f"{NOBODY}/v1/query", "--registry", NOBODY, "--complete")
    assert run.returncode == 2
    assert run.stdout.count("NOT CHECKED") == 2
    assert "no known fault" not in run.stdout
    python = run.stdout.splitlines()[0]
    assert python.endswith("127.0.0.1 could not be asked (ConnectionError)") or not find_spec(
        "pip_audit"
    )


BAD = ((500, None), (200, b"<html>"), (404, None), (429, None), (200, b""), (200, b'{"vulns": 1}'))


@pytest.mark.slow
@needs_npm
@needs_pip_audit
@pytest.mark.parametrize(("status", "text"), part_of(BAD, 6))
def test_an_answer_that_is_none_is_not_taken_for_a_no(
    small: Path, server: AdvisoryServer, status: int, text: bytes | None
) -> None:
    server.status, server.text = status, text
    with pytest.raises(NotChecked, match="pip-audit: "):
        ask_pip_audit(small, server.osv_url)
    if text != b'{"vulns": 1}':  # which npm takes for a package of that name
        with pytest.raises(NotChecked, match="npm: "):
            ask_npm(small, server.url)


@pytest.mark.parametrize("told", [{"dependencies": [], "fixes": []}, {}, {"message": "no"}])
def test_a_program_that_tells_of_no_package_is_not_taken_for_a_no(
    told: dict[str, object], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip-audit prints the first when it was asked not to ask."""
    monkeypatch.setattr("literature.supply.audit._told_by", lambda *_: told)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    with pytest.raises(NotChecked, match="pip-audit has told of no package"):
        ask_pip_audit(small, NOBODY)
    with pytest.raises(NotChecked, match="npm: no"):
        ask_npm(small, NOBODY)


@pytest.mark.parametrize(
    ("verdict", "changed", "codes"),
    [
        (Verdict("x", 2), [], (0, 0)),
        (Verdict("x", silence="nobody there"), [], (0, 2)),
        (Verdict("x", 2, (Fault("a", "1", "GHSA-1"),)), [], (1, 1)),
        (Verdict("x", 2), ["a.js: is not"], (1, 1)),
        (Verdict("x", silence="nobody there"), ["a.js: is not"], (1, 1)),
    ],
)
def test_the_command_fails_for_what_was_found_and_on_request_for_silence(
    verdict: Verdict, changed: list[str], codes: tuple[int, int]
) -> None:
    found = [Verdict("y", 1), verdict]
    assert exit_code(found, changed, must_answer=False) == codes[0]
    assert exit_code(found, changed, must_answer=True) == codes[1]


def test_silence_is_told_as_such() -> None:
    assert list(Verdict("Bees", silence="nobody there").lines()) == [
        "Bees: NOT CHECKED: nobody there"
    ]


def test_a_changed_file_and_one_that_is_gone_are_told(small: Path) -> None:
    assert changed_lines(small) == []
    (small / "docs/assets/js/vendor/bees.js").write_text("aab")
    line = "docs/assets/js/vendor/bees.js: is not the file that vendored.json records"
    assert changed_lines(small) == [line]
    (small / "docs/assets/js/vendor/bees.js").unlink()
    assert changed_lines(small) == [line]


def test_the_files_of_this_repository_are_what_they_were() -> None:
    assert changed_lines(ROOT) == []
