"""Another site with this engine: what goes into its repository, and with which texts of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from string import Template
from typing import Final

from .configuration import FILE_NAME, read_site
from .first_import import Refused, import_first
from .publish import MARKER, write_if_changed, write_whole
from .render.issue_forms import FOLDER as FORMS
from .render.issue_forms import render_issue_forms
from .taxonomy import FILE_NAME as TAXONOMY
from .taxonomy import read_taxonomy
from .text import slug

SKELETON: Final = Path(__file__).parent / "skeleton"

# What goes along as it is: folders whole, but for what the build or a program made in them.
FOLDERS: Final = (
    ".ci", ".github", "docs/assets", "docs/overrides", "scripts", "tests/damaged", "tests/library",
)  # fmt: skip
FILES: Final = (
    ".editorconfig", ".gitattributes", ".gitignore", ".htmlvalidate.json", ".npmrc",
    "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA", "Makefile", "THIRD-PARTY.md",
    "package-lock.json", "package.json",
    "pyproject.toml", "requirements-dev.lock", "requirements-export.lock", "requirements.lock",
)  # fmt: skip
# Pictures show this site; the new one has none.
LEFT_OUT: Final = re.compile(rf"__pycache__|\.png$|^{re.escape(FORMS)}/|^docs/(index|fields)\.md$")
# Tests that rest on the toy library or on nothing, and so hold in any field. Those that are not
# named here rest on the entries of this site, or build it in ways that one repository needs.
TESTS: Final = (
    "test_api.py", "test_assets.py", "test_audit.py", "test_bibtex.py", "test_board.py",
    "test_catalogue.py",
    "test_citation.py", "test_configuration.py", "test_crossing.py", "test_csv_table.py",
    "test_damaged_files.py", "test_digest.py", "test_drawing.py", "test_export_folder.py",
    "test_export_bulk.py", "test_export_parquet.py", "test_feed.py", "test_figures.py",
    "test_identifiers.py", "test_importing_bibtex.py", "test_importing_formats.py",
    "test_importing_markdown.py", "test_invariants.py", "test_issue_forms.py",
    "test_json_schema.py", "test_layers.py", "test_library_link.py", "test_map_page.py",
    "test_meta.py", "test_metrics.py", "test_model.py", "test_opensearch.py", "test_own_library.py",
    "test_pages.py", "test_people.py", "test_publish.py", "test_read.py", "test_reference.py",
    "test_report.py", "test_ris.py", "test_rules.py", "test_search_data.py", "test_shell.py",
    "test_short_forms.py", "test_site.py", "test_sitemap.py", "test_stats.py",
    "test_strict_yaml.py", "test_submission_judge.py", "test_submission_marker.py",
    "test_supply.py",
    "test_taxonomy.py", "test_text.py", "test_theme_style.py", "test_values.py", "test_web.py",
    "test_workflows.py", "test_written.py",
)  # fmt: skip
# Modules that these share.
TEST_PARTS: Final = (
    "actionlint.mjs", "advisory_server.py", "bulk_server.py", "importing.py", "issue_bodies.py",
    "local_server.py", "lookup_servers.py", "lookup_works.py", "markup.py", "once.py",
    "own_library.py", "samples.py", "thorough.py", "toy.py",
)  # fmt: skip
# Make's targets whose programs stay behind.
TARGETS: Final = (
    "bench", "bench-search", "bench-quality", "bench-pages", "bench-hostile", "fuzz", "mutation",
)  # fmt: skip
YOUR_NAME: Final = "your-name"  # stands for the owner until there is one

_TITLE: Final = re.compile(r"[^\W_](?:[\w &'’(),.:+/-]{0,58}[\w)])?")
_REPOSITORY: Final = re.compile(
    r"https://github\.com/(?P<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?P<name>[A-Za-z0-9._-]{1,100})"
)


class Unfit(Exception):
    """Nothing was made, or no more; the message says why and what would be right."""


@dataclass(frozen=True)
class Names:
    """What the new site is called and where it stands."""

    title: str
    repository: str  # https://github.com/OWNER/NAME
    is_placeholder: bool = False  # the address is not known yet

    @property
    def url(self) -> str:
        """Where GitHub Pages puts the site of the repository."""
        found = _REPOSITORY.fullmatch(self.repository)
        assert found
        host, name = f"{found['owner'].lower()}.github.io", found["name"]
        return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"

    @property
    def authors(self) -> str:
        return f"The {self.title} contributors"

    @property
    def description(self) -> str:
        return f"{self.title}: a living review, with open records and citations to take away."


def make_site(
    root: Path, folder: Path | None, title: str, repository: str, file: Path | None,
    is_offline: bool, today: date,
) -> Iterator[str]:  # fmt: skip
    """Makes the repository and tells what it did. Raises Unfit."""
    target = fit_folder(root, folder)
    names = fit_names(target.name, title, repository)
    if file and not file.is_file():
        raise Unfit(f"{file}: no such file; FILE= names a bibliography or a list")
    yield from _written(root, target, names, today)
    if file:
        try:
            yield from import_first(target, file, today, is_offline=is_offline)
        except Refused as error:
            yield f"{error}\nThe site is made, without entries: see make import in the new folder."
    write_forms(target)
    yield _committed(target, names.title)
    if names.is_placeholder:
        yield f"{names.repository} stands for the address; README.md says where to change it."
    yield f"Next: cd {folder} && make serve; then README.md"


# What is asked for


def fit_folder(root: Path, folder: Path | None) -> Path:
    """Where the site goes: a folder outside this repository that is empty or not there."""
    if folder is None:
        raise Unfit("Name a folder: make new-site DIR=../my-field")
    target = folder.resolve()
    if target == root or root in target.parents:
        raise Unfit(f"{folder}: is inside this repository; name a folder beside it, like ../bees")
    if target.exists() and not target.is_dir():
        raise Unfit(f"{folder}: is a file; name a folder that is empty or not there")
    if target.is_dir() and any(target.iterdir()):
        raise Unfit(f"{folder}: is not empty; name a folder that is empty or not there")
    if not target.parent.is_dir():
        raise Unfit(f"{folder}: {target.parent} is not there; make it first")
    return target


def fit_names(folder: str, title: str, repository: str) -> Names:
    """Title and address as given; else the title follows from the folder, the address stands in."""
    name = slug(folder)
    title = title.strip() or name.replace("-", " ").capitalize()
    if not _TITLE.fullmatch(title):
        raise Unfit(
            f"TITLE: {title[:80]!r}: must be one line of at most 60 letters, digits, blanks and "
            '& \' ( ) , . : + / -, like "Wild bees"'
        )
    address = repository.strip().removesuffix("/").removesuffix(".git")
    if address and not _REPOSITORY.fullmatch(address):
        raise Unfit(
            f"REPO: {repository[:120]!r}: must be an address like https://github.com/me/my-field"
        )
    return Names(title, address or f"https://github.com/{YOUR_NAME}/{name or 'review'}",
                 not address)  # fmt: skip


# What goes along


def copied(root: Path) -> Iterator[str]:
    """Paths of the files that go along, from the root, in order."""
    tests = [f"tests/{name}" for name in (*TESTS, *TEST_PARTS)]
    pages = [f"docs/{path.name}" for path in (root / "docs").glob("*.md")]
    inside = [
        path.relative_to(root).as_posix()
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and not _is_made(root / folder, path)
    ]
    for name in sorted({*FILES, *tests, *pages, *inside}):
        if not LEFT_OUT.search(name):
            yield name


def _is_made(top: Path, path: Path) -> bool:
    """Whether the build owns a folder between these two."""
    between = [parent for parent in path.parents if top in parent.parents]
    return any((folder / MARKER).is_file() for folder in between)


def own_texts(root: Path, names: Names, today: date) -> Mapping[str, str]:
    """Path -> text of every file that is written anew, or changed on its way."""
    words = _words(names, today)
    made = {
        "mkdocs.yml": "mkdocs.yml", "CITATION.cff": "CITATION.cff", "README.md": "README.md",
        f"entries/{TAXONOMY}": "taxonomy.yaml", "tests/conftest.py": "conftest.txt",
    }  # fmt: skip
    texts = {path: _filled(name, words) for path, name in made.items()}
    return texts | {".zenodo.json": _archive(names)} | _changed(root, names, today)


def _words(names: Names, today: date) -> dict[str, str]:
    texts = {
        "title": names.title, "description": names.description, "authors": names.authors,
        "copyright": f"<b>{names.title.replace('&', '&amp;')}</b> is kept by volunteers.",
    }  # fmt: skip
    words = {f"{name}_quoted": _quoted(text) for name, text in texts.items()}
    words |= {"title": names.title, "url": names.url, "repository": names.repository,
              "today": today.isoformat(), "venues": ""}  # fmt: skip
    placeholder = _filled("placeholder.md", words) if names.is_placeholder else ""
    return words | {"placeholder": placeholder, "categories": _filled("category.yaml", {})}


def _filled(name: str, words: Mapping[str, str]) -> str:
    text = Template((SKELETON / name).read_text(encoding="utf-8")).substitute(words)
    return text.rstrip() + "\n"


def _quoted(text: str) -> str:
    """A text as JSON has it, which YAML reads as the same text."""
    return json.dumps(text, ensure_ascii=False)


def _archive(names: Names) -> str:
    told = {
        "title": names.title, "upload_type": "dataset", "description": names.description,
        "creators": [{"name": names.authors}], "access_right": "open", "license": "cc-zero",
        "keywords": ["living review", "bibliography", "literature database"],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _changed(root: Path, names: Names, today: date) -> dict[str, str]:
    """The files that name this site, with the name of the other one."""
    old = read_site(root / FILE_NAME)

    def text(path: str) -> str:
        return (root / path).read_text(encoding="utf-8")

    project = slug(names.title) or "review"
    citation = f"> {names.authors}. *{names.title}*. {today.year}. <{names.url}>"
    contribute = text("docs/contribute.md").replace(old.repository, names.repository)
    return {
        "Makefile": without_targets(text("Makefile")),
        "pyproject.toml": _replaced(r'(?m)^name = ".*"$', f'name = "{project}"',
                                    text("pyproject.toml")),
        "docs/contribute.md": contribute.replace("step, with pictures]", "step]"),
        "docs/submitting.md": re.sub(r'<p><img src="[^"]*\.png".*</p>\n\n', "",
                                     text("docs/submitting.md")),
        "docs/cite.md": _replaced(rf"(?m)^> .*<{re.escape(old.url)}>$", citation,
                                  text("docs/cite.md")),
    }  # fmt: skip


def _replaced(pattern: str, new: str, text: str) -> str:
    """The text with the one place that fits replaced; raises ValueError where it is not one."""
    found, count = re.subn(pattern, lambda _: new, text)
    if count != 1:
        raise ValueError(f"{pattern} fits {count} times")
    return found


def without_targets(makefile: str) -> str:
    """Make's file without the targets whose programs stay behind."""
    for name in TARGETS:
        makefile = re.sub(rf"(?m)^{name}: .*\n(?:\t.*\n)+\n", "", makefile)
    head, phony, rest = makefile.partition(".PHONY:")
    listed, end, rest = rest.partition("\n\n")
    names = [name for name in re.findall(r"[a-z-]+", listed) if name not in TARGETS]
    return f"{head}{phony} {' '.join(names)}{end}{rest}"


