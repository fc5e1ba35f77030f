"""Refresh: what the registers say becomes a patch, questions and numbers, whatever goes wrong."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from lookup_servers import Fault, LookupServers, Reply, Service
from lookup_works import Work
from upkeep_fixtures import (
    LATER,
    NEST,
    ORCHARD,
    REPOSITORIES,
    SOLITARY,
    day,
    refreshed,
    servers_of_later,
    shelf,
    told,
    written,
)

from literature.catalogue import read_catalogue
from literature.metrics import Metrics, read_metrics
from literature.upkeep.progress import Progress
from literature.upkeep.proposal import Proposal
from literature.upkeep.refresh import CACHE, Misuse, Options, Result


@pytest.fixture(scope="module")
def running() -> Iterator[LookupServers]:
    with servers_of_later() as servers:
        yield servers


@pytest.fixture
def servers(running: LookupServers) -> LookupServers:
    running.heal()
    running.works[:] = LATER
    running.repos[:] = REPOSITORIES
    running.has_etags = False
    return running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shelf(tmp_path)


def proposals(result: Result, key: str) -> list[tuple[str, str, str, bool]]:
    """Kind, field, new value and whether it is entered."""
    return [
        (it.kind, it.field, it.then, it.is_entered)
        for one in result.findings for it in one.proposals if it.key == key
    ]  # fmt: skip


def questions(result: Result) -> list[Proposal]:
    return [it for one in result.findings for it in one.proposals if not it.is_entered]


# --- what is proposed ----------------------------------------------------------------------------


def test_a_preprint_that_was_published_gets_doi_venue_and_code(
    root: Path, servers: LookupServers
) -> None:
    assert proposals(refreshed(root, servers.environ), "li2022solitary") == [
        ("published", "doi", "10.3897/jhr.90.1", True),
        ("published", "venue", "jhr", True),
        ("published", "venue_year", "2023", True),
        ("published", "volume", "90", True),
        ("published", "number", "2", True),
        ("published", "pages", "11-25", True),
        ("code", "code", "https://github.com/example/where", True),
    ]


def test_another_title_is_a_question(root: Path, servers: LookupServers) -> None:
    assert proposals(refreshed(root, servers.environ), "okafor2022nest") == [
        ("renamed", "title", "A Nest in Each and Every Wall", False)
    ]


def test_other_authors_are_a_question_that_names_who_came(
    root: Path, servers: LookupServers
) -> None:
    found = [it for it in questions(refreshed(root, servers.environ)) if it.kind == "authors"]
    assert [(it.key, it.now, it.then, it.remark) for it in found] == [(
        "abe2019sound", "Abe, Yū; Okafor, Ngozi", "Abe, Yū; Okafor, Ngozi; Ito, Aya",
        "more: Aya Ito",
    )]  # fmt: skip


def test_a_retraction_is_a_question_until_the_notes_speak_of_it(
    root: Path, servers: LookupServers
) -> None:
    assert "withdrawn" in {it.kind for it in questions(refreshed(root, servers.environ))}
    file = root / "entries" / "vanderberg2021orchard.yaml"
    file.write_text(file.read_text() + "notes: Retracted by the journal in 2024.\n")
    assert "withdrawn" not in {it.kind for it in questions(refreshed(root, servers.environ))}


def test_code_that_moved_or_is_gone_is_a_question(root: Path, servers: LookupServers) -> None:
    found = [it for it in questions(refreshed(root, servers.environ)) if it.kind == "moved"]
    assert [(it.key, it.then) for it in found] == [
        ("beelab2023keyed", "https://github.com/bee-lab/keyed"),
        ("vanderberg2021orchard", "not there any more"),
    ]


def test_a_mark_goes_when_a_register_says_the_same(root: Path, servers: LookupServers) -> None:
    result = refreshed(root, servers.environ)
    assert ("confirmed", "published", "2021-03-02", True) in proposals(
        result, "vanderberg2021orchard"
    )
    assert "-unverified: [published]\n" in result.patch
    assert "-published" not in result.patch


def test_a_mark_stays_when_the_register_says_otherwise(root: Path, servers: LookupServers) -> None:
    servers.works[:] = [replace(ORCHARD, published="2021-02-02", venue_date="2021-02-25")]
    assert "unverified" not in refreshed(root, servers.environ).patch


def test_what_an_entry_says_is_never_changed(root: Path, servers: LookupServers) -> None:
    servers.works[:] = [replace(ORCHARD, doi="10.3897/jhr.81.60528", volume="82", pages="7-9",
                                venue_date="2022-01-01", is_withdrawn=False)]  # fmt: skip
    result = refreshed(root, servers.environ)
    asked = [(it.field, it.now, it.then) for it in questions(result) if it.kind == "differs"]
    assert asked == [("venue_year", "2021", "2022")]
    assert "volume" not in result.patch
    assert "pages" not in result.patch


def test_what_only_a_gatherer_says_is_a_question(root: Path, servers: LookupServers) -> None:
    servers.fail("datacite", "missing")
    servers.fail("arxiv", "error")
    servers.fail("crossref", "missing")
    result = refreshed(root, servers.environ)
    found = [it for it in questions(result) if it.key == "li2022solitary"]
    assert {(it.field, it.source, it.remark) for it in found} == {
        ("doi", "OpenAlex", "only OpenAlex says so"),
        ("venue", "OpenAlex", "only OpenAlex says so"),
        ("venue_year", "OpenAlex", "only OpenAlex says so"),
        ("volume", "OpenAlex", "only OpenAlex says so"),
        ("number", "OpenAlex", "only OpenAlex says so"),
        ("pages", "OpenAlex", "only OpenAlex says so"),
    }
    assert result.patch == ""


def test_a_doi_that_only_openalex_knew_is_looked_up_where_it_is_registered(
    root: Path, servers: LookupServers
) -> None:
    servers.fail("datacite", "missing")
    servers.fail("arxiv", "missing")
    found = refreshed(root, servers.environ)
    assert ("published", "doi", "10.3897/jhr.90.1", True) in proposals(found, "li2022solitary")
    assert {it.source for one in found.findings for it in one.entered} == {"Crossref"}


def test_an_identifier_that_another_entry_has_is_a_question(
    root: Path, servers: LookupServers
) -> None:
    servers.works[:] = [replace(SOLITARY, doi="10.3897/jhr.81.60528")]
    (found,) = [it for it in questions(refreshed(root, servers.environ)) if it.field == "doi"]
    assert found.remark == "vanderberg2021orchard has it; are they one work?"


def test_a_venue_that_the_vocabulary_lacks_is_a_question(
    root: Path, servers: LookupServers
) -> None:
    servers.works[:] = [replace(SOLITARY, venue="Annals of Hives")]
    (found,) = [it for it in questions(refreshed(root, servers.environ)) if it.field == "venue"]
    assert (found.then, found.remark) == ("Annals of Hives 2023", "not in the vocabulary")


def test_each_proposal_names_its_source_with_page_and_day(
    root: Path, servers: LookupServers
) -> None:
    refreshed(root, servers.environ)
    facts = {(it["source"], it["page"][:16], it["asked"]) for it in told(root)["proposals"]}
    assert facts == {
        ("Crossref", "https://doi.org/", "2026-11-21"),
        ("DataCite", "https://arxiv.or", "2026-11-21"),
        ("GitHub", "https://github.c", "2026-11-21"),
        ("OpenReview", "https://openrevi", "2026-11-21"),
    }


# --- the patch, the report and the numbers -------------------------------------------------------


def test_git_applies_the_patch_and_the_entries_are_still_sound(
    root: Path, servers: LookupServers
) -> None:
    refreshed(root, servers.environ)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    command = ["git", "apply", "--whitespace=error-all", CACHE / "refresh.patch"]
    subprocess.run(command, cwd=root, check=True)
    catalogue, problems = read_catalogue(root / "entries")
    assert list(map(str, problems)) == []
    entry = catalogue.by_key["li2022solitary"]
    assert (entry.doi, entry.venue, entry.venue_year) == ("10.3897/jhr.90.1", "jhr", 2023)
    assert entry.evidence == (
        "https://arxiv.org/abs/2206.00042", "https://doi.org/10.3897/jhr.90.1",
    )  # fmt: skip
    assert refreshed(root, servers.environ, day("2026-11-28")).patch == ""


def test_a_patch_adds_lines_and_takes_away_marks_alone(root: Path, servers: LookupServers) -> None:
    lines = refreshed(root, servers.environ).patch.splitlines()
    assert [it for it in lines if it.startswith("-") and not it.startswith("---")] == [
        "-unverified: [published]"
    ]


def test_comments_of_a_file_stay_and_one_at_a_mark_makes_it_a_question(
    root: Path, servers: LookupServers
) -> None:
    solitary, orchard = (root / "entries" / f"{key}.yaml"
                         for key in ("li2022solitary", "vanderberg2021orchard"))  # fmt: skip
    solitary.write_text(solitary.read_text().replace("kind:", "# of the second version\nkind:"))
    orchard.write_text(orchard.read_text().replace("[published]", "[published]  # ask Jan"))
    result = refreshed(root, servers.environ)
    assert " # of the second version\n" in result.patch
    (found,) = [it for it in questions(result) if it.kind == "confirmed"]
    assert found.remark == "unverified has a comment, which would be lost"


def test_numbers_go_to_one_file_with_their_day(root: Path, servers: LookupServers) -> None:
    refreshed(root, servers.environ)
    assert (root / "entries" / "_metrics.json").read_text() == (
        "{\n"
        '"abe2019sound": {"citations": 7, "asked": "2026-11-21"},\n'
        '"beelab2023keyed": {"stars": 12, "last_commit": "2026-10-02", "asked": "2026-11-21"},\n'
        '"li2022solitary": {"citations": 31, "asked": "2026-11-21"},\n'
        '"vanderberg2021orchard": {"citations": 3, "asked": "2026-11-21"}\n'
        "}\n"
    )


def test_the_site_reads_the_numbers(root: Path, servers: LookupServers) -> None:
    refreshed(root, servers.environ)
    numbers, problems = read_metrics(root / "entries")
    assert problems == []
    keyed = Metrics(12, date(2026, 10, 2), None, date(2026, 11, 21))
    assert numbers["beelab2023keyed"] == keyed


def test_numbers_that_are_not_told_again_keep_their_day_and_those_of_no_entry_go(
    root: Path, servers: LookupServers
) -> None:
    file = root / "entries" / "_metrics.json"
    file.write_text(
        '{"beelab2023keyed": {"stars": 9, "asked": "2026-11-01"}, "gone2020": {"stars": 1}}'
    )
    servers.fail("github", "error")
    refreshed(root, servers.environ)
    found = json.loads(file.read_text())
    assert found["beelab2023keyed"] == {"stars": 9, "asked": "2026-11-01"}
    assert "gone2020" not in found


def test_the_numbers_beside_the_entries_are_no_entry(root: Path, servers: LookupServers) -> None:
    refreshed(root, servers.environ)
    assert read_catalogue(root / "entries")[1] == []


def test_text_of_registers_is_inert_in_the_report(root: Path, servers: LookupServers) -> None:
    servers.works[:] = [replace(NEST, title="A Nest in Each Wall | <b>@all</b> [x](http://y) `z`")]
    refreshed(root, servers.environ)
    report = (root / CACHE / "refresh.md").read_text()
    (row,) = [line for line in report.splitlines() if "okafor2022nest" in line]
    assert not any(mark in row for mark in ("@", "<b>", "[x]", "`z`"))
    assert row.count("|") == 7


# --- whom it believes ----------------------------------------------------------------------------


OTHER = Work(
    title="Nothing of the kind",
    authors=("Nobody, Nora",),
    published="2020-01-01",
    arxiv="2206.00042",
    doi="10.5555/other",
    venue="Journal of Hymenoptera Research",
    venue_date="2020-04-02",
    code="https://github.com/example/where",
    citations=99,
)


def test_a_record_of_another_work_is_told_and_not_used(root: Path, servers: LookupServers) -> None:
    servers.works[:] = [OTHER, *LATER]
    result = refreshed(root, servers.environ)
    assert proposals(result, "li2022solitary") == []
    assert "li2022solitary" not in result.numbers
    doubts = [(it.key, it.source, it.title) for one in result.findings for it in one.doubts]
    assert doubts == [
        ("li2022solitary", "DataCite", "Nothing of the kind"),
        ("li2022solitary", "Crossref", "Nothing of the kind"),
        ("li2022solitary", "OpenAlex", "Nothing of the kind"),
    ]


def test_the_same_title_by_quite_other_people_is_another_work(
    root: Path, servers: LookupServers
) -> None:
    servers.works[:] = [replace(OTHER, title=SOLITARY.title)]
    result = refreshed(root, servers.environ)
    assert proposals(result, "li2022solitary") == []
    assert {it.source for one in result.findings for it in one.doubts} == {
        "DataCite", "Crossref", "OpenAlex",
    }  # fmt: skip


def test_semantic_scholar_is_asked_with_a_key_alone(root: Path, servers: LookupServers) -> None:
    refreshed(root, servers.environ)
    assert servers.calls_of("s2") == []
    refreshed(root, {**servers.environ, "ATLAS_S2_KEY": "a-key"}, day("2026-11-28"))
    asked = [call for call in servers.calls if call.service == "s2"]
    assert len(asked) == 3
    assert {call.headers["x-api-key"] for call in asked} == {"a-key"}
    assert not [call for call in servers.calls if call.service != "s2" and "a-key" in str(call)]


FAULTS: tuple[Fault | Reply, ...] = (
    "error", "overloaded", "too-many", "too-many-far", "forbidden", "missing", "hang", "truncated",
    "cut", "html", "null", "redirect", "loop",
    Reply(200, b'{"data": {"attributes": {"titles": "changed", "doi": ["x"]}}, "message": [1]}'),
    Reply(200, b'{"data": [], "message": "changed", "results": 4, "notes": {"a": 1}}'),
    Reply(200, b'[[[[["x"]]]]]'),
    Reply(200, b"\xff\xfe\x00"),
    Reply(304, b""),
    Reply(204, b""),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda it: it if isinstance(it, str) else it.body[:9])
def test_a_register_that_fails_or_talks_otherwise_is_named_and_proposes_nothing(
    root: Path, servers: LookupServers, fault: Fault | Reply
) -> None:
    for service in ("datacite", "crossref", "openalex", "arxiv", "openreview", "github"):
        servers.fail(service, fault)  # type: ignore[arg-type]
    result = refreshed(root, servers.environ, timeout=0.2, tries=1)
    gone = [it for one in result.findings for it in one.proposals]
    assert {it.then for it in gone} <= {"not there any more"}  # 404, whole or cut off
    assert gone == [] or fault in ("missing", "truncated")
    assert result.patch == ""
    assert {key for key, _ in result.failures} >= {
        "abe2019sound", "li2022solitary", "okafor2022nest", "vanderberg2021orchard",
    }  # fmt: skip


def test_a_host_that_always_fails_is_left_alone_after_a_while(
    root: Path, servers: LookupServers
) -> None:
    entry = (root / "entries" / "li2022solitary.yaml").read_text()
    for number in range(20):
        text = entry.replace("2206.00042", f"2206.{number + 100:05d}")
        text = text.replace("Solitary", f"Solitary{number}")
        (root / "entries" / f"li2022solitary{number}.yaml").write_text(text)
    servers.fail("openalex", "error")
    refreshed(root, servers.environ, tries=1)
    assert len(servers.calls_of("openalex")) == 8


def test_a_key_that_no_header_can_hold_is_refused(root: Path, servers: LookupServers) -> None:
    with pytest.raises(Misuse, match="a character that no key has"):
        refreshed(root, {**servers.environ, "ATLAS_S2_KEY": "a\nb"})


# --- whom it asks, and how often -----------------------------------------------------------------


def test_next_time_it_asks_only_for_news(root: Path, servers: LookupServers) -> None:
    servers.has_etags = True
    first = refreshed(root, servers.environ)
    asked = len(servers.calls)
    servers.calls.clear()
    second = refreshed(root, servers.environ, day("2026-11-28"))
    assert len(servers.calls) == asked
    assert all("if-none-match" in call.headers for call in servers.calls
               if not call.path.endswith("/repos/example/orchard"))  # fmt: skip
    assert second.patch == first.patch
    assert {it.asked for one in second.findings for it in one.proposals} == {"2026-11-28"}


def test_half_an_answer_is_not_taken_for_the_whole_next_time(
    root: Path, servers: LookupServers
) -> None:
    servers.has_etags = True
    servers.fail("datacite", "missing")
    servers.fail("arxiv", "truncated", times=1)
    servers.fail("openalex", "missing")
    assert refreshed(root, servers.environ).patch.count("li2022solitary") == 0
    servers.heal()
    servers.fail("datacite", "missing")
    servers.fail("openalex", "missing")
    assert "doi" in refreshed(root, servers.environ, day("2026-11-28")).patch


def test_offline_the_same_comes_of_what_is_kept(root: Path, servers: LookupServers) -> None:
    first = refreshed(root, servers.environ)
    servers.calls.clear()
    second = refreshed(root, servers.environ, day("2027-03-01"), Options(is_offline=True))
    assert servers.calls == []
    assert second.patch == first.patch
    assert {it.asked for one in second.findings for it in one.proposals} == {"2026-11-21"}


def test_offline_what_is_not_kept_is_told(root: Path, servers: LookupServers) -> None:
    result = refreshed(root, servers.environ, options=Options(is_offline=True))
    assert servers.calls == []
    assert ("okafor2022nest", "127.0.0.1 was not asked, and what it said is not kept") in (
        result.failures
    )


def test_one_entry_can_be_asked_about(root: Path, servers: LookupServers) -> None:
    result = refreshed(root, servers.environ, options=Options(only="okafor2022nest"))
    assert result.asked == ("okafor2022nest",)
    assert servers.calls_of("openreview") == ["GET /notes?id=abcDEF123"]
    assert len(servers.calls) == 1


def test_a_key_that_does_not_exist_is_refused(root: Path, servers: LookupServers) -> None:
    with pytest.raises(Misuse, match="'nobody2020' is no key of an entry"):
        refreshed(root, servers.environ, options=Options(only="nobody2020"))


def test_entries_that_were_asked_about_lately_can_be_left_out(
    root: Path, servers: LookupServers
) -> None:
    refreshed(root, servers.environ, options=Options(only="okafor2022nest"))
    later = refreshed(root, servers.environ, day("2026-11-24"), Options(since=7))
    assert "okafor2022nest" not in later.asked
    assert len(later.asked) == 5
    much_later = refreshed(root, servers.environ, day("2026-11-30"), Options(since=7))
    assert much_later.asked == ("okafor2022nest",)


def test_an_entry_is_not_counted_as_asked_when_nobody_answered(
    root: Path, servers: LookupServers
) -> None:
    servers.fail("openreview", "error")
    refreshed(root, servers.environ)
    later = refreshed(root, servers.environ, day("2026-11-24"), Options(since=7))
    assert later.asked == ("okafor2022nest",)


# --- a run that is killed ------------------------------------------------------------------------

KILLS = 30
# What passes within the tries of one call, and what never passes.
SPOILT: tuple[tuple[Service, Fault | Reply, str, int], ...] = (
    ("crossref", "too-many", "bees_(2019)", 1),
    ("datacite", "overloaded", "2206.00042", 1),
    ("github", "hang", "example/where", 1),
    ("openreview", Reply(200, b'{"notes": {"changed": true}}'), "", 10**9),
    ("openalex", "truncated", "jhr.81.60528", 10**9),
)


class Nursery:
    """Runs of a refresh that can be killed at any moment."""

    def __init__(self, environ: dict[str, str]) -> None:
        program = Path(__file__).parent / "upkeep_nursery.py"
        self.environ = environ
        self.process = subprocess.Popen(
            [sys.executable, program], text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def start(self, root: Path) -> int:
        """The process id of a new run, which is nobody else's before `ended`."""
        return self._say(json.dumps([str(root), self.environ]))

    def ended(self) -> int:
        """How the run ended; -9 when it was killed."""
        return self._say("end")

    def _say(self, line: str) -> int:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{line}\n")
        return int(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)


