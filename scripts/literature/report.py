"""Problems -> lines for a terminal or the log of a workflow, or the end of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .model import Problem

# What ends a message or a property of a workflow command:
# https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


class RefusedEntries(Exception):
    """The input is damaged, so nothing is made of it; holds all problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def report_lines(problems: Iterable[Problem], is_github: bool = False) -> Iterator[str]:
    """One line a problem, on GitHub followed by the annotation that shows it in the changed file.

    No text of an entry becomes a command: problems are single lines, they begin with a path, and
    "##[", which a runner obeys anywhere in a line, is taken apart.
    """
    for problem in problems:
        yield str(problem).replace("##[", "## [")
        if is_github:
            yield annotation(problem).replace("##[", "## [")


def annotation(problem: Problem) -> str:
    """A problem as a workflow command."""
    place = f"file={problem.path.translate(_IN_PROPERTY)},line={problem.line or 1}"
    message = f"{problem.field}: {problem.message}" if problem.field else problem.message
    return f"::error {place}::{message.translate(_IN_MESSAGE)}"
