"""What our comment says above the verdict: where the submission stands. Our own words only."""

from __future__ import annotations

from typing import Final

from ..text import count_of

# Each paragraph is one line: in comments, GitHub shows line ends as such.
FAILED: Final = (
    "### Something went wrong on our side\n\n"
    "Nothing is lost: the issue stays as it is, and it is tried again within a day. The "
    "maintainers have been told; there is nothing that you need to do."
)
AWAITING: Final = (
    "**A maintainer looks at this first** and puts the label `accepted` on it; then the pull "
    "request is made. The label counts for the text as it stands now; after an edit, somebody "
    "looks again."
)


def proposed(pull: int) -> str:
    return f"**Pull request #{pull}** brings this into the database once it is merged."


def outdated(pull: int) -> str:
    """For a text that is not accepted, after one that was."""
    return f"Pull request #{pull} still holds the last text of this issue that was accepted."


def taken_over(pull: int) -> str:
    """For a branch on which a person has committed."""
    where = f"pull request #{pull}" if pull else "the branch of this issue"
    return (
        f"Somebody has changed {where} by hand, so it does not follow this issue any more. "
        "Edit the pull request instead."
    )


def merged(pull: int) -> str:
    return (
        f"Pull request #{pull} was merged, so this issue is done. To change the entry, use "
        "*Correct this entry* on its page; for another work, open a new issue."
    )


def declined(pull: int) -> str:
    return (
        f"A maintainer has closed pull request #{pull} without merging it, so this issue is not "
        "worked on any further. To ask why, write a comment there."
    )


def queued(reason: str) -> str:
    return f"**This waits in a queue:** {reason}. Nothing is lost, and it goes on by itself."


def too_many_of_author(count: int) -> str:
    return f"{count_of(count, 'submission')} of yours are open, as many as one person can have"


def too_many(count: int) -> str:
    return f"{count_of(count, 'submission')} are open, as many as the maintainers can look at"


def same_file(number: int) -> str:
    return f"#{number}, which was read at the same time, is about the same work or has its key"


def too_often(count: int) -> str:
    return f"it was read {count_of(count, 'time')} today, and is read again tomorrow"


def pull_body(number: int) -> str:
    """The text of the pull request."""
    return (
        f"Made from issue #{number}, where a comment shows what was given, what the registers say "
        "and how the entry will look.\n\n"
        f"It follows edits of the issue until somebody commits here.\n\nCloses #{number}"
    )


def pull_title(subject: str, number: int) -> str:
    return f"{subject} (#{number})"
