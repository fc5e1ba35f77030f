"""The steps from an issue to its pull request, its labels and its one comment.

Look, decide, look again, write. What is written comes in a fixed order: approval, branch, pull
request, labels, and last the comment, whose hidden line says that all before it is done. Each step
looks for what is there already, so that a run that was cut off anywhere is mended by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ..forms import SUBMISSION
from ..web import NoAnswer
from . import notes
from .approval import ACCEPTED, is_approved
from .branch import Branches, Change, GitFailed, branch_of, number_of
from .decision import Decision, Issue
from .event import Event
from .github import Comment, GitHub, Pull, Refused
from .marker import is_marked, read_marker, with_marker, without_marker
from .outcome import Outcome, place_of
from .plan import FAILED, STATES, Plan, Situation, is_read_too_often, make_plan, wants_run
from .settings import Settings

TRIES: Final = 3  # to make what GitHub does not say it has made
MAX_COMMENT: Final = 65_000  # characters; GitHub takes 65,536
OUTAGES: Final = (NoAnswer, Refused, GitFailed)  # their texts are ours and fit for a log


@dataclass(frozen=True)
class Proposed:
    """A file that another open submission would add or change."""

    number: int
    path: str
    content: str


Decide = Callable[[Issue, Sequence[Proposed]], Decision]


@dataclass(frozen=True)
class Service:
    """One repository's submissions. `decide` judges; all else here reads and writes."""

    settings: Settings
    github: GitHub
    branches: Branches
    decide: Decide
    today: date

    def run(self, number: int, event: Event | None = None) -> Outcome:
        """Everything for one issue. A failure is told there, and never raised."""
        return self._guarded(number, lambda: self._run(number, event))

    def apply(self, number: int, decision: Decision, event: Event | None = None) -> Outcome:
        """The writing half, for a decision that was made elsewhere."""
        return self._guarded(number, lambda: self._apply(number, decision, event))

    def sweep(self) -> Iterator[Outcome]:
        """Does what earlier runs left undone, oldest issue first."""
        for issue in self.github.submissions():
            try:
                is_due = wants_run(self._with_comments(issue), ACCEPTED)
            except OUTAGES as error:
                yield Outcome(issue.number, str(error), is_failure=True)
                continue
            if is_due:
                yield self.run(issue.number)

    def judged(self, number: int, event: Event | None = None) -> Decision:
        """The deciding half, which writes nothing; "ignored" where nothing needs a decision."""
        seen = self._look(number)
        if seen is None:
            return Decision("ignored", number, "")
        is_needless = (
            seen.is_over
            or is_read_too_often(seen, self.settings, self.today)
            or (event is not None and _says_nothing_new(event, seen))
        )
        if is_needless:
            return Decision("ignored", number, seen.issue.digest)
        return self.decide(seen.issue, self._others(number))

    def _run(self, number: int, event: Event | None) -> Outcome:
        return self._apply(number, self.judged(number, event), event)

    def _apply(self, number: int, decision: Decision, event: Event | None) -> Outcome:
        seen = self._look(number)
        if seen is None:
            return Outcome(number, "not an open issue of this repository")
        if seen.issue.digest != decision.digest:
            return Outcome(number, "edited meanwhile; the run of that edit goes on")
        approved = is_approved(seen.issue, seen.marker, event, self.settings)
        plan = make_plan(
            seen, decision, self.settings, self.today, approved, self._full(seen, decision)
        )
        if plan is None:
            return Outcome(number, "nothing to do")
        return self._carry_out(seen, plan, decision)

    # Looking.

    def _look(self, number: int) -> Situation | None:
        """What is there for an issue; None when it is closed, gone, or a pull request."""
        issue = self.github.issue(number)
        if issue is None or issue.is_pull or not issue.is_open:
            return None
        pull = self._pull(number)
        self.branches.fetch()
        return replace(self._with_comments(issue), pull=pull, tip=self.branches.tip(number))

    def _pull(self, number: int) -> Pull | None:
        """The pull request of an issue: the open one, or else the latest."""
        pulls = self.github.pulls_of(branch_of(number))
        return next((pull for pull in pulls if pull.is_open), pulls[0] if pulls else None)

    def _with_comments(self, issue: Issue) -> Situation:
        ours = self._ours(issue.number)
        return Situation(issue, ours, read_marker(ours[0].body if ours else ""))

    def _ours(self, number: int) -> tuple[Comment, ...]:
        """Our comments, oldest first. Whoever copies the hidden line has another login."""
        login = self.settings.bot_login
        comments = self.github.comments(number)
        return tuple(it for it in comments if it.login == login and is_marked(it.body))

    def _others(self, number: int) -> tuple[Proposed, ...]:
        """What the other open pull requests of submissions would add."""
        numbers = {number_of(pull.branch) for pull in self.github.open_pulls()} - {0, number}
        tips = ((other, self.branches.tip(other)) for other in sorted(numbers))
        return tuple(
            Proposed(other, path, content)
            for other, tip in tips
            if tip
            for path, content in tip.files.items()
            if content is not None
        )

    def _full(self, seen: Situation, decision: Decision) -> str:
        """Why there is no place for one more submission; empty when there is."""
        if decision.verdict != "accept" or seen.has_place:
            return ""
        open_now = {number_of(pull.branch) for pull in self.github.open_pulls()} - {0}
        if len(open_now) >= self.settings.max_open:
            return notes.too_many(len(open_now))
        own = [
            issue.number for issue in self.github.submissions()
            if issue.login == seen.issue.login and issue.number in open_now
        ]  # fmt: skip
        is_full = len(own) >= self.settings.max_open_per_author
        return notes.too_many_of_author(len(own)) if is_full else ""

    # Writing.

    def _carry_out(self, seen: Situation, plan: Plan, decision: Decision) -> Outcome:
        number = seen.issue.number
        text = plan.text
        if plan.proposes:
            self._remember_approval(seen, plan)
            pull = self._propose(seen, decision)
            if earlier := 0 if seen.pull else self._earlier(number, pull, decision.path):
                plan = plan.put_off()
                text = f"{notes.queued(notes.same_file(earlier))}\n\n{text}"
            else:
                text = f"{notes.proposed(pull)}\n\n{text}"
        self._label(seen.issue, plan.state, takes_back=not plan.marker.approved)
        self._say(number, with_marker(plan.marker, text), seen.ours)
        return Outcome(number, plan.state or "decided already")

    def _remember_approval(self, seen: Situation, plan: Plan) -> None:
        """So that a run that ends here is not asked for the label again."""
        if plan.marker.approved and plan.marker.approved != seen.marker.approved and seen.ours:
            marker = replace(seen.marker, approved=plan.marker.approved)
            text = without_marker(seen.ours[0].body)
            self.github.edit_comment(seen.ours[0].id, with_marker(marker, text))

    def _propose(self, seen: Situation, decision: Decision) -> int:
        """Branch and pull request as they should be; the number of the latter."""
        issue = seen.issue
        change = Change(decision.path, decision.content, decision.subject)
        if seen.tip is None or not seen.tip.holds(change):
            self.branches.push(issue, change, seen.tip)
        title = notes.pull_title(change.subject, issue.number)
        pull = seen.pull or self._open_pull(issue.number, title)
        is_ours = pull.title.endswith(f" (#{issue.number})")  # people may have found a better one
        if is_ours and pull.title != title:
            self.github.rename_pull(pull.number, title)
        return pull.number

    def _earlier(self, number: int, pull: int, path: str) -> int:
        """Another submission that adds the same file by an earlier pull request; else 0.

        Two runs at once do not see each other when they decide. Of two pull requests, the run of
        the later one sees the earlier one: it gives way, and a sweep judges it again. Corrections
        of one file may well stand side by side.
        """
        if self.branches.has(path):
            return 0
        earlier = (it for it in self.github.open_pulls() if it.number < pull)
        rivals = {number_of(it.branch) for it in earlier} - {0, number}
        if rivals:
            self.branches.fetch()
        tips = ((rival, self.branches.tip(rival)) for rival in sorted(rivals))
        return next((rival for rival, tip in tips if tip and path in tip.files), 0)

    def _open_pull(self, number: int, title: str) -> Pull:
        """Makes it. Without an answer it may be there all the same, which the list shows."""
        for _ in range(TRIES):
            with suppress(NoAnswer):
                made = self.github.open_pull(title, branch_of(number), notes.pull_body(number))
                if made:
                    return made
            found = self._pull(number)
            if found and found.is_open:
                return found
        raise NoAnswer("GitHub was asked for a pull request and made none")

    def _label(self, issue: Issue, state: str, takes_back: bool) -> None:
        """Exactly one label of state; an approval that counts no more is taken off."""
        if not state:
            return
        unwanted = STATES - {state}
        if takes_back and self.settings.requires_approval:
            unwanted |= {ACCEPTED}
        missing = [name for name in (SUBMISSION, state) if name not in issue.labels]
        if missing:
            self.github.add_labels(issue.number, missing)
        for name in sorted(unwanted.intersection(issue.labels)):
            self.github.remove_label(issue.number, name)

    def _say(self, number: int, body: str, ours: tuple[Comment, ...]) -> None:
        """Exactly one comment of ours, with this text."""
        body = body[:MAX_COMMENT].strip()
        ours = ours or self._add_comment(number, body)
        for kept in ours[:1]:
            if kept.body.replace("\r\n", "\n").strip() != body:
                self.github.edit_comment(kept.id, body)
        for further in ours[1:]:
            self.github.delete_comment(further.id)

    def _add_comment(self, number: int, body: str) -> tuple[Comment, ...]:
        """Adds it; returns our comments in the list, to which another run may have added one."""
        for _ in range(TRIES):
            with suppress(NoAnswer):
                self.github.add_comment(number, body)
                return self._ours(number)
            if ours := self._ours(number):
                return ours
        raise NoAnswer("GitHub was asked to keep a comment and kept none")

    # Failing.

    def fail(self, number: int, what: str) -> Outcome:
        """For an issue on which something failed before it came here."""

        def tell() -> Outcome:
            self._admit(number)
            return Outcome(number, what, is_failure=True)

        return self._guarded(number, tell)

    def _guarded(self, number: int, act: Callable[[], Outcome]) -> Outcome:
        """The outcome; a failure is told on the issue, as far as that is possible."""
        try:
            return act()
        except OUTAGES as error:
            what = str(error)
        except Exception as error:  # noqa: BLE001 - a fault with one issue must not stop the others
            what = place_of(error)
        try:
            self._admit(number)
        except OUTAGES as error:
            what = f"{what}; nor could that be told there: {error}"
        return Outcome(number, what, is_failure=True)

    def _admit(self, number: int) -> None:
        issue = self.github.issue(number)
        if issue is None or issue.is_pull or not issue.is_open:
            return
        seen = self._with_comments(issue)
        self._label(issue, FAILED, takes_back=False)
        marker = replace(seen.marker, state=FAILED, digest="")
        self._say(number, with_marker(marker, notes.FAILED), seen.ours)


def _says_nothing_new(event: Event, seen: Situation) -> bool:
    """GitHub tells of a new issue and of each label on it; the first run does for all."""
    if event.action != "labeled" or event.label == ACCEPTED:
        return False
    return event.label != SUBMISSION or seen.marker.digest == seen.issue.digest
