"""One item of a list -> the work that it names, as far as it names one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..model import Name, PartialDate
from ..people import read_people
from ..text import UNSAFE, comparison_form, shown
from .dates import date_in, dates_in
from .found import Found, Remark
from .inline import BREAK, Link, badge_repository, identifiers_in, read_line
from .labels import is_acronym, role_of, target_of
from .mojibake import repaired
from .record import Parts, found_of, repository

_ROLES: Final[Mapping[str, str]] = {
    "title": r"title|paper(?: title)?|name|papers?|work|publication title|article|标题|论文",
    "code": r"code|github|repo(?:sitory)?|implementation|代码",
    "paper": r"link|links|url|pdf|arxiv|doi|source|paper link|paper url|resources?",
    "project": r"project|website|project page|homepage|web",
    "venue": r"venue|conference|journal|publication|published(?: in)?|pub\.?|where|会议",
    "date": r"date|year|time|month|published on|release(?:d)?|submitted|日期|时间",
    "authors": r"authors?|by|first author|writers?|作者",
    "nickname": r"method|model|abbr(?:eviation)?\.?|short name|acronym|nickname|alias",
    "words": r"category|categories|topics?|tags?|keywords?|task|tasks|type|area|field",
    "rest": r"abstract|summary|notes?|description|comments?|tl;?dr|#|no\.?|id|stars?|citations?"
            r"|institut\w*|affiliat\w*|dataset\w*|slides|video",
}  # fmt: skip


def role_of_header(header: str) -> str:
    """The role of a column by its head; empty for one that we do not know."""
    text = re.sub(r"[*_`:]|[^\w\s;#.]", "", header).strip().lower()
    return next((role for role, words in _ROLES.items() if re.fullmatch(words, text)), "")


@dataclass
class _Reading:
    """What is found on the way."""

    line: int
    remarks: list[Remark] = field(default_factory=list)
    titles: list[tuple[Link, str]] = field(default_factory=list)  # link, what it leads to
    works: list[Link] = field(default_factory=list)
    codes: list[tuple[Link, str]] = field(default_factory=list)  # link, repository of its badge
    projects: list[Link] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)
    anchors: list[Link] = field(default_factory=list)
    badge_ids: list[str] = field(default_factory=list)

    def doubt(self, kind: str, message: str) -> None:
        self.remarks.append(Remark(self.line, kind, message))


@dataclass(frozen=True)
class Item:
    """What an item of a list is: a record, or a reason why it is none.

    `is_detail`: it has links of a work but no title of its own. `is_titled`: a work's title is in
    it for sure. `title` is that of a heading above, where the item itself has none.
    """

    found: Found | None
    reason: str = ""
    is_detail: bool = False
    is_titled: bool = False


def read_item(
    text: str, line: int, words: Sequence[str], references: Mapping[str, str],
    *, title: str = "", columns: Sequence[tuple[str, str]] = (),
) -> Item:  # fmt: skip
    """The work of an item. `columns` are (role, text) of a row of a table."""
    reading = _Reading(line)
    parsed = read_line(text, references)
    if columns:
        _sort_columns(reading, columns, references)
    else:
        for link in parsed.links:
            _sort(reading, link, "")
    for image in (*parsed.images, *(image for link in parsed.links for image in link.images)):
        shown_id = identifiers_in(re.sub(r"(?i)\barxiv\s+", "arXiv:", image.words)).arxiv
        if shown_id:
            reading.badge_ids.append(shown_id)
    given = {role: cell for role, cell in columns if role}
    own_title, nickname, is_sure, rest = _title(parsed.text, text, reading, given)
    has_work = bool(reading.works or reading.badge_ids or reading.titles)
    if title and not own_title:
        own_title, is_sure = title, True
    if not has_work and reading.codes and own_title:
        has_work = is_sure
    if not has_work and not (own_title and is_sure and _tells_of_a_work(rest, given)):
        return Item(None, _why_none(reading, parsed.text))
    if not own_title and not reading.works and not reading.badge_ids:
        return Item(None, _why_none(reading, parsed.text))
    found = _found(reading, own_title, nickname, rest, words, given, parsed.text)
    return Item(found, "", not own_title and not is_sure, is_sure and bool(own_title))


def _why_none(reading: _Reading, text: str) -> str:
    links = [*reading.titles, *reading.codes]
    if reading.anchors and not (links or reading.works):
        return "table of contents, or links within the file"
    if any(target_of(link) == "home" for link in reading.others):
        return "link to a home page"
    if reading.others or reading.projects or links:
        return "links to no work"
    return "text without a link"


# Links


_NOWHERE: Final = ("none", "account", "home")


def _sort(reading: _Reading, link: Link, role: str) -> None:
    """Puts a link where it belongs, by its label and by where it leads."""
    target = target_of(link)
    badge = next(filter(None, (badge_repository(image.url) for image in link.images)), "")
    own = role_of(link.label)
    role = role if role in ("paper", "code", "project") and own in ("", "paper") else own
    if target == "anchor":
        reading.anchors.append(link)
    elif badge or (role == "code" and target != "work"):
        reading.codes.append((link, badge))
    elif target == "work" and (role in ("paper", "other", "project", "code") or not link.text):
        reading.works.append(link)
    elif role == "project" and target in ("page", "home", "code"):
        reading.projects.append(link)
    elif target in _NOWHERE or (not link.text and link.images and role != "paper"):
        reading.others.append(link)
    elif role == "paper":
        reading.works.append(link)
    elif role == "other":
        reading.others.append(link)
    elif target == "code" and not link.text:
        reading.codes.append((link, ""))
    elif not link.text and target == "page":
        reading.works.append(link)
    else:
        reading.titles.append((link, target))


def _sort_columns(
    reading: _Reading, columns: Sequence[tuple[str, str]], references: Mapping[str, str]
) -> None:
    for role, cell in columns:
        for link in read_line(cell, references).links:
            by_role = {"venue": "paper", "date": "paper", "nickname": "", "authors": "other"}.get(
                role, role
            )
            if role == "authors":
                continue
            if role in ("rest", "words"):
                reading.others.append(link)
            else:
                _sort(reading, link, "" if role == "title" else by_role)


# Title


def _clean(text: str) -> str:
    """Words without marks of Markdown, emoji and needless signs."""
    text = html.unescape(re.sub(r"\\(?=[\W_])", "", text))
    text = re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)|~~", "", text)
    text = re.sub("[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]", " ", UNSAFE.sub("", text))
    return " ".join(text.split())


_MARKS: Final = " .,;:|-–—•·/#>"
_BOLD: Final = re.compile(r"(?:\*\*|__)(?=\S)(.{2,500}?)(?<=\S)(?:\*\*|__)")
_ITALIC: Final = re.compile(r"(?<![*_\w])[*_](?=[^\s*_])([^*_]{6,500}?)(?<=\S)[*_](?![*_\w])")
_QUOTED: Final = re.compile(r"[“\"]([^“”\"]{8,400})[”\"]")


def _title(
    text: str, raw: str, reading: _Reading, given: Mapping[str, str]
) -> tuple[str, str, bool, str]:
    """Title, nickname, whether the title is sure to be one, and the text beside it."""
    if given.get("title"):
        cell = read_line(given["title"]).text
        linked = [link.text for link, _ in reading.titles if len(link.text.split()) > 1]
        words = linked[0] if linked else _clean(cell.split(BREAK)[0]).strip(_MARKS)
        nickname = _clean(given.get("nickname", ""))
        rest = BREAK.join(cell for role, cell in given.items() if role != "title")
        return _mended(words, reading), nickname, len(words) > 3, rest
    bold = [_clean(match[1]).strip(_MARKS) for match in _BOLD.finditer(text)]
    bold = [words for words in bold if words and not _is_label(words)]
    links = [(link, link.text.strip(_MARKS)) for link, _ in reading.titles if _clean(link.text)]
    if links:
        best, title = max(
            links[:1]
            + [it for it in links[1:] if len(it[1].split()) > 5 > len(links[0][1].split())],
            key=lambda it: len(it[1].split()),
        )
        title = _clean(title).strip(" |-–—•·")
        rest = text
        if len(title.split()) <= 2:
            longer = [words for words in (*bold, *_quoted(text)) if len(words.split()) > 3]
            follows = re.match(r"[\s*_]*[:：]\s*([^.|(\[\x1e]{12,300})", _after(raw, best))
            if longer:
                return _mended(longer[0], reading), title, True, rest.replace(longer[0], " ")
            if follows:
                return (
                    _mended(f"{title}: {_clean(follows[1]).strip(_MARKS)}", reading),
                    title,
                    True,
                    rest,
                )
        nickname = next(
            (words for words in bold if len(words) <= 60 and _before(raw, words, best)), ""
        )
        return (
            _mended(title, reading),
            nickname,
            True,
            rest.replace(nickname, " ", 1) if nickname else rest,
        )
    for words in (*(it for it in bold if len(it.split()) > 2), *_quoted(text)):
        nickname = next((it for it in bold if it != words and len(it) <= 60), "")
        return _mended(words, reading), nickname, True, text.replace(words, " ", 1)
    title, rest = _plain_title(text)
    if bold and title and not title.startswith(bold[0]):
        nickname = bold[0] if len(bold[0]) <= 60 else ""
    else:
        nickname = ""
    italic = [_clean(match[1]) for match in _ITALIC.finditer(text)]
    italic = [words for words in italic if len(words.split()) > 3 and not _people(words)]
    if italic and len(title.split()) < 4:
        return _mended(italic[0], reading), title, True, text.replace(italic[0], " ", 1)
    return _mended(title, reading), nickname, bool(bold) and len(title.split()) > 2, rest


def _mended(title: str, reading: _Reading) -> str:
    title = re.sub(
        r"^(?:\[[^\[\]]{2,30}\]|\([^()]{2,30}\))\s*(?=\w)",
        lambda match: "" if _is_label(match[0]) else match[0],
        title,
    )
    mended = repaired(title)
    if mended != title:
        reading.doubt("mojibake", f"'{shown(title, 80)}' was read as '{shown(mended, 80)}'")
    return mended.strip()


def _quoted(text: str) -> list[str]:
    return [_clean(match[1]).strip(" .,;") for match in _QUOTED.finditer(html.unescape(text))]


def _after(raw: str, link: Link) -> str:
    return raw[link.end : link.end + 400] if link.end else ""


def _before(raw: str, words: str, link: Link) -> bool:
    place = _clean(raw[: link.start]).find(words)
    return place >= 0


def _is_label(words: str) -> bool:
    """Whether a phrase is a date, a venue or the name of a link, and no title."""
    bare = words.strip(" []()【】.,:;")
    if (
        not bare
        or role_of(bare)
        or re.fullmatch(
            r"(?i)new|todo|update[ds]?|important|note|hot|tl;?dr|authors?|abstract|venue|year|date|links?|title|key ?words?|tags?|summary",  # noqa: E501
            bare,
        )
    ):
        return True
    rest = bare
    for _, start, end in reversed(list(dates_in(bare))):
        rest = rest[:start] + rest[end:]
    return not re.search(r"[^\W\d_]{2,}", rest)


def _plain_title(text: str) -> tuple[str, str]:
    """A title that is neither link nor bold: what stands before the first link or stop."""
    for piece in re.split(rf"{BREAK}|\s{{2,}}(?=\S)", text):
        words = _clean(
            re.sub(r"^\s*(?:[\[(【][^\[\]()【】]{1,40}[\])】]\s*)+", _without_label, piece)
        )
        words = words.strip(_MARKS + "()[]")
        if re.match(
            r"(?i)(?:authors?|venue|abstract|keywords?|code|paper|date|year|tl;?dr)\s*:", words
        ):
            continue
        if len(words) < 4 or _is_label(words):
            continue
        cited = re.search(
            r"\((?:19|20)[0-9]{2}[a-z]?(?:, [A-Za-z]+)?\)[.,:]?\s+(.{8,300}?)(?:[.?!](?:\s|$)|$)",
            words,
        )
        if cited and re.match(r"[^()]{3,400}(?:,|\bet al)", words[: cited.start() + 1]):
            return cited[1].strip(_MARKS), text.replace(cited[1], " ", 1)
        title = re.split(
            r"(?<=[a-z\d)?])[.。]\s+(?=[A-Z])|\s+[|–—]\s+|\s+-\s+(?=[A-Z*])|,\s+(?=[A-Z][\w'-]+ et al)",  # noqa: E501
            words,
        )[0]
        title = re.sub(
            r"\s*[\[(【][^\[\]()【】]{0,60}[\])】]?\s*$",
            lambda it: "" if _is_label(it[0]) else it[0],
            title,
        )
        title = re.sub(r",\s*[A-Z][A-Za-z]{1,12}\s*['’]?(?:19|20)?[0-9]{2}$", "", title)
        if len(title.split()) >= 2 or (len(title) > 3 and re.search(r"[A-Z]", title)):
            return title.strip(_MARKS), text.replace(title, " ", 1)
    return "", text


def _without_label(match: re.Match[str]) -> str:
    return "" if _is_label(match[0]) else match[0]


# What stands beside the title


def _tells_of_a_work(rest: str, given: Mapping[str, str]) -> bool:
    """Whether text without a link has what only works have: a year, a venue, authors."""
    text = _clean(f"{rest} {given.get('date', '')} {given.get('venue', '')}")
    return bool(date_in(text) or venue_in(text)[0] or given.get("authors") or _people(text))


def _found(
    reading: _Reading, title: str, nickname: str, rest: str, words: Sequence[str],
    given: Mapping[str, str], text: str,
) -> Found:  # fmt: skip
    addresses = list(_addresses(reading))
    code = _code(reading)
    beside = _clean_beside(rest, reading)
    venue, year = (
        venue_in(_clean(given.get("venue", "")), True) if given.get("venue") else venue_in(beside)
    )
    when = date_in(_clean(given["date"])) if given.get("date") else None
    when = when or _date_beside(beside, venue)
    parts = Parts(
        reading.line, title=title, authors=_authors(given, rest), addresses=tuple(addresses),
        first_date=when or (PartialDate(year) if year else None), venue=venue if year else "",
        date=PartialDate(year) if year else None, words=(*words, *_own_words(given)),
        nickname=_short_name(nickname, title), code=code,
    )  # fmt: skip
    if venue and not year:
        reading.doubt("left-out", f"venue '{shown(venue, 60)}' without its year")
    found = found_of(parts, reading.remarks)
    projects = [link.url for link in reading.projects if link.url.startswith("https://")]
    return _finished(found, reading, projects, when)


def _finished(
    found: Found, reading: _Reading, projects: Sequence[str], when: PartialDate | None
) -> Found:
    from dataclasses import replace

    from ..sources.cleaning import url_of

    entry = found.entry
    if projects and url_of(projects[0]) and url_of(projects[0]) != entry.url:
        entry = replace(entry, project=url_of(projects[0]))
    remarks = list(found.remarks)
    if not entry.links:
        remarks.append(
            Remark(found.line, "no-link", f"'{shown(found.label, 100)}' has no link to the work")
        )
    work = (
        "software"
        if entry.code and not (entry.arxiv or entry.doi or entry.url or entry.openreview)
        else ""
    )
    return replace(
        found, entry=entry, remarks=tuple(remarks), is_typed=True, work=work,
        listed_date=str(when or ""),
    )  # fmt: skip


def _addresses(reading: _Reading) -> Iterator[str]:
    """Of the work, best evidence first: its title's link, its other links, badges."""
    titles = [link for link, target in reading.titles]
    for link in (*titles, *reading.works):
        yield link.url
    for arxiv in reading.badge_ids:
        yield f"arXiv:{arxiv}"
    _doubt_links(reading, [*titles, *reading.works])


