"""A server on this machine that stands for GitHub: issues, comments, labels, pull requests.

It speaks the parts of the REST API that we use, keeps what it is told, writes down every call, and
fails in the ways that GitHub documents, or that a network has, when a test asks for it.
https://docs.github.com/rest
"""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import github_forms

TEMPLATES = Path(__file__).parent.parent / ".github" / "ISSUE_TEMPLATE"
BOT, BOT_ID = "github-actions[bot]", 41898282
MAX_TEXT = 65_536
MAX_ADDRESS = 8_191
Json = dict[str, Any]

FaultKind = Literal[
    "500",  # nothing is done
    "502",
    "404",
    "429",  # with Retry-After
    "secondary limit",  # 403 with Retry-After
    "forbidden",  # 403: the token lacks the right
    "422",  # for a pull request: there is one already
    "hang",  # nothing is done and nothing answered
    "hang after",  # done, not answered
    "cut",  # the connection ends, nothing is done
    "cut after",  # done, then the connection ends
    "truncated",  # done, half of the answer arrives
    "not json",  # done, the answer is whole by its length and half by its content
    "stale",  # a list that does not show yet what was just written
    "twice",  # done two times, as when something on the way repeats a request
]
DONE = {"hang after": 1, "cut after": 1, "truncated": 1, "not json": 1, "stale": 1, "twice": 2}


