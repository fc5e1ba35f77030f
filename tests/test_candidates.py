"""Candidates: what is searched, what is left out, how the rest is ranked, reviewed and settled."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from lookup_servers import Fault, LookupServers, Reply
from lookup_works import Work
from toy import toy
from upkeep_fixtures import shelf

from literature.catalogue import read_catalogue
from literature.upkeep.candidates import CACHE, Candidates, Result, searches_of, settle
from literature.upkeep.declined import read_declined
from literature.upkeep.likeness import Shelf
from literature.web import Web

TODAY = date(2026, 11, 21)
WALLS = Work(
    title="Clay walls in the Alps and the bees that nest in them",
    authors=("Okafor, Ngozi", "Nguyen, Linh"),
    published="2026-10-30",
    arxiv="2610.01234",
    abstract="In the Alps we build trap nest walls with holes and watch zyzzyva who moves in.",
)
RADAR = Work(
    title="Radar over meadows",
    authors=("Nobody, Nora",),
    published="2026-11-02",
    doi="10.1234/radar",
    venue="Journal of Radar",
    venue_date="2026-11-02",
    abstract="A transect of the Alps by radar. Zyzzyva are counted from one microphone.",
)
OLD = replace(WALLS, title="Older walls in the Alps", arxiv="2501.00009", published="2025-01-02")
ELSEWHERE = replace(WALLS, title="Trap nest walls", arxiv="2610.00002", abstract="Of no region.")
STRANGE = Work(
    title="Quarks",
    authors=("Nobody, Nora",),
    published="2026-11-03",
    arxiv="2611.00001",
    abstract="alps transect",
)


@pytest.fixture(scope="module")
def running() -> Iterator[LookupServers]:
    with LookupServers((), ()) as servers:
        yield servers


@pytest.fixture
def servers(running: LookupServers) -> LookupServers:
    running.heal()
    running.works[:] = [WALLS, RADAR, OLD, ELSEWHERE]
    return running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shelf(tmp_path)


def found(root: Path, servers: LookupServers, **more: int) -> Result:
    web = Web(tries=1, timeout=2, sleep=lambda seconds: None)
    return Candidates(
        root, servers.environ, TODAY, **more, web=web, progress_to=io.StringIO()
    ).run()


def titles(result: Result) -> list[str]:
    return [candidate.record.title for candidate in result.candidates]


# --- what is searched ----------------------------------------------------------------------------


def test_each_category_is_searched_by_its_names_within_the_field() -> None:
    searches = searches_of(toy().taxonomy, ("Alps", "Tyrol"))
    assert [(search.label, search.groups) for search in searches] == [
        ("Field surveys", (("Field surveys", "pan trap", "transect"), ("Alps", "Tyrol"))),
        ("Nest studies", (("Nest studies", "trap nest"), ("Alps", "Tyrol"))),
    ]


def test_the_field_is_bounded_by_the_terms_that_rows_show(
    root: Path, servers: LookupServers
) -> None:
    found(root, servers)
    calls = [unquote(call.path) for call in servers.calls]
    assert len(calls) == 4
    assert (
        '(ti:"Nest studies" OR abs:"Nest studies" OR ti:"trap nest" OR abs:"trap nest") AND '
        '(ti:"Alps" OR abs:"Alps" OR ti:"Tyrol" OR abs:"Tyrol") AND '
        "submittedDate:[202609220000 TO 299912312359]"
    ) in calls[2]
    assert (
        "from_publication_date:2026-09-22,title_and_abstract.search:"
        '("Nest studies" OR "trap nest") AND ("Alps" OR "Tyrol")'
    ) in calls[3]


def test_the_settings_can_name_the_words_instead(root: Path, servers: LookupServers) -> None:
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text() + "  candidates: [wild bee, 'hive) OR (x']\n")
    found(root, servers)
    assert (
        'AND (ti:"wild bee" OR abs:"wild bee" OR ti:"hive OR x" OR abs:"hive OR x") AND'
    ) in unquote(servers.calls[0].path)


def test_new_works_of_both_sources_are_found_once(root: Path, servers: LookupServers) -> None:
    assert sorted(titles(found(root, servers))) == [WALLS.title, RADAR.title]


def test_one_can_look_further_back_and_at_fewer(root: Path, servers: LookupServers) -> None:
    assert OLD.title in titles(found(root, servers, days=900))
    assert len(found(root, servers, days=900, count=1).candidates) == 1


# --- what is left out ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "work",
    [
        replace(WALLS, arxiv="2206.00042"),
        replace(WALLS, title="Orchard bees: a first count"),
        replace(WALLS, title="A Nest, in every wall!"),
        replace(RADAR, doi="10.3897/JHR.81.60528"),
    ],
    ids=["arXiv id", "earlier title", "title", "DOI"],
)
def test_a_work_that_is_here_is_no_candidate(
    root: Path, servers: LookupServers, work: Work
) -> None:
    servers.works[:] = [work]
    result = found(root, servers)
    assert (titles(result), result.left_out) == ([], {"known": 1})


@pytest.mark.parametrize(
    ("line", "is_declined"),
    [
        ("2610.01234 # of wasps", True),
        ("arXiv:2610.01234v2 # of wasps", True),
        ("https://arxiv.org/abs/2610.01234", True),
        ("Clay Walls in the Alps, and the bees that nest in them # of wasps", True),
        ("# 2610.01234 # only a remark", False),
        ("2610.99999 # another one", False),
        ("", False),
    ],
)
def test_a_work_that_was_declined_is_no_candidate(
    root: Path, servers: LookupServers, line: str, is_declined: bool
) -> None:
    (root / "entries" / "_declined.txt").write_text(line + "\n")
    servers.works[:] = [WALLS]
    assert found(root, servers).left_out == ({"declined": 1} if is_declined else {})
    assert read_catalogue(root / "entries")[1] == []


def test_a_work_that_has_left_the_database_is_no_candidate(
    root: Path, servers: LookupServers
) -> None:
    (root / "entries" / "_published.txt").write_text("okafor2026clay  # withdrawn: of wasps\n")
    servers.works[:] = [WALLS]
    assert found(root, servers).left_out == {"withdrawn from the database": 1}


def test_a_withdrawn_work_is_no_candidate(root: Path, servers: LookupServers) -> None:
    servers.works[:] = [replace(RADAR, is_withdrawn=True)]
    assert found(root, servers).left_out == {"withdrawn": 1}


def test_a_work_unlike_every_entry_is_no_candidate(root: Path, servers: LookupServers) -> None:
    servers.works[:] = [STRANGE]
    assert found(root, servers).left_out == {"unlike every entry": 1}


# --- ranks and reasons ---------------------------------------------------------------------------


def test_the_likest_comes_first_with_its_reasons(root: Path, servers: LookupServers) -> None:
    result = found(root, servers)
    assert titles(result) == [WALLS.title, RADAR.title]
    first = result.candidates[0]
    assert first.reasons == (
        "found under Nest studies",
        "like A Nest in Every Wall (okafor2022nest), Solitary Bees Remember _Where_, not When "
        "(li2022solitary) and The Sound of $n$ Bees at 100 Hz (abe2019sound)",
        "by Ngozi Okafor, of 2 entries here",
    )


def test_a_text_is_most_like_the_entry_with_its_rare_words() -> None:
    shelf = Shelf.of(toy().entries, toy().taxonomy)
    assert shelf.nearest("A microphone on a slope")[0][0] == "abe2019sound"
    assert shelf.nearest("clay with holes")[0][0] == "okafor2022nest"
    assert shelf.nearest("the of and") == []


def test_the_same_answers_give_the_same_file(root: Path, servers: LookupServers) -> None:
    found(root, servers)
    first = (root / CACHE / "candidates.json").read_bytes()
    servers.works.reverse()
    found(root, servers)
    assert (root / CACHE / "candidates.json").read_bytes() == first


def test_no_abstract_is_written_anywhere(root: Path, servers: LookupServers) -> None:
    assert titles(found(root, servers))
    texts = [file.read_bytes() for file in root.rglob("*") if file.is_file()]
    assert not any(b"zyzzyva" in text.lower() for text in texts)


# --- faults --------------------------------------------------------------------------------------

FAULTS: tuple[Fault | Reply, ...] = (
    "error", "too-many-far", "forbidden", "missing", "truncated", "cut", "html", "null",
    Reply(200, b'{"results": "changed"}'),
    Reply(200, b'{"results": [1, null, {"title": 4, "abstract_inverted_index": [2]}]}'),
    Reply(200, b"<a xmlns='x'><b/></a>", "application/atom+xml"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda it: it if isinstance(it, str) else it.body[:9])
def test_a_search_that_fails_is_told_and_spoils_nothing(
    root: Path, servers: LookupServers, fault: Fault | Reply
) -> None:
    servers.fail("arxiv", fault)
    assert RADAR.title in titles(found(root, servers))
    servers.heal()
    servers.fail("openalex", fault)
    result = found(root, servers)
    assert titles(result) == [WALLS.title]
    assert result.failures or isinstance(fault, Reply)


def test_text_of_strangers_is_inert_in_the_file(root: Path, servers: LookupServers) -> None:
    title = "Alps trap nest --> - [x] <b>@all</b> `x` bees nest in every wall"
    servers.works[:] = [replace(WALLS, title=title, authors=("Evil --> [x], @all",))]
    found(root, servers)
    text = (root / CACHE / "candidates.md").read_text()
    assert "@all" not in text
    assert "<b>" not in text
    assert text.count("-->") == 1


# --- review --------------------------------------------------------------------------------------


def tick(root: Path, id: str, mark: str) -> None:
    file = root / CACHE / "candidates.md"
    lines = file.read_text().splitlines()
    marked = [line.replace("- [ ]", f"- [{mark}]") if id in line else line for line in lines]
    file.write_text("\n".join(marked) + "\n")


def test_a_work_that_was_ticked_is_added_by_the_steps_of_submissions(
    root: Path, servers: LookupServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in servers.environ.items():
        monkeypatch.setenv(name, value)
    found(root, servers)
    tick(root, "2610.01234", "x")
    answers = {"One or two": "Builds walls and watches for two years who moves in.",
               "Approaches": "nest-study", "Kinds": "study"}  # fmt: skip

    def ask(question: str) -> str:
        return next(text for start, text in answers.items() if question.startswith(start))

    assert settle(root, TODAY, ask) == ["2610.01234: wrote entries/okafor2026clay.yaml"]
    assert titles(found(root, servers)) == [RADAR.title]


def test_a_work_that_was_declined_does_not_come_again(root: Path, servers: LookupServers) -> None:
    found(root, servers)
    tick(root, "10.1234/radar", "-")
    assert settle(root, TODAY) == ["10.1234/radar: declined"]
    assert (root / "entries" / "_declined.txt").read_text().splitlines()[1:] == [
        "10.1234/radar # declined on 2026-11-21"
    ]
    assert "10.1234/radar" in read_declined(root / "entries").ids
    assert titles(found(root, servers)) == [WALLS.title]


def test_without_a_mark_nothing_happens(root: Path, servers: LookupServers) -> None:
    assert settle(root, TODAY) == []
    found(root, servers)
    assert settle(root, TODAY) == []
    assert not (root / "entries" / "_declined.txt").exists()


def test_the_file_for_programs_has_what_make_add_takes(root: Path, servers: LookupServers) -> None:
    found(root, servers)
    told = json.loads((root / CACHE / "candidates.json").read_text())
    assert [(it["id"], it["published"], it["source"]) for it in told["candidates"]] == [
        ("2610.01234", "2026-10-30", "arXiv"), ("10.1234/radar", "2026-11-02", "OpenAlex"),
    ]  # fmt: skip
