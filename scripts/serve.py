"""Previews the site at http://127.0.0.1:8000/ and shows an edited entry at once."""

from __future__ import annotations

import argparse
import os
from functools import partial
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from literature.mkdocs_glue import build_preview
from literature.preview import Preview, serve

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config-file", type=Path, default=ROOT / "mkdocs.yml")
    parser.add_argument("--port", type=int, default=8000, help="0 chooses a free one")
    options = parser.parse_args()
    build = partial(build_preview, options.config_file.resolve())
    serve(Preview(build(), build), options.port)


if __name__ == "__main__":
    main()
