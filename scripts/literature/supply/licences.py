"""THIRD-PARTY.md: the licence of every package, as its own metadata tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final, cast

from .packages import Ecosystem, Package, Use

FILE_NAME: Final = "THIRD-PARTY.md"

Key = tuple[Ecosystem, str]  # a name is used in both ecosystems for different packages

# What metadata tells by words that may mean several licences: the text beside the package was read.
BY_HAND: Final = {
    "colorama": "BSD-3-Clause",
    "events": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "protobuf": "BSD-3-Clause",
}
# Trove classifiers -> https://spdx.org/licenses/
_CLASSIFIERS: Final = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: Python Software Foundation License": "PSF-2.0",
}
_IDS: Final = frozenset(
    ("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "PSF-2.0")
)
_HEADINGS: Final[Mapping[tuple[Ecosystem, Use], str]] = {
    ("npm", "site"): "Published with the site",
    ("pypi", "build"): "Needed to build the site",
    ("pypi", "export"): "Needed to write Parquet",
    ("pypi", "development"): "Needed to work on the engine: Python",
    ("npm", "development"): "Needed to work on the engine: node",
}
_HEAD: Final = """# Third-party software

What of others' work this project uses, with the licence that each package names for itself. Parts
of a package may be under others, which its own files tell. `make licences` writes this list,
`make sbom` one with versions.

Of the packages that build the site, its pages carry style sheets and templates of mkdocs-material.
All else stays on the machine that builds.
"""
_ROW: Final = re.compile(r"(?m)^\| (\S+) \| ([^|]+) \|$")


def find_licences(
    packages: Iterable[Package], known: Mapping[Key, str]
) -> tuple[dict[Key, str], list[str]]:
    """The licence of each package, and what is wrong with those that have none.

    Of a package that is not installed here (it may be meant for another Python) the licence is the
    one that is `known`.
    """
    found: dict[Key, str] = {}
    wrong = []
    for package in packages:
        key = package.ecosystem, package.name
        licence = package.licence or _installed(package) or known.get(key, "")
        if licence:
            found[key] = licence
        else:
            wrong.append(
                f"{package.name}: no licence is known; install it, or read its text and "
                "add it to BY_HAND in scripts/literature/supply/licences.py"
            )
    return found, wrong


def licence_of(told: Message) -> str:
    """The SPDX expression in the metadata of a Python package; empty if it tells none for sure.

    https://packaging.python.org/en/latest/specifications/core-metadata/#license-expression
    """
    if told.get("License-Expression"):
        return str(told["License-Expression"])
    if told.get("License") in _IDS:
        return str(told["License"])
    classifiers = {str(it) for it in told.get_all("Classifier") or [] if it in _CLASSIFIERS}
    return _CLASSIFIERS[classifiers.pop()] if len(classifiers) == 1 else ""


def render_licences(packages: Sequence[Package], licences: Mapping[Key, str]) -> str:
    """The file: a table for each use, a row for each package whatever its versions."""
    parts = [_HEAD]
    for (ecosystem, use), heading in _HEADINGS.items():
        names = {it.name for it in packages if (it.ecosystem, it.use) == (ecosystem, use)}
        if names:
            rows = "".join(f"| {it} | {licences[ecosystem, it]} |\n" for it in sorted(names))
            parts.append(f"\n## {heading}\n\n| package | licence |\n|---|---|\n{rows}")
    return "".join(parts)


def read_licences(text: str) -> dict[Key, str]:
    """What render_licences wrote."""
    found: dict[Key, str] = {}
    for part in text.split("\n## ")[1:]:
        heading = part.partition("\n")[0]
        for (ecosystem, _), known in _HEADINGS.items():
            if known == heading:
                found |= {(ecosystem, name): licence for name, licence in _ROW.findall(part)}
    return {key: licence for key, licence in found.items() if key[1] != "package"}


def _installed(package: Package) -> str:
    if package.ecosystem != "pypi":
        return ""
    if package.name in BY_HAND:
        return BY_HAND[package.name]
    try:
        return licence_of(cast(Message, metadata(package.name)))
    except PackageNotFoundError:
        return ""
