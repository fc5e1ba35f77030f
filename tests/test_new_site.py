"""A new site has the engine, a name and a vocabulary of its own, and no word of this one."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from datetime import date
from itertools import product
from pathlib import Path

import pytest
import yaml
from test_fork import ROOT, fingerprint, published_texts, topic_words_in

from literature.catalogue import read_catalogue
from literature.first_import import grown_vocabulary
from literature.new_site import (
    TEST_PARTS,
    TESTS,
    Unfit,
    copied,
    fit_folder,
    fit_names,
    make_site,
    without_targets,
)

TODAY = date(2026, 11, 21)
REPOSITORY = "https://github.com/me/wild-bees"
PLANTS = ("Willow", "Clover", "Heather", "Thyme", "Bramble")
PLACES = (
    ("Alpine Meadows", "Nest studies"),
    ("Seashore", "field surveys"),
    ("Delta", "Nest studies"),
    ("Garden", "field surveys"),
    ("Moor", "Nest studies"),
    ("Quarry", "field surveys"),
)
RECORDS = "".join(
    f"""@article{{bee{number},
  title = {{{plant} and the Bees of the {place}}},
  author = {{Okafor, Ngozi and Li, Wei}},
  year = {{{1990 + number}}},
  journal = {{Journal of Hymenoptera Research}},
  doi = {{10.1000/bee.{number}}},
  keywords = {{{word}}},
}}
"""
    for number, (plant, (place, word)) in enumerate(product(PLANTS, PLACES))
)


def made(target: Path, *, repository: str = REPOSITORY, file: Path | None = None) -> str:
    """Makes a site and gives what was told."""
    return "\n".join(make_site(ROOT, target, "Wild bees", repository, file, True, TODAY))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site without an entry."""
    target = tmp_path_factory.mktemp("bare") / "wild-bees"
    made(target)
    return target