def kept(root: Path) -> set[str]:
    """Addresses whose answers are on disk."""
    files = (root / CACHE / "answers").glob("*.json")
    return {json.loads(file.read_text())["url"] for file in files}


def asked_for(servers: LookupServers) -> list[str]:
    return [servers.bases[call.service] + call.path for call in servers.calls]


def kill_at(servers: LookupServers, pid: int, count: int, delay: float) -> None:
    """Kills a run some time after its so many-th call."""
    end = time.monotonic() + 1
    while len(servers.calls) < count and time.monotonic() < end:
        time.sleep(0.0002)
    time.sleep(delay)
    os.kill(pid, signal.SIGKILL)


def spoil(servers: LookupServers) -> None:
    servers.heal()
    for service, fault, path, times in SPOILT:
        servers.fail(service, fault, path=path, times=times)


def is_spoilt(servers: LookupServers, url: str) -> bool:
    """Whether an answer takes several calls: for a fault, or behind a redirect."""
    if "/repositories/" in url:
        return True
    return any(url.startswith(servers.bases[service]) and path in unquote(url)
               for service, _, path, _ in SPOILT)  # fmt: skip


def test_a_run_killed_at_thirty_moments_proposes_the_same_and_asks_nobody_twice(
    tmp_path: Path, servers: LookupServers
) -> None:
    spoil(servers)
    undisturbed = shelf(tmp_path / "undisturbed")
    refreshed(undisturbed, servers.environ)
    expected, answers = written(undisturbed), len(kept(undisturbed))
    assert answers == 11
    chance = random.Random(20261121)
    moments: list[int] = []  # how many answers were on disk at each kill
    campaign = 0
    nursery = Nursery(servers.environ)
    while len(moments) < KILLS:
        root = shelf(tmp_path / f"killed{campaign}")
        spoil(servers)
        campaign, kills, outcome = campaign + 1, 0, -9
        asked: Counter[str] = Counter()
        while outcome != 0:
            before = kept(root)
            servers.calls.clear()
            pid = nursery.start(root)
            if chance.random() < 0.85:
                kill_at(servers, pid, chance.randint(0, answers - len(before)),
                        chance.random() * 0.01)  # fmt: skip
            outcome = nursery.ended()
            assert before & set(asked_for(servers)) == set()
            asked.update(url for url in asked_for(servers) if not is_spoilt(servers, url))
            if outcome == -9:
                kills += 1
                moments.append(len(kept(root)))
        assert written(root) == expected
        # Only what was on its way when the run was killed is asked once more.
        assert sum(asked.values()) - len(asked) <= kills
    nursery.close()
    assert len(set(moments)) >= 5


