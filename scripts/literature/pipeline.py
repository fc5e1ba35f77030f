"""From entries to a published site: read, check, write docs/, let MkDocs run, finish, swap."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

from . import publish, published, shell
from .browser_code import UnknownForm, join_modules
from .catalogue import Catalogue, read_catalogue
from .configuration import FILE_NAME, read_site
from .dead_links import read_dead_links
from .invariants import BrokenSite, LinkCheck, check_files, unknown_links
from .memory import Memory, Stamp, Templates, conditions_of, digest_of, stamp
from .model import Problem
from .read import Recall, recall_nothing
from .render import redirect, sitemap
from .render.edition import Edition
from .render.html import environment
from .render.pages import Page
from .render.site_facts import Site
from .report import RefusedEntries
from .site import ENTRY_FILES, FILES, PAGES
from .taxonomy import FILE_NAME as TAXONOMY
from .text import count_of
from .theme_style import names_in_page, trim_styles, words_in_code

Item = TypeVar("Item")
MARKUP = Path(__file__).parent / "render"  # the code and the templates that make our pages
THEME_STYLES = "assets/stylesheets/"
GENERATED = ("index.md", "fields.md")  # the only generated files on top of docs/


@dataclass
class Build:
    """One run from the entries beside mkdocs.yml to a site folder."""

    root: Path  # the folder of mkdocs.yml
    docs: Path
    site_facts: Site
    target: Path  # the folder that is published at the end
    staging: Path | None = None
    turn: IO[bytes] | None = None  # held while docs/ and the site are written
    edition: Edition | None = None
    started: float = field(default_factory=time.monotonic)
    bounded: dict[str, Page] = field(default_factory=dict)  # by file in docs/
    unbounded: list[Page] = field(default_factory=list)
    links: LinkCheck = field(default_factory=LinkCheck)
    memory: Memory = field(default_factory=lambda: Memory(Path(), b""))
    stamps: dict[str, Stamp] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    shells: Mapping[int, shell.Shell] = field(default_factory=dict)
    written: int = 0

    def begin(self) -> None:
        """Waits until no other build of the same folder is at work."""
        self.turn = publish.take_turn(
            self.root / ".cache" / "build.lock",
            lambda: say("another build is at work here; waiting for it"),
        )
        publish.remove_half_written(self.root / ".cache", ["memory"])
        publish.remove_half_written(self.docs, GENERATED)

    def end(self) -> None:
        """Lets the next build begin; what was staged and not published is removed."""
        if self.staging:
            publish.remove_folder(self.staging)
        if self.turn:
            self.turn.close()

    def stage(self) -> Path:
        """The fresh folder for the generator to build into."""
        self.staging = publish.staging_folder(self.target)
        return self.staging

    def write_docs(self) -> None:
        """Reads and checks the entries and writes the generated part of docs/."""
        folder = self.root / "entries"
        conditions = conditions_of(folder / TAXONOMY, self.site_facts, str(self.target))
        self.memory = Memory.load(self.root / ".cache" / "memory", conditions)
        environment().bytecode_cache = self.templates
        catalogue = read_sound_catalogue(folder, self.memory.recall)
        memory = self.memory
        self.edition = Edition(
            catalogue, self.site_facts, memory.texts_of, memory.digest, self.written_sources(),
            memory.related, memory.landscape, read_dead_links(folder), memory.keep,
        )  # fmt: skip
        refuse_problems([*unknown_links(self.edition)])
        self.edition.prepare()
        say(f"read {count_of(len(self.edition.catalogue.entries), 'entry', 'entries')}")
        publish.write_generated(self.docs, self._docs_files(self.edition))
        refuse(check_files(self.edition, self.docs, self.files))
        say(f"wrote {count_of(len(self.files), 'file')} and {len(self.bounded)} Markdown pages")

    @property
    def templates(self) -> Templates:
        """The templates that earlier builds compiled."""
        return Templates(self.memory)

    def written_sources(self) -> dict[str, str]:
        """Path of a page that people wrote -> its Markdown."""
        return written_sources(self.docs)

    def _docs_files(self, edition: Edition) -> Iterator[tuple[str, str]]:
        yield from shell.shell_sources()
        for make_files in FILES.values():
            for path, text in make_files(edition):
                self.files.append(path)
                yield path, text
        for make_pages in PAGES.values():
            for page in make_pages(edition):
                if page.is_bounded:
                    source = shell.markdown_path(page)
                    self.bounded[source] = page
                    yield source, shell.markdown_page(page, self._make_body(page))
                else:
                    self.unbounded.append(page)

    def _body(self, page: Page) -> str:
        """The finished HTML of a page; of a bounded one as it lies in docs/."""
        if not page.is_bounded:
            return self._make_body(page)
        source = self.docs / shell.markdown_path(page)
        return shell.body_of(source.read_text(encoding="utf-8"))

    def _make_body(self, page: Page) -> str:
        assert self.edition
        fragment = page.make_body()
        self.links.add_fragment(page.path, fragment)
        return self.edition.assemble(fragment, page.depth)

    def stand_in(self, source: str) -> str | None:
        """What the generator gets to parse in place of a generated page's HTML, which it need
        not look at. None for a written page."""
        return shell.STAND_IN if source in self.bounded else None

    def is_shell_enough(self, source: str) -> bool:
        """Whether the generator need not render this page: that takes it milliseconds for each.

        It renders the pages on top of the site, which written pages link to."""
        page = self.bounded.get(source)
        return page is not None and page.depth > 1

    def finish_page(self, source: str, text: str) -> str:
        """A page of the generator with its policy, and with its body if it is a generated one."""
        page = self.bounded.get(source)
        text = shell.with_policy(text, page.asks if page else ())
        return shell.put_body(text, self._body(page)) if page else text

    def finish(self, site: Path) -> None:
        """Adds what does not go through the generator, and checks the whole."""
        assert self.edition
        refuse(self._join_scripts(site))
        trim_theme(site)
        self.shells = shell.read_shells(site)
        paths = {page.path for page in self.bounded.values()} | self._written_pages(site)
        files = static_files(site)
        deep = [page for source, page in self.bounded.items() if self.is_shell_enough(source)]
        for page in progress([*deep, *self.unbounded], "pages"):
            self._write_page(site, page)
        for key, row in self.edition.rows.items():
            self.links.add_fragment(f"entries/{key}/", row)
        paths |= {page.path for page in self.unbounded}
        changed = {page.path: page.changed for page in self.unbounded if page.changed}
        self._write_sitemap(site, paths, changed)
        paths |= files
        for make_files in ENTRY_FILES.values():
            for path, text in make_files(self.edition):
                publish.write_new(site, path, text)
                paths.add(path)
        paths |= self._write_former(site)
        refuse(self._broken(paths))
        self.written = len(paths)

    def _join_scripts(self, site: Path) -> Iterator[str]:
        """Puts our browser code into few files; yields what is wrong with it."""
        folder = site / "assets" / "js"
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.js")}
        sources = {name: file.read_text(encoding="utf-8") for name, file in sorted(files.items())}
        made_from = digest_of(repr(sources).encode())
        try:
            joined = self.memory.keep("scripts", made_from, lambda: join_modules(sources))
        except UnknownForm as error:
            yield f"assets/js/{error}"
            return
        for name in files.keys() - joined.keys():
            publish.remove_file(files[name])
        for name, text in joined.items():
            publish.write_new(folder, name, text)

    def _write_page(self, site: Path, page: Page) -> None:
        """Renders a page into the shell, or takes the old one if it would be the same."""
        shell_of = self.shells[page.depth]
        facts = page.made_from() if page.made_from else None
        made_from = digest_of(repr((shell_of.digest, facts)).encode())
        old = self.memory.reuse(page.path, made_from, self.target, site) if facts else None
        if old is None:
            text = shell_of.fill(page, self._body(page), self.site_facts.url)
            publish.write_new(site, f"{page.path}index.html", text)
            old = stamp(made_from, f"{site}/{page.path}index.html") if facts else None
        if old:
            self.stamps[page.path] = old

    def _written_pages(self, site: Path) -> set[str]:
        """Checks the pages that people wrote, and the shells; returns the paths of the former."""
        allowed = shell.inline_scripts((site / shell.DEPTHS[1] / "index.html").read_text("utf-8"))
        known = {page.path for page in self.bounded.values()}
        paths = set()
        for file in sorted(site.rglob("*.html")):
            path = file.relative_to(site).as_posix().removesuffix("index.html")
            if path in known:
                continue
            text = file.read_text(encoding="utf-8")
            if shell.CSP in text:
                text = shell.with_policy(text)
                file.write_text(text, encoding="utf-8")
            shell.refuse_foreign_scripts(path, text, allowed)
            if path != "404.html":
                self.links.add_page(path, text.replace(shell.CANONICAL, ""))
            if path not in ("404.html", *shell.DEPTHS.values()):
                paths.add(path)
        publish.remove_folder(site / "shell")
        return paths

    def _write_sitemap(self, site: Path, paths: set[str], changed: Mapping[str, str]) -> None:
        (site / "sitemap.xml.gz").unlink(missing_ok=True)
        for name, text in sitemap.render_sitemaps(self.site_facts, sorted(paths), changed):
            publish.write_new(site, name, text)

    def _write_former(self, site: Path) -> set[str]:
        """Redirects from former keys, and a notice where an entry was withdrawn."""
        assert self.edition
        paths = set()
        withdrawn = published.read_published(self.root / "entries").withdrawn
        former = [
            (alias, redirect.render_redirect(entry, self.site_facts))
            for entry in self.edition.catalogue.entries
            for alias in entry.aliases
        ] + [(key, redirect.render_tombstone(key, why)) for key, why in withdrawn.items()]
        for key, text in former:
            publish.write_new(site, f"entries/{key}/index.html", text)
            paths.add(f"entries/{key}/")
        return paths

    def _broken(self, paths: set[str]) -> Iterator[str]:
        assert self.edition
        for entry in self.edition.catalogue.entries:
            if f"entries/{entry.key}/" not in paths:
                yield f"entries/{entry.key}.yaml has no page"
        keys = {path.split("/")[1] for path in paths if path.startswith("entries/")}
        yield from published.missing_keys(self.root / "entries", self.target, keys)
        yield from self.links.broken(paths)

    def swap(self) -> None:
        """Publishes the staged folder."""
        assert self.staging
        publish.swap(self.staging, self.target)
        assert self.edition
        entries, texts = self.edition.catalogue.entries, self.edition.texts
        remembered = ((entry, texts(entry)) for entry in entries)
        edition = self.edition
        self.memory.save(remembered, self.stamps, edition.related, edition.landscape)

    def last_line(self) -> str:
        assert self.edition
        entries = count_of(len(self.edition.catalogue.entries), "entry", "entries")
        written = count_of(self.written, "page and file", "pages and files")
        return f"{entries}, {written}, {time.monotonic() - self.started:.1f} s"


def read_sound_catalogue(folder: Path, recall: Recall = recall_nothing) -> Catalogue:
    """The catalogue of a folder; raises RefusedEntries with every problem when there is one."""
    catalogue, problems = read_catalogue(folder, recall)
    refuse_problems(problems)
    return catalogue


def check_folder(folder: Path) -> tuple[Catalogue, list[Problem]]:
    """The catalogue of a folder and every problem there. Where the site's configuration lies beside
    the folder, its own problems and links of chapters into the rest of the site are included."""
    catalogue, problems = read_catalogue(folder)
    configuration = folder.resolve().parent / FILE_NAME
    if configuration.is_file():
        try:
            site = read_site(configuration)
            written = written_sources(configuration.parent / "docs")
        except RefusedEntries as error:
            return catalogue, sorted([*problems, *error.problems])
        if catalogue.handbook.chapters:
            edition = Edition(catalogue, site, written=written)
            problems = sorted([*problems, *unknown_links(edition, folder.resolve().name)])
    return catalogue, problems


def written_sources(docs: Path) -> dict[str, str]:
    """Path of a page that people wrote -> its Markdown."""
    texts: dict[str, str] = {}
    problems = []
    for path in publish.written_files(docs, GENERATED):
        try:
            texts[f"{path.stem}/"] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            problems.append(Problem(f"docs/{path.name}", line, "", "not UTF-8; save it as that"))
    refuse_problems(problems)
    return texts


def refuse_problems(problems: list[Problem]) -> None:
    """Raises RefusedEntries when there is any problem."""
    if problems:
        raise RefusedEntries(problems)


def refuse(messages: Iterable[str]) -> None:
    """Raises BrokenSite when there is any message."""
    found = list(messages)
    if found:
        rest = len(found) - 50
        raise BrokenSite("\n".join(found[:50]) + (f"\n... and {rest} more" if rest > 0 else ""))


def trim_theme(site: Path) -> None:
    """Takes out of the theme's style sheets what no page of the site can use."""
    names = {name for path in site.rglob("*.html") for name in names_in_page(_text_of(path))}
    for path in [*MARKUP.rglob("*.*"), *(site / "assets" / "js").rglob("*.js")]:
        if path.suffix in (".py", ".html", ".js"):
            names |= words_in_code(_text_of(path))
    styles = {path.relative_to(site).as_posix(): _text_of(path) for path in site.rglob("*.css")}
    theme = {path: styles.pop(path) for path in sorted(styles) if path.startswith(THEME_STYLES)}
    for name, style in trim_styles(theme, names, styles.values()).items():
        publish.write_new(site, name, style)


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def static_files(site: Path) -> set[str]:
    """Paths of everything in the folder that is no page."""
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.*")
        if path.name != "index.html" and path.is_file()
    }


def say(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


def progress(items: Iterable[Item], what: str, every: int = 500) -> Iterator[Item]:
    """Passes the items on and keeps a line on the terminal up to date, if there is one."""
    total = len(items) if isinstance(items, list) else 0
    show: Callable[[int], None] | None = None
    if sys.stderr.isatty():
        show = lambda n: print(f"\r  {n:,} of {total:,} {what}", end="", file=sys.stderr)  # noqa: E731
    for number, item in enumerate(items, 1):
        yield item
        if show and (number % every == 0 or number == total):
            show(number)
    if show and total:
        print(file=sys.stderr)
