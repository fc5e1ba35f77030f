"""The issue forms of the repository, from the one description of what each form asks for.

GitHub's rules for them: docs.github.com, "Syntax for issue forms", "Syntax for GitHub's form
schema" and "Common validation errors when creating issue forms".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from ..forms import UNDECIDED, Form, FormField, all_forms
from ..taxonomy import Taxonomy
from .site_facts import Site

FOLDER: Final = ".github/ISSUE_TEMPLATE"
HEAD: Final = "# Written by `make forms`, from scripts/literature/forms.py and the vocabulary.\n"
# GitHub adds "None" to a dropdown that may stay empty; with a default, "n/a" is reserved, too.
RESERVED: Final = frozenset(("none", "n/a"))


def render_issue_forms(taxonomy: Taxonomy, site: Site) -> dict[str, str]:
    """Path from the repository's root -> text of each form and of the chooser's configuration.

    Raises ValueError when a label of the vocabulary cannot be an option of a form.
    """
    texts = {f"{FOLDER}/{form.file}": _form(form) for form in all_forms(taxonomy)}
    return texts | {f"{FOLDER}/config.yml": _chooser(site)}


def _form(form: Form) -> str:
    return _text(
        f"name: {_quoted(form.name)}",
        f"description: {_quoted(form.description)}",
        f"title: {_quoted(form.title)}",
        f"labels: [{', '.join(map(_quoted, form.labels))}]",
        "body:",
        "  - type: markdown",
        "    attributes:",
        f"      value: {_quoted(form.introduction)}",
        *(line for field in form.fields for line in _field(field)),
    )


def _field(field: FormField) -> Iterator[str]:
    yield f"  - type: {field.widget}"
    yield f"    id: {field.id}"
    yield "    attributes:"
    yield f"      label: {_quoted(field.label)}"
    yield f"      description: {_quoted(field.description)}"
    if field.placeholder:
        yield f"      placeholder: {_quoted(field.placeholder)}"
    if field.language:
        yield f"      render: {field.language}"
    if field.options:
        yield from _options(field)
    yield "    validations:"
    yield f"      required: {'true' if field.is_required else 'false'}"


def _options(field: FormField) -> Iterator[str]:
    for option in field.options:
        if option.casefold() in RESERVED:
            raise ValueError(
                f"'{option}' cannot be an option under '{field.label}': GitHub reserves the word"
            )
    yield "      options:"
    yield from (f"        - {_quoted(option)}" for option in field.options)
    if field.options[0] == UNDECIDED:
        yield "      default: 0"


def _chooser(site: Site) -> str:
    """What the page "New issue" shows besides the forms: the site's own form, and a blank issue."""
    return _text(
        "blank_issues_enabled: true",
        "contact_links:",
        f"  - name: {_quoted(f'Submit on {site.name}')}",
        f"    url: {_quoted(f'{site.url}submit/')}",
        "    about: "
        + _quoted("The easy way: it looks the work up, finds duplicates and fills the form in."),
    )


def _quoted(text: str) -> str:
    """The text as a YAML scalar that no reader takes for a truth value, a number or a date."""
    return json.dumps(text, ensure_ascii=False)


def _text(*lines: str) -> str:
    return HEAD + "".join(f"{line}\n" for line in lines)
