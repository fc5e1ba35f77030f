"""Previews the site at http://127.0.0.1:8000/ and shows an edited entry at once."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from literature.pipeline import Build
from literature.preview import Preview, serve
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent


def build_once(config_file: Path) -> Build:
    """Runs the generator into a folder of the preview's own."""
    target = config_file.parent / ".cache" / "preview"
    config = load_config(str(config_file), site_dir=str(target))
    mkdocs_build(config)
    return config.hooks["scripts/hook.py"].glue.build  # type: ignore[attr-defined, no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config-file", type=Path, default=ROOT / "mkdocs.yml")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    config_file = options.config_file.resolve()
    serve(Preview(build_once(config_file), lambda: build_once(config_file)), options.port)


if __name__ == "__main__":
    main()