def _doubt_links(reading: _Reading, links: Sequence[Link]) -> None:
    for link in links:
        inside = identifiers_in(re.sub(r"(?i)\barxiv\s+", "arXiv:", link.label)).arxiv
        if inside and link.identifiers.arxiv and inside != link.identifiers.arxiv:
            message = f"the label says {inside}, the link leads to {link.identifiers.arxiv}"
            reading.doubt("link-conflict", message)


def _code(reading: _Reading) -> str:
    """The repository; a badge that counts the stars of another one is told."""
    for link, badge in reading.codes:
        target = target_of(link)
        if badge and comparison_form(repository(link.url)) != comparison_form(badge):
            message = f"the badge shows {badge}, its link leads to {link.url}"
            reading.doubt("code-conflict", message)
            if target != "code" or "anonymous" in link.host:
                return badge
        if target == "code":
            return repository(link.url)
    for link, target in reading.titles:
        if target == "code" and len(reading.titles) > 1:
            return repository(link.url)
    return ""


def _clean_beside(rest: str, reading: _Reading) -> str:
    labels = [link.label for link in reading.works if re.search(r"[0-9]{2}", link.label)]
    return _clean(f"{rest} {BREAK} {' '.join(labels)}".replace(BREAK, " | "))


_VENUE: Final = re.compile(
    r"(?<![\w@/.-])((?:[A-Z][A-Za-z&*+]{0,14}[ /-]){0,3}[A-Z][A-Za-z&*+]{1,14}"
    r"(?:[ -](?:Findings|Workshops?|Industry|Demos?|Short|Long|Main|SRW|D&B(?: Track)?))?)"
    r"[\s,'’:-]{0,3}((?:19|20)[0-9]{2}|(?<=['’])[0-9]{2}|(?<=[A-Z])[0-9]{2})(?!\.?[0-9])"
)
_NO_VENUE: Final = re.compile(
    r"(?i)(?:.*\b)?(?:arxiv|corr|preprint|jan\w*|feb\w*|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug\w*"
    r"|sept?\w*|oct\w*|nov\w*|dec\w*|in|since|year|date|published|accepted|updated?|version|submitted"
    r"|and|the|et al)\.?"
)


