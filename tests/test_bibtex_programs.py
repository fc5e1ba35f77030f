"""What bibtex, biber and pdflatex make of our files: no error, no warning, and pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_bibtex import AUTHORS, TAXONOMY, TITLES, make_entry

from literature.catalogue import Catalogue, read_catalogue
from literature.model import Entry, Name
from literature.render import latex_characters
from literature.render.bibtex import render_bibliography, render_record
from literature.render.latex import Dialect

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
LIBRARIES = {"toy": ROOT / "tests" / "library" / "entries", "own": ROOT / "entries"}
STYLES = ("plain", "alpha", "unsrt", "abbrv", "IEEEtran")


def _hostile() -> Catalogue:
    """Every shape of record, every hostile title and author, every field that styles look at."""
    titles = [
        make_entry(key=f"li2022t{index}", title=title, authors=_author(index))
        for index, (title, _) in enumerate(TITLES)
    ]
    names = [
        make_entry(key=f"li2022a{index}", authors=(name, Name("Li", "Wei")))
        for index, (name, _) in enumerate(AUTHORS)
    ]
    shapes = [
        make_entry(
            kind=kind, venue=venue, venue_year=2023 if venue else 0, arxiv=arxiv,
            track=track, volume=volume, number=number, pages="1-20" if venue else "",
            doi=doi, url="https://example.org/a_b%20c#d&e=~f", title="Bees of Walls",
            authors=_author(100 + index),
            key=f"li2022s{index}",
        )
        for index, (kind, venue, arxiv, track, volume, number, doi) in enumerate(_shapes())
    ]  # fmt: skip
    return Catalogue.of([*titles, *names, *shapes], TAXONOMY)


def _author(index: int) -> tuple[Name, ...]:
    """One of 676 names: alpha.bst has no labels for more than 31 works of one author and year."""
    return (Name(f"X{chr(97 + index // 26)}{chr(97 + index % 26)}", "Wei"),)


def _shapes() -> list[tuple[str, str, str, str, str, str, str]]:
    return [
        (kind, venue, arxiv, track, volume, number, doi)
        for kind in ("study", "key", "diary", "report")
        for venue in ("", "walls", "findings", "jhr", "forum")
        for arxiv in ("", "2206.00042")
        for track, volume, number in (("", "", ""), ("Short Notes", "", "2"), ("", "5", "2"))
        if venue or not (track or volume)
        for doi in ("", "10.1000/a_b#c%d{e}<1>")
    ]


def _catalogue(name: str) -> Catalogue:
    if name == "hostile":
        return _hostile()
    if not LIBRARIES[name].is_dir():
        pytest.skip(f"no {LIBRARIES[name].name}/ in this checkout")
    return read_catalogue(LIBRARIES[name])[0]


def _program(name: str) -> str:
    path = shutil.which(name)
    if not path:
        pytest.skip(f"{name} is not installed")
    return path


def _run(folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [_program(program), *arguments], cwd=folder, capture_output=True, text=True,
        errors="replace", timeout=300, check=False,
    )  # fmt: skip


def _write(folder: Path, entries: Sequence[Entry], catalogue: Catalogue, dialect: Dialect) -> None:
    blocks = [render_record(entry, catalogue.taxonomy, dialect) for entry in entries]
    (folder / "bees.bib").write_text(render_bibliography(blocks, "Bees"), "utf-8")


def _bibtex(folder: Path, catalogue: Catalogue, style: str) -> str:
    """The log of bibtex over all entries."""
    _write(folder, catalogue.entries, catalogue, "bibtex")
    if not _run(folder, "kpsewhich", f"{style}.bst").stdout:
        pytest.skip(f"{style}.bst is not installed")
    (folder / "paper.aux").write_text(
        f"\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{bees}}\n"
    )
    done = _run(folder, "bibtex", "paper")
    log = (folder / "paper.blg").read_text("utf-8", "replace")
    assert done.returncode == 0, log
    return log


def _latex_errors(folder: Path, source: str, engine: str = "pdflatex") -> list[str]:
    (folder / "paper.tex").write_text(source, "utf-8")
    _run(folder, engine, "-interaction=nonstopmode", "-no-shell-escape", "paper")
    log = (folder / "paper.log").read_text("utf-8", "replace")
    assert re.search(r"Output written on paper\.pdf \(\d+ pages?", log), log[-2000:]
    return re.findall(r"^!.*\n.*\n.*", log, re.MULTILINE)


@pytest.mark.parametrize("library", ["toy", "own", "hostile"])
@pytest.mark.parametrize("style", STYLES)
def test_bibtex_has_nothing_to_say(library: str, style: str, tmp_path: Path) -> None:
    catalogue = _catalogue(library)
    log = _bibtex(tmp_path, catalogue, style)
    assert (
        re.findall(r"^.*(?:Warning--|error|I'm skipping|Too many|There's).*$", log, re.MULTILINE)
        == []
    )
    assert "warning$ -- 0" in log
    bbl = (tmp_path / "paper.bbl").read_text("utf-8")
    assert len(re.findall(r"^\\bibitem", bbl, re.MULTILINE)) == len(catalogue.entries)
    assert bbl.isascii()


CLASSIC = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{url}
\begin{document}
Bees.\nocite{*}
\input{paper.bbl}
\end{document}
"""


