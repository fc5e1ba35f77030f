"""The issue forms: GitHub's rules that no published schema knows, and that they are up to date."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from toy import SITE, toy

from literature.configuration import read_site
from literature.forms import Form, all_forms
from literature.render.issue_forms import render_issue_forms
from literature.taxonomy import Taxonomy, read_taxonomy

ROOT = Path(__file__).parent.parent
TAXONOMY = read_taxonomy(ROOT / "entries")[0]
FORMS = all_forms(TAXONOMY)
NAMES = [form.id for form in FORMS]
# Words that YAML 1.1, which GitHub reads, takes for truth values or for nothing.
WITH_MEANING = re.compile(r"(?i)(y|yes|n|no|true|false|on|off|null|~|none|n/a)")


def read(form: Form) -> dict[str, Any]:
    """A committed form, as the reader of YAML 1.1 sees it."""
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / form.file).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def questions(form: Form) -> list[dict[str, Any]]:
    return [part for part in read(form)["body"] if part["type"] != "markdown"]


def test_the_committed_forms_are_up_to_date() -> None:
    texts = render_issue_forms(TAXONOMY, read_site(ROOT / "mkdocs.yml"))
    stale = [path for path, text in texts.items() if (ROOT / path).read_text("utf-8") != text]
    assert stale == [], "run: make forms"


def test_there_is_nothing_beside_the_forms() -> None:
    files = {path.name for path in (ROOT / ".github" / "ISSUE_TEMPLATE").iterdir()}
    assert files == {
        "add-entry.yml", "config.yml", "correct-entry.yml", "propose-term.yml",
        "report-problem.yml",
    }  # fmt: skip


def test_an_entry_is_added_by_these_questions_in_this_order() -> None:
    add = questions(FORMS[0])
    assert [part["id"] for part in add] == [
        "identifier", "title", "authors", "category", "tags", "code", "summary", "notes", "record",
    ]  # fmt: skip
    assert [part["id"] for part in add if part["validations"]["required"]] == ["identifier"]


def test_a_category_is_one_of_the_vocabulary_or_left_to_the_maintainers() -> None:
    category = questions(FORMS[0])[3]["attributes"]
    vocabulary = yaml.load((ROOT / "entries" / "_taxonomy.yaml").read_text(), yaml.BaseLoader)
    labels = [term["label"] for term in vocabulary["facets"]["categories"]["terms"].values()]
    assert category["options"] == ["Let the maintainers choose", *labels]
    assert category["default"] == 0


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_a_form_asks_what_the_reader_of_issues_expects(form: Form) -> None:
    assert [
        (part["id"], part["attributes"]["label"], part["type"]) for part in questions(form)
    ] == [(field.id, field.label, field.widget) for field in form.fields]


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_ids_and_labels_are_used_once(form: Form) -> None:
    ids = [part["id"] for part in questions(form)]
    labels = [part["attributes"]["label"] for part in questions(form)]
    anchors = [re.sub(r"[^a-z0-9_]+", "-", label.lower()) for label in labels]
    assert len(set(ids)) == len(ids)
    assert len(set(anchors)) == len(labels)
    assert not [name for name in ids if not re.fullmatch(r"[a-zA-Z0-9_-]+", name)]


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_options_are_texts_used_once_and_none_is_reserved(form: Form) -> None:
    for part in questions(form):
        options = part["attributes"].get("options", [])
        assert all(isinstance(option, str) for option in options)
        assert len(set(options)) == len(options)
        assert not [option for option in options if WITH_MEANING.fullmatch(option)]
        assert len(options) <= 100  # more than that is a list that nobody reads


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_texts_have_the_length_that_github_takes(form: Form) -> None:
    content = read(form)
    assert 4 <= len(content["name"]) <= 50
    assert 4 <= len(content["description"]) <= 200
    assert len(content["title"]) <= 30  # an issue's title has room for 256
    assert all(0 < len(label) <= 50 for label in content["labels"])
    for part in questions(form):
        attributes = part["attributes"]
        assert all(attributes[name].strip() for name in attributes if name in
                   ("label", "description", "placeholder", "render"))  # fmt: skip
        assert "password" not in attributes["label"].lower()


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_every_text_is_in_quotes_so_that_it_stays_text(form: Form) -> None:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / form.file
    for line in path.read_text("utf-8").splitlines():
        match = re.match(r" *(?:- )?(name|description|title|label|value|placeholder): (.*)", line)
        assert not match or match[2][0] == match[2][-1] == '"', line


def test_the_chooser_leads_to_the_form_of_the_site_and_still_offers_a_blank_issue() -> None:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"
    config = yaml.safe_load(path.read_text("utf-8"))
    site = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
    assert config["blank_issues_enabled"] is True
    assert [link["url"] for link in config["contact_links"]] == [site["site_url"] + "submit/"]


def test_the_forms_of_another_field_speak_of_that_field() -> None:
    texts = render_issue_forms(toy().taxonomy, SITE)
    add = yaml.safe_load(texts[".github/ISSUE_TEMPLATE/add-entry.yml"])
    category = next(part for part in add["body"] if part.get("id") == "category")
    assert category["attributes"]["label"] == "Approach"
    assert category["attributes"]["options"] == [
        "Let the maintainers choose", "Field surveys", "Nest studies",
    ]  # fmt: skip
    config = yaml.safe_load(texts[".github/ISSUE_TEMPLATE/config.yml"])
    assert config["contact_links"][0]["url"] == "https://bees.example/lit/submit/"
    assert config["contact_links"][0]["name"] == "Submit on Bees & Co"


@pytest.mark.parametrize("label", ["None", "none", "N/A"])
def test_a_category_that_github_has_a_meaning_for_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match="GitHub reserves the word"):
        render_issue_forms(with_category(toy().taxonomy, label), SITE)


@pytest.mark.parametrize("label", ["yes", "2024-01-01", "1.0", 'a "quoted": # label', "Où: é"])
def test_a_category_that_yaml_has_a_meaning_for_stays_the_same_text(label: str) -> None:
    texts = render_issue_forms(with_category(toy().taxonomy, label), SITE)
    add = yaml.safe_load(texts[".github/ISSUE_TEMPLATE/add-entry.yml"])
    category = next(part for part in add["body"] if part.get("id") == "category")
    assert category["attributes"]["options"][1] == label


def test_the_command_writes_what_a_changed_vocabulary_needs_and_nothing_else(
    tmp_path: Path,
) -> None:
    for name in ("scripts", "entries", ".github"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("[a-z]*2*.yaml")
        )
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    assert make_forms(tmp_path) == (0, "The forms are up to date.\n", "")
    vocabulary = tmp_path / "entries" / "_taxonomy.yaml"
    text = vocabulary.read_text("utf-8")
    first = next(iter(TAXONOMY.facets["categories"].terms.values())).label
    vocabulary.write_text(text.replace(f"label: {first}\n", "label: Field trips\n", 1), "utf-8")
    assert make_forms(tmp_path) == (0, ".github/ISSUE_TEMPLATE/add-entry.yml\n", "")
    vocabulary.write_text(text.replace(f"label: {first}\n", "label: N/A\n", 1), "utf-8")
    code, printed, complaint = make_forms(tmp_path)
    assert (code, printed) == (1, "")
    assert complaint.startswith("'N/A' cannot be an option under '")


def make_forms(root: Path) -> tuple[int, str, str]:
    """Exit code, output and error output of the command in a copy."""
    run = subprocess.run(
        [sys.executable, root / "scripts" / "forms.py"], capture_output=True, text=True
    )
    return run.returncode, run.stdout, run.stderr


def with_category(taxonomy: Taxonomy, label: str) -> Taxonomy:
    """The vocabulary with another label for its first category."""
    facet = taxonomy.facets["categories"]
    first, *others = facet.terms.values()
    terms = {term.id: term for term in (replace(first, label=label), *others)}
    return replace(taxonomy, facets={**taxonomy.facets, "categories": replace(facet, terms=terms)})
