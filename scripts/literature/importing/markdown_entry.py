"""One item of a list -> the work that it names, as far as it names one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..model import Name, PartialDate
from ..text import UNSAFE, comparison_form, shown
from .dates import date_in, dates_in
from .found import Found, Remark
from .inline import BREAK, Link, badge_repository, identifiers_in, read_line
from .labels import is_acronym, role_of, target_of
from .listed_people import (
    is_list_of_people,
    is_person,
    names_before_title,
    people_before_year,
    people_behind_by,
    people_in,
)
from .mojibake import repaired
from .places import (
    balanced,
    is_place,
    place_above,
    tail_of,
    trail_of,
    venue_of,
    without_lead,
    without_tail,
)
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
    written: list[str] = field(default_factory=list)  # DOIs in words
    anchors: list[Link] = field(default_factory=list)
    mentions: list[Link] = field(default_factory=list)  # within a sentence
    trail: str = ""  # a venue that stood behind the title
    spare: list[Link] = field(default_factory=list)  # of the work, where nothing else is
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
    *, title: str = "", columns: Sequence[tuple[str, str]] = (), is_listed: bool = False,
) -> Item:  # fmt: skip
    """The work of an item. `columns` are (role, text) of a row of a table.

    `is_listed`: it is an item of a list of works, so that a title with a venue needs no link.
    """
    reading = _Reading(line)
    parsed = read_line(text, references)
    if columns:
        _sort_columns(reading, columns, references)
    else:
        for link in parsed.links:
            _sort(reading, link, "")
        _leave_out_mentions(reading, text)
    if not (reading.titles or reading.works):
        reading.works += reading.spare
    for image in (*parsed.images, *(image for link in parsed.links for image in link.images)):
        shown_id = identifiers_in(re.sub(r"(?i)\barxiv\s+", "arXiv:", image.words)).arxiv
        if shown_id:
            reading.badge_ids.append(shown_id)
    reading.written += [it[1] for it in _WRITTEN_DOI.finditer(parsed.text)][:1]
    reading.badge_ids += [f"{it[1]}" for it in _WRITTEN_ID.finditer(parsed.text)][:1]
    given = {role: cell for role, cell in columns if role}
    if columns:
        others = [cell for role, cell in columns if not role and not _SHORT_DATE.fullmatch(cell)]
        given[""] = BREAK.join(others)
    own_title, nickname, is_sure, rest = _title(parsed.text, text, reading, given)
    if is_listed and not is_sure and not columns:
        is_sure = _is_cited(parsed.text, own_title)
    has_work = bool(reading.works or reading.badge_ids or reading.written or reading.titles)
    if title and not own_title:
        own_title, is_sure = title, True
    if not has_work and (reading.codes or reading.projects) and own_title:
        has_work = is_sure and (bool(reading.codes) or _tells_of_a_work(rest, given))
    if not own_title and not reading.badge_ids and reading.works and all(
        is_place(link.label) and target_of(link) != "work" for link in reading.works
    ):  # fmt: skip
        return Item(None, "link to a conference")
    if reading.mentions and not is_sure:
        return Item(None, _why_none(reading, parsed.text))
    if not has_work and not (
        own_title and is_sure and (_tells_of_a_work(rest, given) or place_above(words[:2])[1])
    ):
        return Item(None, _why_none(reading, parsed.text))
    if not own_title and not reading.works and not reading.badge_ids:
        return Item(None, _why_none(reading, parsed.text))
    found = _found(reading, own_title, nickname, rest, words, given, parsed.text)
    return Item(found, "", not own_title and not is_sure, is_sure and bool(own_title))


def _why_none(reading: _Reading, text: str) -> str:
    links = [*reading.titles, *reading.codes]
    if reading.mentions and not (links or reading.works):
        return "links within a sentence"
    if reading.anchors and not (links or reading.works):
        return "table of contents, or links within the file"
    if any(target_of(link) == "home" for link in reading.others):
        return "link to a home page"
    if reading.others or reading.projects or links:
        return "links to no work"
    return "text without a link"


# Links


_NOWHERE: Final = ("none", "account", "home")
_WRITTEN_ID: Final = re.compile(
    r"(?i)(?<![\w/])arxiv\s*[:\s]\s*([0-9]{4}\.[0-9]{4,5})(?![0-9])(?:v[0-9]+)?"
)


_WRITTEN_DOI: Final = re.compile(r"(?i)\bdoi\s*:\s*`?(10\.[0-9]{4,9}/[^\s`\x1e]+[^\s`\x1e.,;)])")
_SHORT_DATE: Final = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2}")  # nobody knows its order


def _leave_out_mentions(reading: _Reading, raw: str) -> None:
    """Short links in the middle of a sentence are no titles: "There is [a paper](...) on this"."""
    if len(reading.titles) == 1 and _is_bracketed_label(raw, reading.titles[0][0]):
        reading.works.append(reading.titles.pop()[0])
    for link in list(reading.works):
        is_said = re.match(r"(?:an?|the|this|that|our|here)\b", link.text)
        if is_said and re.match(r"\s+[a-z]+", raw[link.end :]):
            reading.works.remove(link)
            reading.mentions.append(link)
    for link, target in list(reading.titles):
        marked = _just_before(raw, link.start).rstrip("([< ")
        before = _clean(marked)
        if (
            link.end
            and len(link.text.split()) <= 3
            and (len(before.split()) > 2 or len(re.findall("[\u3040-\u9fff]", before)) > 5)
            and re.search(r"[^\W_]$|\+$", marked)
            and not is_place(before)
            and not is_list_of_people(before)
        ):
            reading.titles.remove((link, target))
            reading.mentions.append(link)


def _is_bracketed_label(raw: str, link: Link) -> bool:
    """Whether a link in brackets of its own comes before the title: "[[JBR](...)] Bees Count"."""
    after = _clean(read_line(raw[link.end :]).text).strip(" ]")
    return (
        len(link.text.split()) < 3
        and bool(link.end)
        and raw[: link.start].strip(" *_") == "["
        and raw[link.end : link.end + 1] == "]"
        and len(after.split()) > 2
    )


def _is_cited(text: str, title: str) -> bool:
    """Whether a title that is no link has its venue or year before or behind it."""
    whole = _clean(text.replace(BREAK, " "))
    return len(title.split()) > 2 and bool(
        tail_of(whole.strip(" ."))
        or without_lead(whole) != whole
        or venue_in(whole.replace(title, " ", 1))[0]
    )


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
    elif target == "work" and role in ("other", "code") and not link.identifiers.arxiv:
        reading.spare.append(link)  # a DOI of a data set or of a program
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
    text = re.sub(r"(?<!\w):[a-z0-9_+-]{2,40}:(?!\w)", " ", text)  # ":bee:"
    text = re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)|~~", "", text)
    text = re.sub(
        "[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]", " ", UNSAFE.sub("", text.replace(BREAK, " "))
    )
    return " ".join(text.split())


_MARKS: Final = " .,;:|-–—•·/#>"
_BOLD: Final = re.compile(r"(?:\*\*|__)(?=\S)(.{1,500}?)(?<=\S)(?:\*\*|__)")
_ITALIC: Final = re.compile(r"(?<![*_\w])[*_](?=[^\s*_])([^*_]{6,500}?)(?<=\S)[*_](?![*_\w])")
_QUOTED: Final = re.compile(r"[“\"]([^“”\"]{8,400})[”\"]")


def _title(
    text: str, raw: str, reading: _Reading, given: Mapping[str, str]
) -> tuple[str, str, bool, str]:
    """Title, nickname, whether the title is sure to be one, and the text beside it."""
    if given.get("title"):
        cell = read_line(given["title"]).text
        linked = [link.text for link, _ in reading.titles if len(link.text.split()) > 1]
        pieces = [_clean(piece).strip(_MARKS) for piece in cell.split(BREAK)]
        words = linked[0] if linked else next(filter(None, pieces), "")
        outside = f"({tail_of(words)})" if tail_of(words) else ""
        words = without_tail(words)
        nickname = _clean(given.get("nickname", ""))
        rest = BREAK.join([*(cell for role, cell in given.items() if role != "title"), outside])
        return _mended(words, reading), nickname, len(words) > 3, rest
    bold_parts = {
        _clean(match[1]).strip(_MARKS): match
        for match in _BOLD.finditer(text)
        if not is_list_of_people(_clean(match[1]))
    }
    bold = [words for words in bold_parts if words and not _is_label(words)]
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
    whole = [it for it in bold if len(it.split()) > 2 and not _is_within(text, bold_parts[it])]
    for words in (*whole, *_quoted(text)):
        nickname = next((it for it in bold if it != words and len(it) <= 60), "")
        rest = text.replace(without_tail(words), " ", 1)
        return _mended(words, reading), nickname, True, rest
    title, rest = _plain_title(text)
    nicknames = [it for it in bold if title.startswith(f"{it}:")]
    if nicknames:
        return _mended(title, reading), nicknames[0], True, rest
    nickname = next((it for it in bold[:1] if len(it) <= 60 and not title.startswith(it)), "")
    named = _SHORT_NAME.match(text)
    nickname = nickname or (named[1] if named else "")
    if len(title.split()) < 4 and (below := _cited_below(text)):
        return _mended(below, reading), title, True, text.replace(below, " ", 1)
    slanted = [_clean(match[1]) for match in _ITALIC.finditer(text)]
    italic = [words for words in slanted if len(words.split()) > 3 and not is_list_of_people(words)]
    if italic and len(title.split()) < 4:
        return _mended(italic[0], reading), title, True, text.replace(italic[0], " ", 1)
    return _mended(title, reading), nickname, bool(bold) and len(title.split()) > 2, rest


def _cited_below(text: str) -> str:
    """A title with its year in brackets, in a line below a short name; empty where none is."""
    for piece in text.split(BREAK)[1:]:
        match = re.match(r"([^()]{15,300}?)\s*\([^()]*(?:19|20)[0-9]{2}\)", _clean(piece))
        if match and len(match[1].split()) > 3:
            return match[1]
    return ""


def _is_within(text: str, bold: re.Match[str]) -> bool:
    """Whether bold words are a part of a title: "The **bee sleep** test", "**Bee**: a name"."""
    before = _clean(_just_before(text, bold.start()))
    after = text[bold.end() :].split(BREAK)[0]
    is_name = len(bold[1].split()) < 5 and bool(re.match(r"\s*[:：]\s*\w+\s+\w+", after))
    is_sentence = bool(re.match(r"\s+[a-z]+ ", after)) and bool(re.search(r"[^\W\d_]$", before))
    return is_name or (is_sentence and not is_place(before))


def _mended(title: str, reading: _Reading) -> str:
    title = _without_quotes(without_tail(title))
    reading.trail = trail_of(title)
    title = title.removesuffix(reading.trail).rstrip(" ,")
    title = re.sub(
        r"^(?:\[[^\[\]]{1,60}\]|\([^()]{2,30}\))\s*(?=\w)",
        lambda match: "" if _is_label(match[0]) else match[0],
        title,
    )
    mended = repaired(title)
    if mended != title:
        reading.doubt("mojibake", f"'{shown(title, 80)}' was read as '{shown(mended, 80)}'")
    return mended.strip()


def _without_quotes(title: str) -> str:
    match = re.fullmatch(r"[“\"'‘]([^“”\"]+)[”\"'’][.,]?", title)
    return match[1].strip(" .,") if match else title


def _just_before(text: str, place: int) -> str:
    """The end of what stands before a place in its line; a long line is not read again and again."""  # noqa: E501
    return text[max(0, place - 300) : place].rpartition(BREAK)[2]


def _quoted(text: str) -> list[str]:
    """What stands in quotation marks behind nothing or a stop: no part of a sentence."""
    text = html.unescape(text)
    return [
        _clean(match[1]).strip(" .,;")
        for match in _QUOTED.finditer(text)
        if not re.search(r"[^\W_]\s*$", _clean(_just_before(text, match.start())))
    ]


def _after(raw: str, link: Link) -> str:
    return raw[link.end : link.end + 400] if link.end else ""


def _before(raw: str, words: str, link: Link) -> bool:
    place = _clean(raw[: link.start]).find(words)
    return place >= 0


def _is_label(words: str) -> bool:
    """Whether a phrase is a date, a venue or the name of a link, and no title."""
    bare = words.strip(" []()【】.,:;`*_")
    if (
        not bare
        or role_of(bare)
        or is_place(bare)
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


_SHORT_NAME: Final = re.compile(r"^\s*[*_]*\[([^\[\]\s]{2,30})\](?=\s|$)")  # "[BeeNet] Bees Count"


def _plain_title(text: str) -> tuple[str, str]:
    """A title that is neither link nor bold: what stands before the first link or stop."""
    for piece in re.split(rf"{BREAK}|\s{{2,}}(?=\S)", text):
        piece = _before_names(piece)
        piece = re.sub(r"^\s*(?:[\[(【][^\[\]()【】]{1,40}[\])】]\s*)+", _without_label, piece)
        piece = re.sub(r"^\s*[*_`]{1,4}[^*_`]{2,60}[*_`]{1,4}(?=\s)", _without_label, piece)
        piece = _SHORT_NAME.sub("", piece)
        words = balanced(without_lead(_clean(piece).strip(_MARKS)).strip(_MARKS))
        names = names_before_title(words)
        words = _cited_title(words[len(names) :]) if names else words
        if re.match(
            r"(?i)(?:authors?|venue|abstract|keywords?|code|paper|date|year|tl;?dr)\s*:", words
        ):
            continue
        if len(words) < 4 or _is_label(words) or is_list_of_people(words):
            continue
        cited = re.search(
            r"\((?:19|20)[0-9]{2}[a-z]?(?:, [A-Za-z]+)?\)[.,:]?\s+(.{8,300}?)(?:[.?!](?:\s|$)|$)",
            words,
        )
        if cited and re.match(r"[^()]{3,400}(?:,|\bet al)", words[: cited.start() + 1]):
            return cited[1].strip(_MARKS), text.replace(cited[1], " ", 1)
        sentences = re.split(
            r"(?<=[a-z\d)?])[.。]\s+(?=[A-Z])|\s+[|–—]\s+|\s+-\s+(?=[A-Z*])|,\s+(?=(?:(?:[A-Z]|van|von|der|den|de|da)[\w.'’-]*\s+){1,5}et\.? al)",  # noqa: E501
            words,
        )
        title = next((it for it in sentences if not is_list_of_people(it)), "")
        title = without_tail(title)
        title = re.sub(
            r"\s*[\[(【][^\[\]()【】]{0,60}[\])】]?\s*$",
            lambda it: "" if _is_label(it[0]) else it[0],
            title,
        )
        title = re.sub(r",\s*[A-Z][A-Za-z]{1,12}\s*['’]?(?:19|20)?[0-9]{2}$", "", title)
        if len(title.split()) >= 2 or (len(title) > 3 and re.search(r"[A-Z]", title)):
            return title.strip(_MARKS), text.replace(title, " ", 1)
    return "", text


def _before_names(piece: str) -> str:
    """What stands before emphasized names: "Bees Count *Ann Lee et al. JBR*"."""
    for match in re.finditer(r"(?<=\w)\W{0,2}\s[*_](?P<words>[A-Z][^*_]{2,300})[*_]", piece):
        words = match["words"].strip()
        if re.search(r"\bet\.? al", words) or is_person(words) or is_list_of_people(words):
            return piece[: match.start()]
    return piece


def _cited_title(words: str) -> str:
    """The title of what stands behind the names of a citation: "Bees Count, JBR, 12(4), 2015"."""
    cut = re.match(r"(.{8,300}?)[.?!]\s", f"{words} ")
    if cut and len(cut[1].split()) > 2 and cut.end() < len(words):
        return cut[1]
    parts = re.split(r",\s+", words.rstrip(" ."))
    has_year = len(parts) > 1 and bool(re.search(r"(?:19|20)[0-9]{2}", parts[-1]))
    while len(parts) > 1 and not re.search(r"[^\W\d_]{2,}", parts[-1]):
        parts.pop()
    is_venue = parts[-1][:1].isupper() or parts[-1].startswith("in ")
    if has_year and len(parts) > 1 and is_venue and len(parts[0].split()) > 2:
        parts.pop()
    return ", ".join(parts)


def _without_label(match: re.Match[str]) -> str:
    return "" if _is_label(match[0]) else match[0]


# What stands beside the title


def _tells_of_a_work(rest: str, given: Mapping[str, str]) -> bool:
    """Whether text without a link has what only works have: a year, a venue, authors."""
    text = _clean(f"{rest} {given.get('date', '')} {given.get('venue', '')}")
    return bool(date_in(text) or venue_in(text)[0] or given.get("authors") or people_in(text))


def _found(
    reading: _Reading, title: str, nickname: str, rest: str, words: Sequence[str],
    given: Mapping[str, str], text: str,
) -> Found:  # fmt: skip
    addresses = list(_addresses(reading))
    code = _code(reading)
    beside = f"{_clean_beside(rest, reading)} | {reading.trail}"
    labelled = next((it[1] for it in map(_VENUE_LABEL.match, beside.split("|")) if it), "").strip()
    place = _clean(given.get("venue", "")) or labelled
    tail = "" if place else tail_of(_clean(text).strip(" ."))
    tail = "" if any(True for _ in dates_in(tail)) else tail
    venue, year = venue_of(place or tail) if place or tail else venue_in(beside)
    if place and not (venue and year):
        venue, year = venue_in(place, True)
    venue = venue if re.search(r"[^\W\d_]", venue) else ""
    when = date_in(_clean(given["date"])) if given.get("date") else None
    if venue and not year and when:
        year = when.year
    when = when or _date_beside(beside, venue)
    if not (when or year or place):
        venue, year = place_above(words[:2])
    when = when or (PartialDate(year) if year and not venue else None)
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
        if entry.code
        and not (entry.arxiv or entry.doi or entry.url or entry.openreview or entry.venue_year)
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
    yield from (f"doi:{doi}" for doi in reading.written)
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


_VENUE_LABEL: Final = re.compile(
    r"(?i)\W*(?:venue|publisher|journal|conference|publication|published (?:in|at)|会议|期刊)"
    r"\s*[:：]\s*(\S.*)"
)
_ROMAN: Final = re.compile(r"I{1,3}|IV|VI{0,3}")


def venue_in(text: str, is_alone: bool = False) -> tuple[str, int]:
    """Venue and year in the text beside a title: "NeurIPS 2024 (Oral)"; ("", 0) for none.

    Names have two capitals or stand alone in brackets, so that few other words are taken for one.
    """
    for match in _VENUE.finditer(text[:1500]):
        name, digits = match[1].strip(" ,:-"), match[2]
        if _NO_VENUE.fullmatch(name) or _ROMAN.fullmatch(name.split()[-1]):
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
        name = re.sub(r"[\s'’(]*(?:(?:19|20)[0-9]{2})\)?", "", text).strip(" ,")
        return balanced(name), when.year if when else 0
    return "", 0


def _date_beside(beside: str, venue: str) -> PartialDate | None:
    for when, _, _ in dates_in(beside):
        return when
    years = re.findall(
        r"(?:^|[(（\[|,;.]\s*)((?:19|20)[0-9]{2})\s*(?=[)）\]|,;.]|$)", beside[:1500]
    )
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
        return people_in(_clean(read_line(given["authors"]).text.replace(BREAK, ", ")), True)
    pieces = [_clean(piece).strip(" .;|()<>-–—✍") for piece in rest.split(BREAK)]
    for words in pieces:
        if label := re.match(r"(?i)(?:\W*authors?\s*[:：])\s*(.+)", words):
            return people_in(label[1], True)
    for words in pieces:
        if label := re.match(r"by\s+(?=[A-Z])(.+)", words):
            return people_behind_by(label[1])
    # Behind a short name or a number.
    pieces = [re.sub(r"^(?:[\w.+-]{1,30}:|\[[0-9]{1,4}\])\s+", "", words) for words in pieces]
    for words in pieces:
        if found := people_before_year(words):
            return found
    for match in _ITALIC.finditer(rest.replace("**", "")):
        if found := people_in(_clean(match[1])):
            return found
    for words in pieces:
        sentence = re.split(r"(?<=[a-z])\.\s", words)[0]
        names = names_before_title(words)
        if re.match(r"\W*\w", words[len(names) :].split(",")[0]):
            names = ""  # the list may go on
        if found := people_in(words) or people_in(sentence) or people_in(names):
            return found
    return ()
