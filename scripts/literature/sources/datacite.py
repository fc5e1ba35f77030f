"""DataCite: preprints of arXiv, and the DOIs of many archives.

https://support.datacite.org/docs/api-get-doi, https://datacite-metadata-schema.readthedocs.io
"""

from __future__ import annotations

from typing import Final

from ..model import Name, PartialDate, arxiv_url, doi_url
from . import cleaning
from .names import authors_of, group, person, printed_name
from .parts import items, part, word
from .record import Record

SOURCE: Final = "DataCite"
_OTHER_VERSIONS: Final = frozenset(
    ("HasVersion", "IsVersionOf", "IsVariantFormOf", "IsIdenticalTo", "IsOriginalFormOf")
)
# What arXiv says of the published version of a preprint.
_PUBLISHED_AS: Final = frozenset(("IsVersionOf", "IsPublishedIn", "IsPreviousVersionOf"))
_CONTAINERS: Final = frozenset(("Journal", "Book", "ConferenceProceeding", "Collection"))


def read_datacite(answer: object) -> Record | None:
    """The record in an answer to /dois/<doi>; None when it has no title or DOI."""
    attributes = part(answer, "data", "attributes")
    arxiv = _arxiv(attributes)
    titles = _titles(attributes, is_marked=not arxiv)
    own_doi = cleaning.doi_of(word(attributes, "doi"))
    if not titles or not (arxiv or own_doi):
        return None
    volume, number, pages, year = ("", "", "", 0) if arxiv else _place(attributes)
    venue = "" if arxiv else cleaning.unmarked(word(attributes, "container", "title"))
    return Record(
        source=SOURCE,
        page=cleaning.url_of(arxiv_url(arxiv) if arxiv else doi_url(own_doi)),
        title=titles[0],
        alt_titles=cleaning.others_of(titles[0], titles[1:]),
        authors=authors_of(_author(creator) for creator in items(attributes, "creators")),
        published=_published(attributes, is_preprint=bool(arxiv)),
        arxiv=arxiv or _related_arxiv(attributes),
        doi=_published_doi(attributes) if arxiv else own_doi,
        anthology=cleaning.anthology_of_doi(own_doi),
        venue=venue,
        venue_year=year if venue else 0,
        volume=volume,
        number=number,
        pages=pages,
        code=cleaning.code_in(*_descriptions(attributes)),
        is_withdrawn=any(map(cleaning.says_withdrawn, _descriptions(attributes))),
    )


def _arxiv(attributes: object) -> str:
    """The id of a preprint that arXiv registered."""
    return cleaning.arxiv_of(word(attributes, "doi")) if _is_arxiv(attributes) else ""


def _is_arxiv(attributes: object) -> bool:
    return word(attributes, "doi").lower().startswith("10.48550/arxiv.")


def _titles(attributes: object, *, is_marked: bool) -> list[str]:
    """The title, with its subtitle, and the others."""
    read = cleaning.marked_title_of if is_marked else cleaning.title_of
    typed = [
        (word(one, "titleType"), read(word(one, "title")))
        for one in items(attributes, "titles")[:20]
    ]
    main = [title for type, title in typed if title and not type]
    subtitle = next((title for type, title in typed if type == "Subtitle"), "")
    others = [title for type, title in typed if type in ("AlternativeTitle", "TranslatedTitle")]
    return [cleaning.with_subtitle(main[0], subtitle), *main[1:], *others] if main else []


def _author(creator: object) -> Name | None:
    name, family = word(creator, "name"), word(creator, "familyName")
    if word(creator, "nameType") == "Organizational":
        return group(name)
    return person(family, word(creator, "givenName")) if family else printed_name(name)


def _published(attributes: object, *, is_preprint: bool) -> PartialDate | None:
    """When the first version came out: arXiv counts from its submission."""
    dates: dict[str, list[PartialDate | None]] = {}
    for one in items(attributes, "dates"):
        dates.setdefault(word(one, "dateType"), []).append(cleaning.date_of(word(one, "date")))
    public = [date for type in ("Issued", "Available") for date in dates.get(type, [])]
    year = cleaning.date_of_parts(cleaning.year_of(word(attributes, "publicationYear")))
    submitted = cleaning.earliest(dates.get("Submitted", [])) if is_preprint else None
    return submitted or cleaning.earliest(public) or year


def _related(attributes: object) -> list[tuple[str, str, str]]:
    """Relation, kind and value of the identifiers of related works; not of what holds this one."""
    return [
        (
            word(one, "relationType"),
            word(one, "relatedIdentifierType"),
            word(one, "relatedIdentifier"),
        )
        for one in items(attributes, "relatedIdentifiers")
        if word(one, "resourceTypeGeneral") not in _CONTAINERS
    ]


def _published_doi(attributes: object) -> str:
    dois = (
        cleaning.doi_of(value)
        for relation, kind, value in _related(attributes)
        if kind == "DOI" and relation in _PUBLISHED_AS
    )
    return next(filter(None, dois), "")


def _related_arxiv(attributes: object) -> str:
    ids = (
        cleaning.arxiv_of(value)
        for relation, kind, value in _related(attributes)
        if kind in ("arXiv", "DOI", "URL") and relation in _OTHER_VERSIONS
    )
    return next(filter(None, ids), "")


def _place(attributes: object) -> tuple[str, str, str, int]:
    """Volume, issue, pages and year within the container."""
    container = part(attributes, "container")
    ends = [word(container, name) for name in ("firstPage", "lastPage")]
    return (
        cleaning.fitting("volume", word(container, "volume")),
        cleaning.fitting("number", word(container, "issue")),
        cleaning.pages_of("-".join(filter(None, ends))),
        cleaning.year_of(word(attributes, "publicationYear")),
    )


def _descriptions(attributes: object) -> list[str]:
    """The abstract and the comment of the authors."""
    return [
        cleaning.plain(word(one, "description"), cleaning.MAX_RAW)
        for one in items(attributes, "descriptions")
    ]
