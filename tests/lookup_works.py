"""A few works, and each as DataCite, Crossref, OpenAlex, arXiv, OpenReview and GitHub write it.

The forms follow the documentation of each service and answers that others have kept in their
tests; what no reader of ours looks at is mostly left out.
"""

from __future__ import annotations

from calendar import timegm
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Work:
    """One work as the services know it; an identifier that is empty is known to none."""

    title: str
    authors: tuple[str, ...]  # "Family, Given", "Family, Jr, Given", or "{Group}"
    published: str = "2025-01-08"
    arxiv: str = ""
    doi: str = ""  # of the published version
    openreview: str = ""
    anthology: str = ""
    venue: str = ""
    event: str = ""
    venue_date: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    subtitle: str = ""
    marked_title: str = ""  # the title with the markup that Crossref keeps
    registrar: Literal["crossref", "datacite"] = "crossref"  # of the DOI
    versions: int = 1  # how many there are on arXiv
    comment: str = ""  # what the authors say of it on arXiv
    code: str = ""  # named in the abstract
    is_withdrawn: bool = False
    abstract: str = ""
    citations: int | None = None  # as OpenAlex and Semantic Scholar count them

    @property
    def dois(self) -> tuple[str, ...]:
        acl = self.anthology and f"10.18653/v1/{self.anthology}"
        return tuple(doi.lower() for doi in (self.doi, acl) if doi)

    @property
    def arxiv_doi(self) -> str:
        return self.arxiv and f"10.48550/arxiv.{self.arxiv.lower()}"


@dataclass(frozen=True)
class Repo:
    """A repository of code; `former` is a name it had before."""

    name: str  # owner/name
    license: str = "MIT"
    former: str = ""
    stars: int | None = None
    pushed: str = ""  # a moment, ISO


WORKS = (
    Work(
        title="Waggle dances in the dark: what followers learn",
        authors=("van der Berg, Jan", "Ito, Aya", "Kennedy, III, Monroe"),
        arxiv="2501.04567",
        versions=2,
        comment="12 pages, 3 figures",
        code="https://github.com/example/waggle",
    ),
    Work(
        title="Flight of Apis mellifera at 5 °C & below",
        marked_title="Flight of <i>Apis mellifera</i>\n  at 5&#160;°C &amp;amp; below",
        authors=("Müller, Änne", "{The Cold Hive Consortium}"),
        published="2024-03-17",
        arxiv="2403.11111",
        doi="10.1234/Bees.2024.17",
        venue="Journal of Bee Flight",
        venue_date="2024-09-02",
        volume="12",
        number="3",
        pages="101-117",
    ),
    Work(
        title="Counting Wings",
        subtitle="A Census of Solitary Bees",
        authors=("Okafor, Ngozi", "Li, Wei"),
        published="2023-06-12",
        doi="10.5555/3600000.3600123",
        venue="Proceedings of the 23rd International Conference on Bee Ecology",
        event="ICBA '23: International Conference on Bee Ecology",
        venue_date="2023-06-12",
        pages="12-24",
    ),
    Work(
        title="Talking to Hives",
        authors=("Abe, Yū", "Divyansh"),
        published="2024",
        anthology="2024.bees-main.12",
        venue="Proceedings of the 2nd Meeting on Bees (Volume 1: Long Papers)",
        event="Proceedings of the 2nd Meeting on Bees",
        venue_date="2024",
        pages="140-155",
    ),
    Work(
        title="How Much Does a Bumblebee See?",
        authors=("Sanderson, Maya", "Dubois, Zoé"),
        published="2024-10-04",
        openreview="bEeFoRuM01",
        venue="ICBA 2025 poster",
    ),
    Work(
        title="Keyed: names for the bees of the Alps",
        authors=("{Bee Lab}", "Abe, Yū"),
        published="2023-05-04",
        doi="10.5281/zenodo.1234567",
        registrar="datacite",
        venue="Zenodo",
    ),
    Work(
        title="All bees are one bee",
        authors=("Nobody, Nora",),
        published="2024-05-28",
        arxiv="2405.22222",
        versions=2,
        comment="This paper has been withdrawn by the author due to an error in Lemma 2",
        is_withdrawn=True,
    ),
    Work(  # the toy library has it
        title="Orchard bees & the 50% rule: What We Know",
        authors=("van der Berg, Jan", "Müller, Änne"),
        published="2021-03-02",
        arxiv="2103.01234",
        doi="10.3897/jhr.81.60528",
        venue="Journal of Hymenoptera Research",
        venue_date="2021-03-25",
        volume="81",
        pages="1-20",
    ),
    Work(
        title="On the honeycomb conjecture",
        authors=("Hales, T. C.",),
        published="2003-09-08",
        arxiv="math.MG/0309136",
        comment="22 pages",
    ),
)
REPOS = (
    Repo("example/waggle"),
    Repo("bee-lab/keyed", license="Apache-2.0", former="beelab/keyed-old"),
    Repo("example/unlicensed", license=""),
)