# Writing


def _written(root: Path, target: Path, names: Names, today: date) -> Iterator[str]:
    texts = own_texts(root, names, today)
    as_they_are = [path for path in copied(root) if path not in texts]
    for path in as_they_are:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(target / path, (root / path).read_bytes())
        (target / path).chmod((root / path).stat().st_mode)
    for path, text in texts.items():
        write_if_changed(target / path, text)
    tops = Counter(PurePosixPath(path).parts[0] for path in (*as_they_are, *texts))
    yield f"{names.title}, {names.url}"
    yield "Wrote " + ", ".join(
        f"{top}/ ({count})" if (target / top).is_dir() else top
        for top, count in sorted(tops.items())
    )


def write_forms(target: Path) -> None:
    taxonomy, _ = read_taxonomy(target / "entries")
    for path, text in render_issue_forms(taxonomy, read_site(target / FILE_NAME)).items():
        write_if_changed(target / path, text)


def _committed(target: Path, title: str) -> str:
    """Makes a git repository with one commit; says so, or why not."""
    git = shutil.which("git")
    if git is None:
        return "There is no git here, so there is no repository yet."
    environment = {key: it for key, it in os.environ.items() if not key.startswith("GIT_DIR")}
    for words in (("init", "-q", "-b", "main"), ("add", "-A"),
                  ("commit", "-q", "-m", f"Infra: begin {title}")):  # fmt: skip
        ended = subprocess.run(  # noqa: S603 - a list of words, no shell
            [git, *words], cwd=target, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        if ended.returncode:
            why = (ended.stderr.strip() or ended.stdout.strip()).splitlines()
            return f"git {words[0]} failed, so there is no commit yet: {why[-1] if why else ''}"
    return "Made a git repository with one commit."
