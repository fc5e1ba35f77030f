"""From an issue to one branch, one pull request and one comment, and back to where they stand."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from github_server import BOT, FaultKind, GitHubServer
from submission_bench import Bench, git, judge, make_repository

from literature.submission.checks import start_checks
from literature.submission.decision import Decision, Issue
from literature.submission.event import Event
from literature.submission.marker import Marker, with_marker
from literature.submission.service import Proposed


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_repository(tmp_path_factory.mktemp("repository"))


@pytest.fixture
def bench(repository: Path, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "own"
    shutil.copytree(repository, folder)
    with GitHubServer(remote=folder / "remote") as github:
        yield Bench(folder, github)


def test_an_accepted_issue_becomes_one_branch_one_pull_request_and_one_comment(
    bench: Bench,
) -> None:
    number = bench.open()
    outcome = bench.run(number, bench.event(number))
    assert str(outcome) == "#1: proposed"
    assert bench.heads == ["main", "submission/1"]
    assert bench.changes(1) == [":000000 100644 A entries/ito2026bees.yaml"]
    assert bench.content(1) == "title: Bees"
    assert bench.commits(1) == ["Add ito2026bees for #1"]
    [pull] = bench.pulls(1)
    assert (pull.title, pull.base) == ("Add ito2026bees (#1)", "main")
    assert pull.body.endswith("\n\nCloses #1")
    assert bench.labels(1) == ["proposed", "submission"]
    assert bench.comment(1) == (
        "**Pull request #2** brings this into the database once it is merged.\n\nVerdict: accept."
    )


@pytest.mark.parametrize(
    ("verdict", "label"),
    [("invalid", "needs-changes"), ("duplicate", "duplicate"), ("held", "held")],
)
def test_every_other_verdict_is_a_label_and_a_comment_and_no_branch(
    bench: Bench, verdict: str, label: str
) -> None:
    number = bench.open(verdict)
    bench.run(number)
    assert bench.heads == ["main"]
    assert bench.pulls(number) == []
    assert bench.labels(number) == sorted([label, "submission"])
    assert bench.comment(number) == f"Verdict: {verdict}."


def test_an_issue_that_is_no_submission_is_left_alone(bench: Bench) -> None:
    number = bench.open("ignored", labels=["question"])
    assert str(bench.run_without_writing(number)) == "#1: nothing to do"


@pytest.mark.parametrize("verdict", ["accept ito2026bees Bees", "invalid", "duplicate", "held"])
def test_a_second_run_writes_nothing(bench: Bench, verdict: str) -> None:
    number = bench.open(verdict)
    event = bench.event(number)
    bench.run(number, event)
    bench.run_without_writing(number, event)


def test_labels_of_people_stay(bench: Bench) -> None:
    number = bench.open("invalid", labels=["submission", "good first issue", "held"])
    bench.run(number)
    assert bench.labels(number) == ["good first issue", "needs-changes", "submission"]


def test_the_label_of_submissions_is_added_where_a_link_left_it_out(bench: Bench) -> None:
    number = bench.open("held", labels=[])
    bench.run(number)
    assert bench.labels(number) == ["held", "submission"]


# Edits.


def test_an_edit_brings_branch_and_comment_up_to_date(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.edit(number, "accept ito2026bees Wild bees")
    bench.run(number)
    assert bench.content(number) == "title: Wild bees"
    assert bench.commits(number) == ["Add ito2026bees for #1"]
    assert len(bench.pulls(number)) == 1
    assert len(bench.comments(number)) == 1
    bench.run_without_writing(number)


def test_after_an_edit_that_is_not_accepted_the_pull_request_holds_the_last_text(
    bench: Bench,
) -> None:
    number = bench.open()
    bench.run(number)
    bench.edit(number, "invalid")
    bench.run(number)
    assert bench.content(number) == "title: Bees"
    assert [pull.is_open for pull in bench.pulls(number)] == [True]
    assert bench.labels(number) == ["needs-changes", "submission"]
    assert bench.comment(number) == (
        "Pull request #2 still holds the last text of this issue that was accepted.\n\n"
        "Verdict: invalid."
    )


def test_from_accepted_to_invalid_and_back_it_is_the_same_pull_request(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    first = git_head(bench, number)
    for body in ("invalid", "accept ito2026bees Bees"):
        bench.edit(number, body)
        bench.run(number)
    assert git_head(bench, number) == first
    assert len(bench.pulls(number)) == 1
    assert bench.labels(number) == ["proposed", "submission"]
    bench.run_without_writing(number)


def git_head(bench: Bench, number: int) -> str:
    return bench.github.head_of(f"submission/{number}")


def test_when_an_edit_changes_the_key_the_old_file_is_gone_from_the_branch(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.edit(number, "accept ito2025bees Bees")
    bench.run(number)
    assert bench.changes(number) == [":000000 100644 A entries/ito2025bees.yaml"]
    assert [pull.title for pull in bench.pulls(number)] == ["Add ito2025bees (#1)"]


def test_a_title_that_a_person_gave_the_pull_request_stays(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.pulls(number)[0].title = "Wild bees of Japan"
    bench.edit(number, "accept ito2025bees Bees")
    bench.run(number)
    assert [pull.title for pull in bench.pulls(number)] == ["Wild bees of Japan"]


def test_a_changed_entry_is_a_change_and_no_new_file(bench: Bench) -> None:
    number = bench.open("accept abe2019sound A better title")
    bench.run(number)
    assert bench.changes(number) == [":100644 100644 M entries/abe2019sound.yaml"]


def test_the_event_may_be_stale_for_the_issue_is_read_again(bench: Bench) -> None:
    number = bench.open("accept ito2026bees Old")
    event = bench.event(number)
    bench.edit(number, "accept ito2026bees New")
    bench.run(number, event)
    assert bench.content(number) == "title: New"


def test_an_edit_while_it_is_judged_leaves_all_to_the_next_run(bench: Bench) -> None:
    number = bench.open()

    def judge_slowly(issue: Issue, others: Sequence[Proposed]) -> Decision:
        bench.edit(number, "accept ito2026bees Edited")
        return judge(issue, others)

    bench.decide = judge_slowly
    assert str(bench.run(number)) == "#1: edited meanwhile; the run of that edit goes on"
    assert bench.github.writes == []
    assert bench.heads == ["main"]
    bench.decide = judge
    bench.run(number)
    assert bench.content(number) == "title: Edited"


def test_an_issue_closed_while_it_is_judged_is_left_alone(bench: Bench) -> None:
    number = bench.open()

    def judge_slowly(issue: Issue, others: Sequence[Proposed]) -> Decision:
        bench.github.close_issue(number)
        return judge(issue, others)

    bench.decide = judge_slowly
    bench.run(number)
    assert bench.github.writes == []
    assert bench.heads == ["main"]


# What people do on GitHub.


def test_a_branch_with_a_commit_by_a_person_is_not_pushed_to(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.commit_by_hand(number, "entries/ito2026bees.yaml", "title: By hand\n")
    bench.edit(number, "accept ito2026bees Edited")
    bench.run(number)
    assert bench.content(number) == "title: By hand"
    assert bench.commits(number) == ["Put it better", "Add ito2026bees for #1"]
    assert bench.comment(number) == (
        "Somebody has changed pull request #2 by hand, so it does not follow this issue any more. "
        "Edit the pull request instead.\n\nVerdict: accept."
    )
    bench.run_without_writing(number)


def test_a_closed_pull_request_is_never_reopened_nor_made_again(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.github.close_pull(2)
    bench.edit(number, "accept ito2026bees Once more")
    bench.run(number)
    assert bench.content(number) == "title: Bees"
    assert [pull.is_open for pull in bench.pulls(number)] == [False]
    assert bench.comment(number) == (
        "A maintainer has closed pull request #2 without merging it, so this issue is not worked "
        "on any further. To ask why, write a comment there."
    )
    bench.run_without_writing(number)


def test_a_pull_request_that_a_person_opens_again_is_worked_on_again(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.github.close_pull(2)
    bench.edit(number, "accept ito2026bees Once more")
    bench.run(number)
    bench.github.pulls[2].is_open = True
    bench.run(number)
    assert bench.content(number) == "title: Once more"
    assert len(bench.pulls(number)) == 1


def test_a_merged_pull_request_ends_the_matter(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.github.merge_pull(2)
    assert not bench.github.issues[number].is_open
    bench.github.issues[number].is_open = True  # and somebody opens it again
    bench.edit(number, "accept ito2027wasps Wasps")
    bench.run(number)
    assert "Pull request #2 was merged, so this issue is done." in bench.comment(number)
    assert len(bench.pulls(number)) == 1
    bench.run_without_writing(number)


def test_a_closed_issue_is_left_alone_with_its_pull_request(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.github.close_issue(number)
    bench.edit(number, "invalid")
    outcome = bench.run_without_writing(number)
    assert str(outcome) == "#1: not an open issue of this repository"
    assert [pull.is_open for pull in bench.pulls(number)] == [True]


def test_an_issue_that_is_gone_is_no_failure(bench: Bench) -> None:
    assert not bench.run_without_writing(404).is_failure


def test_a_pull_request_is_no_submission(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.run_without_writing(bench.pulls(number)[0].number)


def test_a_deleted_comment_is_written_again(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.github.comments.clear()
    bench.run(number)
    assert len(bench.comments(number)) == 1


def test_of_two_comments_the_older_one_stays(bench: Bench) -> None:
    number = bench.open()
    bench.github.fail("twice", "POST", "/issues/*/comments")
    bench.run(number)
    assert [comment.id for comment in bench.comments(number)] == [9001]


def test_two_comments_left_by_a_run_that_died_become_one(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.github.comment(number, bench.comments(number)[0].body, BOT)
    assert [str(outcome) for outcome in bench.service.sweep()] == ["#1: proposed"]
    assert [comment.id for comment in bench.comments(number)] == [9001]


def test_a_hidden_line_in_a_comment_of_somebody_else_counts_for_nothing(bench: Bench) -> None:
    number = bench.open()
    forged = with_marker(Marker("proposed", bench.event(number).issue.digest), "Forged")
    bench.github.comment(number, forged, "visitor")
    bench.run(number)
    assert [comment.body for comment in bench.github.comments_of(number, "visitor")] == [forged]
    assert len(bench.comments(number)) == 1


def test_another_comment_of_the_same_account_is_left_alone(bench: Bench) -> None:
    number = bench.open()
    bench.github.comment(number, "Written by another workflow", BOT)
    bench.run(number)
    bodies = [comment.body for comment in bench.comments(number)]
    assert len(bodies) == 2
    assert bodies[0] == "Written by another workflow"


def test_a_damaged_hidden_line_is_written_anew(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    comment = bench.comments(number)[0]
    good = comment.body
    comment.body = good.replace('{"', "{'", 1)
    bench.run(number)
    assert [it.body for it in bench.comments(number)] == [good]


def test_a_comment_that_is_too_long_for_github_is_cut(bench: Bench) -> None:
    number = bench.open("held")
    bench.decide = lambda issue, others: replace(judge(issue, others), comment="x" * 70_000)
    assert not bench.run(number).is_failure
    assert len(bench.comments(number)[0].body) == 65_000
    bench.run_without_writing(number)


# Who else has proposed what.


def test_the_judge_is_told_what_other_open_pull_requests_would_add(bench: Bench) -> None:
    told: list[Sequence[Proposed]] = []
    kept = bench.open("accept ito2026bees Bees")
    closed = bench.open("accept oka2026wasps Wasps")
    own = bench.open("accept ueno2026ants Ants")
    for number in (kept, closed, own):
        bench.run(number)
    bench.github.close_pull(bench.pulls(closed)[0].number)
    bench.commit_by_hand(kept, "entries/ito2026bees.yaml", "title: By hand\n")

    def judge_and_note(issue: Issue, others: Sequence[Proposed]) -> Decision:
        told.append(others)
        return judge(issue, others)

    bench.decide = judge_and_note
    bench.run(own)
    assert told == [(Proposed(kept, "entries/ito2026bees.yaml", "title: By hand\n"),)]


# Limits.


def test_an_author_has_three_places(bench: Bench) -> None:
    numbers = [bench.open(f"accept ito202{year}bees Bees") for year in range(4)]
    for number in numbers:
        bench.run(number)
    assert [len(bench.pulls(number)) for number in numbers] == [1, 1, 1, 0]
    assert bench.labels(numbers[3]) == ["queued", "submission"]
    assert bench.comment(numbers[3]) == (
        "**This waits in a queue:** 3 submissions of yours are open, as many as one person can "
        "have. Nothing is lost, and it goes on by itself.\n\nVerdict: accept."
    )
    bench.run_without_writing(numbers[3])


def test_another_author_is_not_held_up(bench: Bench) -> None:
    for year in range(3):
        bench.run(bench.open(f"accept ito202{year}bees Bees"))
    number = bench.open("accept oka2026wasps Wasps", login="second")
    bench.run(number)
    assert len(bench.pulls(number)) == 1


def test_all_authors_together_have_a_limit(bench: Bench) -> None:
    bench.settings_given = {"ATLAS_MAX_OPEN": "2"}
    for name in ("first", "second"):
        bench.run(bench.open(f"accept {name}2026bees Bees", login=name))
    number = bench.open("accept third2026bees Bees", login="third")
    bench.run(number)
    assert bench.labels(number) == ["queued", "submission"]
    assert "2 submissions are open, as many as the maintainers can look at" in bench.comment(number)


def test_who_has_a_place_keeps_it_for_edits(bench: Bench) -> None:
    bench.settings_given = {"ATLAS_MAX_OPEN_PER_AUTHOR": "1"}
    number = bench.open()
    bench.run(number)
    bench.edit(number, "accept ito2026bees Edited")
    bench.run(number)
    assert bench.content(number) == "title: Edited"


def test_the_queue_goes_on_oldest_first_when_a_place_is_free(bench: Bench) -> None:
    bench.settings_given = {"ATLAS_MAX_OPEN_PER_AUTHOR": "1"}
    numbers = [bench.open(f"accept ito202{year}bees Bees") for year in range(3)]
    for number in (numbers[0], numbers[2], numbers[1]):
        bench.run(number)
    bench.github.merge_pull(bench.pulls(numbers[0])[0].number)
    assert [str(outcome) for outcome in bench.service.sweep()] == ["#2: proposed", "#3: queued"]
    assert bench.labels(numbers[1]) == ["proposed", "submission"]
    assert bench.labels(numbers[2]) == ["queued", "submission"]


def test_a_text_beyond_the_limit_of_a_day_waits_for_the_next(bench: Bench) -> None:
    bench.settings_given = {"ATLAS_MAX_RUNS_PER_DAY": "2"}
    number = bench.open("held one")
    bench.run(number)
    bench.run_without_writing(number)  # the same text again does not count
    bench.edit(number, "held two")
    bench.run(number)
    assert bench.labels(number) == ["held", "submission"]
    bench.decide = None  # nobody judges any more
    bench.edit(number, "accept ito2026bees Bees")
    bench.run(number)
    assert bench.labels(number) == ["queued", "submission"]
    assert bench.comment(number) == (
        "**This waits in a queue:** it was read 2 times today, and is read again tomorrow. "
        "Nothing is lost, and it goes on by itself."
    )
    bench.run_without_writing(number)
    bench.decide, bench.today = judge, date(2026, 1, 6)
    assert [str(outcome) for outcome in bench.service.sweep()] == ["#1: proposed"]


# Approval.


@pytest.fixture
def careful(bench: Bench) -> Bench:
    """A repository in which a maintainer looks first."""
    bench.settings_given = {"ATLAS_REQUIRE_APPROVAL": "true"}
    return bench


def accept(bench: Bench, number: int, sender: str = "mia") -> Event:
    """A maintainer puts the label on; the event of it."""
    bench.github.label(number, "accepted")
    return bench.event(number, "labeled", label="accepted", sender=sender)


def test_without_approval_there_is_no_branch(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    assert careful.heads == ["main"]
    assert careful.labels(number) == ["awaiting-approval", "submission"]
    assert careful.comment(number).startswith("**A maintainer looks at this first**")
    careful.run_without_writing(number)


def test_the_label_of_a_maintainer_lets_it_go_on(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    event = accept(careful, number)
    careful.run(number, event)
    assert careful.content(number) == "title: Bees"
    assert careful.labels(number) == ["accepted", "proposed", "submission"]
    careful.run_without_writing(number, event)
    careful.run_without_writing(number)  # the sweep knows of it, too


def test_an_edit_after_approval_asks_for_another_look(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    careful.run(number, accept(careful, number))
    careful.edit(number, "accept ito2026bees Something else")
    careful.run(number, careful.event(number, "edited"))
    assert careful.content(number) == "title: Bees"
    assert careful.labels(number) == ["awaiting-approval", "submission"]
    assert "Pull request #2 still holds the last text" in careful.comment(number)
    careful.run_without_writing(number)


def test_a_label_for_a_text_that_was_edited_unseen_counts_for_nothing(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    careful.edit(number, "accept ito2026bees Hostile")  # its run has not come yet
    careful.run(number, accept(careful, number))
    assert careful.heads == ["main"]
    assert careful.labels(number) == ["awaiting-approval", "submission"]


def test_a_text_edited_between_the_label_and_its_run_is_not_approved(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    event = accept(careful, number)
    careful.edit(number, "accept ito2026bees Hostile")
    careful.run(number, careful.event(number, "edited"))  # overtakes the run of the label
    careful.github.label(number, "accepted")
    careful.run(number, event)
    assert careful.heads == ["main"]
    assert careful.labels(number) == ["awaiting-approval", "submission"]


def test_a_label_put_on_before_our_comment_was_there_counts_for_nothing(careful: Bench) -> None:
    number = careful.open()
    careful.run(number, accept(careful, number))
    assert careful.heads == ["main"]


@pytest.mark.parametrize("sender", ["github-actions[bot]", "renovate[bot]", ""])
def test_a_label_by_a_program_counts_for_nothing(careful: Bench, sender: str) -> None:
    number = careful.open()
    careful.run(number)
    careful.run(number, accept(careful, number, sender))
    assert careful.heads == ["main"]
    assert careful.labels(number) == ["awaiting-approval", "submission"]


def test_a_label_of_which_no_event_tells_is_taken_off_by_the_sweep(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    accept(careful, number)
    assert [str(outcome) for outcome in careful.service.sweep()] == ["#1: awaiting-approval"]
    assert careful.labels(number) == ["awaiting-approval", "submission"]


def test_an_approval_that_is_taken_off_again_counts_no_more(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    event = accept(careful, number)
    careful.github.unlabel(number, "accepted")
    careful.run(number, event)
    assert careful.heads == ["main"]


def test_an_approval_is_remembered_while_the_submission_waits_for_a_place(careful: Bench) -> None:
    careful.settings_given = {"ATLAS_REQUIRE_APPROVAL": "true", "ATLAS_MAX_OPEN": "1"}
    first = careful.open("accept oka2026wasps Wasps")
    number = careful.open()
    for each in (first, number):
        careful.run(each)
        careful.run(each, accept(careful, each))
    assert careful.labels(number) == ["accepted", "queued", "submission"]
    careful.github.close_pull(careful.pulls(first)[0].number)
    assert [str(outcome) for outcome in careful.service.sweep()] == ["#2: proposed"]


def test_an_approval_survives_a_failure_after_it(careful: Bench) -> None:
    number = careful.open()
    careful.run(number)
    event = accept(careful, number)
    careful.github.fail("500", "POST", "/pulls", times=3)
    assert careful.run(number, event).is_failure
    assert careful.labels(number) == ["accepted", "bot-error", "submission"]
    assert [str(outcome) for outcome in careful.service.sweep()] == ["#1: proposed"]


# Which events matter.


def test_a_new_issue_with_labels_is_judged_once(bench: Bench) -> None:
    number = bench.open()
    bench.run(number, bench.event(number, "opened"))
    bench.decide = None
    for label in ("submission", "correction"):
        bench.run_without_writing(number, bench.event(number, "labeled", label=label))


def test_the_label_of_submissions_makes_one_of_an_issue(bench: Bench) -> None:
    number = bench.open()
    bench.run(number, bench.event(number, "labeled", label="submission", sender="mia"))
    assert len(bench.pulls(number)) == 1


# The sweep.


def test_the_sweep_does_what_was_left_and_nothing_else(bench: Bench) -> None:
    done = bench.open("held")
    bench.run(done)
    unseen = bench.open("invalid")
    edited = bench.open("held")
    bench.run(edited)
    bench.edit(edited, "duplicate")
    closed = bench.open("held")
    bench.github.close_issue(closed)
    bench.github.open_issue("How do bees sleep?", "held", labels=["question"])
    unlabelled = bench.open("held", labels=["question"])  # its run ended before it was labelled
    outcomes = [str(outcome) for outcome in bench.service.sweep()]
    assert outcomes == [
        f"#{unseen}: needs-changes",
        f"#{edited}: duplicate",
        f"#{unlabelled}: held",
    ]
    assert list(bench.service.sweep()) == []


def test_one_bad_submission_does_not_stop_the_sweep(bench: Bench) -> None:
    bench.open("surprise")
    second = bench.open("held")
    outcomes = list(bench.service.sweep())
    assert [outcome.is_failure for outcome in outcomes] == [True, False]
    assert bench.labels(second) == ["held", "submission"]


def test_comments_that_cannot_be_read_do_not_stop_the_sweep(bench: Bench) -> None:
    bench.open("held")
    second = bench.open("held")
    bench.github.fail("500", "GET", "/issues/1/comments", times=3)
    outcomes = [str(outcome) for outcome in bench.service.sweep()]
    assert outcomes == ["#1: 127.0.0.1 answered with error 500", f"#{second}: held"]


# Failures.


def test_a_failure_is_told_on_the_issue_and_mended_by_the_next_run(bench: Bench) -> None:
    number = bench.open()
    bench.github.fail("500", "POST", "/pulls", times=3)
    outcome = bench.run(number)
    assert outcome.is_failure
    assert bench.labels(number) == ["bot-error", "submission"]
    assert bench.comment(number).startswith("### Something went wrong on our side\n\nNothing is")
    bench.run(number)
    assert bench.labels(number) == ["proposed", "submission"]
    assert bench.comment(number).startswith("**Pull request #2**")
    bench.run_without_writing(number)


@pytest.mark.parametrize("kind", ["cut after", "truncated", "not json"])
@pytest.mark.parametrize("path", ["/pulls", "/issues/*/comments"])
def test_what_was_made_without_an_answer_is_found_and_not_made_again(
    bench: Bench, kind: FaultKind, path: str
) -> None:
    number = bench.open()
    bench.github.fail(kind, "POST", path)
    assert str(bench.run(number)) == "#1: proposed"
    assert len(bench.github.calls("POST", path)) == 1


@pytest.mark.parametrize("path", ["/pulls", "/issues/*/comments"])
def test_what_fails_twice_is_made_the_third_time(bench: Bench, path: str) -> None:
    number = bench.open()
    bench.github.fail("500", "POST", path, times=2)
    assert str(bench.run(number)) == "#1: proposed"
    assert len(bench.github.calls("POST", path)) == 3


def test_a_pull_request_that_was_made_meanwhile_is_taken(bench: Bench) -> None:
    number = bench.open()
    first = bench.client.open_pull

    def open_late(method: str, path: str) -> None:
        if (method, path) == ("POST", "/pulls"):
            bench.github.before = lambda method, path: None
            first("Add ito2026bees (#1)", "submission/1", "By another run")

    bench.github.before = open_late
    assert str(bench.run(number)) == "#1: proposed"
    assert [pull.body for pull in bench.pulls(number)] == ["By another run"]


def test_a_fault_of_the_program_is_named_by_kind_and_place_alone(bench: Bench) -> None:
    number = bench.open("invalid")

    def stumble(issue: Issue, others: Sequence[Proposed]) -> Decision:
        raise KeyError("::set-output name=x::" + issue.body)

    bench.decide = stumble
    outcome = bench.run(number)
    assert re.fullmatch(r"#1: KeyError in test_submission_service\.py:[0-9]+", str(outcome))
    assert bench.labels(number) == ["bot-error", "submission"]


def test_when_nothing_answers_the_failure_is_only_in_the_log(bench: Bench) -> None:
    number = bench.open()
    bench.github.fail("cut", times=1000)
    outcome = bench.run(number)
    assert str(outcome) == (
        "#1: 127.0.0.1 broke off its answer; nor could that be told there: "
        "127.0.0.1 broke off its answer"
    )
    assert bench.github.comments == {}


def test_a_token_without_a_right_is_named_with_the_cure(bench: Bench) -> None:
    number = bench.open()
    bench.github.rights = {"issues": "write", "pull-requests": "read"}
    assert str(bench.run(number)) == (
        "#1: GitHub answers 403 to POST /pulls; check the permissions of the workflow, and that "
        "Settings > Actions > General allows workflows to create pull requests"
    )


# Two halves, two jobs.


def test_the_deciding_half_needs_only_to_read(bench: Bench) -> None:
    number = bench.open()
    bench.github.rights = {"issues": "read", "pull-requests": "read"}
    decision = bench.service.judged(number)
    assert (decision.verdict, decision.path) == ("accept", "entries/ito2026bees.yaml")
    assert bench.github.writes == []
    assert bench.heads == ["main"]


def test_the_writing_half_needs_no_judge(bench: Bench) -> None:
    number = bench.open()
    decision = bench.service.judged(number)
    bench.decide = None
    bench.github.rights = {"issues": "write", "pull-requests": "write"}
    assert str(bench.service.apply(number, decision)) == "#1: proposed"
    assert bench.content(number) == "title: Bees"


def test_a_decision_on_an_older_text_is_not_carried_out(bench: Bench) -> None:
    number = bench.open()
    decision = bench.service.judged(number)
    bench.edit(number, "accept ito2026bees Edited")
    bench.service.apply(number, decision)
    assert bench.github.writes == []


def test_a_deciding_half_that_failed_is_told_on_the_issue(bench: Bench) -> None:
    number = bench.open()
    assert bench.service.fail(number, "no decision was made").is_failure
    assert bench.labels(number) == ["bot-error", "submission"]
    assert [str(outcome) for outcome in bench.service.sweep()] == ["#1: proposed"]


# Two runs at once.


def test_two_runs_at_once_make_one_of_each(bench: Bench, repository: Path, tmp_path: Path) -> None:
    number = bench.open()
    event = bench.event(number)
    shutil.copytree(repository, tmp_path / "other")
    other = Bench(tmp_path / "other", bench.github)  # another clone of the same remote
    meet = threading.Barrier(2, timeout=5)

    def judge_together(issue: Issue, others: Sequence[Proposed]) -> Decision:
        meet.wait()
        return judge(issue, others)

    bench.decide = other.decide = judge_together
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(each.run, number, event) for each in (bench, other)]
        outcomes = [str(run.result()) for run in runs]
    assert outcomes == ["#1: proposed", "#1: proposed"]
    assert bench.commits(number) == ["Add ito2026bees for #1"]
    assert len(bench.pulls(number)) == 1
    assert len(bench.comments(number)) == 1
    bench.decide = judge
    bench.run_without_writing(number)


def test_of_two_issues_at_once_about_one_work_the_later_gives_way_and_is_told(
    bench: Bench, repository: Path, tmp_path: Path
) -> None:
    """Neither sees the other when it decides, each in a clone of its own."""
    numbers = [bench.open("accept ito2026bees Bees"), bench.open("accept ito2026bees All bees")]
    shutil.copytree(repository, tmp_path / "other")
    other = Bench(tmp_path / "other", bench.github)
    meet = threading.Barrier(2, timeout=5)

    def judge_together(issue: Issue, others: Sequence[Proposed]) -> Decision:
        assert not others
        meet.wait()
        return judge(issue, others)

    bench.decide = other.decide = judge_together
    with ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(it.run, number) for it, number in zip((bench, other), numbers, strict=True)
        ]
        outcomes = [str(run.result()).partition(": ")[2] for run in runs]
    assert sorted(outcomes) == ["proposed", "queued"]
    first, later = (numbers[outcomes.index(each)] for each in ("proposed", "queued"))
    assert bench.comment(later).startswith(
        f"**This waits in a queue:** #{first}, which was read at the same time, is about the same "
        "work or has its key. Nothing is lost, and it goes on by itself."
    )
    assert bench.content(first) != bench.content(later)

    def judge_again(issue: Issue, others: Sequence[Proposed]) -> Decision:
        assert [(it.number, it.path) for it in others] == [(first, "entries/ito2026bees.yaml")]
        return replace(judge(issue, others), verdict="duplicate", comment=f"It is #{first}.")

    bench.decide = judge_again
    assert [str(outcome) for outcome in bench.service.sweep()] == [f"#{later}: duplicate"]
    assert bench.labels(later) == ["duplicate", "submission"]
    assert f"It is #{first}." in bench.comment(later)
    assert bench.labels(first) == ["proposed", "submission"]


def test_two_corrections_of_one_entry_stand_side_by_side(bench: Bench) -> None:
    numbers = [bench.open(f"accept abe2019sound {text}") for text in ("Sounds", "A sound")]
    assert [str(bench.run(number)) for number in numbers] == ["#1: proposed", "#2: proposed"]


# Checks of what the bot made.


def test_checks_are_started_once_for_each_last_commit(bench: Bench) -> None:
    number = bench.open()
    bench.run(number)
    bench.github.rights = {"actions": "write", "pull-requests": "read"}
    assert [str(it) for it in start_checks(bench.client)] == [
        "#1: checks started on pull request 2"
    ]
    assert list(start_checks(bench.client)) == []
    assert bench.github.runs == [("check.yml", "submission/1", git_head(bench, number))]


def test_checks_are_started_again_for_a_new_commit_and_never_for_other_branches(
    bench: Bench,
) -> None:
    number = bench.open()
    bench.run(number)
    list(start_checks(bench.client))
    bench.edit(number, "accept ito2026bees Edited")
    bench.run(number)
    git(bench.remote, "branch", "topic", "submission/1")
    bench.client.open_pull("Something else", "topic", "By hand")
    assert [str(it) for it in start_checks(bench.client)] == [
        "#1: checks started on pull request 2"
    ]