@pytest.mark.parametrize("library", ["toy", "own", "hostile"])
@pytest.mark.parametrize("style", ["plain", "IEEEtran"])
def test_pdflatex_sets_what_bibtex_wrote(library: str, style: str, tmp_path: Path) -> None:
    _bibtex(tmp_path, _catalogue(library), style)
    assert _latex_errors(tmp_path, CLASSIC) == []


def test_pdflatex_knows_every_macro_that_we_write(tmp_path: Path) -> None:
    macros = [
        *dict(latex_characters.accented_letters()).values(),
        *latex_characters.symbols().values(),
        *latex_characters.PUNCTUATION.values(),
        *latex_characters.RESERVED.values(),
    ]
    assert _latex_errors(tmp_path, CLASSIC.replace(r"\input{paper.bbl}", "\n".join(macros))) == []


FONTENC = (r"\usepackage[T1]{fontenc}", "")
BIBLATEX = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[backend=biber]{biblatex}
\addbibresource{bees.bib}
\begin{document}
Bees.\nocite{*}
\printbibliography
\end{document}
"""


def _is_for_pdflatex(entry: Entry) -> bool:
    """pdflatex sets the letters of Western and Central Europe; others take LuaLaTeX and a font."""
    text = entry.title + "".join(name.printed for name in entry.authors)
    return re.search("[\u0180-\u036f\u0400-\u1fff\u2e80-\U0010ffff]", text) is None


@pytest.mark.parametrize(
    ("library", "engine"),
    [("toy", "pdflatex"), ("own", "pdflatex"), ("hostile", "pdflatex"), ("hostile", "lualatex")],
)
def test_biber_and_latex_take_the_biblatex_file(library: str, engine: str, tmp_path: Path) -> None:
    _program("biber")
    if not _run(tmp_path, "kpsewhich", "biblatex.sty").stdout:
        pytest.skip("biblatex.sty is not installed")
    catalogue = _catalogue(library)
    entries = [
        entry for entry in catalogue.entries if engine == "lualatex" or _is_for_pdflatex(entry)
    ]
    assert len(entries) > 0.95 * len(catalogue.entries)
    _write(tmp_path, entries, catalogue, "biblatex")
    source = BIBLATEX if engine == "pdflatex" else BIBLATEX.replace(*FONTENC)
    assert _latex_errors(tmp_path, source, engine) == []
    done = _run(tmp_path, "biber", "--validate-datamodel", "paper")
    said = re.findall(r"^.*(?:WARN|ERROR).*$", done.stdout, re.MULTILINE)
    assert (done.returncode, said) == (0, [])
    assert _latex_errors(tmp_path, source, engine) == []
