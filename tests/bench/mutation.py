"""Changes the code in one place at a time, and tells which changes no test notices.

Usage: mutation.py [--sample N] [--seed 0] [--out FILE] [--list] [module ...]

Each mutant is the source of one module with one operator, constant, condition, call or return
changed. A forked process puts it in place of the module and runs those tests of the module that run
the changed function, until one fails. What fails, raises or takes ten times as long is killed; the
rest survived. The order and the sample follow from the seed alone. Survivors are told with their
line, and written as differences into FILE.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LITERATURE = ROOT / "scripts" / "literature"
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

# Module -> its tests, the quick ones that know it best first.
TESTS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "keys", "citation",
             "round_trips::test_keys_and_slugs_are_safe_names_of_files"),
    "keys": ("keys", "rules", "damaged_files",
             "round_trips::test_keys_and_slugs_are_safe_names_of_files"),
    "strict_yaml": ("strict_yaml", "read", "damaged_files"),
    "usual_yaml": ("usual_yaml",),
    "read": ("read", "damaged_files", "entry_yaml", "catalogue"),
    "rules": ("rules", "damaged_files", "keys", "reference"),
    "submission/body": ("submission_body", "submission_judge",
                        "round_trips::test_answers_read_back_from_the_body_of_an_issue_or_are_refused"),
    "render/bibtex": ("bibtex", "exports_read_back"),
    "render/latex": ("bibtex", "round_trips::test_an_entry_reads_back_from_its_bibtex_record"),
    "render/html": ("html", "pages", "shell",
                    "round_trips::test_a_text_as_html_is_that_text_and_no_element"),
    "render/csv_table": ("csv_table",),
    "render/ris": ("ris", "exports_read_back"),
    "render/csl": ("csl", "ris", "citation", "exports_read_back"),
    "render/feed": ("feed", "digest", "exports_read_back",
                    "round_trips::test_feeds_and_json_read_back_equal"),
}  # fmt: skip


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("modules", nargs="*", metavar="module", help=", ".join(TESTS))
    words.add_argument("--sample", type=int, help="so many mutants of all; else every one")
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--out", type=Path, metavar="FILE", help="differences of the survivors")
    words.add_argument("--list", action="store_true", help="only tell how many there are")
    options = words.parse_args()
    every = [mutant for name in options.modules or TESTS for mutant in mutants(name)]
    if options.list:
        for name in options.modules or TESTS:
            print(f"{name}: {sum(it.module == name for it in every)} mutants")
        return 0
    chosen = sampled(every, options.sample, options.seed)
    print(f"{len(chosen):,} of {len(every):,} mutants, seed {options.seed}", flush=True)
    warm_up()
    survivors: list[Mutant] = []
    for name in dict.fromkeys(it.module for it in chosen):
        own = [it for it in chosen if it.module == name]
        left = survivors_of(name, own)
        survivors += left
        for mutant in left:
            print(f"  survived: {mutant}")
        killed = len(own) - len(left)
        print(f"{name}: {killed} of {len(own)} killed, {killed / len(own):.1%}", flush=True)
        if options.out:
            options.out.write_text("".join(it.difference() for it in survivors), encoding="utf-8")
    killed = len(chosen) - len(survivors)
    print(f"all: {killed} of {len(chosen)} killed, {killed / len(chosen):.1%}")
    return 0


def sampled(every: list[Mutant], count: int | None, seed: int) -> list[Mutant]:
    """So many of them, in the order of all."""
    if count is None or count >= len(every):
        return every
    places = sorted(random.Random(seed).sample(range(len(every)), count))
    return [every[place] for place in places]


# Running


def warm_up() -> None:
    """Imports what the tests need, but nothing of ours."""
    import bibtexparser.entrypoint  # noqa: F401
    import feedparser  # noqa: F401
    import hypothesis.strategies  # noqa: F401
    import jinja2  # noqa: F401
    import lxml.etree  # noqa: F401
    import markdown.extensions.toc  # noqa: F401
    import numpy as np  # noqa: F401
    import pytest  # noqa: F401
    import requests  # noqa: F401
    import rispy  # noqa: F401
    import yaml  # noqa: F401
    from hypothesis import Phase, settings

    # A failing example need not be made small, nor remembered.
    settings.register_profile(
        "mutation", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
    )
    settings.load_profile("mutation")
    assert not any(name.partition(".")[0] == "literature" for name in sys.modules)


def survivors_of(name: str, own: Sequence[Mutant]) -> list[Mutant]:
    """Those that no test of the module notices. What is changed outside functions can be of use
    while modules are imported: such a mutant is tried again as a module of its own."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        os.close(reading)
        quick = _Quick(name, own)
        _pytest(name, ["-s", "-p", "no:terminal"], quick)
        with os.fdopen(writing, "w") as file:
            json.dump([quick.seconds, quick.survived], file)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        text = file.read()
    os.waitpid(child, 0)
    if not text:
        raise SystemExit(f"the tests of {name} fail without any change; look at them first")
    seconds, numbers = json.loads(text)
    print(f"{name}: tests take {seconds:.1f} s of CPU", flush=True)
    limit = int(seconds * 10) + 10
    left = [it for it in own if it.number in numbers]
    return [it for it in left if it.lines or not is_killed(name, it, limit)]