def parts_of(author: str) -> dict[str, str]:
    """Family, given and suffix of an author, or the name of a group, as Crossref calls them."""
    if author.startswith("{"):
        return {"name": author[1:-1]}
    parts = [part.strip() for part in author.split(",")]
    if len(parts) == 3:
        return {"given": parts[2], "family": parts[0], "suffix": parts[1]}
    return {"given": parts[1], "family": parts[0]} if len(parts) == 2 else {"family": parts[0]}


def printed(author: str) -> str:
    parts = parts_of(author)
    words = (parts.get("name"), parts.get("given"), parts.get("family"), parts.get("suffix"))
    return " ".join(word for word in words if word)


def datacite_record(work: Work) -> dict[str, object]:
    is_preprint = bool(work.arxiv)
    doi = work.arxiv_doi or work.doi.lower()
    related = [{
        "relationType": "IsVersionOf",
        "relatedIdentifier": work.doi,
        "relatedIdentifierType": "DOI",
    }]  # fmt: skip
    attributes: dict[str, object] = {
        "doi": doi,
        "prefix": doi.partition("/")[0],
        "suffix": doi.partition("/")[2],
        "identifiers": [{"identifier": work.arxiv, "identifierType": "arXiv"}] * is_preprint,
        "alternateIdentifiers": [
            {"alternateIdentifierType": "arXiv", "alternateIdentifier": work.arxiv}
        ] * is_preprint,
        "creators": [_datacite_creator(author) for author in work.authors],
        "titles": [{"title": work.title}],
        "publisher": "arXiv" if is_preprint else work.venue,
        "container": {},
        "publicationYear": int(work.published[:4]),
        "subjects": [{"subject": "FOS: Biological sciences", "lang": "en"}],
        "contributors": [],
        "dates": _datacite_dates(work),
        "language": None,
        "types": {
            "ris": "GEN",
            "bibtex": "misc",
            "citeproc": "article",
            "schemaOrg": "CreativeWork",
            "resourceType": "Article" if is_preprint else "",
            "resourceTypeGeneral": "Preprint" if is_preprint else "Software",
        },
        "relatedIdentifiers": related if is_preprint and work.doi else [],
        "relatedItems": [],
        "sizes": [],
        "formats": [],
        "version": str(work.versions) if is_preprint else "1.0.0",
        "rightsList": [],
        "descriptions": [
            {"description": _abstract(work), "descriptionType": "Abstract"},
            *([{"description": work.comment, "descriptionType": "Other"}] if work.comment else []),
        ],
        "geoLocations": [],
        "fundingReferences": [],
        "url": f"https://arxiv.org/abs/{work.arxiv}" if is_preprint else "https://example.org/x",
        "contentUrl": None,
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "source": "mds",
        "isActive": True,
        "state": "findable",
        "reason": None,
        "created": f"{work.published}T02:50:30Z",
    }  # fmt: skip
    relationships = {"client": {"data": {"id": "arxiv.content", "type": "clients"}}}
    record = {"id": doi, "type": "dois", "attributes": attributes, "relationships": relationships}
    return {"data": record}


