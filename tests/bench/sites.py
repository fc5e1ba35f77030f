"""The sites that are compared: ours, and plain MkDocs with a page for each entry or one for all."""

from __future__ import annotations

import dataclasses
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from corpus import made_entries, write_corpus  # noqa: E402

from literature.catalogue import Catalogue, read_catalogue  # noqa: E402
from literature.configuration import read_site  # noqa: E402
from literature.model import Entry  # noqa: E402
from literature.pipeline import written_sources  # noqa: E402
from literature.render.bibtex import render_record  # noqa: E402
from literature.render.edition import Edition  # noqa: E402
from literature.render.parts import PART  # noqa: E402
from literature.site import ENTRY_FILES, FILES  # noqa: E402

GENERATED = ("index.md", "fields.md")
ONE_PAGE_CONFIG = """site_name: Plain
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
"""
PLAIN_CONFIG = """site_name: Plain
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [pymdownx.highlight, pymdownx.superfences]
nav: [index.md]
not_in_nav: /entries/
"""


def copy_engine(target: Path) -> None:
    """The repository without its entries and without what builds wrote."""
    target.mkdir()
    shutil.copytree(
        ROOT / "scripts", target / "scripts", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "mkdocs.yml", target)
    shutil.copytree(ROOT / "docs", target / "docs", ignore=_generated)


def _generated(folder: str, names: list[str]) -> list[str]:
    if Path(folder) != ROOT / "docs":
        return []
    return [
        name for name in names if name in GENERATED or (Path(folder, name, ".gitignore")).exists()
    ]


def real_size() -> int:
    """How many entries the library has."""
    return len(list((ROOT / "entries").glob("[a-z]*.yaml")))


def write_entries(target: Path, size: int) -> None:
    """The real entries, with the handbook that cites them, and as many made from them as lack."""
    if size < real_size():
        raise SystemExit(f"the library has {real_size()} entries; measure as many or more")
    if size > real_size():
        write_corpus(ROOT / "entries", target, size - real_size())
    shutil.copytree(ROOT / "entries", target, dirs_exist_ok=True)


def write_plain(entries: Path, target: Path) -> None:
    """One Markdown page per entry: heading, authors, summary, terms and its BibTeX."""
    catalogue, _ = read_catalogue(entries)
    (target / "docs" / "entries").mkdir(parents=True)
    (target / "mkdocs.yml").write_text(PLAIN_CONFIG)
    (target / "docs" / "index.md").write_text("# Plain\n")
    for entry in catalogue.entries:
        terms = "".join(f"- {name}: {', '.join(ids)}\n" for name, ids in entry.terms.items())
        bibtex = render_record(entry, catalogue.taxonomy, "bibtex")
        authors = ", ".join(name.printed for name in entry.authors)
        parts = (f"# {entry.title}", authors, entry.summary, terms, f"```bibtex\n{bibtex}\n```")
        text = "\n\n".join(parts) + "\n"
        (target / "docs" / "entries" / f"{entry.key}.md").write_text(text)


def write_large(site: Path, size: int, part: int = PART) -> None:
    """Writes the data of `size` entries that search loads, to be put over a built site of fewer.

    The home page and the library are all that a measurement of search opens; to build the pages of
    120,000 entries takes minutes.
    """
    real, _ = read_catalogue(ROOT / "entries")
    made = list(made_entries(real.entries, size - len(real.entries)))
    catalogue = Catalogue.of([*real.entries, *made], real.taxonomy)
    facts = dataclasses.replace(read_site(ROOT / "mkdocs.yml"), part_size=part)
    edition = Edition(catalogue, facts, written=written_sources(ROOT / "docs"))
    for make in (
        FILES["/data/search.json and -<number>.json"],
        FILES["/data/details.json"],
        ENTRY_FILES["/data/details/<number>.json"],
    ):
        for path, text in make(edition):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text, encoding="utf-8")


def write_one_page(entries: Path, target: Path) -> None:
    """One Markdown page for all: under each category a list of titles, dates, links, authors."""
    catalogue, _ = read_catalogue(entries)
    (target / "docs").mkdir(parents=True)
    (target / "mkdocs.yml").write_text(ONE_PAGE_CONFIG)
    lines = ["# Plain", ""]
    for term in catalogue.taxonomy.facets["categories"].terms.values():
        lines += [f"## {term.label}", "", term.description, ""]
        for entry in catalogue.entries:
            if term.id in entry.terms.get("categories", ()):
                lines.append(_line_of(entry))
        lines.append("")
    (target / "docs" / "index.md").write_text("\n".join(lines), encoding="utf-8")


def _line_of(entry: Entry) -> str:
    authors = ", ".join(name.printed for name in entry.authors)
    address = f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else entry.url
    return f"* {entry.title} [[{entry.published}]]({address}) by {authors}"