class _Quick:
    """A plugin of pytest that runs the collected tests once, to learn which of them run which
    lines, and then once for each mutant, as far as they concern it, in a forked process."""

    def __init__(self, name: str, own: Sequence[Mutant]) -> None:
        self.own = own
        self.none = Mutant(name, -1, 0, "no change")
        self.name = f"literature.{name.replace('/', '.')}"
        self.path = str(LITERATURE / f"{name}.py")
        self.seconds = 0.0
        self.survived: list[int] = []

    def pytest_runtestloop(self, session: Any) -> bool:
        items = session.items
        learnt = self._in_child(lambda: self._learn(items))
        if learnt is None or not items:
            os._exit(1)
        self.seconds = sum(seconds for seconds, _ in learnt)
        for mutant in (self.none, *self.own):
            concerned = [
                (seconds, place) for place, (seconds, lines) in enumerate(learnt)
                if not mutant.lines or any(mutant.lines[0] <= it <= mutant.lines[1] for it in lines)
            ]  # fmt: skip
            chosen = [items[place] for _, place in sorted(concerned)]
            if self._in_child(partial(self._try, mutant, chosen)):
                self.survived.append(mutant.number)
        if self.survived[:1] != [self.none.number]:  # exchanging the code is what tests notice
            os._exit(1)
        return True

    def _in_child(self, work: Callable[[], object]) -> Any:
        """What the work gives in a forked process; None if that ends in any other way."""
        reading, writing = os.pipe()
        if not (child := os.fork()):
            os.close(reading)
            limit = int(self.seconds * 10) + 10 if self.seconds else 600
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            try:
                text = json.dumps(work())
                with os.fdopen(writing, "w") as file:
                    file.write(text)
            finally:  # whatever was raised: nothing of the parent's may go on here
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as file:
            text = file.read()
        os.waitpid(child, 0)
        return json.loads(text) if text else None

    def _learn(self, items: Sequence[Any]) -> list[tuple[float, list[int]]]:
        """CPU seconds of each test, and the first lines of the functions that it runs."""
        learnt = []
        for place, item in enumerate(items):
            lines: set[int] = set()

            def note(frame: FrameType, event: str, arg: object, lines: set[int] = lines) -> None:
                if event == "call" and frame.f_code.co_filename == self.path:
                    lines.add(frame.f_code.co_firstlineno)

            started = time.process_time()
            sys.setprofile(note)
            is_passed = _passes(item, items[place + 1 : place + 2])
            sys.setprofile(None)
            if not is_passed:
                os._exit(1)
            learnt.append((time.process_time() - started, sorted(lines)))
        return learnt

    def _try(self, mutant: Mutant, items: Sequence[Any]) -> bool:
        exchange(sys.modules[self.name], mutant)
        for place, item in enumerate(items):
            if not _passes(item, items[place + 1 : place + 2]):
                os._exit(1)
        return True


def _passes(item: Any, following: Sequence[Any]) -> bool:
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, log=False, nextitem=following[0] if following else None)
    return not any(report.failed for report in reports)


