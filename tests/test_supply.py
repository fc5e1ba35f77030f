"""What is used of others' work: packages of the locks, their licences, the bill of materials."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from email.message import Message
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from literature.supply.bill import render_bill
from literature.supply.licences import (
    FILE_NAME,
    find_licences,
    licence_of,
    read_licences,
    render_licences,
)
from literature.supply.packages import Package, read_packages

ROOT = Path(__file__).parent.parent
PACKAGES = read_packages(ROOT)
LICENCES = read_licences((ROOT / FILE_NAME).read_text(encoding="utf-8"))
BEES = Package("pypi", "bees", "1.0", "build")
WINGS = Package("npm", "@bees/wings", "2.0", "site", "MIT", files=(("docs/assets/w.js", "a" * 64),))


# The packages


def test_every_line_of_a_lock_and_every_vendored_file_is_a_package() -> None:
    """Counted by programs that know these files otherwise than the code does."""
    dev = (ROOT / "requirements-dev.lock").read_text()
    assert len([it for it in PACKAGES if it.ecosystem == "pypi"]) == dev.count("==")
    vendored = json.loads((ROOT / "docs" / "assets" / "vendored.json").read_text())
    files = {path for it in PACKAGES for path, _ in it.files}
    assert files == {f"docs/assets/{it['file']}" for it in vendored}
    node = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    node_names = {path.split("node_modules/")[-1] for path in node if path}
    in_use = {it.name for it in PACKAGES if (it.ecosystem, it.use) == ("npm", "development")}
    assert in_use == node_names
    assert all(len(it.sha512) == 128 for it in PACKAGES if it.name in node_names and not it.files)


def test_a_package_belongs_to_the_first_use_that_needs_it() -> None:
    uses = {it.name: it.use for it in PACKAGES}
    chosen = ("minisearch", "mkdocs", "pyarrow", "pytest", "html-validate")
    assert [uses[name] for name in chosen] == [
        "site", "build", "export", "development", "development",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("package", "purl"),
    [(BEES, "pkg:pypi/bees@1.0"), (WINGS, "pkg:npm/%40bees/wings@2.0")],
)
def test_an_address_of_a_package_has_its_scope_quoted(package: Package, purl: str) -> None:
    assert package.purl == purl


# The licences


def test_the_list_has_every_package_and_no_other() -> None:
    assert set(LICENCES) == {(it.ecosystem, it.name) for it in PACKAGES}


def test_the_list_is_as_make_licences_writes_it() -> None:
    text = (ROOT / FILE_NAME).read_text(encoding="utf-8")
    assert render_licences(PACKAGES, LICENCES) == text


def test_what_is_installed_has_the_licence_that_the_list_says() -> None:
    found, wrong = find_licences(PACKAGES, LICENCES)
    assert wrong == []
    assert found == LICENCES
    installed = {canonicalize_name(it.metadata["Name"]) for it in distributions()}
    checked = [it.name for it in PACKAGES if it.name in installed]
    assert len(checked) > 20
    print(f"{len(checked)} of {len(PACKAGES)} packages are installed here")


def test_every_licence_is_one_that_spdx_knows() -> None:
    module = pytest.importorskip("license_expression", reason="license-expression is missing")
    spdx = module.get_spdx_licensing()
    unknown = {
        key: licence
        for key, licence in LICENCES.items()
        if spdx.validate(licence, strict=True).errors
    }
    assert unknown == {}
    assert spdx.validate("Bees-1.0", strict=True).errors


@pytest.mark.parametrize(
    ("told", "licence"),
    [
        ({"License-Expression": "MIT OR Apache-2.0", "License": "BSD"}, "MIT OR Apache-2.0"),
        ({"License": "BSD-3-Clause"}, "BSD-3-Clause"),
        ({"License": "Do what you like", "Classifier": "License :: OSI Approved :: MIT License"},
         "MIT"),
        ({"License": "BSD", "Classifier": "License :: OSI Approved :: BSD License"}, ""),
        ({"License": "MIT License\n\nCopyright (c) the bees"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_licence_is_taken_from_what_names_one_for_sure(
    told: dict[str, str], licence: str
) -> None:
    message = Message()
    for name, value in told.items():
        message[name] = value
    assert licence_of(message) == licence


def test_two_classifiers_of_licences_name_none_for_sure() -> None:
    message = Message()
    message["Classifier"] = "License :: OSI Approved :: MIT License"
    message["Classifier"] = "License :: OSI Approved :: Apache Software License"
    assert licence_of(message) == ""


def test_a_package_whose_licence_nobody_knows_is_told() -> None:
    strange = Package("pypi", "no-such-package-of-bees", "1.0", "build")
    found, wrong = find_licences([strange, WINGS], {})
    assert found == {("npm", "@bees/wings"): "MIT"}
    assert wrong == [
        "no-such-package-of-bees: no licence is known; install it, or read its text and add it to "
        "BY_HAND in scripts/literature/supply/licences.py"
    ]
    known = {("pypi", "no-such-package-of-bees"): "ISC"}  # meant for another Python
    assert find_licences([strange], known) == (known, [])


# The bill of materials


def bill_of(*packages: Package, seconds: int | None = None) -> Any:
    licences = {(it.ecosystem, it.name): it.licence or "MIT AND PSF-2.0" for it in packages}
    return json.loads(render_bill(ROOT, packages, licences, seconds))


def test_a_package_stands_in_the_bill_with_what_is_known_of_it() -> None:
    assert bill_of(BEES, WINGS)["components"] == [
        {
            "type": "library", "bom-ref": "pkg:pypi/bees@1.0", "name": "bees", "version": "1.0",
            "scope": "required", "licenses": [{"expression": "MIT AND PSF-2.0"}],
            "purl": "pkg:pypi/bees@1.0",
        },
        {
            "type": "library", "bom-ref": "pkg:npm/%40bees/wings@2.0", "name": "@bees/wings",
            "version": "2.0", "scope": "required", "licenses": [{"license": {"id": "MIT"}}],
            "purl": "pkg:npm/%40bees/wings@2.0",
            "components": [{
                "type": "file", "name": "docs/assets/w.js",
                "hashes": [{"alg": "SHA-256", "content": "a" * 64}],
            }],
        },
    ]  # fmt: skip


def test_the_bill_tells_a_time_only_if_it_is_told_one() -> None:
    assert "timestamp" not in bill_of(BEES)["metadata"]
    assert bill_of(BEES, seconds=1)["metadata"]["timestamp"] == "1970-01-01T00:00:01Z"


def test_the_command_writes_a_bill_that_the_published_schema_accepts(tmp_path: Path) -> None:
    validation = pytest.importorskip(
        "cyclonedx.validation.json", reason="cyclonedx-python-lib is not installed"
    )
    version = pytest.importorskip("cyclonedx.schema").SchemaVersion.V1_6
    file = tmp_path / "sbom.cdx.json"
    run = subprocess.run(
        [sys.executable, ROOT / "scripts" / "sbom.py", file], capture_output=True, text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795300000"},
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"{len(PACKAGES)} packages in {file}\n"
    text = file.read_text(encoding="utf-8")
    check = validation.JsonStrictValidator(version).validate_str
    assert check(text) is None
    assert check(text.replace('"library"', '"libary"')) is not None
    assert check(text.replace('"id": "MIT"', '"id": "Bees"')) is not None
    bill = json.loads(text)
    references = [it["bom-ref"] for it in bill["components"]]
    assert len(references) == len(set(references)) == len(PACKAGES)
    assert re.fullmatch(r"2026-11-\d\dT\d\d:\d\d:\d\dZ", bill["metadata"]["timestamp"])


def test_the_same_locks_give_the_same_bill() -> None:
    texts = {render_bill(ROOT, read_packages(ROOT), LICENCES, None) for _ in range(2)}
    assert len(texts) == 1