def venue_in(text: str, is_alone: bool = False) -> tuple[str, int]:
    """Venue and year in the text beside a title: "NeurIPS 2024 (Oral)"; ("", 0) for none.

    Names have two capitals or stand alone in brackets, so that few other words are taken for one.
    """
    for match in _VENUE.finditer(text[:1500]):
        name, digits = match[1].strip(" ,:-"), match[2]
        if _NO_VENUE.fullmatch(name):
            continue
        around = (
            text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        )
        is_bracketed = bool(
            re.fullmatch(r"[(\[【|].?|.?[)\]】|]|[(\[|][)\]|]", around.strip() or "-")
        )
        if is_acronym(name) or is_bracketed or is_alone:
            year = int(digits) if len(digits) == 4 else 2000 + int(digits)
            if 1950 <= year <= 2100:
                return name, year
    if is_alone and text.strip() and not _NO_VENUE.fullmatch(text.strip(" .")):
        when = date_in(text)
        return re.sub(r"[\s'’(]*(?:(?:19|20)[0-9]{2})\)?", "", text).strip(
            " ,()"
        ), when.year if when else 0
    return "", 0


def _date_beside(beside: str, venue: str) -> PartialDate | None:
    for when, _, _ in dates_in(beside):
        return when
    years = re.findall(r"(?:^|[(\[|,;.]\s*)((?:19|20)[0-9]{2})\s*(?=[)\]|,;.]|$)", beside[:1500])
    return PartialDate(int(years[0])) if len(set(years)) == 1 and not venue else None