def test_the_command_goes_on_where_it_was_killed(root: Path, servers: LookupServers) -> None:
    shutil.copytree(Path(__file__).parent.parent / "scripts", root / "scripts")
    command = [sys.executable, root / "scripts" / "refresh.py"]
    environ = {"PATH": os.environ["PATH"], **servers.environ}
    servers.fail("openreview", "hang", times=1)
    first = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 30
    while not servers.calls_of("openreview") and time.monotonic() < end:
        time.sleep(0.01)
    first.kill()
    first.wait()
    before = kept(root)
    assert len(before) == 7
    servers.heal()
    second = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.splitlines() == [
        "6 entries asked; 9 changes, 5 questions, 0 records of other works, 0 failures",
        "report: .cache/refresh/refresh.md",
        "to enter what is sure: git apply .cache/refresh/refresh.patch",
    ]
    assert before & set(asked_for(servers)) == set()


@pytest.mark.parametrize("part", [Options(only="okafor2022nest"), Options(is_offline=True)])
def test_a_call_for_a_part_does_not_end_a_run_that_was_killed(
    root: Path, servers: LookupServers, part: Options
) -> None:
    begun = '{"run": "2026-11-21T09:00:00+00:00"}'
    (root / CACHE).mkdir(parents=True)
    (root / CACHE / "run.json").write_text(begun)
    refreshed(root, servers.environ, options=part)
    assert (root / CACHE / "run.json").read_text() == begun
    refreshed(root, servers.environ)
    assert not (root / CACHE / "run.json").exists()