def runs(root: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """What a Python program of the new site says, away from the tests around this one."""
    environment = {key: it for key, it in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip


# What is asked for


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(Unfit, match="is not empty; name a folder that is empty or not there"):
        fit_folder(ROOT, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        (None, "make new-site DIR=../my-field"),
        (ROOT / "bees", "is inside this repository; name a folder beside it, like ../bees"),
        (ROOT, "is inside this repository; name a folder beside it, like ../bees"),
        (ROOT / "mkdocs.yml" / "x", "is inside this repository"),
        (Path("/no/such/folder/bees"), "/no/such/folder is not there; make it first"),
    ],
)
def test_a_folder_that_will_not_do_is_refused(folder: Path | None, message: str) -> None:
    with pytest.raises(Unfit, match=re.escape(message)):
        fit_folder(ROOT, folder)


@pytest.mark.parametrize(
    "title",
    ["two\nlines", "<b>bees</b>", "a | b", '"bees"', "$HOME", "# bees", "*bees*", "x" * 61,
     "bees\\", "{{ bees }}", "`bees`", "\u202eseeb"],
)  # fmt: skip
def test_a_title_that_a_page_or_file_could_mistake_is_refused(title: str) -> None:
    with pytest.raises(Unfit, match=r"must be one line of at most 60 letters, .* like \"Wild bees"):
        fit_names("bees", title, REPOSITORY)


@pytest.mark.parametrize(
    "address",
    ["me/bees", "http://github.com/me/bees", "https://github.com/me", "https://example.org/me/bees",
     "https://github.com/me/bees/issues", "https://github.com/-me/bees", "git@github.com:me/bees"],
)  # fmt: skip
def test_an_address_that_is_no_repository_is_refused(address: str) -> None:
    with pytest.raises(Unfit, match=r"must be an address like https://github\.com/me/my-field"):
        fit_names("bees", "Bees", address)


@pytest.mark.parametrize(
    ("repository", "url"),
    [
        ("https://github.com/Me/wild-bees", "https://me.github.io/wild-bees/"),
        ("https://github.com/me/wild-bees.git", "https://me.github.io/wild-bees/"),
        ("https://github.com/me/wild-bees/", "https://me.github.io/wild-bees/"),
        ("https://github.com/Me/me.github.io", "https://me.github.io/"),
    ],
)
def test_the_address_of_the_site_follows_from_the_repository(repository: str, url: str) -> None:
    assert fit_names("bees", "Bees", repository).url == url


def test_what_is_not_given_follows_from_the_folder() -> None:
    names = fit_names("wild-bees", "", "")
    assert (names.title, names.repository) == (
        "Wild bees",
        "https://github.com/your-name/wild-bees",
    )
    assert names.is_placeholder


def test_the_command_says_what_is_wrong_and_makes_nothing(tmp_path: Path) -> None:
    words = ("scripts/new_site.py", tmp_path / "bees", "--file", tmp_path / "no.bib")
    run = runs(ROOT, *words)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"{tmp_path}/no.bib: no such file; FILE= names a bibliography or a list\n"
    assert not (tmp_path / "bees").exists()


# What goes along


def test_nothing_that_the_build_made_and_no_picture_goes_along() -> None:
    paths = list(copied(ROOT))
    assert "docs/contribute.md" in paths
    assert "scripts/literature/skeleton/mkdocs.yml" in paths
    assert not [path for path in paths if re.search(r"\.png$|__pycache__|ISSUE_TEMPLATE", path)]
    assert not [path for path in paths if path.startswith(("entries/", "site/", "tests/bench"))]
    assert not {"docs/index.md", "docs/fields.md", "README.md", "CHANGELOG.md"} & set(paths)


def test_every_test_that_goes_along_has_what_it_imports() -> None:
    here = {path.stem for path in (ROOT / "tests").glob("*.py")}
    there = {name.removesuffix(".py") for name in (*TESTS, *TEST_PARTS)} | {"conftest"}
    for name in sorted(there - {"conftest", "actionlint.mjs"}):
        assert set(imported(ROOT / "tests" / f"{name}.py")) & here <= there, name


def imported(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    named = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return named + [it.name for node in nodes if isinstance(node, ast.Import) for it in node.names]


def test_no_test_that_goes_along_names_an_entry_of_this_site() -> None:
    keys = {path.stem for path in (ROOT / "entries").glob("[a-z]*.yaml")}
    for name in (*TESTS, *TEST_PARTS):
        words = set(re.findall(r"[a-z0-9]+", (ROOT / "tests" / name).read_text("utf-8")))
        assert not words & keys, name


def test_make_has_the_targets_whose_programs_are_there(bare: Path) -> None:
    text = (bare / "Makefile").read_text()
    assert "bench" not in text
    targets = set(re.findall(r"(?m)^([a-z-]+):", text))
    assert targets >= {"serve", "site", "check", "test", "lint", "forms", "import", "new-site"}
    phony = re.search(r"(?m)^\.PHONY: (.*)$", text)
    assert phony and set(phony[1].split()) == targets


def test_a_target_is_cut_out_whole() -> None:
    targets = "".join(f"{name}: venv ## x\n\t@run \\\n\t\tmore\n\n" for name in
                      ("site", "bench", "bench-search", "bench-quality"))  # fmt: skip
    text = f".PHONY: site bench \\\n\tbench-search bench-quality\n\n{targets}"
    assert without_targets(text) == ".PHONY: site\n\nsite: venv ## x\n\t@run \\\n\t\tmore\n\n"


# A site without an entry


def test_the_new_site_speaks_of_itself_everywhere(bare: Path) -> None:
    settings = yaml.load((bare / "mkdocs.yml").read_text(), yaml.BaseLoader)
    assert settings["site_name"] == "Wild bees"
    assert settings["site_url"] == "https://me.github.io/wild-bees/"
    assert settings["repo_url"] == REPOSITORY
    citation = yaml.safe_load((bare / "CITATION.cff").read_text())
    archive = json.loads((bare / ".zenodo.json").read_text())
    assert citation["title"] == archive["title"] == "Wild bees"
    assert archive["creators"] == citation["authors"] == [{"name": "The Wild bees contributors"}]
    assert (
        "> The Wild bees contributors. *Wild bees*. 2026. <https://me.github.io/wild-bees/>"
        in (bare / "docs" / "cite.md").read_text().splitlines()
    )
    forms = yaml.safe_load((bare / ".github" / "ISSUE_TEMPLATE" / "config.yml").read_text())
    assert forms["contact_links"][0]["name"] == "Submit on Wild bees"


def test_the_vocabulary_to_begin_with_is_sound_and_there_is_no_entry(bare: Path) -> None:
    catalogue, problems = read_catalogue(bare / "entries")
    assert [str(problem) for problem in problems] == []
    assert catalogue.entries == ()
    assert list(catalogue.taxonomy.facets) == ["categories", "kinds", "topics", "venues"]


def test_no_file_that_is_written_anew_or_shown_has_a_word_of_this_field(bare: Path) -> None:
    texts = {path: text for path, text in written_texts(bare).items() if shown_or_own(path)}
    assert {"README.md", "mkdocs.yml", "docs/cite.md", "entries/_taxonomy.yaml"} <= set(texts)
    assert {path: words for path, text in texts.items() if (words := foreign(text))} == {}


def written_texts(root: Path) -> dict[str, str]:
    paths = [path for path in fingerprint(root, ".git") if not path.endswith(".woff2")]
    return {path: (root / path).read_text("utf-8", errors="replace") for path in paths}


def shown_or_own(path: str) -> bool:
    """Texts that people read. Code, styles and templates are looked through in test_fork."""
    return re.match(
        r"(?:docs/[a-z-]+\.md$|docs/overrides/|entries/|\.github/ISSUE_TEMPLATE/)", path
    ) is not None or path in (
        "README.md",
        "mkdocs.yml",
        "CITATION.cff",
        ".zenodo.json",
        "CONTRIBUTING.md",
    )


def foreign(text: str) -> set[str]:
    """Words of this site's field, and its address. Names of kinds of works are any field's."""
    ordinary = {"blogs", "opinion", "overview", "perspective", "toolkit"}
    found = {word for word in topic_words_in(text) if word.casefold() not in ordinary}
    return found | set(re.findall(r"atlas-literature", text))


def test_the_first_commit_holds_everything(bare: Path) -> None:
    def git(*words: str) -> str:
        run = subprocess.run(["git", *words], cwd=bare, capture_output=True, text=True, check=True)
        return run.stdout

    if not (bare / ".git").is_dir() or not git("log", "--all", "--format=%s"):
        pytest.skip("git is not installed, or has no name to commit by")
    assert git("log", "--format=%s") == "Infra: begin Wild bees\n"
    assert git("status", "--short") == ""
    assert (bare / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.slow
def test_a_site_without_an_entry_is_built_and_has_no_word_of_this_field(
    bare: Path, tmp_path: Path
) -> None:
    run = runs(bare, "scripts/build.py", "--site-dir", tmp_path / "site")
    assert run.returncode == 0, run.stderr
    found = {
        path: words
        for path, text in published_texts(tmp_path / "site").items()
        if not path.startswith("assets/") and (words := foreign(text))
    }
    assert found == {}


def test_a_site_without_an_address_says_where_to_change_it(tmp_path: Path) -> None:
    told = made(tmp_path / "bees", repository="")
    assert "README.md says where to change it" in told
    readme = (tmp_path / "bees" / "README.md").read_text()
    named = set(re.findall(r"`([A-Za-z./]+\.(?:yml|cff|md))`", readme.partition("1. ")[0]))
    holding = {
        path for path, text in written_texts(tmp_path / "bees").items()
        if "your-name" in text and not path.startswith(("scripts/", "tests/", ".github/"))
    }  # fmt: skip
    assert holding == named


def test_a_new_site_can_begin_another_one(bare: Path, tmp_path: Path) -> None:
    repository = "https://github.com/me/flies"
    list(make_site(bare, tmp_path / "flies", "Flies", repository, None, True, TODAY))
    there = set(fingerprint(tmp_path / "flies", ".git", ".cache", "site"))
    assert there == {path for path in fingerprint(bare, ".git", ".cache", "site") if owned(path)}
    assert "bees" not in (tmp_path / "flies" / "docs" / "cite.md").read_text()


def owned(path: str) -> bool:
    """Whether git would take the file: a build in the folder leaves others."""
    return not re.match(r"docs/(?!assets|overrides)[a-z-]+/|docs/(?:index|fields)\.md$", path)


# With a bibliography


def test_frequent_words_take_the_place_of_the_example_and_venues_are_added() -> None:
    text = "facets:\n  categories:\n    terms:\n      example-approach:\n        label: Example\n"
    skeleton = text + "      unsorted:\n        label: Unsorted\n"
    rest = (
        "  kinds:\n    field: kind\n    terms:\n      paper: {label: Paper, type: article}\n"
        "  venues:\n    field: venue\n    terms:\n"
    )
    line = "      jhr: {label: JHR, name: Journal of Hymenoptera Research, bibtex: article}\n"
    again = "      j-hr: {label: JHR, name: Another, bibtex: article}\n"
    grown = grown_vocabulary(skeleton + rest + line, ["Nest work", "unsorted"], again)
    assert "example-approach" not in grown
    assert "      nest-work:\n        label: Nest work\n" in grown
    assert grown.count("unsorted:") == 1  # a spelling has one term
    assert "j-hr" not in grown


@pytest.fixture(scope="module")
def imported_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A new site from thirty records of BibTeX, and what was told."""
    folder = tmp_path_factory.mktemp("imported")
    (folder / "refs.bib").write_text(RECORDS)
    return folder / "bees", made(folder / "bees", file=folder / "refs.bib")


def test_every_record_becomes_an_entry_under_the_words_of_the_file(
    imported_site: tuple[Path, str],
) -> None:
    root, told = imported_site
    catalogue, problems = read_catalogue(root / "entries")
    assert [str(problem) for problem in problems] == []
    assert len(catalogue.entries) == 30
    assert "refs.bib: BibTeX, 30 records: 30 taken, 0 merged, 0 refused" in told
    assert "Categories to begin with: Field surveys, Nest studies, Not yet sorted." in told
    counts = {term: len(found) for term, found in catalogue.by_term["categories"].items()}
    assert counts == {"field-surveys": 15, "nest-studies": 15, "unsorted": 0}
    assert {entry.venue for entry in catalogue.entries} == {"journal-of-hymenoptera-research"}


# What a test says that looks at the repository around it.
OWN = re.compile(r"\bROOT\b|\bbuilt_(?:root|site)\b|\braw_(?:entries|facets)\b|\bpages:")


@pytest.mark.slow
def test_its_own_tests_pass(imported_site: tuple[Path, str]) -> None:
    """All can be collected; those are run here that look at the repository around them."""
    root, _ = imported_site
    collected = runs(root, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")
    assert collected.returncode == 0, collected.stdout[-3000:]
    names = [
        f"tests/{name}" for name in TESTS
        if OWN.search((root / "tests" / name).read_text("utf-8"))
        and name not in ("test_workflows.py", "test_audit.py")
    ]  # fmt: skip
    run = runs(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", *names)
    assert run.returncode == 0, run.stdout[-3000:]
    assert "tests/test_own_library.py" in names