def _own_words(given: Mapping[str, str]) -> tuple[str, ...]:
    text = _clean(given.get("words", "").replace(BREAK, ","))
    return tuple(word.strip() for word in re.split(r"[,;/]", text) if word.strip())


def _short_name(nickname: str, title: str) -> str:
    """A nickname that is a name: one word, or words that the title has."""
    nickname = _clean(nickname).strip(_MARKS + "()[]")
    if not nickname or comparison_form(nickname) == comparison_form(title) or _is_label(nickname):
        return ""
    is_name = " " not in nickname or comparison_form(nickname) in comparison_form(title)
    is_short = len(nickname) <= 60 and len(nickname.split()) <= 4
    return nickname if is_name and is_short and re.search(r"[^\W\d_]", nickname) else ""


def _authors(given: Mapping[str, str], rest: str) -> tuple[Name, ...]:
    """Authors where a list names them all: a column, a label, or a line of names."""
    if given.get("authors"):
        return _people(_clean(read_line(given["authors"]).text.replace(BREAK, ", ")), True)
    for piece in re.split(rf"{BREAK}", rest):
        words = _clean(piece).strip(" .;|()-–—")
        if label := re.match(r"(?i)(?:authors?\s*[:：]|by\s+(?=[A-Z]))\s*(.+)", words):
            return _people(label[1], True)
    for match in _ITALIC.finditer(rest.replace("**", "")):
        if found := _people(_clean(match[1])):
            return found
    for piece in rest.split(BREAK)[1:]:
        if found := _people(_clean(piece).strip(" .;|()-–—")):
            return found
    return ()


_PERSON: Final = re.compile(
    r"(?:[A-Z][\w.'’-]*\.?\s+){1,3}(?:(?:van|von|de|der|den|del|da|di|la|le|bin|al|El|Al)\s+){0,2}[A-Z][\w'’-]+"
)


def _people(text: str, is_named: bool = False) -> tuple[Name, ...]:
    """The names when the whole text is names, and no "et al." cuts them; else nothing."""
    text = re.sub(r"[*†‡§¶∗]|\d+(?=,|$|\s)", "", text).strip(" .,;")
    if not text or re.search(r"(?i)\bet\.? al|\betc\b|\.\.\.|…", text) or len(text) > 5000:
        return ()
    parts = [
        part.strip()
        for part in re.split(r"\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+", text)
        if part.strip()
    ]
    if not is_named and (len(parts) < 2 or not all(_PERSON.fullmatch(part) for part in parts)):
        return ()
    names, complaints = read_people(
        "; ".join(parts) if all(" " in part for part in parts) else text
    )
    return () if complaints else tuple(dict.fromkeys(names))