def _datacite_creator(author: str) -> dict[str, object]:
    rest: dict[str, object] = {"affiliation": [], "nameIdentifiers": []}
    parts = parts_of(author)
    if "name" in parts:
        return {"name": parts["name"], "nameType": "Organizational", **rest}
    if "given" not in parts:
        return {"name": parts["family"], **rest}
    family = " ".join(filter(None, (parts["family"], parts.get("suffix"))))
    return {
        "name": f"{family}, {parts['given']}",
        "nameType": "Personal",
        "givenName": parts["given"],
        "familyName": family,
        **rest,
    }


def _datacite_dates(work: Work) -> list[dict[str, str]]:
    if not work.arxiv:
        return [{"date": work.published, "dateType": "Issued"}]
    later = f"{int(work.published[:4]) + 1}-02-01T01:29:43Z"
    submitted = [f"{work.published}T19:01:16Z", *[later] * (work.versions - 1)]
    dates = [
        {"date": moment, "dateType": type, "dateInformation": f"v{version}"}
        for version, moment in enumerate(submitted, start=1)
        for type in ("Submitted", "Updated")
    ]
    dates.append({"date": work.published[:7], "dateType": "Available", "dateInformation": "v1"})
    return [*reversed(dates), {"date": work.published[:4], "dateType": "Issued"}]


def crossref_record(work: Work) -> dict[str, object]:
    doi = work.dois[0]
    when = {"date-parts": [[int(part) for part in (work.venue_date or work.published).split("-")]]}
    authors = [
        {**parts_of(author), "sequence": "additional" if index else "first", "affiliation": []}
        for index, author in enumerate(work.authors)
    ]
    relation = {"has-preprint": [{
        "id-type": "doi", "id": work.arxiv_doi, "asserted-by": "subject",
    }]} if work.arxiv else {}  # fmt: skip
    message: dict[str, object] = {
        "indexed": {"date-parts": [[2026, 1, 3]], "date-time": "2026-01-03T10:00:00Z"},
        "reference-count": 31,
        "publisher": "Bee Press",
        "content-domain": {"domain": [], "crossmark-restriction": False},
        "short-container-title": ["JBF"] if work.volume else [],
        "published-print": when,
        "DOI": doi,
        "type": "journal-article" if work.volume else "proceedings-article",
        "created": {"date-parts": [[2025, 1, 1]], "date-time": "2025-01-01T04:05:06Z"},
        "page": work.pages,
        "source": "Crossref",
        "is-referenced-by-count": 3,
        "title": [work.marked_title or work.title],
        "prefix": doi.partition("/")[0],
        "author": authors,
        "member": "98",
        "container-title": [work.venue] if work.venue else [],
        "original-title": [],
        "link": [],
        "deposited": {"date-parts": [[2025, 1, 1]], "date-time": "2025-01-01T04:05:06Z"},
        "score": 1,
        "resource": {"primary": {"URL": f"https://example.org/{doi}"}},
        "subtitle": [work.subtitle] if work.subtitle else [],
        "short-title": [],
        "issued": when,
        "references-count": 31,
        "URL": f"https://doi.org/{doi}",
        "relation": relation,
        "ISSN": ["1234-5678"] if work.volume else [],
        "published": when,
    }
    if work.volume:
        message |= {"volume": work.volume}
    if work.number:
        message |= {"issue": work.number, "journal-issue": {"issue": work.number}}
    if work.event:
        message |= {"event": {"name": work.event, "location": "Bozen", "start": when, "end": when}}
    return {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": message}


def openalex_record(work: Work) -> dict[str, object]:
    doi = work.dois[0] if work.dois else work.arxiv_doi
    number = sum(map(ord, work.title)) + 4_400_000_000
    places = [f"https://arxiv.org/abs/{work.arxiv}"] if work.arxiv else []
    places += [f"https://doi.org/{other}" for other in work.dois]
    day = work.published if len(work.published) == 10 else f"{work.published[:4]}-01-01"
    source = {"id": "https://openalex.org/S1", "display_name": work.venue, "type": "journal"}
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/{doi}",
        "title": work.title,
        "display_name": work.title,
        "publication_year": int(work.published[:4]),
        "publication_date": day,
        "ids": {"openalex": f"https://openalex.org/W{number}", "doi": f"https://doi.org/{doi}"},
        "language": "en",
        "primary_location": {
            "is_oa": True,
            "landing_page_url": f"https://doi.org/{doi}",
            "pdf_url": None,
            "source": source if work.venue else None,
        },
        "type": "article" if work.venue else "preprint",
        "authorships": [
            {
                "author_position": "first" if index == 0 else "middle",
                "author": {
                    "id": f"https://openalex.org/A{index}",
                    "display_name": printed(author),
                    "orcid": None,
                },
                "institutions": [],
                "raw_author_name": printed(author),
                "raw_affiliation_strings": [],
            }
            for index, author in enumerate(work.authors)
        ],
        "biblio": {
            "volume": work.volume or None,
            "issue": work.number or None,
            "first_page": work.pages.partition("-")[0] or None,
            "last_page": work.pages.rpartition("-")[2] or None,
        },
        "is_retracted": work.is_withdrawn,
        **({"abstract_inverted_index": _inverted(work.abstract)} if work.abstract else {}),
        "locations": [{"is_oa": True, "landing_page_url": place} for place in places],
        **({} if work.citations is None else {"cited_by_count": work.citations}),
    }


