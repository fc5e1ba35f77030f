"""Every address that the entries and the written pages link to, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from ..model import Entry

# What a page shows as a link: [text](address), <address> and href="address".
_LINK: Final = re.compile(r"""(?:\]\(|<|href=")(https?://(?:[^\s<>"'()]|\([^\s<>"'()]*\))+)""")
_CODE: Final = re.compile(r"^(`{3,}|~{3,}).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
# Names that examples have (RFC 2606).
_EXAMPLE: Final = re.compile(r"(?:.+\.)?example(?:\.(?:org|com|net))?")

Places = Mapping[str, tuple[str, ...]]  # address -> "key: field" or the path of a page


def places_of(
    entries: Iterable[Entry], pages: Mapping[str, str], own_site: str = ""
) -> dict[str, tuple[str, ...]]:
    """Address -> its places, both in order. Addresses of the site itself are left out."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for place, url in links_of(entry):
            found.setdefault(url, []).append(f"{entry.key}: {place}")
    for path, text in sorted(pages.items()):
        for url in _LINK.findall(_CODE.sub("", text)):
            found.setdefault(url.partition("#")[0], []).append(path)
    return {
        url: tuple(dict.fromkeys(found[url])) for url in sorted(found)
        if not (own_site and url.startswith(own_site)) and not _is_example(url)
    }  # fmt: skip


def links_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Field or kind of link, and address. The PDF of an identifier whose page is asked for is left
    out: it says no more, and is heavy to serve."""
    for link in entry.links:
        if link.label != "PDF":
            yield _FIELDS.get(link.label, link.label.lower()), link.url.partition("#")[0]
    for url in entry.evidence:
        yield "evidence", url.partition("#")[0]


_FIELDS: Final = {"Page": "url"}


def _is_example(url: str) -> bool:
    try:
        return bool(_EXAMPLE.fullmatch(urlsplit(url).hostname or "example"))
    except ValueError:
        return True
