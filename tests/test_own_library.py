"""The library of this repository, whatever its field: entries, site, exports, names and forms."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from markup import PageFacts, resolve
from own_library import ROOT

from literature.configuration import read_site
from literature.pipeline import check_folder
from literature.render.issue_forms import render_issue_forms
from literature.taxonomy import read_taxonomy

SITE = read_site(ROOT / "mkdocs.yml")


def test_no_entry_has_a_problem() -> None:
    _, problems = check_folder(ROOT / "entries")
    assert [str(problem) for problem in problems] == []


def test_the_issue_forms_are_up_to_date() -> None:
    texts = render_issue_forms(read_taxonomy(ROOT / "entries")[0], SITE)
    stale = [path for path, text in texts.items() if (ROOT / path).read_text("utf-8") != text]
    assert stale == [], "run: make forms"


def test_name_and_address_are_the_same_everywhere() -> None:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    archive = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    found = (citation["url"], citation["repository-code"])
    assert found == (settings["site_url"], settings["repo_url"])
    assert archive["title"] == citation["title"]
    assert f"<{settings['site_url']}>" in (ROOT / "docs" / "cite.md").read_text("utf-8")
    contribute = (ROOT / "docs" / "contribute.md").read_text("utf-8")
    forms = re.findall(r"https://github\.com/[^/\s]+/[^/\s]+(?=/issues/new)", contribute)
    assert set(forms) == {settings["repo_url"]}


@pytest.mark.slow
def test_the_site_has_a_page_for_each_entry(pages: dict[str, PageFacts]) -> None:
    keys = {path.stem for path in (ROOT / "entries").glob("[a-z]*.yaml")}
    assert not keys - {path.split("/")[1] for path in pages if path.startswith("entries/")}


@pytest.mark.slow
def test_no_link_leads_nowhere(pages: dict[str, PageFacts], built_site: Path) -> None:
    dead = [
        (path, link)
        for path, page in pages.items()
        if path != "404.html"
        for link in page.anchors
        if (place := resolve(SITE.url, path, link)) and not is_there(built_site, place[0])
    ]
    assert dead == []


@pytest.mark.slow
def test_every_page_is_reached_from_home_by_plain_links(pages: dict[str, PageFacts]) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        here = waiting.pop()
        for link in pages[here].anchors:
            place = resolve(SITE.url, here, link)
            if place and place[0] in pages and place[0] not in reached:
                reached.add(place[0])
                waiting.append(place[0])
    wanted = {path for path, facts in pages.items() if not facts.meta("robots")}
    assert sorted(wanted - reached - {"404.html"}) == []


def is_there(site: Path, path: str) -> bool:
    """Whether there is a file behind a path; what follows "?" is for scripts."""
    file = site / unquote(path.partition("?")[0])
    return (file / "index.html").is_file() if file.is_dir() else file.is_file()


@pytest.mark.slow
def test_bibtex_takes_all_records(built_site: Path, tmp_path: Path) -> None:
    if not shutil.which("bibtex"):
        pytest.skip("bibtex is not installed")
    records = (built_site / "data" / "literature.bib").read_text("utf-8")
    if "@" not in records:
        pytest.skip("there is no entry yet")
    (tmp_path / "all.bib").write_text(records, "utf-8")
    lines = (r"\relax", r"\citation{*}", r"\bibstyle{plain}", r"\bibdata{all}")
    (tmp_path / "all.aux").write_text("\n".join(lines) + "\n")
    run = subprocess.run(["bibtex", "all"], cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, re.findall(r"(?m)^Warning--.*|.*error.*", run.stdout)) == (0, [])
    cited = (tmp_path / "all.bbl").read_text("utf-8", errors="replace").count(r"\bibitem")
    assert cited == len(re.findall(r"(?m)^@", records))
