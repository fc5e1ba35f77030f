"""Asks those who keep lists of known faults about every package, and tells who did not answer.

Of Python's packages pip-audit asks OSV (https://osv.dev). Of node's, and of the libraries that lie
in docs/assets, npm asks its registry. Nobody who did not answer is taken for a no.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..text import count_of, shown
from .packages import LOCKS, NODE_LOCK, changed_files, read_packages

OSV: Final = "https://api.osv.dev/v1/query"
TIMEOUT: Final = 300  # seconds for one program


class NotChecked(Exception):
    """Nobody has told whether there are faults; the message says why."""


@dataclass(frozen=True)
class Fault:
    """A known fault of a package that a lock names."""

    package: str
    version: str
    id: str
    cure: str = ""

    def __str__(self) -> str:
        parts = (self.package, self.version, self.id, self.cure)
        return "  ".join(shown(part, 200) for part in parts if part)


@dataclass(frozen=True)
class Verdict:
    """What came of one question: the faults, or why nobody could tell."""

    what: str
    asked: int = 0  # packages
    faults: tuple[Fault, ...] = ()
    silence: str = ""

    def lines(self) -> Iterator[str]:
        if self.silence:
            yield f"{self.what}: NOT CHECKED: {self.silence}"
            return
        known = count_of(len(self.faults), "known fault") if self.faults else "no known fault"
        yield f"{self.what}: {count_of(self.asked, 'package')}, {known}"
        yield from (f"  {fault}" for fault in self.faults)


def audit(root: Path, osv: str = OSV, registry: str = "") -> Iterator[Verdict]:
    """A verdict each on what is asked of others. `registry` is npm's own unless told."""
    questions: Mapping[str, Callable[[], tuple[int, list[Fault]]]] = {
        "Python packages": lambda: ask_pip_audit(root, osv),
        "Node packages and browser libraries": lambda: ask_npm(root, registry),
    }
    for what, ask in questions.items():
        try:
            asked, faults = ask()
            yield Verdict(what, asked, tuple(faults))
        except NotChecked as error:
            yield Verdict(what, silence=str(error))


def exit_code(verdicts: Sequence[Verdict], changed: Sequence[str], *, must_answer: bool) -> int:
    """1 for a known fault or a changed file; 2 where all must answer and somebody did not."""
    if changed or any(verdict.faults for verdict in verdicts):
        return 1
    return 2 if must_answer and any(verdict.silence for verdict in verdicts) else 0


def changed_lines(root: Path) -> list[str]:
    """A line for each file taken from elsewhere that is not what it was when it was taken."""
    return [f"{path}: is not the file that vendored.json records" for path in changed_files(root)]


def ask_pip_audit(root: Path, osv: str) -> tuple[int, list[Fault]]:
    """How many packages were asked about, and the faults. Raises NotChecked."""
    locks = [word for lock, _ in LOCKS for word in ("--requirement", str(root / lock))]
    told = _told_by(
        "pip-audit",
        [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes",
         "--vulnerability-service", "osv", "--osv-url", osv, "--format", "json", "--desc", "off",
         "--aliases", "off", "--progress-spinner", "off", "--timeout", "20", *locks],
        root,
    )  # fmt: skip
    packages = told.get("dependencies")
    if not packages:
        raise NotChecked("pip-audit has told of no package")
    faults = [
        Fault(it["name"], it["version"], fault["id"], _cured(fault["fix_versions"]))
        for it in packages
        for fault in it["vulns"]
    ]
    return len(packages), faults


def _cured(versions: Sequence[str]) -> str:
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


def ask_npm(root: Path, registry: str) -> tuple[int, list[Fault]]:
    """How many packages were asked about, and the faults. Raises NotChecked."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotChecked("npm is not installed")
    where = ["--registry", registry] if registry else []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in _node_project(root).items():
            Path(folder, name).write_text(json.dumps(content), encoding="utf-8")
        told = _told_by(
            "npm",
            [npm, "audit", "--json", "--package-lock-only", "--include=dev", "--fetch-retries=1",
             "--fetch-timeout=20000", *where],
            Path(folder),
        )  # fmt: skip
    if "vulnerabilities" not in told:
        raise NotChecked(f"npm: {shown(str(told.get('message') or 'no reason told'), 200)}")
    versions = {it.name: it.version for it in read_packages(root) if it.ecosystem == "npm"}
    faults = [
        Fault(it["name"], versions.get(it["name"], ""), told_of["url"], told_of["title"])
        for it in told["vulnerabilities"].values()
        for told_of in it["via"]
        if isinstance(told_of, Mapping)  # else the name of a package that brings the fault along
    ]
    return int(told["metadata"]["dependencies"]["total"]), faults


def _node_project(root: Path) -> Mapping[str, Any]:
    """The node tools and the browser libraries, as one project that npm can look at."""
    lock = json.loads((root / NODE_LOCK).read_text(encoding="utf-8"))
    used = {it.name: it.version for it in read_packages(root) if it.use == "site"}
    head = {"name": "audited", "private": True, "dependencies": used,
            "devDependencies": lock["packages"][""].get("devDependencies", {})}  # fmt: skip
    taken = {f"node_modules/{name}": {"version": version} for name, version in used.items()}
    packages = {**lock["packages"], **taken, "": head}
    return {"package.json": head, NODE_LOCK: {**lock, "name": "audited", "packages": packages}}


def _reason(stderr: str) -> str:
    """The last line that a program printed; of a failed connection only which host it was."""
    last = (stderr.strip().splitlines() or ["no reason told"])[-1]
    failed = re.match(r"requests\.exceptions\.(\w+): .*?host='([^']+)'", last)
    return f"{failed[2]} could not be asked ({failed[1]})" if failed else shown(last, 200)


def _told_by(program: str, command: Sequence[str], folder: Path) -> dict[str, Any]:
    """The JSON that a program prints, whatever it ends with. Raises NotChecked without any."""
    try:
        ended = subprocess.run(  # noqa: S603 - a list of words, no shell
            command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT,
            stdin=subprocess.DEVNULL, env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip
        told = json.loads(ended.stdout)
    except subprocess.TimeoutExpired:
        raise NotChecked(f"{program} did not end within {TIMEOUT} s") from None
    except ValueError:
        raise NotChecked(f"{program}: {_reason(ended.stderr)}") from None
    if not isinstance(told, dict):
        raise NotChecked(f"{program} has told nothing that can be read")
    return told