@dataclass
class Fault:
    """What goes wrong with the calls from the `at`-th that matches, `times` of them."""

    kind: FaultKind
    method: str = "*"
    path: str = "*"  # below the repository, as in "/issues/*/comments"; "*" is anything
    at: int = 1
    times: int = 1
    seen: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Counts a call and says whether it is to fail."""
        if not (fnmatchcase(method, self.method) and fnmatchcase(path, self.path)):
            return False
        self.seen += 1
        return self.at <= self.seen < self.at + self.times


@dataclass(frozen=True)
class Call:
    method: str
    path: str  # below the repository, without the query
    query: Mapping[str, str]
    sent: Any
    status: int  # 0: no answer
    fault: str

    @property
    def is_write(self) -> bool:
        return self.method != "GET"


@dataclass
class StoredIssue:
    number: int
    title: str
    body: str
    login: str
    labels: list[str]
    created: str
    updated: str
    is_open: bool = True


@dataclass
class StoredComment:
    id: int
    issue: int
    login: str
    body: str
    created: str
    updated: str


@dataclass
class StoredPull:
    number: int
    title: str
    body: str
    login: str
    head: str
    base: str
    created: str
    head_repository: str
    is_open: bool = True
    is_merged: bool = False
    labels: list[str] = field(default_factory=list)


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, *errors: Json) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"message": message, "documentation_url": "https://docs.github.com/rest"}
        if errors:
            self.body["errors"] = list(errors)


class GitHubServer:
    """GitHub with one repository; `with GitHubServer() as github:` runs it.

    `remote` is the bare repository behind it, if pull requests shall know their branches. `rights`
    are those of the token, as in a workflow's permissions; None gives all.
    """

    def __init__(
        self,
        repository: str = "example/library",
        *,
        remote: Path | None = None,
        token: str = "token-of-a-test",
        rights: Mapping[str, str] | None = None,
        templates: Path = TEMPLATES,
        visitor: str = "visitor",
    ) -> None:
        self.repository, self.remote, self.token = repository, remote, token
        self.rights, self.templates, self.visitor = rights, templates, visitor
        self.issues: dict[int, StoredIssue] = {}
        self.comments: dict[int, StoredComment] = {}
        self.pulls: dict[int, StoredPull] = {}
        self.runs: list[tuple[str, str, str]] = []  # workflow, branch, commit
        self.journal: list[Call] = []
        self.faults: list[Fault] = []
        self.users: dict[str, int] = {BOT: BOT_ID}
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self.before: Callable[[str, str], None] = lambda method, path: None
        self._now = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
        self._last_number, self._last_comment = 0, 9000
        handler = type("Handler", (_Handler,), {"github": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def __enter__(self) -> GitHubServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Of pages and API alike, without a last slash."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def environ(self) -> dict[str, str]:
        """What a workflow would find in its environment."""
        found = {
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_API_URL": self.url,
            "GITHUB_SERVER_URL": self.url,
            "GITHUB_TOKEN": self.token,
        }
        return found | ({"ATLAS_REMOTE": str(self.remote)} if self.remote else {})

    # What people do.

    def open_issue(
        self, title: str, body: str, login: str = "visitor", labels: Sequence[str] = ("submission",)
    ) -> int:
        with self.lock:
            number, now = self._next_number(), self.tick()
            self.issues[number] = StoredIssue(number, title, body, login, [*labels], now, now)
            return number

    def submit_form(self, template: str, title: str, answers: Mapping[str, str]) -> int:
        """What pressing the button does; raises ValueError where the page would not let it."""
        form = github_forms.read_form(self.templates, template)
        if form is None:
            raise ValueError(f"there is no form {template}")
        missing = github_forms.missing_answers(form, answers)
        if missing:
            raise ValueError(f"answers are missing: {', '.join(missing)}")
        body = github_forms.body_of(form, answers)
        return self.open_issue(title, body, self.visitor, form.get("labels", ()))

    def edit_issue(self, number: int, *, title: str | None = None, body: str | None = None) -> None:
        with self.lock:
            issue = self.issues[number]
            issue.title = issue.title if title is None else title
            issue.body = issue.body if body is None else body
            issue.updated = self.tick()

    def label(self, number: int, name: str) -> None:
        with self.lock:
            if name not in self.issues[number].labels:
                self.issues[number].labels.append(name)
            self.issues[number].updated = self.tick()

    def unlabel(self, number: int, name: str) -> None:
        with self.lock:
            self.issues[number].labels.remove(name)
            self.issues[number].updated = self.tick()

    def comment(self, number: int, body: str, login: str = "visitor") -> int:
        with self.lock:
            self._last_comment += 1
            now = self.tick()
            self.comments[self._last_comment] = StoredComment(
                self._last_comment, number, login, body, now, now
            )
            return self._last_comment

    def close_issue(self, number: int) -> None:
        self.issues[number].is_open = False

    def close_pull(self, number: int) -> None:
        self.pulls[number].is_open = False

    def merge_pull(self, number: int) -> None:
        """Merges into the base branch of the remote, and closes the issues that the text names."""
        pull = self.pulls[number]
        head, base = (f"refs/heads/{name}" for name in (pull.head, pull.base))
        tree = self.git("merge-tree", "--write-tree", base, head).split()[0]
        who = ("-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.org")
        parents = ("-p", self.git("rev-parse", base), "-p", self.git("rev-parse", head))
        merged = self.git(*who, "commit-tree", tree, *parents, "-m", f"Merge #{number}")
        self.git("update-ref", base, merged)
        pull.is_open, pull.is_merged = False, True
        for match in re.finditer(r"(?i)\b(?:close[sd]?|fix(?:e[sd])?) #([0-9]+)", pull.body):
            self.close_issue(int(match[1]))

    def event(self, number: int, action: str = "opened", **more: Any) -> Json:
        """What a workflow finds in the file at GITHUB_EVENT_PATH.

        `event(5, "labeled", label="accepted", sender="maintainer")` for a label.
        """
        issue = self.issues[number]
        sender = more.pop("sender", issue.login)
        if "label" in more:
            more["label"] = {"id": 1, "name": more["label"], "color": "ededed"}
        return {
            "action": action,
            "issue": self.issue_json(issue),
            "repository": {
                "full_name": self.repository,
                "owner": {"login": self.repository.partition("/")[0]},
                "default_branch": "main",
            },
            "sender": self.user_json(sender),
            **more,
        }

    # What tests ask for.

    def fail(
        self, kind: FaultKind, method: str = "*", path: str = "*", at: int = 1, times: int = 1
    ) -> None:
        """Lets calls fail from now on: see Fault."""
        with self.lock:
            self.faults.append(Fault(kind, method, path, at, times))

    def calls(self, method: str = "*", path: str = "*") -> list[Call]:
        """The calls so far that match, with those that failed."""
        return [
            call
            for call in self.journal
            if fnmatchcase(call.method, method) and fnmatchcase(call.path, path)
        ]

    @property
    def writes(self) -> list[Call]:
        return [call for call in self.journal if call.is_write]

    def comments_of(self, number: int, login: str = "*") -> list[StoredComment]:
        found = [comment for comment in self.comments.values() if comment.issue == number]
        return [comment for comment in found if fnmatchcase(comment.login, _literal(login))]

    # Inside.

    def tick(self) -> str:
        """The next second: no two things happen at once."""
        self._now += timedelta(seconds=1)
        return self._now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _next_number(self) -> int:
        self._last_number += 1
        return self._last_number

    def git(self, *arguments: str) -> str:
        assert self.remote, "this server has no repository"
        command = ["git", "--git-dir", str(self.remote), *arguments]
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
        return ended.stdout.strip()

    def head_of(self, branch: str) -> str:
        """The commit of a branch; empty when there is no such branch."""
        if self.remote is None:
            return "0" * 40
        found = self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
        return found.splitlines()[0] if found else ""

    def user_json(self, login: str) -> Json:
        user_id = self.users.setdefault(login, 1000 + len(self.users))
        kind = "Bot" if login.endswith("[bot]") else "User"
        return {"login": login, "id": user_id, "type": kind, "site_admin": False}

    def issue_json(self, issue: StoredIssue) -> Json:
        return {
            "url": f"{self.url}/repos/{self.repository}/issues/{issue.number}",
            "repository_url": f"{self.url}/repos/{self.repository}",
            "html_url": f"{self.url}/{self.repository}/issues/{issue.number}",
            "number": issue.number,
            "title": issue.title,
            "body": issue.body or None,
            "user": self.user_json(issue.login),
            "labels": [{"id": 1, "name": name, "color": "ededed"} for name in issue.labels],
            "state": "open" if issue.is_open else "closed",
            "locked": False,
            "created_at": issue.created,
            "updated_at": issue.updated,
            "author_association": "NONE",
        }

    def comment_json(self, comment: StoredComment) -> Json:
        place = f"{self.url}/{self.repository}/issues/{comment.issue}"
        return {
            "id": comment.id,
            "html_url": f"{place}#issuecomment-{comment.id}",
            "user": self.user_json(comment.login),
            "body": comment.body,
            "created_at": comment.created,
            "updated_at": comment.updated,
        }

    def pull_json(self, pull: StoredPull) -> Json:
        owner = pull.head_repository.partition("/")[0]
        return {
            "number": pull.number,
            "html_url": f"{self.url}/{self.repository}/pull/{pull.number}",
            "title": pull.title,
            "body": pull.body,
            "user": self.user_json(pull.login),
            "state": "open" if pull.is_open else "closed",
            "created_at": pull.created,
            "merged_at": pull.created if pull.is_merged else None,
            "head": {
                "ref": pull.head,
                "label": f"{owner}:{pull.head}",
                "sha": self.head_of(pull.head),
                "repo": {"full_name": pull.head_repository},
            },
            "base": {"ref": pull.base, "repo": {"full_name": self.repository}},
        }

    def pull_as_issue(self, pull: StoredPull) -> Json:
        """To GitHub every pull request is an issue, too."""
        issue = StoredIssue(
            pull.number, pull.title, pull.body, pull.login, pull.labels, pull.created,
            pull.created, pull.is_open,
        )  # fmt: skip
        return self.issue_json(issue) | {"pull_request": {"url": f"{self.url}/pulls"}}

    # The API: each gives (status, body).

    def list_issues(self, query: Mapping[str, str], sent: Any) -> tuple[int, Any]:
        labels = set(filter(None, query.get("labels", "").split(",")))
        everything = [
            *(self.issue_json(issue) for issue in self.issues.values()),
            *(self.pull_as_issue(pull) for pull in self.pulls.values()),
        ]
        found = [
            shape
            for shape in everything
            if labels <= {label["name"] for label in shape["labels"]}
            and _is_wanted(query, shape["state"])
        ]
        is_ascending = query.get("direction", "desc") == "asc"
        return 200, sorted(found, key=lambda it: it["number"], reverse=not is_ascending)

    def get_issue(self, query: Mapping[str, str], sent: Any, number: str) -> tuple[int, Any]:
        if int(number) in self.pulls:
            return 200, self.pull_as_issue(self.pulls[int(number)])
        return 200, self.issue_json(self._issue(number))

    def list_comments(self, query: Mapping[str, str], sent: Any, number: str) -> tuple[int, Any]:
        self._issue(number)
        return 200, [self.comment_json(it) for it in self.comments_of(int(number))]

    def add_comment(self, query: Mapping[str, str], sent: Any, number: str) -> tuple[int, Any]:
        self._issue(number)
        made = self.comment(int(number), _checked_text(sent["body"]), BOT)
        return 201, self.comment_json(self.comments[made])

    def edit_comment(self, query: Mapping[str, str], sent: Any, number: str) -> tuple[int, Any]:
        comment = self._comment(number)
        comment.body, comment.updated = _checked_text(sent["body"]), self.tick()
        return 200, self.comment_json(comment)

    def delete_comment(self, query: Mapping[str, str], sent: Any, number: str) -> tuple[int, Any]:
        del self.comments[self._comment(number).id]
        return 204, None

    def add_labels(self, query: Mapping[str, str], sent: Any, number: str) -> tuple[int, Any]:
        issue = self._issue(number)
        for name in sent["labels"]:
            self.label(int(number), name)
        return 200, self.issue_json(issue)["labels"]

    def remove_label(
        self, query: Mapping[str, str], sent: Any, number: str, name: str
    ) -> tuple[int, Any]:
        issue = self._issue(number)
        if unquote(name) not in issue.labels:
            raise Refusal(404, "Label does not exist")
        self.unlabel(int(number), unquote(name))
        return 200, self.issue_json(issue)["labels"]

    def list_pulls(self, query: Mapping[str, str], sent: Any) -> tuple[int, Any]:
        shapes = [self.pull_json(pull) for pull in self.pulls.values()]
        found = [
            shape for shape in shapes
            if _is_wanted(query, shape["state"])
            and query.get("head", shape["head"]["label"]) == shape["head"]["label"]
            and query.get("base", shape["base"]["ref"]) == shape["base"]["ref"]
        ]  # fmt: skip
        return 200, sorted(found, key=lambda it: it["number"], reverse=True)

    def open_pull(self, query: Mapping[str, str], sent: Any) -> tuple[int, Any]:
        owner = self.repository.partition("/")[0]
        _, _, head = sent["head"].rpartition(":")
        base = sent["base"]
        if self.remote and not (self.head_of(head) and self.head_of(base)):
            raise _invalid({"field": "head", "code": "invalid"})
        if self.remote and self.head_of(head) == self.head_of(base):
            raise _invalid({"message": f"No commits between {base} and {head}"})
        for pull in self.pulls.values():
            if pull.is_open and (pull.head, pull.head_repository) == (head, self.repository):
                raise _invalid({"message": f"A pull request already exists for {owner}:{head}."})
        number = self._next_number()
        self.pulls[number] = StoredPull(
            number, sent["title"], _checked_text(sent["body"]), BOT, head, base, self.tick(),
            self.repository,
        )  # fmt: skip
        return 201, self.pull_json(self.pulls[number])

    def edit_pull(self, query: Mapping[str, str], sent: Any, number: str) -> tuple[int, Any]:
        if int(number) not in self.pulls:
            raise Refusal(404, "Not Found")
        pull = self.pulls[int(number)]
        pull.title, pull.body = sent.get("title", pull.title), sent.get("body", pull.body)
        return 200, self.pull_json(pull)

    def list_runs(self, query: Mapping[str, str], sent: Any, workflow: str) -> tuple[int, Any]:
        shas = [sha for name, _, sha in self.runs if name == workflow]
        if query.get("event") != "workflow_dispatch":  # one for each pull request, not approved yet
            shas += [self.head_of(pull.head) for pull in self.pulls.values()]
        count = sum(sha == query.get("head_sha", sha) for sha in shas)
        return 200, {"total_count": count, "workflow_runs": [{"id": 1}] * count}

    def dispatch(self, query: Mapping[str, str], sent: Any, workflow: str) -> tuple[int, Any]:
        if not self.head_of(sent["ref"]):
            raise Refusal(422, f"No ref found for: {sent['ref']}")
        self.runs.append((workflow, sent["ref"], self.head_of(sent["ref"])))
        return 204, None

    def _issue(self, number: str) -> StoredIssue:
        if int(number) not in self.issues:
            raise Refusal(404, "Not Found")
        return self.issues[int(number)]

    def _comment(self, number: str) -> StoredComment:
        if int(number) not in self.comments:
            raise Refusal(404, "Not Found")
        return self.comments[int(number)]

    def perform(
        self, method: str, path: str, query: Mapping[str, str], sent: Any
    ) -> tuple[int, Any]:
        """Does what a call asks for, once, if the token may."""
        for wanted, pattern, right, act in ROUTES:
            match = re.fullmatch(pattern, path)
            if match and wanted == method:
                self._check_right(right)
                return act(self, query, sent, *match.groups())
        raise Refusal(404, "Not Found")

    def _check_right(self, right: str) -> None:
        name, level = right.split(":")
        if self.rights is not None and self.rights.get(name, "none") not in (level, "write"):
            raise Refusal(403, "Resource not accessible by integration")


# Method, path below the repository, the right it takes, what it does.
ROUTES: tuple[tuple[str, str, str, Callable[..., tuple[int, Any]]], ...] = (
    ("GET", r"/issues", "issues:read", GitHubServer.list_issues),
    ("GET", r"/issues/(\d+)", "issues:read", GitHubServer.get_issue),
    ("GET", r"/issues/(\d+)/comments", "issues:read", GitHubServer.list_comments),
    ("POST", r"/issues/(\d+)/comments", "issues:write", GitHubServer.add_comment),
    ("PATCH", r"/issues/comments/(\d+)", "issues:write", GitHubServer.edit_comment),
    ("DELETE", r"/issues/comments/(\d+)", "issues:write", GitHubServer.delete_comment),
    ("POST", r"/issues/(\d+)/labels", "issues:write", GitHubServer.add_labels),
    ("DELETE", r"/issues/(\d+)/labels/([^/]+)", "issues:write", GitHubServer.remove_label),
    ("GET", r"/pulls", "pull-requests:read", GitHubServer.list_pulls),
    ("POST", r"/pulls", "pull-requests:write", GitHubServer.open_pull),
    ("PATCH", r"/pulls/(\d+)", "pull-requests:write", GitHubServer.edit_pull),
    ("GET", r"/actions/workflows/([\w.-]+)/runs", "actions:read", GitHubServer.list_runs),
    ("POST", r"/actions/workflows/([\w.-]+)/dispatches", "actions:write", GitHubServer.dispatch),
)


def _is_wanted(query: Mapping[str, str], state: str) -> bool:
    return query.get("state", "open") in (state, "all")


def _invalid(error: Json) -> Refusal:
    return Refusal(422, "Validation Failed", {"resource": "PullRequest", "code": "custom"} | error)


def _checked_text(text: object) -> str:
    if not isinstance(text, str) or not text.strip() or len(text) > MAX_TEXT:
        raise Refusal(422, "Validation Failed", {"resource": "IssueComment", "field": "body"})
    return text


def _literal(pattern: str) -> str:
    """A login has brackets, which fnmatch would take for a choice of characters."""
    return pattern.replace("[", "[[]")


class _Handler(BaseHTTPRequestHandler):
    github: GitHubServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_PATCH(self) -> None:
        self._handle("PATCH")

    def do_DELETE(self) -> None:
        self._handle("DELETE")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the journal has it."""

    def _handle(self, method: str) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        prefix = f"/repos/{self.github.repository}"
        if parts.path.startswith(f"{prefix}/"):
            self._answer_api(method, parts.path.removeprefix(prefix), query, content)
        elif parts.path.startswith(f"/{self.github.repository}/"):
            inner = parts.path.removeprefix(f"/{self.github.repository}")
            self._answer_page(method, inner, query, content)
        else:
            self._send_json(404, {"message": "Not Found"})

    # Pages.

    def _answer_page(
        self, method: str, path: str, query: Mapping[str, str], content: bytes
    ) -> None:
        github = self.github
        if len(self.path) > MAX_ADDRESS:
            return self._send(414, "text/html", b"<h1>URI Too Long</h1>")
        form = github_forms.read_form(github.templates, query.get("template", ""))
        if (method, path) == ("GET", "/issues/new") and form:
            action = f"/{github.repository}/issues?{urlencode({'template': query['template']})}"
            return self._send_page(github_forms.render_page(form, action, query))
        if (method, path) == ("POST", "/issues") and form:
            answers = dict(parse_qsl(content.decode(), keep_blank_values=True))
            title = answers.pop("issue[title]", "")
            try:
                number = github.submit_form(query["template"], title, answers)
            except ValueError as error:
                return self._send(422, "text/plain; charset=utf-8", str(error).encode())
            place = f"/{github.repository}/issues/{number}"
            return self._send(303, "text/html", b"", {"Location": place})
        shown = re.fullmatch(r"/issues/(\d+)", path)
        if method == "GET" and shown and int(shown[1]) in github.issues:
            issue = github.issues[int(shown[1])]
            return self._send_page(github_forms.render_issue(issue.title, issue.body, issue.number))
        return self._send(404, "text/html", b"<h1>Not Found</h1>")

    def _send_page(self, text: str) -> None:
        self._send(200, "text/html; charset=utf-8", text.encode())

    # The API.

    def _answer_api(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> None:
        github = self.github
        github.before(method, path)
        sent = json.loads(content) if content else None
        with github.lock:
            fault = next((it for it in list(github.faults) if it.strikes(method, path)), None)
            kind = fault.kind if fault else ""
            status, body = self._outcome(method, path, query, sent, kind)
            said = 0 if kind.startswith(("hang", "cut")) else status
            github.journal.append(Call(method, path, dict(query), sent, said, kind))
        if kind.startswith("hang"):
            github.closing.wait(30)
        if kind.startswith(("hang", "cut")):
            self.close_connection = True
            return
        self._send_api(status, body, query, kind)

    def _outcome(
        self, method: str, path: str, query: Mapping[str, str], sent: Any, kind: str
    ) -> tuple[int, Any]:
        if self.headers.get("Authorization") not in _accepted(self.github.token):
            return 401, {"message": "Bad credentials"}
        if kind and not DONE.get(kind):
            return _error_of(kind, path)
        try:
            for _ in range(DONE.get(kind, 1)):
                outcome = self.github.perform(method, path, query, sent)
        except Refusal as refusal:
            return refusal.status, refusal.body
        return (200, []) if kind == "stale" and isinstance(outcome[1], list) else outcome

    def _send_api(self, status: int, body: Any, query: Mapping[str, str], kind: str) -> None:
        headers = {"Retry-After": "1"} if kind in ("429", "secondary limit") else {}
        if isinstance(body, list) and self.command == "GET":
            body, link = self._page_of(body, query)
            headers |= {"Link": link} if link else {}
        if status == 204:
            return self._send(204, "", b"", headers)
        content = json.dumps(body).encode()
        if kind == "truncated":
            self.close_connection = True
            return self._send(status, "application/json", content[: len(content) // 2],
                              headers | {"Content-Length": str(len(content))})  # fmt: skip
        if kind == "not json":
            content = content[: len(content) // 2]
        return self._send(status, "application/json; charset=utf-8", content, headers)

    def _page_of(self, found: list[Any], query: Mapping[str, str]) -> tuple[list[Any], str]:
        """One page of a list, and the Link header that leads to the others (RFC 8288)."""
        size = min(int(query.get("per_page", 30)), 100)
        page = int(query.get("page", 1))
        last = max(1, -(-len(found) // size))
        path = urlsplit(self.path).path
        links = [
            f'<{self.github.url}{path}?{urlencode({**query, "page": number})}>; rel="{name}"'
            for name, number in (("prev", page - 1), ("next", page + 1), ("last", last))
            if 1 <= number <= last and number != page
        ]
        return found[(page - 1) * size : page * size], ", ".join(links)

    def _send_json(self, status: int, body: Json) -> None:
        self._send(status, "application/json; charset=utf-8", json.dumps(body).encode())

    def _send(
        self, status: int, kind: str, content: bytes, headers: Mapping[str, str] | None = None
    ) -> None:
        self.send_response(status)
        given = {"Content-Type": kind, "Content-Length": str(len(content)), **(headers or {})}
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _accepted(token: str) -> tuple[str, str]:
    return f"Bearer {token}", f"token {token}"


def _error_of(kind: str, path: str) -> tuple[int, Json]:
    """What GitHub says when it does nothing."""
    if kind == "secondary limit":
        return 403, {
            "message": "You have exceeded a secondary rate limit. Please wait a few minutes"
        }
    if kind == "forbidden":
        return 403, {"message": "Resource not accessible by integration"}
    if kind == "422":
        refusal = _invalid({"message": "A pull request already exists for example:branch."})
        return 422, refusal.body
    if kind in ("hang", "cut"):
        return 0, {}
    return int(kind), {"message": "Server Error" if kind.startswith("5") else "Not Found"}