def exchange(module: ModuleType, mutant: Mutant) -> None:
    """Puts the code of a mutant into a module that others have imported from: into the functions
    themselves, and where constants differ, in the place of those in every module."""
    new: dict[str, Any] = {"__name__": module.__name__, "__package__": module.__package__,
                           "__file__": module.__file__, "__spec__": module.__spec__}  # fmt: skip
    exec(compile(mutant.tree(), str(mutant.path), "exec"), new)
    changed: dict[int, Any] = {}
    for name, value in list(vars(module).items()):
        if name.startswith("__") or name not in new or new[name] is value:
            continue
        if isinstance(value, type):
            for member, inner in list(vars(value).items()):
                _exchange_code(inner, vars(new[name]).get(member))
        elif not _exchange_code(value, new[name]) and not mutant.lines:
            changed[id(value)] = new[name]
    ours = [
        it
        for it in list(sys.modules.values())
        if str(getattr(it, "__file__", None)).startswith(str(ROOT)) and ".venv" not in str(it)
    ]
    for other in ours:
        for name, value in list(vars(other).items()):
            if id(value) in changed:
                setattr(other, name, changed[id(value)])
            elif callable(clear := getattr(value, "cache_clear", None)):
                clear()


def _exchange_code(old: Any, new: Any) -> bool:
    """Whether both are functions, which then are the same one."""
    inner, other = (getattr(it, "fget", None) or getattr(it, "func", None)
                    or getattr(it, "__wrapped__", None) or getattr(it, "__func__", it)
                    for it in (old, new))  # fmt: skip
    if not (isinstance(inner, FunctionType) and isinstance(other, FunctionType)):
        return False
    if inner.__code__.co_freevars == other.__code__.co_freevars:
        inner.__code__ = other.__code__
        inner.__defaults__, inner.__kwdefaults__ = other.__defaults__, other.__kwdefaults__
    return True


def is_killed(name: str, mutant: Mutant, limit: int) -> bool:
    """Whether a test fails when the mutant is imported in place of its module."""
    if not (child := os.fork()):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, _Finder(mutant))
        os._exit(_pytest(name, ["-x", "-q"]))
    _, status = os.waitpid(child, 0)
    return status != 0


def _pytest(name: str, options: Sequence[str], *plugins: object) -> int:
    import pytest

    os.chdir(ROOT)
    paths = []
    for test in TESTS[name]:
        file, separator, function = test.partition("::")
        paths.append(f"tests/test_{file}.py{separator}{function}")
    usual = ("-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow and not browser")
    return int(pytest.main([*options, *usual, *paths], plugins=[*plugins]))


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Imports the mutant in place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = f"literature.{mutant.module.replace('/', '.')}"

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.mutant.path, loader=self)

    def get_filename(self, fullname: str) -> str:
        return str(self.mutant.path)

    def get_data(self, path: str | bytes) -> bytes:
        raise OSError  # no cached bytecode

    def get_source(self, fullname: str) -> str:
        return self.mutant.path.read_text(encoding="utf-8")

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.tree(), str(self.mutant.path), "exec")


# Mutants


@dataclass(frozen=True)
class Mutant:
    """The so-manieth change of a module: found again by counting, as trees are made anew."""

    module: str
    number: int
    line: int
    what: str
    lines: tuple[int, int] | None = None  # of the function that it is in

    def __str__(self) -> str:
        return f"scripts/literature/{self.module}.py:{self.line}: {self.what}"

    @property
    def path(self) -> Path:
        return LITERATURE / f"{self.module}.py"

    def tree(self) -> ast.Module:
        changer = _Changer(self.number)
        tree = changer.visit(ast.parse(self.path.read_text(encoding="utf-8")))
        return ast.fix_missing_locations(tree)

    def difference(self) -> str:
        """The change as a difference of the code as Python writes it."""
        source = self.path.read_text(encoding="utf-8")
        before = ast.unparse(ast.parse(source)).splitlines()
        after = ast.unparse(self.tree()).splitlines()
        lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
        return "\n".join((str(self), *lines, "", ""))