def test_a_run_that_was_left_for_days_begins_anew(root: Path, servers: LookupServers) -> None:
    folder = root / CACHE
    folder.mkdir(parents=True)
    (folder / "run.json").write_text('{"run": "2026-11-01T10:00:00+00:00"}')
    refreshed(root, servers.environ)
    assert not (folder / "run.json").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"url": 1}', "\x00", '{"run": 4}'])
def test_damaged_files_of_the_cache_count_as_none(
    root: Path, servers: LookupServers, content: str
) -> None:
    first = refreshed(root, servers.environ)
    for file in (root / CACHE / "answers").iterdir():
        file.write_text(content)
    (root / CACHE / "run.json").write_text(content)
    assert refreshed(root, servers.environ).patch == first.patch


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_a_run_is_and_a_log_sees_nothing() -> None:
    terminal, log = Terminal(), io.StringIO()
    for stream in (terminal, log):
        progress = Progress(stream, 4)
        for what in ("abe2019sound", "li2022solitary\x1b[2J"):
            progress.step(what)
        progress.end()
    drawn = terminal.getvalue().split("\r")
    assert drawn[1:] == [
        "░░░░░░░░░░░░░░░░░░░░░░░░ 0/4 abe2019sound\x1b[K",
        "██████░░░░░░░░░░░░░░░░░░ 1/4 li2022solitary?[2J\x1b[K",
        "\x1b[K",
    ]
    assert log.getvalue() == ""
