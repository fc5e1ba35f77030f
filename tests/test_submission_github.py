"""The client of GitHub's API: what it asks, what it makes of the answers, and of none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from github_server import BOT, FaultKind, GitHubServer, StoredPull

from literature.submission.github import Comment, GitHub, Pull, Refused, read_issue
from literature.submission.settings import Settings
from literature.web import NoAnswer, Web

SECRET = "Text of the issue"


@pytest.fixture
def github() -> Iterator[GitHubServer]:
    with GitHubServer() as server:
        yield server


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def client(github: GitHubServer, slept: list[float], request: pytest.FixtureRequest) -> GitHub:
    """One that waits at most a second where the server hangs, and ten elsewhere."""
    settings = Settings.from_environ(github.environ)
    timeout = 1.0 if "hang" in request.node.name else 10.0
    return GitHub(Web(timeout=timeout, sleep=slept.append), settings)


def test_an_issue_is_read_as_it_stands(github: GitHubServer, client: GitHub) -> None:
    number = github.open_issue("[Entry] Bees", "### Identifier\r\n\r\n2411.10950", "ito", ["one"])
    issue = client.issue(number)
    assert issue
    assert (issue.number, issue.title, issue.login) == (1, "[Entry] Bees", "ito")
    assert issue.body == "### Identifier\r\n\r\n2411.10950"
    assert issue.user_id == github.users["ito"]
    assert (issue.labels, issue.is_open, issue.is_pull) == (("one",), True, False)
    assert issue.created == "2026-01-05T10:00:01Z"


def test_an_issue_that_is_not_there_is_none(client: GitHub) -> None:
    assert client.issue(7) is None


def test_an_issue_that_moved_to_another_repository_is_none(
    github: GitHubServer, client: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = github.open_issue("Moved", "text")
    real = github.issue_json
    other = f"{github.url}/repos/example/other"
    monkeypatch.setattr(github, "issue_json", lambda it: {**real(it), "repository_url": other})
    assert client.issue(number) is None


@pytest.mark.parametrize(
    "shape",
    [None, [], {}, {"number": 0}, {"number": "1"}, {"number": True}],
    ids=repr,
)
def test_what_is_no_issue_is_no_answer(shape: object) -> None:
    with pytest.raises(NoAnswer):
        read_issue(shape)


def test_an_issue_may_lack_everything_but_its_number() -> None:
    """Its author may have been deleted, and an empty body is null."""
    shape = {"number": 3, "body": None, "user": None, "labels": ["x", {"name": "y"}, None]}
    issue = read_issue(shape)
    assert (issue.body, issue.login, issue.user_id, issue.labels) == ("", "", 0, ("y",))
    assert not issue.is_open


def test_lists_are_read_to_their_last_page(github: GitHubServer, client: GitHub) -> None:
    number = github.open_issue("A", "text")
    for turn in range(205):
        github.comment(number, f"{turn}")
    comments = client.comments(number)
    assert [comment.body for comment in comments] == [f"{turn}" for turn in range(205)]
    assert [call.query.get("page") for call in github.journal] == [None, "2", "3"]


def test_submissions_are_open_issues_with_the_label_oldest_first(
    github: GitHubServer, client: GitHub
) -> None:
    for labels in (["submission"], ["question"], ["submission", "held"], ["submission"]):
        github.open_issue("A", "text", labels=labels)
    github.close_issue(4)
    github.pulls[5] = StoredPull(5, "t", "b", BOT, "x", "main", "", "example/library")
    github.pulls[5].labels.append("submission")
    assert [issue.number for issue in client.submissions()] == [1, 3]


def test_a_link_to_another_server_is_not_followed(
    github: GitHubServer, client: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = github.open_issue("A", "text")
    for turn in range(101):
        github.comment(number, f"{turn}")
    handler: Any = github._server.RequestHandlerClass
    link = '<https://elsewhere.example/repos/x>; rel="next"'
    monkeypatch.setattr(handler, "_page_of", lambda self, found, query: (found[:100], link))
    assert len(client.comments(number)) == 100


def test_pages_without_end_are_no_answer(
    github: GitHubServer, client: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = github.open_issue("A", "text")
    handler: Any = github._server.RequestHandlerClass
    link = f'<{github.url}/repos/example/library/issues/1/comments?page=2>; rel="next"'
    monkeypatch.setattr(handler, "_page_of", lambda self, found, query: (found, link))
    with pytest.raises(NoAnswer, match="more than 100 pages"):
        client.comments(number)


def test_comments_are_added_edited_and_deleted(github: GitHubServer, client: GitHub) -> None:
    number = github.open_issue("A", "text")
    client.add_comment(number, "One")
    [made] = client.comments(number)
    assert made == Comment(9001, BOT, "One")
    client.edit_comment(made.id, "Two\n\n– ünïcödé 😀")
    assert client.comments(number)[0].body == "Two\n\n– ünïcödé 😀"
    client.delete_comment(made.id)
    client.delete_comment(made.id)  # gone already
    assert client.comments(number) == ()


def test_labels_are_added_and_removed(github: GitHubServer, client: GitHub) -> None:
    number = github.open_issue("A", "text", labels=[])
    client.add_labels(number, ["held", "a/b c?"])
    client.add_labels(number, ["held"])
    assert github.issues[number].labels == ["held", "a/b c?"]
    client.remove_label(number, "a/b c?")
    client.remove_label(number, "a/b c?")  # gone already
    assert github.issues[number].labels == ["held"]


def test_a_pull_request_is_found_by_its_branch(github: GitHubServer, client: GitHub) -> None:
    made = client.open_pull("Add ito2026bees (#1)", "submission/1", "Closes #1")
    found = Pull(1, "Add ito2026bees (#1)", "submission/1", "0" * 40, True, False)
    assert made == found
    assert client.pulls_of("submission/1") == (found,)
    assert client.pulls_of("submission/2") == ()
    client.rename_pull(1, "Add ito2025bees (#1)")
    assert client.pulls_of("submission/1")[0].title == "Add ito2025bees (#1)"


def test_closed_pull_requests_are_found_by_branch_and_not_among_the_open(
    github: GitHubServer, client: GitHub
) -> None:
    client.open_pull("One", "submission/1", "text")
    client.open_pull("Two", "submission/2", "text")
    github.close_pull(1)
    assert [pull.is_open for pull in client.pulls_of("submission/1")] == [False]
    assert [pull.number for pull in client.open_pulls()] == [2]


def test_a_branch_of_the_same_name_in_a_fork_is_not_ours(
    github: GitHubServer, client: GitHub
) -> None:
    client.open_pull("Ours", "submission/1", "text")
    client.open_pull("Of a fork", "submission/2", "text")
    github.pulls[2].head_repository = "somebody/library"
    assert [pull.number for pull in client.open_pulls()] == [1]
    assert client.pulls_of("submission/2") == ()


def test_a_pull_request_that_is_there_already_is_no_failure(
    github: GitHubServer, client: GitHub
) -> None:
    assert client.open_pull("One", "submission/1", "text")
    assert client.open_pull("One", "submission/1", "text") is None
    assert len(github.pulls) == 1
    assert [call.status for call in github.writes] == [201, 422]


# What goes wrong.


@pytest.mark.parametrize("kind", ["500", "502", "429", "secondary limit", "cut", "not json"])
def test_reading_is_tried_again(
    github: GitHubServer, client: GitHub, slept: list[float], kind: FaultKind
) -> None:
    number = github.open_issue("A", "text")
    github.fail(kind, times=2)
    assert client.issue(number)
    assert len(github.journal) == 3
    assert len(slept) == 2


@pytest.mark.parametrize("kind", ["500", "hang after", "cut after", "truncated"])
def test_what_is_new_is_not_sent_again_when_it_may_have_been_kept(
    github: GitHubServer, client: GitHub, kind: FaultKind
) -> None:
    number = github.open_issue("A", "text")
    for act in (
        lambda: client.add_comment(number, SECRET),
        lambda: client.open_pull("One", "submission/1", "text"),
    ):
        github.journal.clear()
        github.fail(kind, "POST")
        with pytest.raises(NoAnswer):
            act()
        assert len(github.writes) == 1


@pytest.mark.parametrize("kind", ["429", "secondary limit"])
def test_a_comment_is_sent_again_when_it_was_surely_not_kept(
    github: GitHubServer, client: GitHub, kind: FaultKind, slept: list[float]
) -> None:
    number = github.open_issue("A", "text")
    github.fail(kind, "POST", times=2)
    client.add_comment(number, SECRET)
    assert len(github.comments) == 1
    assert slept == [1.0, 1.0]  # as the server says


@pytest.mark.parametrize("kind", ["hang after", "cut after", "truncated", "500"])
def test_a_write_that_may_be_done_twice_is_sent_again(
    github: GitHubServer, client: GitHub, kind: FaultKind
) -> None:
    number = github.open_issue("A", "text", labels=["held"])
    comment = github.comment(number, "Old", BOT)
    for act in (
        lambda: client.add_labels(number, ["proposed"]),
        lambda: client.remove_label(number, "held"),
        lambda: client.edit_comment(comment, "New"),
        lambda: client.delete_comment(comment),
    ):
        github.faults.clear()
        github.fail(kind)
        act()
    assert github.issues[number].labels == ["proposed"]
    assert github.comments == {}


@pytest.mark.parametrize(
    ("kind", "status"), [("forbidden", 403), ("404", 404), ("422", 422)]
)  # fmt: skip
def test_a_refusal_is_not_tried_again_and_tells_nothing_of_what_was_sent(
    github: GitHubServer, client: GitHub, kind: FaultKind, status: int
) -> None:
    number = github.open_issue("A", "text")
    github.fail(kind, "POST")
    with pytest.raises(Refused) as refused:
        client.add_comment(number, SECRET)
    assert refused.value.status == status
    assert str(refused.value).startswith(f"GitHub answers {status} to POST /issues/1/comments")
    assert SECRET not in str(refused.value)
    assert github.token not in str(refused.value)
    assert len(github.writes) == 1


def test_a_wrong_token_is_refused(github: GitHubServer) -> None:
    settings = Settings.from_environ(github.environ | {"GITHUB_TOKEN": "wrong"})
    with pytest.raises(Refused, match=r"^GitHub answers 401 to GET /issues/1; check the token$"):
        GitHub(Web(), settings).issue(1)


def test_the_token_is_sent_and_shown_nowhere(github: GitHubServer, client: GitHub) -> None:
    number = github.open_issue("A", "text")
    client.add_labels(number, ["held"])
    assert github.token not in repr(client.__dict__["_settings"])
    assert github.token not in json.dumps([call.path for call in github.journal])


# Workflows.


def test_a_workflow_is_started_and_known_to_have_run(tmp_path: Any) -> None:
    with GitHubServer() as github:
        client = GitHub(Web(), Settings.from_environ(github.environ))
        assert not client.has_run("check.yml", "0" * 40)
        client.start("check.yml", "submission/1")
        assert client.has_run("check.yml", "0" * 40)
        assert not client.has_run("other.yml", "0" * 40)
        assert not client.has_run("check.yml", "1" * 40)
        assert github.calls("POST")[0].sent == {"ref": "submission/1"}
