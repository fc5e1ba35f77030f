"""A software bill of materials: every package with version and licence, in CycloneDX 1.6.

https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from .licences import Key
from .packages import Package, Use

# What runs on the machine of whoever publishes or reads is required, the rest is not part of it.
_SCOPES: Final[Mapping[Use, str]] = {
    "site": "required", "build": "required", "export": "optional", "development": "excluded",
}  # fmt: skip

_Object = dict[str, object]


def render_bill(
    root: Path, packages: Sequence[Package], licences: Mapping[Key, str], seconds: int | None
) -> str:
    """The bill of the repository. `seconds` since 1970 say when it was made.

    Without them it tells no time, and the same locks give the same bytes.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made = {} if seconds is None else {"timestamp": _timestamp(seconds)}
    application: _Object = {
        "type": "application", "bom-ref": "project", "name": project["name"],
        "version": project["version"], "licenses": _licences(project["license"]),
    }  # fmt: skip
    bill: _Object = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {**made, "lifecycles": [{"phase": "pre-build"}], "component": application},
        "components": [_component(it, licences[it.ecosystem, it.name]) for it in packages],
    }
    return json.dumps(bill, ensure_ascii=False, indent=1) + "\n"


def _component(package: Package, licence: str) -> _Object:
    component: _Object = {
        "type": "library", "bom-ref": package.purl, "name": package.name,
        "version": package.version, "scope": _SCOPES[package.use],
        "licenses": _licences(licence), "purl": package.purl,
    }  # fmt: skip
    if package.sha512:
        component["hashes"] = [{"alg": "SHA-512", "content": package.sha512}]
    if package.files:
        component["components"] = [
            {"type": "file", "name": path, "hashes": [{"alg": "SHA-256", "content": digest}]}
            for path, digest in package.files
        ]
    return component


def _licences(expression: str) -> list[_Object]:
    """A single licence by its id, which validators look up; several as the expression."""
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"id": expression}}]


def _timestamp(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
