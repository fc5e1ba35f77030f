"""The browser's modules as few small files: comments and blanks left out, modules joined.

`docs/assets/js` works as it is; a line with a long way to the server does not: each module is a
request, and each level of imports waits for the one above. A module that only one file needs is
put into that file; what several need is put into one file for all of them, or into a second one
where neither the script of all pages nor what that loads needs it; what is loaded on demand stays
a file of its own, and brings all that it needs along at once.
What we did not write (vendor/) stays as it is.
Our modules keep to the few forms of import and export below; others are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath

from .strip_script import strip_script

_IMPORT = re.compile(
    r'(?:^|(?<=[;\n}]))import\s*(?:(?:\{([^}]*)\}|\*\s*as\s+([\w$]+)|([\w$]+))\s*from\s*)?"([^"]+)";?'
)
_EXPORT = re.compile(
    r"(?:^|(?<=[;\n}]))export\s+"
    r"((?:async\s+)?function\s*\*?\s*|class\s+|const\s+|let\s+)([\w$]+)"
)
_EXPORT_LIST = re.compile(r'(?:^|(?<=[;\n}]))export\s*\{([^}]*)\}(?:\s*from\s*"([^"]+)")?;?')
_LOADED = re.compile(r'(import\(|new Worker\(new URL\()"([^"]+)"')
_HERE = "import.meta.url"
_LEFT = re.compile(r"(?:^|(?<=[;\n}]))(?:export|import)\b(?![.(])")

EVERYWHERE = "atlas.js"  # the script of all pages
SHARED = "page.js"  # a module that nearly all others need; pages ask for it early
SHARED_LATER = "more.js"  # no module: what several files share that no page begins with


class UnknownForm(ValueError):
    """A module uses a form of import or export that we do not join."""


@dataclass(frozen=True)
class _Import:
    path: str  # from the folder of scripts
    names: str  # pattern that takes the names out of the module; empty for none


@dataclass(frozen=True)
class _Module:
    path: str
    code: str  # without its imports and exports
    imports: tuple[_Import, ...]
    exports: tuple[str, ...]  # "name" or "exported:name", as in an object

    @property
    def loads(self) -> tuple[str, ...]:
        """What it loads on demand."""
        return self._named("import(")

    @property
    def runs(self) -> tuple[str, ...]:
        """What it runs as a worker."""
        return self._named("new Worker(new URL(")

    def _named(self, how: str) -> tuple[str, ...]:
        found = _LOADED.findall(self.code)
        return tuple(_resolve(self.path, name) for form, name in found if form == how)


def join_modules(sources: Mapping[str, str]) -> dict[str, str]:
    """The files to publish: path -> text. Pages can name every module that no other imports.

    Raises UnknownForm for what it cannot join, and for modules that import each other.
    """
    foreign = {path: text for path, text in sources.items() if path.startswith("vendor/")}
    modules = {path: _read(path, text) for path, text in sources.items() if path not in foreign}
    _check_names(modules)
    modules |= {path: _Module(path, "", (), ()) for path in foreign}
    workers = {path for module in modules.values() for path in module.runs}
    on_demand = {path for module in modules.values() for path in module.loads}
    imported = {it.path for module in modules.values() for it in module.imports}
    joined = _join(modules, (modules.keys() - imported - workers) | on_demand | foreign.keys())
    for worker in workers:  # shares nothing with the page
        joined |= {worker: _join(modules, {worker, *foreign})[worker]}
    written = {path: text for path, text in joined.items() if text.strip()}
    return {path: _at_once(path, written) for path in written} | foreign


def _check_names(modules: Mapping[str, _Module]) -> None:
    """What is imported is exported: a missing name would be undefined, without a word."""
    for module in modules.values():
        for imported in module.imports:
            if imported.path in modules and imported.names.startswith("{"):
                known = {name.partition(":")[0] for name in modules[imported.path].exports}
                names = imported.names[1:-1].split(",")
                for name in names:
                    if name and name.partition(":")[0] not in known:
                        raise UnknownForm(f"{module.path}: {imported.path} exports no {name}")


def _join(modules: Mapping[str, _Module], roots: Set[str]) -> dict[str, str]:
    """Each file that the roots need -> its text."""
    order = _importers_first(modules, roots)
    early = _early(modules, roots)
    owners: dict[str, str] = {}
    for path in order:
        users = {
            owner
            for user, owner in owners.items()
            if path in {imported.path for imported in modules[user].imports}
        }
        shared = SHARED if path in early else SHARED_LATER
        alone = users.pop() if len(users) == 1 else shared
        owners[path] = path if path in roots else alone
    return {
        root: _joined(root, [modules[path] for path in order[::-1] if owners[path] == root], owners)
        for root in set(owners.values())
    }


def _early(modules: Mapping[str, _Module], roots: Set[str]) -> Set[str]:
    """What the script of all pages needs, and what it loads on demand; everything without it."""
    if EVERYWHERE not in roots:
        return modules.keys()
    first = {EVERYWHERE, *modules[EVERYWHERE].loads}
    return {SHARED, *_importers_first(modules, first)}


def _at_once(path: str, files: Mapping[str, str]) -> str:
    """The text of a file whose loading on demand asks for all that is needed side by side."""

    def load(match: re.Match[str]) -> str:
        needed = _needed(_resolve(path, match[1]), files)
        names = (f'import("{_relative(it, path)}")' for it in needed)
        return f"Promise.all([{','.join(names)}]).then(it=>it[0])"

    return re.sub(r'import\("(\.[^"]+)"\)', load, files[path])


def _needed(path: str, files: Mapping[str, str]) -> list[str]:
    """The file and all that it imports, itself first."""
    found = [path]
    for each in found:
        for name in re.findall(r'import\*as \$f\d+ from"([^"]+)"', files.get(each, "")):
            imported = _resolve(each, name)
            if imported not in found:
                found.append(imported)
    return found


def _resolve(path: str, name: str) -> str:
    return normpath(join(dirname(path), name))


def _relative(target: str, path: str) -> str:
    found = relpath(target, dirname(path) or ".")
    return found if found.startswith(".") else f"./{found}"


def _read(path: str, text: str) -> _Module:
    code = strip_script(text)
    imports: list[_Import] = []
    exports: list[str] = []

    def take_import(match: re.Match[str]) -> str:
        names, space, default, name = match.groups()
        pattern = space or ""
        if names is not None:
            pattern = "{" + re.sub(r"\s+as\s+", ":", names.strip()) + "}"
        if default:
            pattern = f"{{default:{default}}}"
        imports.append(_Import(_resolve(path, name), pattern))
        return ""

    def take_export(match: re.Match[str]) -> str:
        exports.append(match[2])
        return match[1] + match[2]

    def take_list(match: re.Match[str]) -> str:
        names = [name.split(" as ") for name in re.split(r"\s*,\s*", match[1].strip()) if name]
        if match[2]:
            imports.append(
                _Import(_resolve(path, match[2]), "{" + ",".join(it[0] for it in names) + "}")
            )
        exports.extend(it[0] if len(it) == 1 else f"{it[1]}:{it[0]}" for it in names)
        return ""

    code = _EXPORT.sub(take_export, _IMPORT.sub(take_import, _EXPORT_LIST.sub(take_list, code)))
    if left := _LEFT.search(code):
        raise UnknownForm(f"{path}: {code[left.start() :][:60]}")
    return _Module(path, code.strip(), tuple(imports), tuple(exports))


def _importers_first(modules: Mapping[str, _Module], roots: Set[str]) -> list[str]:
    """Every module that is needed, before those that it imports; imported ones in their order."""
    done: list[str] = []
    open_: list[str] = []

    def visit(path: str) -> None:
        if path in done:
            return
        if path in open_:
            raise UnknownForm(f"{' -> '.join([*open_, path])}: modules import each other")
        if path not in modules:
            raise UnknownForm(
                f"{open_[-1] if open_ else 'a page'} names {path}, which is not there"
            )
        open_.append(path)
        for imported in modules[path].imports:
            visit(imported.path)
        open_.pop()
        done.append(path)

    for root in sorted(roots):
        visit(root)
    return done[::-1]


def _joined(root: str, modules: list[_Module], owners: Mapping[str, str]) -> str:
    """The modules of one file, imported ones first; the root itself is the last."""
    inside = {module.path: f"$m{number}" for number, module in enumerate(modules)}
    outside: dict[str, str] = {}
    is_shared = root in (SHARED, SHARED_LATER)

    def take(imported: _Import) -> str:
        owner = owners[imported.path]
        space = inside.get(imported.path) or outside.setdefault(owner, f"$f{len(outside)}")
        if owner in (SHARED, SHARED_LATER) and imported.path not in inside:
            space += f".{_plain(imported.path)}"
        return f"const {imported.names}={space};" if imported.names else ""

    parts = []
    for module in modules:
        taken = "".join(map(take, module.imports))
        code = _moved(module, root)
        if module.path != root or is_shared:
            exports = ",".join(module.exports)
            parts.append(
                f"const {inside[module.path]}=(()=>{{{taken}{code}\nreturn{{{exports}}}}})();"
            )
        else:
            names = (" as ".join(reversed(name.split(":"))) for name in module.exports)
            listed = ",".join(names)
            parts.append(f"{taken}{code}" + (f"\nexport{{{listed}}};" if listed else ""))
    imports = (
        f'import*as {space} from"{_relative(path, root)}";' for path, space in outside.items()
    )
    if is_shared:
        listed = ",".join(f"{inside[it.path]} as {_plain(it.path)}" for it in modules)
        parts.append(f"export{{{listed}}};")
    return "".join(imports) + "\n".join(parts) + "\n"


def _plain(path: str) -> str:
    """The path as a name: "finder/make.js" -> finder_make_js."""
    return re.sub(r"\W", "_", path)


def _moved(module: _Module, root: str) -> str:
    """The code as it must be written in the file of the root."""
    code = _LOADED.sub(
        lambda it: f'{it[1]}"{_relative(_resolve(module.path, it[2]), root)}"', module.code
    )
    if dirname(module.path) == dirname(root):
        return code
    # What is loaded is named from the root by now; all else from where the module was.
    here = f'new URL("{_relative(module.path, root)}",{_HERE}).href'
    keep: Callable[[re.Match[str]], str] = lambda it: it[0] if it[1] else here  # noqa: E731
    return re.sub(rf'(new Worker\(new URL\("[^"]+",\s*)?{re.escape(_HERE)}', keep, code)
