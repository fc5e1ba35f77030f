"""JavaScript without its comments and most of its blanks; everything else stays as it is.

No finished package that does this comes for all systems that the project runs on. Lines are only
joined where no statement can end (ECMA-262, section 12.10: automatic semicolon insertion).
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<blank>(?:\s+|//[^\n]*|/\*.*?\*/)*)"
    r"(?P<found>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[^\s/\"'`{}]+|.)?",
    re.DOTALL,
)
_LAST_WORD = re.compile(r"[\w$#]+\Z")
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_IN_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^\\`$])*", re.DOTALL)
# After these a "/" begins a regular expression; after other words, texts and brackets it divides.
_BEFORE_REGEX = frozenset((
    "await", "case", "delete", "do", "else", "in", "instanceof", "new", "of", "return", "throw",
    "typeof", "void", "yield",
))  # fmt: skip
_NO_BLANK = frozenset("{}()[];,:?=<>|&!*%^~")
_NO_END = frozenset("{;,([=&|?:<>*%^~!")  # a statement cannot end after one of these
_NO_START = frozenset("}),;:?.]")  # nor can one begin with one of these


def strip_script(text: str) -> str:
    """The script with the same meaning, shorter.

    >>> strip_script("const a = 1; // one\\nreturn  /[/]/ .test(`//  ${ a }`)")
    'const a=1;return /[/]/ .test(`//  ${a}`)'
    """
    parts, _ = _strip(text, 0)
    return "".join(parts).strip()


def _strip(text: str, start: int) -> tuple[list[str], int]:
    """The parts of the script from there to its end, or to the brace that closes a template's part;
    and where that is."""
    parts: list[str] = []
    depth, at = 0, start
    while (token := _TOKEN.match(text, at)) and (found := token["found"]):
        if found == "}" and depth == 0 and start:
            return parts, token.start("found")
        depth += (found == "{") - (found == "}")
        at = token.end()
        if found == "`":
            pieces, at = _template(text, at)
            found = "".join(pieces)
        elif found == "/" and _begins_regex(parts):
            regex = _REGEX.match(text, token.start("found"))
            if regex:
                found, at = regex[0], regex.end()
        if token["blank"]:
            parts.append(_between(parts[-1][-1] if parts else ";", token["blank"], found[0]))
        parts.append(found)
    return parts, len(text)


def _template(text: str, at: int) -> tuple[list[str], int]:
    """A template whose first sign was read: its parts, and where it ends."""
    pieces = ["`"]
    while at < len(text):
        plain = _IN_TEMPLATE.match(text, at)
        assert plain  # it may be empty
        pieces.append(plain[0])
        at = plain.end()
        if text.startswith("${", at):
            inside, at = _strip(text, at + 2)
            pieces += ("${", *inside)
            continue
        pieces.append(text[at : at + 1])
        at += 1
        if pieces[-1] == "`":
            break
    return pieces, at


def _begins_regex(parts: list[str]) -> bool:
    last = parts[-1] if parts else ";"
    word = _LAST_WORD.search(last)
    if word:
        return word[0] in _BEFORE_REGEX
    return last[-1] not in ")]}\"'`"


def _between(before: str, blank: str, after: str) -> str:
    """What must stay of blanks and comments between two signs."""
    if "\n" in blank:
        return "" if before in _NO_END or after in _NO_START else "\n"
    return "" if before in _NO_BLANK or after in _NO_BLANK else " "
