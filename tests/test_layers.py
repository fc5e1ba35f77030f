"""Imports point down only, and commands hold no logic."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
PACKAGE = SCRIPTS / "literature"

# From the bottom up. A module imports what stands below it, or beside it in the same layer.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("text", "strip_script", "theme_style", "drawing"),
    ("browser_code", "web"),
    ("model",),
    ("identifiers", "keys", "strict_yaml", "usual_yaml", "chapter_text"),
    ("node_reader",),
    ("taxonomy",),
    ("values", "forms", "metrics"),
    ("read", "people", "reading_paths"),
    ("rules", "handbook"),
    ("catalogue", "report", "published", "dead_links"),
    ("related", "crossing", "stats", "wanting", "islands"),
    ("landscape",),
    ("render",),
    ("site", "configuration", "sources"),
    ("publish", "shell", "invariants"),
    ("memory",),
    ("pipeline",),
    ("mkdocs_glue", "preview", "submission", "export", "supply"),
    ("importing", "upkeep"),
    ("first_import", "new_site"),
)
# Each is one module to the others.
PACKAGES = ("render", "sources", "submission", "importing", "upkeep", "export", "supply")
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.stem != "__init__")
# What only some modules may know.
GENERATOR = {"mkdocs": {"mkdocs_glue"}, "material": set(), "zensical": set()}
WRITING = {
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "rename",
    "rmtree",
    "touch",
    "symlink_to",
}


def name_of(path: Path) -> str:
    """The module as the layers name it: all of a package in the package is one."""
    return path.parent.name if path.parent.name in PACKAGES else path.stem


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """(top package or "", module) of each import; our own have no top package."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], alias.name
        elif isinstance(node, ast.ImportFrom) and node.level:
            inside = node.level == 1 and path.parent.name in PACKAGES
            if inside:
                yield "", path.parent.name
            elif node.module:
                yield "", node.module.partition(".")[0]
            else:
                for alias in node.names:
                    yield "", alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0], node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    assert name_of(path) in LEVEL, "a new module: give it a place in LAYERS"
    own = LEVEL[name_of(path)]
    above = [
        module for package, module in imports(path) if not package and (LEVEL.get(module, 99) > own)
    ]
    assert above == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_glue_knows_the_generator(path: Path) -> None:
    for package, _ in imports(path):
        assert name_of(path) in GENERATOR.get(package, {name_of(path)})


def test_the_model_needs_the_standard_library_alone() -> None:
    for name in ("model", "text", "keys", "identifiers"):
        packages = {package for package, _ in imports(PACKAGE / f"{name}.py")} - {""}
        assert packages <= sys.stdlib_module_names, name


def test_pages_are_made_without_touching_the_disk() -> None:
    for path in (PACKAGE / "render").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in WRITING, f"{path.name}:{node.lineno}: {node.attr}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "open", f"{path.name}:{node.lineno}"


def test_modules_of_one_layer_do_not_import_each_other_in_a_circle() -> None:
    needs = {path: {module for package, module in imports(path) if not package} for path in MODULES}
    for path, modules in needs.items():
        for other in MODULES:
            if other.parent == path.parent and other.stem in modules and other != path:
                assert path.stem not in needs[other], f"{path.stem} and {other.stem}"


COMMANDS = sorted(path for path in SCRIPTS.glob("*.py") if path.name != "bootstrap.py")


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_a_command_is_short(path: Path) -> None:
    limit = 20 if path.name == "hook.py" else 40
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_a_command_says_what_it_does_and_defines_no_class(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("path", [*MODULES, *COMMANDS], ids=lambda path: path.name)
def test_a_module_says_which_idea_it_holds(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_clock_and_chance_have_no_part_in_a_page() -> None:
    """The clock tells only how long something took; the network is asked in two places: the one
    for registers, and the one that reaches public addresses alone."""
    forbidden = {"random", "secrets", "uuid", "socket", "requests", "urllib3"}
    allowed_clock = {"pipeline", "preview", "web", "importing", "upkeep"}
    for path in MODULES:
        packages = {package for package, _ in imports(path)}
        assert not packages & forbidden or path.stem in ("web", "reach"), path.name
        assert "time" not in packages or name_of(path) in allowed_clock, path.name
        text = path.read_text(encoding="utf-8")
        for call in ("date.today(", "datetime.now(", "utcnow(", "time.time("):
            assert call not in text, f"{path.name}: {call}"
