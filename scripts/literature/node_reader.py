"""Texts out of the mappings of a YAML file, and what is wrong with them on the way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from . import strict_yaml
from .model import Problem
from .strict_yaml import Node, Text
from .text import UNSAFE, describe_character

MAX_TEXT = 1000


class NodeReader:
    """Reads the nodes of one file; problems are collected, nothing is raised."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def report(self, line: int, where: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, where, message))

    def pairs(self, node: Node, where: str) -> Iterator[tuple[Text, Node]]:
        """Names and values of a mapping; of a name given twice, the first."""
        if not isinstance(node, strict_yaml.Mapping):
            self.report(node.line, where, "must be a mapping of names to values")
            return
        for key, first in node.repeated():
            self.report(key.line, key.value, f"given twice, first in line {first}; keep one")
        seen = set()
        for key, value in node.pairs:
            if key.value not in seen:
                seen.add(key.value)
                yield key, value

    def texts_of(
        self, node: Node, where: str, known: tuple[str, ...], others: tuple[str, ...] = ()
    ) -> tuple[dict[str, Text], dict[str, Node]]:
        """The known texts of a mapping, with their lines, and the nodes of its other values."""
        texts: dict[str, Text] = {}
        nodes: dict[str, Node] = {}
        for key, child in self.pairs(node, where):
            name = f"{where}.{key.value}" if where else key.value
            if key.value in others:
                nodes[key.value] = child
            elif key.value in known:
                texts[key.value] = Text(self.text(child, name), key.line)
            else:
                names = ", ".join((*known, *others))
                self.report(key.line, name, f"unknown; write one of {names}")
        return texts, nodes

    def text(self, node: Node, where: str) -> str:
        """The text of a scalar with single blanks; empty, and a problem, when it is not clean."""
        if not isinstance(node, Text):
            self.report(node.line, where, "must be one text")
            return ""
        text = " ".join(node.value.split())
        unsafe = UNSAFE.search(node.value)
        if unsafe:
            named = describe_character(unsafe[0])
            self.report(node.line, where, f"{named} is not allowed; remove it")
        elif not text:
            self.report(node.line, where, "is empty; remove the line or write a text")
        elif len(text) > MAX_TEXT:
            self.report(node.line, where, f"{len(text):,} characters; shorten to {MAX_TEXT:,}")
        elif not unicodedata.is_normalized("NFC", text):
            self.report(node.line, where, "is not in Unicode form NFC; type it anew")
        elif node.is_cut:
            self.report(node.line, where, "a comment cuts this text at ' #'; put it in quotes")
        else:
            return text
        return ""
