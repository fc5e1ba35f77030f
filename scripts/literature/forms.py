"""The forms by which people submit: what each asks for, in which order and words.

The issue forms of the repository are made from this, the site's own form hands over to them, and
the reader of submissions knows an answer by the label above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from .model import field_specs
from .taxonomy import Taxonomy

Widget = Literal["input", "textarea", "dropdown"]


@dataclass(frozen=True)
class FormField:
    """One question. The label heads its answer in the issue, so no form has one twice."""

    id: str
    label: str
    widget: Widget
    description: str
    placeholder: str = ""
    is_required: bool = False
    options: tuple[str, ...] = ()
    language: str = ""  # of a textarea whose answer GitHub puts into a code fence


@dataclass(frozen=True)
class Form:
    """One issue form. `file` is its name in .github/ISSUE_TEMPLATE, as links to it need it."""

    id: str
    file: str
    name: str
    description: str
    title: str  # what titles of such issues start with
    labels: tuple[str, ...]
    introduction: str
    fields: tuple[FormField, ...]


SUBMISSION: Final = "submission"  # the label of what the pipeline works on
ADD_TITLE: Final = "[Entry] "
CORRECT_TITLE: Final = "[Correction] "
# What the titles of submissions start with, for comparison with a title in small letters.
SUBMISSION_TITLES: Final = tuple(it.strip().casefold() for it in (ADD_TITLE, CORRECT_TITLE))
UNDECIDED: Final = "Let the maintainers choose"
MAX_SUMMARY: Final = next(spec.max_length for spec in field_specs() if spec.name == "summary")


def all_forms(taxonomy: Taxonomy) -> tuple[Form, ...]:
    """The forms in the order in which people are offered them."""
    return (add_form(taxonomy), correct_form(), report_form(), term_form(taxonomy))


def add_form(taxonomy: Taxonomy) -> Form:
    """A work that is not in the database. Only its identifier is needed."""
    categories = taxonomy.facets["categories"]
    return Form(
        id="add",
        file="add-entry.yml",
        name="Add an entry",
        description="A work that is missing here.",
        title=ADD_TITLE,
        labels=(SUBMISSION,),
        introduction="The identifier is enough; what you leave out is looked up or asked for. "
        "A program checks this issue, answers below it and makes the pull request. "
        "To change something later, edit the issue.",
        fields=(
            FormField(
                "identifier", "Identifier", "input",
                "arXiv id, DOI, OpenReview or ACL Anthology link, or the address of the work.",
                "2411.10950", is_required=True,
            ),
            FormField(
                "title", "Title", "input", "As printed, to compare with the source.",
            ),
            FormField(
                "authors", "Authors", "textarea",
                "All of them, one per line: Family, Given. A group stands in {braces}.",
                "van der Berg, Jan",
            ),
            FormField(
                "category", categories.singular, "dropdown",
                categories.description or "The main one.",
                options=(UNDECIDED, *(term.label for term in categories.terms.values())),
            ),
            FormField(
                "tags", "Tags", "input",
                "Anything else that describes the work, separated by commas: "
                + ", ".join(_other_facets(taxonomy)) + ".",
            ),
            FormField(
                "code", "Code", "input", "Address of the repository.",
                "https://github.com/owner/name",
            ),
            FormField(
                "summary", "Summary", "textarea",
                "One or two sentences in your own words: what was done, what was found. "
                f"40 to {MAX_SUMMARY} characters, not from the abstract.",
            ),
            FormField(
                "notes", "Notes", "textarea",
                "A remark for later curators; it is kept with the entry.",
            ),
            FormField(
                "record", "Record", "textarea",
                "Filled in by the site's own form; leave it empty otherwise.", language="yaml",
            ),
        ),
    )  # fmt: skip


def _other_facets(taxonomy: Taxonomy) -> list[str]:
    return [
        facet.singular.lower() for facet in taxonomy.facets.values() if facet.id != "categories"
    ]


def correct_form() -> Form:
    """Something in an entry that should be otherwise."""
    return Form(
        id="correct",
        file="correct-entry.yml",
        name="Correct an entry",
        description="Something in an entry is wrong or missing.",
        title=CORRECT_TITLE,
        labels=(SUBMISSION, "correction"),
        introduction="The entry's page has a link that fills this in. "
        "What is written in plain words is fine, too: then a person reads it.",
        fields=(
            FormField(
                "entry", "Entry", "input", "Key or address of the entry.",
                "vanderberg2024bees", is_required=True,
            ),
            FormField(
                "change", "Change", "textarea",
                "Each changed field with its old and its new value, or plain words.",
                is_required=True, language="yaml",
            ),
            FormField(
                "source", "Source", "input", "An address that shows the right value.",
                "https://example.org/page",
            ),
            FormField("notes", "Notes", "textarea", "Anything the maintainers should know."),
        ),
    )  # fmt: skip


def report_form() -> Form:
    """What no program can repair."""
    return Form(
        id="report",
        file="report-problem.yml",
        name="Report a problem",
        description="A dead link, a duplicate, something that should be taken down.",
        title="[Problem] ",
        labels=("problem",),
        introduction="A person reads this.",
        fields=(
            FormField(
                "problem", "Problem", "dropdown", "What kind of problem it is.", is_required=True,
                options=("Dead link", "Duplicate", "Retracted work", "Takedown", "Something else"),
            ),
            FormField("page", "Page", "input", "Its address.", is_required=True),
            FormField(
                "details", "Details", "textarea", "What is wrong, and where the right thing is.",
                is_required=True,
            ),
        ),
    )  # fmt: skip


def term_form(taxonomy: Taxonomy) -> Form:
    """A word that the vocabulary lacks."""
    return Form(
        id="term",
        file="propose-term.yml",
        name="Propose a term",
        description="The vocabulary lacks a word.",
        title="[Term] ",
        labels=("vocabulary",),
        introduction="The vocabulary is closed, so that one idea has one name. "
        "A person reads this.",
        fields=(
            FormField("term", "Term", "input", "The word as readers would look for it.",
                      is_required=True),
            FormField(
                "facet", "Facet", "dropdown", "Which list it belongs to.", is_required=True,
                options=tuple(facet.label for facet in taxonomy.facets.values()),
            ),
            FormField(
                "definition", "Definition", "textarea",
                "One sentence that decides doubtful cases.", is_required=True,
            ),
            FormField(
                "works", "Works", "textarea",
                "At least two works that it describes, one address per line.", is_required=True,
            ),
            FormField("spellings", "Other spellings", "input", "Separated by commas."),
        ),
    )  # fmt: skip
