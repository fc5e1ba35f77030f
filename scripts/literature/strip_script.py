"""JavaScript without its comments and most of its blanks, and with short names of what is private
to its classes; everything else stays as it is.

No finished package that does this comes for all systems that the project runs on. Lines are only
joined where no statement can end (ECMA-262, section 12.10: automatic semicolon insertion).
"""

from __future__ import annotations

import re
from string import ascii_lowercase

_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<blank>\s+)"
    r"|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')"
    r"|(?P<word>[\w$#]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_REGEX = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_IN_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^\\`$])*", re.DOTALL)
# After these a "/" begins a regular expression; after other words, texts and brackets it divides.
_BEFORE_REGEX = frozenset((
    "await", "case", "delete", "do", "else", "in", "instanceof", "new", "of", "return", "throw",
    "typeof", "void", "yield",
))  # fmt: skip
_NO_BLANK = frozenset("{}()[];,:?=<>|&!*%^~")
_HEADS = frozenset(("do", "else", "for", "if", "while", "with"))  # a statement must follow
_PLUS_MINUS = frozenset("+-")  # two of them in a row are another sign
_NO_END = frozenset("{;,([=&|?:<>*%^~!")  # a statement cannot end after one of these
_NO_START = frozenset("}),;:?.]")  # nor can one begin with one of these


def strip_script(text: str) -> str:
    """The script with the same meaning, shorter.

    >>> strip_script("const a = 1; // one\\nreturn  /[/]/ .test(`//  ${ a }`)")
    'const a=1;return /[/]/ .test(`//  ${a}`)'
    """
    parts, _ = _strip(text, 0, {})
    return "".join(parts).strip()


def _strip(text: str, start: int, private: dict[str, str]) -> tuple[list[str], int]:
    """The parts of the script from there to its end, or to the brace that closes a template's part;
    and where that is. `private`: names that begin with # so far, and the short ones for them."""
    parts: list[str] = []
    before: list[str] = []  # what stands before each open bracket
    blank, depth, at, headed = "", 0, start, ""
    while at < len(text):
        token = _TOKEN.match(text, at)
        assert token  # some sign always matches
        kind, found = token.lastgroup, token[0]
        if kind in ("comment", "blank"):
            blank = "\n" if "\n" in blank + found else " "
            at = token.end()
            continue
        if found == "}" and depth == 0 and start:
            return parts, at
        depth += (found == "{") - (found == "}")
        if found == "(":
            before.append(parts[-1] if parts else "")
        elif found == ")" and before:
            headed = before.pop()
        elif found == "}" and parts[-1:] == [";"] and not _is_empty(parts, headed):
            parts.pop()
        at = token.end()
        if found == "`":
            pieces, at = _template(text, at, private)
            found = "".join(pieces)
        elif found == "/" and _begins_regex(parts):
            regex = _REGEX.match(text, token.start())
            if regex:
                found, at = regex[0], regex.end()
        elif kind == "word" and found.startswith("#"):
            found = private.setdefault(found, _nth_name(len(private)))
        kept = _between(parts[-1][-1] if parts else ";", blank, found[0])
        parts += (kept, found) if kept else (found,)
        blank = ""
    return parts, at


def _is_empty(parts: list[str], headed: str) -> bool:
    """Whether a statement that ends in ";" is that sign alone, as after "while (next())".

    `headed`: what stands before the bracket that was closed last.
    """
    last = parts[-2] if len(parts) > 1 else ""
    return last in _HEADS or (last == ")" and headed in _HEADS)


def _nth_name(number: int) -> str:
    """Names by their number, the shortest first: "#a" to "#z", then "#aa"."""
    left, last = divmod(number, len(ascii_lowercase))
    return (_nth_name(left - 1) if left else "#") + ascii_lowercase[last]


def _template(text: str, at: int, private: dict[str, str]) -> tuple[list[str], int]:
    """A template whose first sign was read: its parts, and where it ends."""
    pieces = ["`"]
    while at < len(text):
        plain = _IN_TEMPLATE.match(text, at)
        assert plain  # it may be empty
        pieces.append(plain[0])
        at = plain.end()
        if text.startswith("${", at):
            inside, at = _strip(text, at + 2, private)
            pieces += ("${", *inside)
            continue
        pieces.append(text[at : at + 1])
        at += 1
        if pieces[-1] == "`":
            break
    return pieces, at


def _begins_regex(parts: list[str]) -> bool:
    last = parts[-1] if parts else ";"
    if re.match(r"[\w$#]", last[-1]):
        return last in _BEFORE_REGEX
    return last[-1] not in ")]}\"'`"


def _between(before: str, blank: str, after: str) -> str:
    """What must stay of blanks between two signs."""
    if blank == "\n":
        return "" if before in _NO_END or after in _NO_START else "\n"
    if (before in _PLUS_MINUS) != (after in _PLUS_MINUS):
        return ""
    return "" if not blank or before in _NO_BLANK or after in _NO_BLANK else " "
