"""What is to be done with a submission: a pure function of what is there and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from . import notes
from .branch import Tip
from .decision import Decision, Issue, Verdict
from .github import Comment, Pull
from .marker import Marker
from .settings import Settings

PROPOSED: Final = "proposed"
AWAITING: Final = "awaiting-approval"
QUEUED: Final = "queued"
FAILED: Final = "bot-error"
_STATE_OF: Final[dict[Verdict, str]] = {
    "accept": PROPOSED,
    "invalid": "needs-changes",
    "duplicate": "duplicate",
    "held": "held",
}
# Labels that say where a submission stands; one at a time.
STATES: Final = frozenset((*_STATE_OF.values(), AWAITING, QUEUED, FAILED))
UNFINISHED: Final = frozenset((QUEUED, FAILED))


@dataclass(frozen=True)
class Situation:
    """An open issue and everything that the pipeline has made for it so far."""

    issue: Issue
    ours: tuple[Comment, ...] = ()  # our comments, oldest first; more than one by accident only
    marker: Marker = field(default_factory=Marker)
    pull: Pull | None = None  # the open one, or else the latest
    tip: Tip | None = None

    @property
    def is_over(self) -> bool:
        """Whether a maintainer has decided."""
        return self.pull is not None and not self.pull.is_open

    @property
    def has_place(self) -> bool:
        """Whether the submission takes up one of the places that are limited."""
        return self.tip is not None or self.pull is not None


@dataclass(frozen=True)
class Plan:
    """The state that everything is to be brought into."""

    state: str  # label; empty: labels stay as they are
    marker: Marker
    text: str  # of the comment, but for the line on the pull request
    proposes: bool = False  # branch and pull request

    def put_off(self) -> Plan:
        """The same, with nothing decided yet: a sweep comes back to it."""
        return replace(self, state=QUEUED, marker=replace(self.marker, state=QUEUED))


def is_read_too_often(seen: Situation, settings: Settings, today: date) -> bool:
    """Whether this text would be one more today than allowed."""
    marker = seen.marker.counted(seen.issue.digest, today)
    return marker != seen.marker and marker.runs > settings.max_runs_per_day


def make_plan(
    seen: Situation,
    decision: Decision,
    settings: Settings,
    today: date,
    is_approved: bool = True,
    full: str = "",
) -> Plan | None:
    """What to do; None: nothing. `full` says why the submission cannot have a place now."""
    if seen.pull and seen.is_over:
        say = notes.merged if seen.pull.is_merged else notes.declined
        return _plan(seen, today, "", say(seen.pull.number))
    if is_read_too_often(seen, settings, today):
        text = notes.queued(notes.too_often(settings.max_runs_per_day))
        return Plan(QUEUED, replace(seen.marker, state=QUEUED), text)
    if decision.verdict == "ignored":
        return None
    state = _state(decision, is_approved, full)
    note = _note(seen, state, full)
    text = f"{note}\n\n{decision.comment}" if note else decision.comment
    plan = _plan(seen, today, state, text)
    approved = seen.issue.digest if is_approved and settings.requires_approval else ""
    can_push = seen.tip is None or seen.tip.is_ours
    return replace(
        plan,
        marker=replace(plan.marker, approved=approved),
        proposes=state == PROPOSED and can_push,
    )


def _plan(seen: Situation, today: date, state: str, text: str) -> Plan:
    marker = seen.marker.counted(seen.issue.digest, today)
    return Plan(state, replace(marker, state=state), text)


def _state(decision: Decision, is_approved: bool, full: str) -> str:
    if decision.verdict == "accept" and not is_approved:
        return AWAITING
    return QUEUED if decision.verdict == "accept" and full else _STATE_OF[decision.verdict]


def _note(seen: Situation, state: str, full: str) -> str:
    """What stands above the judge's comment; the number of a new pull request is added later."""
    pull = seen.pull.number if seen.pull else 0
    said = {QUEUED: notes.queued(full), AWAITING: notes.AWAITING}.get(state, "")
    if seen.tip and not seen.tip.is_ours:
        return notes.taken_over(pull)
    if pull and state != PROPOSED:
        return f"{said}\n\n{notes.outdated(pull)}".strip()
    return said


def wants_run(seen: Situation, accepted: str) -> bool:
    """Whether a sweep must look at an issue: something was not done, or not to the end."""
    is_waiting = seen.marker.state == AWAITING and accepted in seen.issue.labels
    is_current = seen.marker.digest == seen.issue.digest and len(seen.ours) == 1
    return not is_current or seen.marker.state in UNFINISHED or is_waiting
