"""The verdict on a submission. Reads, asks the registers, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from ..catalogue import Catalogue
from ..forms import SUBMISSION, Form, all_forms
from ..identifiers import Identifiers
from ..model import Entry, entry_path
from ..read import Reading, read_content
from ..render.api import field_names, field_value
from ..render.entry_yaml import render_entry
from ..render.site_facts import Site
from ..rules import check_entry, check_together
from ..sources import LookUp, Sources
from ..taxonomy import Taxonomy
from ..text import shown
from . import comment
from .body import Finding, form_of, read_answers
from .complete import OF_VENUE, Completed, complete, with_key
from .decision import Decision, Issue, Verdict
from .given import BLANK, IDENTIFIERS, Given, alike_letters, read_given
from .match import SAME_TITLE, Likeness, likest_title, same_work

NO_LOOK_UP: Final = LookUp((), ())


@dataclass(frozen=True)
class Open:
    """An entry that another open submission proposes."""

    number: int
    entry: Entry


@dataclass(frozen=True)
class World:
    """What a submission is judged by. Without sources nothing is looked up."""

    catalogue: Catalogue
    site: Site
    today: date
    sources: Sources | None = None
    others: tuple[Open, ...] = ()
    published: frozenset[str] = frozenset()  # keys that were ever published

    @cached_property
    def taken(self) -> frozenset[str]:
        """Keys that a new entry cannot have."""
        aliases = (alias for entry in self.catalogue.entries for alias in entry.aliases)
        proposed = (other.entry.key for other in self.others)
        return self.published.union(self.catalogue.by_key, aliases, proposed)

    @property
    def taxonomy(self) -> Taxonomy:
        return self.catalogue.taxonomy


def judge(issue: Issue, world: World) -> Decision:
    """The decision on an issue, whatever it holds; "ignored" when it is no submission."""
    forms = all_forms(world.taxonomy)
    form = form_of(issue.title, issue.body, issue.labels, forms)
    if form is None and SUBMISSION in issue.labels:
        form = forms[0]
    if issue.is_pull or form is None or SUBMISSION not in form.labels:
        return Decision("ignored", issue.number, issue.digest)
    others = tuple(other for other in world.others if other.number != issue.number)
    case = _Case(issue, replace(world, others=others), form)
    return case.correction() if form.id == "correct" else case.addition()


def judge_work(given: Given, world: World) -> Completed | Likeness:
    """The entry that what was given makes, or the one that is there already."""
    known = find_same(given.entry, world)
    if known and _names_other_work(given.entry, known):
        return Completed(given.entry, findings=(_belongs_to(known),), unknown=given.unknown)
    if known:
        return known
    found = look_up(given.entry, world)
    completed = _sound(given, found, world)
    return find_same(completed.entry, world) or completed


def find_same(entry: Entry, world: World) -> Likeness | None:
    """The entry of the same work, in the database or in another open submission."""
    proposed = [other.entry for other in world.others]
    numbers = [other.number for other in world.others]
    found = same_work(entry, world.catalogue.entries) or same_work(entry, proposed, numbers)
    if found and not found.is_certain and _says_different(entry.notes, found.entry.key):
        return None
    return found


def _says_different(notes: str, key: str) -> bool:
    """Whether the submitter has looked at the entry and says that it is another work."""
    return f"different work than {key}" in notes


def look_up(entry: Entry, world: World) -> LookUp:
    identifiers = Identifiers(**{name: getattr(entry, name) for name in IDENTIFIERS})
    if world.sources is None or not identifiers:
        return NO_LOOK_UP
    return world.sources.look_up(identifiers)


def _names_other_work(entry: Entry, known: Likeness) -> bool:
    """The identifier is that of an entry, and the title is none of its titles."""
    return bool(entry.title) and likest_title(entry.title, known.entry.titles) < SAME_TITLE and (
        known.reason.startswith("the same") and known.reason != "the same title"
    )  # fmt: skip


def _belongs_to(known: Likeness) -> Finding:
    title = shown(known.entry.title, 160)
    return "identifier", (
        f"belongs to another work, which is here already: '{title}' ({known.entry.key}); "
        "correct the identifier or the title"
    )


def _sound(given: Given, found: LookUp, world: World) -> Completed:
    """The completed entry, without what a register says and the rules refuse."""
    completed = complete(given, found, world.taxonomy, world.today)
    if completed.findings:
        return completed
    dropped = frozenset(
        name
        for name, _ in faults(with_key(completed.entry, world.taken), completed.missing, world)
        if name and name not in given.present
    )
    if not dropped or not found.records:
        return completed
    if dropped & {"venue", *OF_VENUE}:  # they stand and fall together
        dropped |= {"venue"}
    again = complete(given, found, world.taxonomy, world.today, dropped)
    names = ", ".join(sorted(dropped))
    remark = f"What the register says of {names} does not fit the rest and was left out."
    return replace(again, remarks=(*again.remarks, remark))


def with_code_checked(completed: Completed, world: World) -> Completed:
    """With the address that a repository has now, or doubt where GitHub knows none."""
    entry = completed.entry
    found = world.sources.repository(entry.code) if world.sources and entry.code else None
    if found is None:
        return completed
    if not found.exists:
        unverified = tuple(dict.fromkeys((*entry.unverified, "code")))
        remark = f"GitHub knows no repository at '{shown(entry.code, 200)}'."
        doubtful = replace(entry, unverified=unverified)
        return replace(completed, entry=doubtful, remarks=(*completed.remarks, remark))
    address = found.url or entry.code
    rows = tuple(
        replace(row, source=address, stored=address) if row.field == "code" else row
        for row in completed.rows
    )
    return replace(completed, entry=replace(entry, code=address), rows=rows)


def faults(entry: Entry, missing: Sequence[str] | None, world: World) -> Iterator[Finding]:
    """What the checks of the whole database say of an entry: (field, message).

    `missing` are fields that may be open; with None it must be whole.
    """
    text = render_entry(entry, world.taxonomy)
    reading = Reading(f"entries/{entry.key}.yaml")
    read_content(reading, entry.key, text.encode("utf-8", "replace"), world.taxonomy,
                 is_whole=missing is None)  # fmt: skip
    for problem in sorted(reading.problems):
        yield problem.field, problem.message
    unread = frozenset((*(missing or ()), *(problem.field for problem in reading.problems)))
    own = reading.entry or entry
    for where, message in check_entry(own, world.taxonomy, unread):
        yield where.partition("[")[0], message
    # An entry of no known day is blamed for what it shares with others.
    newest = replace(own, added=date.min)
    rest = [entry for entry in world.catalogue.entries if entry.key != own.key]
    for blamed, where, message in check_together([*rest, newest]):
        if blamed is newest:
            yield where.partition("[")[0], message


@dataclass(frozen=True)
class _Case:
    issue: Issue
    world: World
    form: Form

    def addition(self) -> Decision:
        answers = read_answers(self.issue.body, self.form)
        if not answers.texts:
            return self._invalid(answers.findings, Completed(BLANK))
        given = read_given(answers, self.world.taxonomy)
        given = replace(given, entry=replace(given.entry, added=self._day))
        judged = judge_work(given, replace(self.world, today=self._day))
        if isinstance(judged, Likeness):
            return self._duplicate(judged, given)
        if not judged.findings:
            judged = with_code_checked(judged, self.world)
        entry = with_key(judged.entry, self.world.taken)
        findings = (*given.findings, *alike_letters(given.entry), *judged.findings, *judged.doubts)
        if not judged.findings:
            findings += tuple(self._faults(entry, given, judged.missing))
        completed = replace(judged, entry=entry)
        if findings:
            return self._invalid(findings, completed)
        if judged.missing:
            return self._held(completed)
        return self._accept(completed)

    def _faults(self, entry: Entry, given: Given, missing: Sequence[str]) -> Iterator[Finding]:
        """What the checks say beyond what is wrong with the answers themselves."""
        wrong = {name for name, _ in given.findings}
        unread = (*IDENTIFIERS, "url", "code", "project") if "identifier" in wrong else ()
        for name, message in faults(entry, (*missing, *unread), self.world):
            question = _QUESTION.get(name, name) if name in given.asked else name
            if question not in wrong and name not in wrong:
                yield question, _of_tags(name, message) if question == "tags" else message

    def correction(self) -> Decision:
        from .correction import correct  # it needs what stands above

        return correct(self.issue, self.form, self.world)

    @property
    def _day(self) -> date:
        """The day that a submission came: the same in every run."""
        try:
            return min(date.fromisoformat(self.issue.created[:10]), self.world.today)
        except ValueError:
            return self.world.today

    def _decision(self, verdict: Verdict, completed: Completed, text: str) -> Decision:
        entry = completed.entry
        return Decision(
            verdict,
            self.issue.number,
            self.issue.digest,
            path=entry_path(entry.key).as_posix() if entry.key else "",
            entry=stored_fields(entry, self.world.taxonomy),
            comment=text,
        )

    def _invalid(self, findings: Sequence[Finding], completed: Completed) -> Decision:
        text = comment.render_comment(
            "### Some things need repair\n\nThank you. Before this can become a pull request:",
            [
                ("", comment.problems(findings)),
                ("What was read", comment.table(completed.rows) if completed.rows else ""),
                ("Words that are no terms", comment.remarks(completed.unknown)),
                ("To know", comment.remarks(completed.remarks)),
            ],
        )
        decision = self._decision("invalid", completed, text)
        return replace(decision, problems=tuple(findings), path="")

    def _duplicate(self, known: Likeness, given: Given) -> Decision:
        site = self.world.site
        link = f"{site.url}submit/?entry={known.entry.key}"
        further = "" if known.is_certain else (
            "If yours is another work, write below Notes: "
            f"This is a different work than {known.entry.key}.\n\n"
        )  # fmt: skip
        text = comment.render_comment(
            "### This is already here\n\nThank you for looking out for it.",
            [
                ("", comment.likeness(known, site)),
                ("", f"{further}If that entry lacks something, [correct it]({link})."),
            ],
        )
        decision = self._decision("duplicate", Completed(given.entry), text)
        return replace(decision, duplicate_of=known.entry.key, path="")

    def _held(self, completed: Completed) -> Decision:
        text = comment.render_comment(
            "### Something is still open\n\nThank you. Nothing is wrong, but no register gave "
            "everything that an entry needs.",
            [
                ("", comment.needs(completed.missing)),
                ("", "You can add it, or leave it to the maintainers, who see this issue."),
                ("What was read", comment.table(completed.rows)),
                ("Words that are no terms", comment.remarks(completed.unknown)),
                ("To know", comment.remarks(completed.remarks)),
            ],
        )
        return replace(self._decision("held", completed, text), missing=completed.missing)

    def _accept(self, completed: Completed) -> Decision:
        entry, taxonomy = completed.entry, self.world.taxonomy
        text = comment.render_comment(
            f"### Ready for review\n\nThank you. All checks pass for `entries/{entry.key}.yaml`.",
            [
                ("", comment.table(completed.rows)),
                ("Words that are no terms", comment.remarks(completed.unknown)),
                ("To know", comment.remarks(completed.remarks)),
                ("Preview", comment.preview(entry, taxonomy)),
            ],
            next_step=comment.CHANGE,
        )
        return replace(
            self._decision("accept", completed, text),
            content=render_entry(entry, taxonomy),
            subject=f"Add {entry.key}",
        )


_QUESTION: Final = dict.fromkeys((*IDENTIFIERS, "url"), "identifier") | {
    "categories": "category", "venue": "tags", "venue_year": "tags",
}  # fmt: skip


def _of_tags(name: str, message: str) -> str:
    behind = ", behind its name" if name == "venue" and "add the year" in message else ""
    return f"{name}: {message}{behind}"


def stored_fields(entry: Entry, taxonomy: Taxonomy) -> dict[str, object]:
    """The known fields of an entry, with values as its file has them."""
    return {
        name: field_value(entry, name, taxonomy)
        for name in field_names(taxonomy)
        if (entry.terms.get(name) if name in taxonomy.fields else
            getattr(entry, name) != getattr(BLANK, name))
    }  # fmt: skip


def failed_build(decision: Decision, message: str) -> Decision:
    """An accepted decision whose entry the trial build refused."""
    findings = (("", f"the site does not build with this entry: {message}"),)
    return replace(
        decision, verdict="invalid", problems=findings, content="", path="",
        comment=comment.render_comment(
            "### Some things need repair\n\nThank you. The checks of the entry pass, but the site "
            "does not build with it. A maintainer will look at it.",
            [("", comment.problems(findings))],
        ),
    )  # fmt: skip


def read_proposed(number: int, path: str, content: str, taxonomy: Taxonomy) -> Open | None:
    """The entry in a file that an open submission proposes; None when it cannot be read."""
    key = path.removeprefix("entries/").removesuffix(".yaml")
    reading = read_content(Reading(path), key, content.encode(), taxonomy)
    return Open(number, reading.entry) if reading.entry and not reading.problems else None
