"""The few calls to GitHub's REST API that the pipeline needs. https://docs.github.com/rest

A write that may be done twice is tried again. A new comment or pull request is not: whoever asks
for one looks afterwards whether it is there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from ..forms import SUBMISSION, SUBMISSION_TITLES
from ..web import Answer, NoAnswer, Web
from .decision import Issue
from .settings import Settings

MAX_PAGES: Final = 100
_HEADERS: Final = {
    "Accept": "application/vnd.github+json",
    "X-GitHub-Api-Version": "2022-11-28",
}
_CURE: Final = {
    401: "; check the token",
    403: "; check the permissions of the workflow, and that Settings > Actions > General allows "
    "workflows to create pull requests",
    404: "; check the repository's name and the permissions of the workflow",
}


class Refused(Exception):
    """GitHub says no. The text names the call and the status, nothing of what was sent."""

    def __init__(self, method: str, path: str, status: int) -> None:
        super().__init__(f"GitHub answers {status} to {method} {path}{_CURE.get(status, '')}")
        self.status = status


@dataclass(frozen=True)
class Comment:
    id: int
    login: str
    body: str


@dataclass(frozen=True)
class Pull:
    number: int
    title: str
    branch: str  # the one that it brings
    commit: str  # the last one of that branch
    is_open: bool
    is_merged: bool


class GitHub:
    """One repository. Raises NoAnswer when GitHub does not answer, Refused when it says no."""

    def __init__(self, web: Web, settings: Settings) -> None:
        self._web, self._settings = web, settings
        self._base = f"{settings.api_url}/repos/{settings.repository}"

    def issue(self, number: int) -> Issue | None:
        """The issue as it is now; None when it was deleted or moved to another repository."""
        answer = self._send("GET", f"/issues/{number}", allowed=(404, 410))
        if answer.status in (404, 410):
            return None
        shape = answer.json()
        is_here = text_in(shape, "repository_url").casefold() == self._base.casefold()
        return read_issue(shape) if is_here else None

    def submissions(self) -> tuple[Issue, ...]:
        """All open issues that are submissions by label or title, oldest first.

        A link can leave the label out, and a run can end before it puts the label on.
        """
        query = {"state": "open", "sort": "created", "direction": "asc"}
        issues = [read_issue(shape) for shape in self._list("/issues", query)]
        return tuple(it for it in issues if not it.is_pull and _is_submission(it))

    def comments(self, number: int) -> tuple[Comment, ...]:
        """All comments of an issue, oldest first."""
        found = self._list(f"/issues/{number}/comments", {})
        return tuple(sorted(map(_comment, found), key=lambda comment: comment.id))

    def add_comment(self, number: int, body: str) -> None:
        self._send("POST", f"/issues/{number}/comments", {"body": body}, is_repeatable=False)

    def edit_comment(self, comment: int, body: str) -> None:
        self._send("PATCH", f"/issues/comments/{comment}", {"body": body})

    def delete_comment(self, comment: int) -> None:
        self._send("DELETE", f"/issues/comments/{comment}", allowed=(404,))

    def add_labels(self, number: int, names: Sequence[str]) -> None:
        """GitHub makes labels that the repository does not have yet."""
        self._send("POST", f"/issues/{number}/labels", {"labels": list(names)})

    def remove_label(self, number: int, name: str) -> None:
        path = f"/issues/{number}/labels/{quote(name, safe='')}"
        self._send("DELETE", path, allowed=(404,))

    def pulls_of(self, branch: str) -> tuple[Pull, ...]:
        """The pull requests that a branch of this repository ever made, latest first."""
        query = {"head": f"{self._settings.owner}:{branch}", "state": "all"}
        return tuple(pull for pull in self._pulls(query) if pull.branch == branch)

    def open_pulls(self) -> tuple[Pull, ...]:
        """The open pull requests from branches of this repository, latest first."""
        return self._pulls({"state": "open"})

    def open_pull(self, title: str, branch: str, body: str) -> Pull | None:
        """Makes a pull request; None when GitHub will not, as for a branch that has an open one."""
        sent = {"title": title, "head": branch, "base": self._settings.branch, "body": body}
        answer = self._send("POST", "/pulls", sent, allowed=(422,), is_repeatable=False)
        return _pull(answer.json()) if answer.status == 201 else None

    def rename_pull(self, number: int, title: str) -> None:
        self._send("PATCH", f"/pulls/{number}", {"title": title})

    def has_run(self, workflow: str, commit: str) -> bool:
        """Whether a workflow was ever started by hand, or by us, for a commit.

        GitHub starts one of its own for the pull request, which waits for an approval.
        """
        query = urlencode({"head_sha": commit, "event": "workflow_dispatch", "per_page": 1})
        answer = self._send("GET", f"/actions/workflows/{workflow}/runs", query=query)
        return number_in(answer.json(), "total_count") > 0

    def start(self, workflow: str, branch: str) -> None:
        """Starts a workflow that may be started by hand, as the branch has it."""
        path = f"/actions/workflows/{workflow}/dispatches"
        self._send("POST", path, {"ref": branch}, is_repeatable=False)

    def _pulls(self, query: Mapping[str, str]) -> tuple[Pull, ...]:
        repository = self._settings.repository.casefold()
        found = self._list("/pulls", {**query, "base": self._settings.branch})
        return tuple(
            _pull(shape)
            for shape in found
            if text_in(shape, "head", "repo", "full_name").casefold() == repository
        )

    def _list(self, path: str, query: Mapping[str, str]) -> list[object]:
        """All pages of a list."""
        items: list[object] = []
        address = f"{self._base}{path}?{urlencode({**query, 'per_page': '100'})}"
        for _ in range(MAX_PAGES):
            answer = self._checked("GET", path, self._call("GET", address))
            page = answer.json()
            if not isinstance(page, list):
                raise NoAnswer(f"GitHub answers GET {path} with something else than a list")
            items += page
            address = _next_page(answer, self._settings.api_url)
            if not address:
                return items
        raise NoAnswer(f"GitHub answers GET {path} with more than {MAX_PAGES} pages")

    def _send(
        self,
        method: str,
        path: str,
        sent: object = None,
        *,
        query: str = "",
        allowed: tuple[int, ...] = (),
        is_repeatable: bool = True,
    ) -> Answer:
        address = f"{self._base}{path}{'?' if query else ''}{query}"
        answer = self._call(method, address, sent, is_repeatable)
        return self._checked(method, path, answer, allowed)

    def _call(
        self, method: str, address: str, sent: object = None, is_repeatable: bool = True
    ) -> Answer:
        headers = {**_HEADERS, "Authorization": f"Bearer {self._settings.token}"}
        return self._web.send(
            method, address, json=sent, headers=headers, is_repeatable=is_repeatable
        )

    @staticmethod
    def _checked(method: str, path: str, answer: Answer, allowed: tuple[int, ...] = ()) -> Answer:
        if answer.status < 300 or answer.status in allowed:
            return answer
        raise Refused(method, path, answer.status)


def read_issue(shape: object) -> Issue:
    """An issue from its JSON, that of the API or of an event. Raises NoAnswer for another shape."""
    if not isinstance(shape, dict) or number_in(shape, "number") < 1:
        raise NoAnswer("GitHub describes an issue in a form that is not known")
    labels = shape.get("labels")
    return Issue(
        number=number_in(shape, "number"),
        title=text_in(shape, "title"),
        body=text_in(shape, "body"),
        login=text_in(shape, "user", "login"),
        user_id=number_in(shape, "user", "id"),
        labels=tuple(text_in(label, "name") for label in labels if isinstance(label, dict))
        if isinstance(labels, list)
        else (),
        is_open=text_in(shape, "state") == "open",
        created=text_in(shape, "created_at"),
        is_pull="pull_request" in shape,
    )


def _is_submission(issue: Issue) -> bool:
    return SUBMISSION in issue.labels or issue.title.casefold().startswith(SUBMISSION_TITLES)


def _comment(shape: object) -> Comment:
    return Comment(number_in(shape, "id"), text_in(shape, "user", "login"), text_in(shape, "body"))


def _pull(shape: object) -> Pull:
    return Pull(
        number=number_in(shape, "number"),
        title=text_in(shape, "title"),
        branch=text_in(shape, "head", "ref"),
        commit=text_in(shape, "head", "sha"),
        is_open=text_in(shape, "state") == "open",
        is_merged=bool(text_in(shape, "merged_at")),
    )


def text_in(shape: object, *names: str) -> str:
    """The text at a place in JSON; empty when it is null, missing or something else."""
    found = _at(shape, names)
    return found if isinstance(found, str) else ""


def number_in(shape: object, *names: str) -> int:
    """The whole number at a place in JSON; 0 when it is missing or something else."""
    found = _at(shape, names)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def _at(shape: object, names: Sequence[str]) -> object:
    for name in names:
        shape = shape.get(name) if isinstance(shape, dict) else None
    return shape


def _next_page(answer: Answer, api_url: str) -> str:
    """The address in the Link header (RFC 8288), if it leads to the same server; or empty."""
    match = re.search(r'<([^<>]+)>;\s*rel="next"', answer.headers.get("link", ""))
    return match[1] if match and match[1].startswith(f"{api_url}/") else ""
