"""Every package that a lock file names, and every library that lies in docs/assets."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

Ecosystem = Literal["pypi", "npm"]
# Published with the site; needed to build it; to write an export; to work on the engine.
Use = Literal["site", "build", "export", "development"]

ASSETS: Final = "docs/assets"
VENDORED: Final = f"{ASSETS}/vendored.json"
NODE_LOCK: Final = "package-lock.json"
# A package belongs to the first that names it: each of the others holds what building needs.
LOCKS: Final[tuple[tuple[str, Use], ...]] = (
    ("requirements.lock", "build"),
    ("requirements-export.lock", "export"),
    ("requirements-dev.lock", "development"),
)
_LOCKED: Final = re.compile(r"(?m)^([a-z0-9-]+)==([^ \n]+)")


@dataclass(frozen=True, order=True)
class Package:
    """One version of a package. A lock may name two, for different versions of Python."""

    ecosystem: Ecosystem
    name: str
    version: str
    use: Use
    licence: str = ""  # SPDX, where the file that names the package tells it
    sha512: str = ""  # hexadecimal, of what is installed, where the lock has one for all
    files: tuple[tuple[str, str], ...] = ()  # (path, SHA-256) of those that lie here

    @property
    def purl(self) -> str:
        """https://github.com/package-url/purl-spec"""
        return f"pkg:{self.ecosystem}/{self.name.replace('@', '%40', 1)}@{self.version}"


def read_packages(root: Path) -> tuple[Package, ...]:
    """All of them, sorted: what the site publishes, then Python's, then node's."""
    return (
        *sorted(_vendored(root)),
        *sorted(_python_packages(root)),
        *sorted(_node_packages(root)),
    )


def changed_files(root: Path) -> list[str]:
    """Paths of the files taken from elsewhere that are not what vendored.json says."""
    return [
        path
        for package in _vendored(root)
        for path, digest in package.files
        if not (root / path).is_file() or sha256((root / path).read_bytes()).hexdigest() != digest
    ]


def _vendored(root: Path) -> Iterator[Package]:
    packages: dict[tuple[str, str], Package] = {}
    for file in _json(root / VENDORED):
        key = file["package"], file["version"]
        package = packages.get(key) or Package("npm", *key, "site", file["licence"])
        files = (*package.files, (f"{ASSETS}/{file['file']}", file["sha256"]))
        packages[key] = replace(package, files=files)
    yield from packages.values()


def _python_packages(root: Path) -> Iterator[Package]:
    seen: set[tuple[str, str]] = set()
    for lock, use in LOCKS:
        found: list[tuple[str, str]] = _LOCKED.findall((root / lock).read_text(encoding="utf-8"))
        for name, version in dict.fromkeys(found):
            if (name, version) not in seen:
                yield Package("pypi", name, version, use)
        seen |= set(found)


def _node_packages(root: Path) -> Iterator[Package]:
    found = set()
    for path, told in _json(root / NODE_LOCK)["packages"].items():
        if path:  # the first is the project itself
            name = path.rpartition("node_modules/")[2]
            found.add(Package(
                "npm", name, told["version"], "development", told.get("license", ""),
                _sha512(told.get("integrity", "")),
            ))  # fmt: skip
    yield from found


def _sha512(integrity: str) -> str:
    """https://www.w3.org/TR/sri-2/#integrity-metadata-description"""
    kind, _, digest = integrity.partition("-")
    return b64decode(digest).hex() if kind == "sha512" else ""


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
