"""Which source is asked for which identifier, in which order, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote, urlsplit

from ..identifiers import Identifiers, same_arxiv
from ..text import shown
from ..web import Answer, NoAnswer, Web
from . import arxiv, crossref, datacite, openalex, openreview, semantic_scholar
from .arxiv import read_arxiv
from .crossref import read_crossref
from .datacite import read_datacite
from .github_repository import read_repository, repository_name
from .openalex import read_openalex
from .openreview import read_openreview
from .record import LookUp, Record, Repository
from .semantic_scholar import read_semantic_scholar

BASES: Final[Mapping[str, str]] = {
    "datacite": "https://api.datacite.org",
    "crossref": "https://api.crossref.org",
    "openalex": "https://api.openalex.org",
    "arxiv": "https://export.arxiv.org",
    "openreview": "https://api2.openreview.net",
    "github": "https://api.github.com",
    "s2": "https://api.semanticscholar.org",
}
ARXIV_PAUSE: Final = 3.0  # seconds, by the terms of use (https://info.arxiv.org/help/api/tou.html)


def bases_from(environ: Mapping[str, str]) -> Mapping[str, str]:
    """The addresses of the services, each replaced where the environment names another."""
    names = {service: f"ATLAS_{service.upper()}_URL" for service in BASES}
    names["github"] = "GITHUB_API_URL"
    return {
        service: environ.get(names[service], "").strip().rstrip("/") or base
        for service, base in BASES.items()
    }


def pauses_for(bases: Mapping[str, str]) -> Mapping[str, float]:
    """Host -> least seconds between two calls, for `Web`; `Sources` sees to it by itself."""
    return {urlsplit(bases["arxiv"]).netloc: ARXIV_PAUSE}


def open_sources(environ: Mapping[str, str], token: str = "") -> Sources:
    """The services at the addresses that the environment names.

    Each is tried twice: a look-up that fails leaves something open, and rejects nothing.
    """
    return Sources(Web(tries=2), bases_from(environ), token=token)


class Sources:
    """All services behind one question. Holds nothing between two questions."""

    def __init__(
        self, web: Web, bases: Mapping[str, str] = BASES, *, token: str = "", s2_key: str = ""
    ) -> None:
        """`token`: for GitHub alone, which lets strangers ask sixty times an hour. `s2_key`: for
        Semantic Scholar, which is not asked without one."""
        web.keep_apart(pauses_for(bases))
        self._web = web
        self._bases = bases
        self._token = token
        self._s2_key = s2_key

    def look_up(self, identifiers: Identifiers) -> LookUp:
        """What the sources say of a work; no source is asked twice.

        A record that names the preprint of a published version, or the reverse, is followed.
        Never raises for what a server does.
        """
        asked = self._looked_up(identifiers)
        return LookUp(tuple(asked.records), tuple(asked.failures))

    def _looked_up(self, identifiers: Identifiers) -> _Asked:
        asked = _Asked()
        doi = identifiers.doi
        if not doi and identifiers.anthology:
            doi = f"10.18653/v1/{identifiers.anthology}"
        if identifiers.arxiv:
            self._ask_in_turn(_arxiv_questions(identifiers.arxiv), asked)
        if doi:
            self._ask_in_turn(_doi_questions(doi), asked)
        if identifiers.openreview:
            self._ask_in_turn(_openreview_questions(identifiers.openreview), asked)
        if not identifiers.arxiv and (preprint := asked.first("arxiv")):
            self._ask_in_turn(_arxiv_questions(preprint)[:1], asked)
        if not doi and (published := asked.first("doi")):
            self._ask_in_turn(_doi_questions(published)[:1], asked)
        return asked

    def survey(self, identifiers: Identifiers) -> LookUp:
        """What everybody who may know says of a work, also where one record would be enough.

        OpenAlex is asked besides: it knows retractions, citations, and published versions that
        nobody told arXiv of. So is Semantic Scholar, with a key. The DOI that they name is looked
        up where it is registered.
        """
        asked = self._looked_up(identifiers)
        for question in _further_questions(identifiers, bool(self._s2_key)):
            self._ask_in_turn((question,), asked)
        if published := asked.first("doi"):
            self._ask_in_turn(_doi_questions(published)[:1], asked)
        return LookUp(tuple(asked.records), tuple(asked.failures))

    def repository(self, url: str) -> Repository | None:
        """What GitHub says of a link to code; None when it is none of GitHub's, or no answer."""
        try:
            return self.ask_repository(url)
        except NoAnswer:
            return None

    def ask_repository(self, url: str) -> Repository | None:
        """The same, but raises NoAnswer when there is none, or none of use."""
        name = repository_name(url)
        if not name:
            return None
        headers = {"Accept": "application/vnd.github+json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        answer = self._web.get(f"{self._bases['github']}/repos/{name}", headers=headers)
        if answer.status in (404, 410, 451):
            return Repository(exists=False, asked=answer.asked)
        if answer.status != 200:
            raise NoAnswer(f"GitHub answered with error {answer.status}")
        found = read_repository(answer.json())
        if found is None:
            raise NoAnswer(f"GitHub sent nothing of use about {shown(name)}")
        return replace(found, asked=answer.asked)

    def _ask_in_turn(self, questions: tuple[_Question, ...], asked: _Asked) -> None:
        """Asks one after the other until a record says what every entry needs."""
        for question in questions:
            if question.service in asked.services:
                continue
            asked.services.add(question.service)
            record = self._ask(question, asked.failures)
            if record:
                asked.records.append(record)
                if record.is_complete:
                    return

    def _ask(self, question: _Question, failures: list[str]) -> Record | None:
        try:
            headers = {"x-api-key": self._s2_key} if question.service == "s2" else {}
            url = f"{self._bases[question.service]}{question.path}"
            answer = self._web.get(url, headers=headers)
            record = question.record_in(answer)
        except NoAnswer as error:
            failures.append(str(error))
            return None
        wanted = shown(question.wanted)
        if question.is_denied(answer):
            failures.append(f"{question.source} knows no {wanted}")
        elif answer.status != 200:
            failures.append(f"{question.source} answered with error {answer.status}")
        elif record is None:
            failures.append(f"{question.source} sent nothing of use about {wanted}")
        elif not question.fits(record):
            failures.append(f"{question.source} answered about another work than {wanted}")
        else:
            return replace(record, asked=answer.asked)
        return None


@dataclass
class _Asked:
    """What has come of a look-up so far."""

    services: set[str] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def first(self, name: str) -> str:
        """The first value that a record has for a field."""
        return next(filter(None, (getattr(record, name) for record in self.records)), "")


@dataclass(frozen=True)
class _Question:
    """One service asked for one work."""

    service: str
    source: str  # its name for readers
    path: str
    wanted: str  # the identifier, for readers
    read: Callable[[object], Record | None]
    arxiv: str = ""

    def record_in(self, answer: Answer) -> Record | None:
        """Raises NoAnswer when the answer is no JSON where it should be."""
        if answer.status != 200:
            return None
        return self.read(answer.body if self.service == "arxiv" else answer.json())

    def fits(self, record: Record) -> bool:
        """Whether the record is of the work that was wanted, as far as it says."""
        ids = {same_arxiv(id) for id in (self.arxiv, record.arxiv) if id and self.arxiv}
        return len(ids) < 2

    def is_denied(self, answer: Answer) -> bool:
        """Whether the answer says that there is no such work."""
        if self.service == "arxiv" and b"</feed>" in answer.body:
            return b"<entry>" not in answer.body or b"/api/errors" in answer.body
        if self.service == "openreview" and answer.status == 200:
            return b'"notes":[]' in answer.body.replace(b" ", b"")
        return answer.status in (404, 410)


def _arxiv_questions(id: str) -> tuple[_Question, ...]:
    doi = _quoted(f"10.48550/arXiv.{id}")
    path = f"/api/query?id_list={_quoted(id)}&max_results=1"
    wanted = f"arXiv {id}"
    return (
        _Question("datacite", datacite.SOURCE, f"/dois/{doi}", wanted, read_datacite, id),
        _Question("arxiv", arxiv.SOURCE, path, id, read_arxiv, id),
        _Question("openalex", openalex.SOURCE, _openalex_path(doi), wanted, read_openalex, id),
    )


def _doi_questions(doi: str) -> tuple[_Question, ...]:
    quoted = _quoted(doi)
    return (
        _Question("crossref", crossref.SOURCE, f"/works/{quoted}", doi, read_crossref),
        _Question("datacite", datacite.SOURCE, f"/dois/{quoted}", doi, read_datacite),
        _Question("openalex", openalex.SOURCE, _openalex_path(quoted), doi, read_openalex),
    )


def _further_questions(identifiers: Identifiers, has_key: bool) -> tuple[_Question, ...]:
    """Those of `survey`: of the published version, if it is known, else of the preprint."""
    doi, arxiv_id = identifiers.doi, identifiers.arxiv
    if not doi and identifiers.anthology:
        doi = f"10.18653/v1/{identifiers.anthology}"
    if not doi and not arxiv_id:
        return ()
    questions = [(_doi_questions(doi) if doi else _arxiv_questions(arxiv_id))[-1]]
    if has_key:
        name = f"DOI:{doi}" if doi else f"ARXIV:{arxiv_id}"
        path = f"/graph/v1/paper/{_quoted(name)}?fields={semantic_scholar.FIELDS}"
        questions.append(
            _Question("s2", semantic_scholar.SOURCE, path, name, read_semantic_scholar,
                      "" if doi else arxiv_id)
        )  # fmt: skip
    return tuple(questions)


def _openalex_path(quoted: str) -> str:
    return f"/works/doi:{quoted}?select={openalex.FIELDS}"


def _openreview_questions(id: str) -> tuple[_Question, ...]:
    path = f"/notes?id={_quoted(id)}"
    return (_Question("openreview", openreview.SOURCE, path, id, read_openreview),)


def _quoted(identifier: str) -> str:
    """As one part of an address: a slash or a question mark would lead elsewhere."""
    return quote(identifier, safe="", errors="replace")
