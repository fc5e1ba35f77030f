"""Reading paths: works in the order in which someone new to the field can read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import strict_yaml
from .model import Problem
from .node_reader import NodeReader
from .strict_yaml import Node, Sequence, Text, YamlError
from .taxonomy import TERM_ID
from .text import shown

FILE_NAME: Final = "_paths.yaml"
MAX_BYTES: Final = 200_000
MAX_STEPS: Final = 40


@dataclass(frozen=True)
class Step:
    """One work of a path, and why it stands there."""

    entry: str  # its key
    reason: str
    line: int = 0


@dataclass(frozen=True)
class ReadingPath:
    """Works to be read one after the other."""

    id: str
    label: str
    description: str
    audience: str
    steps: tuple[Step, ...]


def read_paths(folder: Path) -> tuple[tuple[ReadingPath, ...], list[Problem]]:
    """The paths of a folder of entries, in the order of their file; none without a file."""
    file = folder / FILE_NAME
    if not file.exists() and not file.is_symlink():
        return (), []
    reader = _Reader(f"{folder.name or folder.resolve().name}/{FILE_NAME}")
    try:
        text = strict_yaml.decode(strict_yaml.file_content(file, MAX_BYTES), MAX_BYTES)
        return tuple(reader.paths(strict_yaml.parse(text))), sorted(reader.problems)
    except YamlError as error:
        reader.report(error.line, "", error.message)
        return (), reader.problems


class _Reader(NodeReader):
    def paths(self, root: Node | None) -> list[ReadingPath]:
        if not isinstance(root, strict_yaml.Mapping):
            raise YamlError(root.line if root else 1, "no paths; start with 'paths:'")
        found = []
        for name, node in self.pairs(root, ""):
            if name.value != "paths":
                self.report(name.line, name.value, "unknown; the file has 'paths' alone")
                continue
            found += [self.path_of(id, child) for id, child in self.pairs(node, "paths")]
        return found

    def path_of(self, name: Text, node: Node) -> ReadingPath:
        where = name.value
        if not TERM_ID.fullmatch(where) or len(where) > 60:
            self.report(name.line, where, "is no id; use lower-case words joined by hyphens")
        texts, nodes = self.texts_of(node, where, _TEXTS, ("steps",))
        for missing in (it for it in _TEXTS if it not in texts):
            self.report(name.line, where, f"has no {missing}; add it")
        values = {key: text.value for key, text in texts.items()}
        return ReadingPath(
            id=where,
            label=values.get("label", ""),
            description=values.get("description", ""),
            audience=values.get("audience", ""),
            steps=self.steps(nodes.get("steps"), name),
        )

    def steps(self, node: Node | None, name: Text) -> tuple[Step, ...]:
        if not isinstance(node, Sequence) or not node.items:
            line = node.line if node else name.line
            self.report(line, f"{name.value}.steps", "must be a list of entries with reasons")
            return ()
        if len(node.items) > MAX_STEPS:
            message = f"{len(node.items)} steps; at most {MAX_STEPS} are allowed"
            self.report(node.line, f"{name.value}.steps", message)
            return ()
        steps: list[Step] = []
        for item in node.items:
            step = self.step(item, f"{name.value}.steps")
            if step.entry in {other.entry for other in steps}:
                self.report(
                    step.line, f"{name.value}.steps", f"'{shown(step.entry)}' is there twice"
                )
            steps.append(step)
        return tuple(steps)

    def step(self, node: Node, where: str) -> Step:
        texts, _ = self.texts_of(node, where, ("entry", "reason"))
        for missing in (it for it in ("entry", "reason") if it not in texts):
            self.report(node.line, where, f"a step without {missing}; add it")
        entry, reason = texts.get("entry"), texts.get("reason")
        line = entry.line if entry else node.line
        return Step(entry.value if entry else "", reason.value if reason else "", line)


_TEXTS: Final = ("label", "description", "audience")