ARXIV_ERROR = """  <entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_%(id)s</id>
    <title>Error</title>
    <summary>incorrect id format for %(id)s</summary>
    <updated>2026-11-21T00:00:00-05:00</updated>
    <link href="https://arxiv.org/api/errors" rel="alternate" type="text/html"/>
    <author><name>arXiv api core</name></author>
  </entry>
"""


def feed(ids: str, entries: str) -> str:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" \
xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <title>arXiv Query: search_query=&amp;id_list={escape(ids)}&amp;start=0&amp;max_results=10</title>
  <updated>2026-11-21T00:00:00Z</updated>
  <link href="https://arxiv.org/api/query" type="application/atom+xml"/>
  <opensearch:itemsPerPage>10</opensearch:itemsPerPage>
  <opensearch:totalResults>{1 if entries else 0}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
{entries}</feed>
"""


def arxiv_record(work: Work, ids: str = "") -> str:
    return feed(ids or work.arxiv, arxiv_entry(work))


def arxiv_entry(work: Work) -> str:
    authors = "".join(
        f"    <author>\n      <name>{escape(printed(author))}</name>\n    </author>\n"
        for author in work.authors
    )
    more = ""
    if work.comment:
        more += f"    <arxiv:comment>{escape(work.comment)}</arxiv:comment>\n"
    if work.doi:
        more += f"    <arxiv:doi>{escape(work.doi)}</arxiv:doi>\n"
    if work.volume:
        year = work.venue_date[:4]
        reference = escape(f"{work.venue} {work.volume} ({year}) {work.pages}")
        more += f"    <arxiv:journal_ref>{reference}</arxiv:journal_ref>\n"
    versioned = f"{work.arxiv}v{work.versions}"
    # arXiv breaks long titles as they were typed.
    title = escape(work.title).replace(": ", ":\n  ")
    return f"""  <entry>
    <id>http://arxiv.org/abs/{versioned}</id>
    <title>{title}</title>
    <updated>2026-02-01T01:29:43Z</updated>
    <link href="https://arxiv.org/abs/{versioned}" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/{versioned}" rel="related" type="application/pdf" \
title="pdf"/>
    <summary>{escape(_abstract(work))}</summary>
    <category term="q-bio.PE" scheme="http://arxiv.org/schemas/atom"/>
    <published>{work.published}T19:01:16Z</published>
    <arxiv:primary_category term="q-bio.PE"/>
{more}{authors}  </entry>
"""


def _abstract(work: Work) -> str:
    if work.is_withdrawn:
        return "This paper has been withdrawn by the author due to an error in Lemma 2."
    where = f" The code is at {work.code}." if work.code else ""
    return f"{work.abstract or 'We watch bees & count them.'}{where}"


def _inverted(text: str) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, each in enumerate(text.split()):
        places.setdefault(each, []).append(index)
    return places


def openreview_note(work: Work) -> dict[str, object]:
    year, month, day = (int(part) for part in (work.published + "-01-01").split("-")[:3])
    moment = 1000 * timegm((year, month, day, 12, 0, 0))
    venue = "ICBA.cc/2025/Conference"
    content = {
        "title": {"value": work.title},
        "authors": {"value": [printed(author) for author in work.authors]},
        "authorids": {"value": [f"~Author_{index}1" for index in range(len(work.authors))]},
        "keywords": {"value": ["bees"]},
        "abstract": {"value": _abstract(work)},
        "venue": {"value": "ICBA 2025 Conference Withdrawn" if work.is_withdrawn else work.venue},
        "venueid": {"value": f"{venue}/Withdrawn_Submission" if work.is_withdrawn else venue},
        "pdf": {"value": "/pdf/0123456789abcdef.pdf"},
        "_bibtex": {"value": "@inproceedings{sanderson2025how,\ntitle={How}\n}"},
    }
    return {
        "id": work.openreview,
        "forum": work.openreview,
        "content": content,
        "cdate": moment,
        "odate": moment + 7 * 86_400_000,
        "pdate": moment + 110 * 86_400_000,
        "mdate": moment + 111 * 86_400_000,
        "tcdate": moment,
        "tmdate": moment + 111 * 86_400_000,
        "invitations": [f"{venue}/-/Submission", f"{venue}/-/Edit"],
        "readers": ["everyone"],
        "signatures": [f"{venue}/Submission1"],
        "writers": [venue],
        "license": "CC BY 4.0",
        "number": 1,
        "version": 2,
        "domain": venue,
    }


def github_record(repo: Repo) -> dict[str, object]:
    license = {"key": repo.license.lower(), "name": repo.license, "spdx_id": repo.license}
    return {
        "id": 123456,
        "name": repo.name.partition("/")[2],
        "full_name": repo.name,
        "private": False,
        "owner": {"login": repo.name.partition("/")[0], "id": 1, "type": "Organization"},
        "html_url": f"https://github.com/{repo.name}",
        "description": "Code & bees",
        "fork": False,
        "archived": False,
        "disabled": False,
        "default_branch": "main",
        "license": license if repo.license else None,
        **({} if repo.stars is None else {"stargazers_count": repo.stars}),
        **({"pushed_at": repo.pushed} if repo.pushed else {}),
    }


def semantic_scholar_record(work: Work) -> dict[str, object]:
    ids = {"DOI": work.dois[0] if work.dois else work.arxiv_doi, "ArXiv": work.arxiv or None}
    return {
        "paperId": f"{sum(map(ord, work.title)):040x}",
        "externalIds": {name: value for name, value in ids.items() if value},
        "title": work.title,
        "authors": [{"authorId": "1", "name": printed(author)} for author in work.authors],
        "venue": work.venue or "arXiv.org",
        "year": int((work.venue_date or work.published)[:4]),
        "publicationDate": work.published if len(work.published) == 10 else None,
        "citationCount": work.citations or 0,
    }
