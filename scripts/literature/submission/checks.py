"""Starts the checks of the bot's pull requests: what a workflow's own token makes starts none.

https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .branch import number_of
from .github import GitHub
from .outcome import Outcome

WORKFLOW: Final = "check.yml"


def start_checks(github: GitHub, workflow: str = WORKFLOW) -> Iterator[Outcome]:
    """Starts them on each open branch of a submission whose last commit has had none."""
    for pull in github.open_pulls():
        number = number_of(pull.branch)
        if number and not github.has_run(workflow, pull.commit):
            github.start(workflow, pull.branch)
            yield Outcome(number, f"checks started on pull request {pull.number}")
