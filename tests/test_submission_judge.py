"""Issue in, decision out: every kind of body, and what the comment may hold."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from issue_bodies import ADD, ALONE, GOOD, HONEST, HOSTILE, SUMMARY, Case, body
from samples import toy_taxonomy
from toy import SITE, toy

from literature.identifiers import Identifiers
from literature.model import Name, PartialDate
from literature.read import Reading, read_content
from literature.rules import check_entry
from literature.sources import LookUp, Record, Repository
from literature.submission.decision import Decision, Issue
from literature.submission.judge import Open, World, judge, read_proposed

WORKS: Mapping[str, Record] = {
    "2406.00001": Record(
        source="DataCite",
        page="https://arxiv.org/abs/2406.00001",
        title="How Bees Come Home",
        authors=(Name("Liu", "Ada"), Name("Berg", "Jan")),
        published=PartialDate(2024, 6, 3),
        arxiv="2406.00001",
    ),
    "10.1000/hive": Record(
        source="Crossref",
        page="https://doi.org/10.1000/hive",
        title="The Hive: A Study in Heat",
        authors=(Name("Liu", "Ada"),),
        published=PartialDate(2023, 5),
        doi="10.1000/hive",
        venue="Journal of Hymenoptera Research",
        venue_year=2023,
        volume="12",
    ),
}


class NoCode:
    """GitHub does not answer."""

    def repository(self, url: str) -> Repository | None:
        return None


class Register(NoCode):
    """A register that knows two works and says of others that it does not."""

    def look_up(self, identifiers: Identifiers) -> LookUp:
        value = identifiers.arxiv or identifiers.doi
        known = WORKS.get(value)
        return LookUp((known,), ()) if known else LookUp((), (f"The register knows no {value}.",))


class SilentRegister(NoCode):
    def look_up(self, identifiers: Identifiers) -> LookUp:
        return LookUp((), ("The register did not answer within 10 s.",))


def decide(text: str, **changes: object) -> Decision:
    issue = Issue(
        number=7, title="[Entry] x", body=text, login="ada", labels=("submission",),
        created="2026-11-20T10:00:00Z",
    )  # fmt: skip
    if "### Change" in text:
        issue = Issue(8, "[Correction] x", text, "ada", labels=("submission", "correction"),
                      created="2026-11-20T10:00:00Z")  # fmt: skip
    world = World(
        **{  # type: ignore[arg-type]
            "catalogue": toy(), "site": SITE, "sources": Register(), "today": date(2026, 11, 21),
            **changes,
        }
    )  # fmt: skip
    return judge(issue, world)


CASES = [*HONEST, *HOSTILE]


def test_there_are_bodies_of_all_sorts() -> None:
    assert len(CASES) >= 110
    assert len(HOSTILE) >= 50
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_body_gets_the_right_verdict(case: Case) -> None:
    decision = decide(case.body)
    plain = html.unescape(re.sub(r"</?code>", "", decision.comment))
    assert decision.verdict == case.verdict, (decision.problems, decision.missing)
    for words in case.says:
        assert words in plain or words in decision.subject or words in str(decision.problems), words
    for name, value in case.entry.items():
        assert (decision.entry or {}).get(name) == value, name
    assert {name for name, _ in decision.problems} >= set(case.fields)
    assert bool(decision.problems) == (case.verdict == "invalid")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_written_passes_the_checks_and_stays_in_its_folder(case: Case) -> None:
    decision = decide(case.body)
    if decision.verdict != "accept":
        assert decision.content == ""
        return
    assert re.fullmatch(r"entries/[a-z][a-z0-9]{2,59}\.yaml", decision.path)
    key = decision.path[8:-5]
    reading = read_content(Reading("x"), key, decision.content.encode(), toy_taxonomy())
    assert reading.problems == []
    assert reading.entry
    assert list(check_entry(reading.entry, toy_taxonomy())) == []
    assert decision.subject in (f"Add {key}", f"Correct {key}")


# What Markdown, HTML or GitHub would act on, outside code spans and fences.
_OURS = re.compile(
    r"</?(?:code|details|summary|span)>"
    r"|\[[^\]]*\]\(https://bees\.example/lit/[^)\s]*\)"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_text_of_the_submitter_has_a_meaning_in_the_comment(case: Case) -> None:
    text = decide(case.body).comment
    assert 0 < len(text) < 65_536
    text = re.sub(r"(?ms)^(`{4,})\w*\n.*?^\1$", "", text)
    text = re.sub(r"<code>[^<>]*</code>", lambda it: _checked_code(it[0]), text)
    text = _OURS.sub("", text)
    assert "<" not in text
    assert not re.search(r"@\w", text)
    assert not re.search(r"(?<!#)(?<!&)#[0-9]", text)
    assert "](" not in text
    assert "://" not in text
    assert "::" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b\u202e]", text)


def _checked_code(text: str) -> str:
    inside = text[6:-7]
    assert re.fullmatch(r"(?:[\w \u0080-\U0010ffff]|&#[0-9]+;)*", inside), inside
    assert "_" not in inside
    return ""


def test_no_answer_of_a_register_rejects() -> None:
    decision = decide(body(**ALONE), sources=SilentRegister())
    assert decision.verdict == "accept"
    assert "did not answer" in decision.comment
    assert decide(body(identifier="2406.00001"), sources=SilentRegister()).verdict == "held"
    assert decide(body(identifier="2406.00001"), sources=None).verdict == "held"


def test_the_day_of_a_submission_is_that_of_the_issue_in_every_run() -> None:
    first, later = decide(body(**GOOD)), decide(body(**GOOD), today=date(2026, 12, 24))
    assert (first.entry or {})["added"] == "2026-11-20"
    assert first.content == later.content


def test_a_work_that_another_issue_proposes_is_named_with_its_number() -> None:
    first = decide(body(**GOOD))
    other = read_proposed(3, first.path, first.content, toy_taxonomy())
    assert other
    second = decide(body(**GOOD), others=(other,))
    assert second.verdict == "duplicate"
    assert second.duplicate_of == "liu2024bees"
    assert "#3" in second.comment
    own = Open(7, other.entry)
    assert decide(body(**GOOD), others=(own,)).verdict == "accept"


def test_a_key_that_is_taken_gets_a_letter() -> None:
    decision = decide(body(**GOOD), published=frozenset({"liu2024bees"}))
    assert decision.path == "entries/liu2024beesb.yaml"


def test_what_is_no_submission_is_ignored() -> None:
    world = World(toy(), SITE, date(2026, 11, 21))
    for issue in (
        Issue(1, "A question", "How do bees sleep?", "ada"),
        Issue(
            1, "[Problem] x", "### Problem\n\nDead link\n\n### Page\n\nx\n\n### Details\n\ny", "a"
        ),
        Issue(1, "[Entry] x", body(**GOOD), "ada", is_pull=True),
    ):
        assert judge(issue, world).verdict == "ignored"


def test_a_submission_is_known_by_its_headings_alone() -> None:
    issue = Issue(1, "bees", body(ADD, **GOOD), "ada", created="2026-11-20T00:00:00Z")
    assert judge(issue, World(toy(), SITE, date(2026, 11, 21), Register())).verdict == "accept"


def test_a_value_of_a_register_that_the_rules_refuse_is_left_out() -> None:
    odd = Record(
        source="Crossref", page="https://doi.org/10.1000/odd", title="An Odd Hive",
        authors=(Name("Liu", "Ada"),), published=PartialDate(2023), doi="10.1000/odd",
        venue="JHR", venue_year=2020, pages="1-2",
    )  # fmt: skip

    class Odd(NoCode):
        def look_up(self, identifiers: Identifiers) -> LookUp:
            return LookUp((odd,), ())

    decision = decide(body(**{**GOOD, "identifier": "10.1000/odd"}), sources=Odd())
    assert decision.verdict == "accept", decision.problems
    assert "venue_year" not in (decision.entry or {})
    assert "does not fit the rest" in decision.comment


def test_a_former_title_by_the_same_people_is_kept_beside_the_new_one() -> None:
    decision = decide(
        body(**{**GOOD, "title": "How Bees Come Back", "authors": "Liu, Ada\nBerg, Jan"})
    )
    assert decision.verdict == "accept"
    assert (decision.entry or {})["title"] == "How Bees Come Home"
    assert (decision.entry or {})["alt_titles"] == ["How Bees Come Back"]


def test_a_decision_survives_being_written_down() -> None:
    for text in (body(**GOOD), body(identifier="2406.00001"), body(identifier="?")):
        decision = decide(text)
        assert Decision.from_json(decision.as_json()) == decision
    with pytest.raises(ValueError, match="no verdict"):
        Decision.from_json(decide(body(**GOOD)).as_json().replace('"accept"', '"merge"'))


def test_the_summary_of_a_dry_run_has_the_promised_members() -> None:
    summary = decide(body(identifier="2406.00001", summary=SUMMARY)).summary()
    assert list(summary) == ["verdict", "problems", "duplicate_of", "path", "entry", "missing"]
    assert summary["duplicate_of"] is None
    assert summary["missing"] == ["categories"]


@pytest.mark.parametrize(
    ("found", "code", "unverified", "words"),
    [
        (Repository(True, "https://github.com/bees/new"), "https://github.com/bees/new", False, ""),
        (Repository(False), "https://github.com/bees/old", True, "GitHub knows no repository at"),
        (None, "https://github.com/bees/old", False, ""),
    ],
)
def test_the_code_is_looked_up_too(
    found: Repository | None, code: str, unverified: bool, words: str
) -> None:
    class WithCode(Register):
        def repository(self, url: str) -> Repository | None:
            assert url == "https://github.com/bees/old"
            return found

    decision = decide(body(**{**GOOD, "code": "github.com/bees/old"}), sources=WithCode())
    assert decision.verdict == "accept"
    assert (decision.entry or {})["code"] == code
    assert ("code" in (decision.entry or {})["unverified"]) == unverified  # type: ignore[operator]
    assert words in decision.comment


def test_two_identifiers_that_registers_give_to_two_works_are_told() -> None:
    class Both(NoCode):
        def look_up(self, identifiers: Identifiers) -> LookUp:
            return LookUp((WORKS["2406.00001"], other), ())

    other = replace(WORKS["10.1000/hive"], authors=(Name("Okafor", "Ngozi"),))
    text = body(**{**GOOD, "identifier": "2406.00001, 10.1000/hive"})
    decision = decide(text, sources=Both())
    assert decision.verdict == "invalid"
    assert decision.problems == (
        (
            "identifier",
            "names two works: DataCite says 'How Bees Come Home', "
            "Crossref says 'The Hive: A Study in Heat'; keep one",
        ),
    )
    other = replace(other, authors=(Name("Berg", "Jan"), Name("Liu", "Ada")))  # renamed in print
    assert decide(text, sources=Both()).verdict == "accept"