def mutants(module: str) -> Iterator[Mutant]:
    """All of a module, in the order of its lines."""
    tree = ast.parse((LITERATURE / f"{module}.py").read_text(encoding="utf-8"))
    functions = [
        (min([node.lineno, *(it.lineno for it in node.decorator_list)]), node.end_lineno or 0)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    changer = _Changer(-1)
    changer.visit(tree)
    for number, (line, what) in enumerate(changer.found):
        around = [it for it in functions if it[0] <= line <= it[1]]
        yield Mutant(module, number, line, what, min(around) if around else None)


_SWAPPED: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
# Methods that give back something of the kind that they are asked of.
_DROPPED = frozenset(
    ("strip", "rstrip", "lstrip", "lower", "upper", "casefold", "replace", "translate",
     "removeprefix", "removesuffix", "splitlines", "rstrip", "union")
)  # fmt: skip


class _Changer(ast.NodeTransformer):
    """Counts the places that can be changed, and changes the one that is asked for."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.found: list[tuple[int, str]] = []

    def is_wanted(self, node: ast.AST, what: str) -> bool:
        self.found.append((getattr(node, "lineno", 0), what))
        return len(self.found) - 1 == self.wanted

    # What is not code: docstrings, annotations, decorators, imports.

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Constant):
            return node
        kind = type(node.value)
        if kind in (ast.Call, ast.Yield, ast.YieldFrom) and self.is_wanted(
            node, f"drop {ast.unparse(node)[:60]!r}"
        ):
            return ast.copy_location(ast.Pass(), node)
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.args = self.visit(node.args)
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target = node.targets[0]
        if isinstance(target, ast.Name) and (
            target.id == "__all__" or (isinstance(node.value, ast.Subscript | ast.BinOp)
            and target.id[:1].isupper() and target.id[1:2].islower())  # an alias of a type
        ):  # fmt: skip
            return node
        node.value = self.visit(node.value)
        return node

    # Operators

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        for index, operator in enumerate(node.ops):
            other = _SWAPPED.get(type(operator))
            if other and self.is_wanted(node, f"{type(operator).__name__} -> {other.__name__}"):
                node.ops[index] = other()  # type: ignore[call-overload]
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        other = _SWAPPED[type(node.op)]
        if self.is_wanted(node, f"{type(node.op).__name__} -> {other.__name__}"):
            node.op = other()  # type: ignore[assignment]
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        other = _SWAPPED.get(type(node.op))
        if other and self.is_wanted(node, f"{type(node.op).__name__} -> {other.__name__}"):
            node.op = other()  # type: ignore[assignment]
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if isinstance(node.op, ast.Not) and self.is_wanted(node, "drop not"):
            return self.visit(node.operand)
        return self.generic_visit(node)

    # Values

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        new: object
        if isinstance(value, bool):
            new = not value
        elif isinstance(value, int):
            new = value + 1
        elif isinstance(value, str):
            new = f"XX{value}" if value else "XX"
        elif isinstance(value, bytes):
            new = b"XX" + value
        else:
            return node
        if self.is_wanted(node, f"{value!r:.40} -> {new!r:.40}"):
            return ast.copy_location(ast.Constant(new), node)  # type: ignore[arg-type]
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node.value is None or (
            isinstance(node.value, ast.Constant) and node.value.value is None
        ):
            return node
        if self.is_wanted(node, f"return {ast.unparse(node.value)[:50]!r} -> None"):
            node.value = ast.Constant(None)
            return node
        return self.generic_visit(node)

    # Conditions and ways

    def negated(self, test: ast.expr) -> ast.expr:
        if self.is_wanted(test, f"not {ast.unparse(test)[:60]}"):
            return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
        return test

    def visit_If(self, node: ast.If) -> ast.AST:
        node.test = self.negated(node.test)
        return self.generic_visit(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        node.test = self.negated(node.test)
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test = self.negated(node.test)
        return self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        for index, test in enumerate(node.ifs):
            if self.is_wanted(test, f"drop if {ast.unparse(test)[:50]}"):
                node.ifs[index] = ast.Constant(True)
        return self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> ast.AST:
        is_it = self.is_wanted(node, "continue -> break")
        return ast.copy_location(ast.Break(), node) if is_it else node

    def visit_Break(self, node: ast.Break) -> ast.AST:
        is_it = self.is_wanted(node, "break -> continue")
        return ast.copy_location(ast.Continue(), node) if is_it else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        function = node.func
        if (
            isinstance(function, ast.Attribute)
            and function.attr in _DROPPED
            and self.is_wanted(
                node, f"drop .{function.attr}() of {ast.unparse(function.value)[:40]}"
            )
        ):
            return self.visit(function.value)
        if isinstance(function, ast.Name) and function.id == "TypeVar":
            return node
        return self.generic_visit(node)


if __name__ == "__main__":
    sys.exit(main())
