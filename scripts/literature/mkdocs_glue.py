"""What MkDocs needs to run the build: its configuration in, its output folder out."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateError
from mkdocs.commands.build import build as run_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from .configuration import check_settings, site_of
from .invariants import BrokenSite
from .pipeline import Build, say
from .report import RefusedEntries
from .shell import ForeignScript


class Glue:
    """MkDocs' events -> the steps of a build."""

    def __init__(self) -> None:
        self.is_serving = False
        self.build: Build | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turns the output to a fresh folder, unless a preview server owns the output."""
        quicken(config.theme, self)
        gc.disable()  # a build makes millions of lasting objects: collecting costs a fifth of it
        file = Path(config.config_file_path)
        target = Path(os.path.realpath(config.site_dir))  # where a link leads, not in its place
        with clear_messages():
            check_settings(file)
            self.build = Build(file.parent, Path(config.docs_dir), site_of(config), target)
            self.build.begin()
            if not self.is_serving:
                config.site_dir = str(self.build.stage())
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        assert self.build
        with clear_messages():
            self.build.write_docs()

    def on_files(self, files: Files, **_: Any) -> Files:
        """Leaves to the build the pages that it puts into the shell itself."""
        assert self.build
        for file in files.documentation_pages():
            if self.build.is_shell_enough(file.src_uri):
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str | None:
        assert self.build
        return self.build.stand_in(page.file.src_uri)

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        assert self.build
        return self.build.finish_page(page.file.src_uri, output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        assert self.build
        with clear_messages():
            self.build.finish(Path(config.site_dir))
            if not self.is_serving:
                self.build.swap()
                config.site_dir = str(self.build.target)
        self.build.end()
        say(self.build.last_line())
        if self.is_serving:  # it lives on; any other process ends, and need not collect for that
            gc.enable()

    def on_build_error(self, error: Exception, **_: Any) -> None:
        if self.build:
            self.build.end()
        gc.enable()
        with clear_messages():
            if isinstance(error, OSError):  # of the generator's own reading and writing
                raise error


class VisibleFiles(FileSystemLoader):
    """A theme's files without hidden folders, which MkDocs leaves out after it has looked at each:
    14,000 icons, a tenth of what a small build costs."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                place = Path(folder).relative_to(top)
                found.update((place / name).as_posix() for name in names)
        return sorted(found)


def quicken(theme: Theme, glue: Glue) -> None:
    """Makes the theme's templates come from VisibleFiles, as an earlier build compiled them."""
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        env.loader = VisibleFiles(theme.dirs)
        env.bytecode_cache = glue.build.templates if glue.build else None
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def build_preview(config_file: Path) -> Build:
    """Runs MkDocs into a folder of the preview's own; exits with a message if it cannot."""
    try:
        config = load_config(str(config_file), site_dir=str(config_file.parent / ".cache/preview"))
        run_mkdocs(config)
        gc.enable()  # a preview lives on and builds again
    except (MkDocsException, TemplateError) as error:
        raise SystemExit(str(error)) from None
    hooks: Any = config.hooks
    build: Build = next(hook.glue.build for hook in hooks.values() if hasattr(hook, "glue"))
    return build


@contextmanager
def clear_messages() -> Iterator[None]:
    """What is wrong with the entries, a page or the disk ends the build with a message."""
    try:
        yield
    except (RefusedEntries, BrokenSite, ForeignScript, OSError) as error:
        raise Abort(f"{error}\nNothing was published.") from None
