"""Modules joined into few files: what they do stays the same, in node."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from literature.browser_code import UnknownForm, join_modules

MODULES = {
    "page.js": """
        /** Shared by both files. */
        import { half } from "./parts/half.js";
        export const twice = (number) => 2 * number; // a comment
        export { half as halved };
    """,
    "parts/half.js": "export function half(number) { return number / 2; }",
    "main.js": """
        import { twice as double, halved } from "./page.js";
        import * as words from "./parts/words.js";
        import "./parts/effect.js";
        const text = `a  ${double(3)}  // no comment`;
        console.log(text, halved(8), words.hello(), globalThis.effect, words.LATE.at);
        import("./late.js").then(({ default: late, Late }) => console.log(late(), new Late().name));
    """,
    "parts/words.js": """
        import { LATE } from "./places.js";
        import { mark } from "./marks.js";
        const hidden = "hello";
        export function hello() { return hidden + mark; }
        export { LATE };
    """,
    "parts/marks.js": 'const hidden = "!"; export const mark = hidden, other = "?";',
    "parts/places.js": """
        const here = new URL("./x.txt", import.meta.url).pathname;
        export const LATE = { at: here.split("/").slice(-2).join("/") };
    """,
    "parts/effect.js": """globalThis.effect = /['"]+/.test('"');""",
    "late.js": """
        import { twice } from "./page.js";
        export class Late { name = "late"; #hidden = 1; }
        const late = () => twice(21);
        export { late as default };
    """,
}


def test_what_one_file_needs_is_put_into_it_and_what_several_need_is_not() -> None:
    assert sorted(join_modules(MODULES)) == ["late.js", "main.js", "page.js"]


def test_comments_are_left_out_and_texts_kept() -> None:
    joined = "".join(join_modules(MODULES).values())
    assert "a comment" not in joined
    assert "Shared by" not in joined
    assert "`a  ${double(3)}  // no comment`" in joined


def test_the_joined_files_do_what_the_modules_do(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    outputs = []
    for name, files in (("apart", MODULES), ("joined", join_modules(MODULES))):
        folder = tmp_path / name
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        (folder / "package.json").write_text('{"type": "module"}')
        command = [node, folder / "main.js"]
        ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
        outputs.append(ended.stdout)
    assert outputs == ["a  6  // no comment 4 hello! true parts/x.txt\n42 late\n"] * 2


def test_a_worker_shares_nothing_with_the_page() -> None:
    joined = join_modules({
        "main.js": 'import {a} from "./a.js";'
        'new Worker(new URL("./worker.js",import.meta.url));a();',
        "other.js": 'import {a} from "./a.js";a();',
        "worker.js": 'import {a} from "./a.js";postMessage(a());',
        "a.js": "export const a=()=>1;",
    })  # fmt: skip
    assert sorted(joined) == ["main.js", "other.js", "page.js", "worker.js"]
    assert "import" not in joined["worker.js"]
    assert joined["worker.js"].count("()=>1") == 1


def test_what_no_page_begins_with_is_shared_in_a_second_file() -> None:
    joined = join_modules({
        "atlas.js": 'import {say} from "./page.js";say();import("./box.js");',
        "page.js": "export const say=()=>1;",
        "box.js": 'import {early} from "./early.js";early();import("./menu.js");',
        "menu.js": 'import {early} from "./early.js";import {late} from "./late.js";early(late());',
        "list.js": 'import {late} from "./late.js";late();',
        "early.js": "export const early=()=>2;",
        "late.js": 'import {say} from "./page.js";export const late=()=>say()+3;',
    })  # fmt: skip
    assert sorted(joined) == ["atlas.js", "box.js", "list.js", "menu.js", "more.js", "page.js"]
    assert ("()=>2" in joined["page.js"], "()=>2" in joined["more.js"]) == (True, False)
    assert ("()=>say()+3" in joined["page.js"], "()=>say()+3" in joined["more.js"]) == (False, True)
    assert 'import("./menu.js"),import("./page.js"),import("./more.js")' in joined["box.js"]


def test_what_we_did_not_write_stays_as_it_is() -> None:
    vendor = "// Licence\nexport { It as default };\nclass It {}\n"
    joined = join_modules({
        "vendor/it.js": vendor, "main.js": 'import It from "./vendor/it.js";new It();'
    })  # fmt: skip
    assert joined["vendor/it.js"] == vendor
    assert 'from"./vendor/it.js"' in joined["main.js"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"main.js": "export default 3;"}, r"main\.js: export default 3"),
        ({"main.js": 'export * from "./a.js";', "a.js": ""}, r"main\.js: export\*from"),
        (
            {"main.js": 'import {b} from "./a.js";', "a.js": "export const a = 1, b = 2;"},
            r"main\.js: a\.js exports no b",
        ),
        ({"main.js": 'import {a} from "./b.js";'}, r"main\.js names b\.js, which is not there"),
        (
            {"m.js": 'import "./a.js";', "a.js": 'import "./b.js";', "b.js": 'import "./a.js";'},
            r"m\.js -> a\.js -> b\.js -> a\.js: modules import each other",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(files: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownForm, match=message):
        join_modules(files)


# --- What a page of the built site loads ---------------------------------------------------------

IMPORTED = re.compile(r'import\*as \$f\d+ from"([^"]+)"')


def weight(site: Path, *roots: str) -> int:
    """Bytes, compressed, of the files and all that they import."""
    found = [(site / "assets" / "js" / root).resolve() for root in roots]
    for file in found:
        for name in IMPORTED.findall(file.read_text(encoding="utf-8")):
            imported = (file.parent / name).resolve()
            if imported not in found:
                found.append(imported)
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in found)


@pytest.mark.slow
def test_a_page_loads_little_script_and_search_only_when_it_is_wanted(built_site: Path) -> None:
    """Material's own script alone is 35 KB compressed; no page loads it."""
    page = ("atlas.js", "shelf/shelf.js")
    search = ("finder.js", "find/client.js", "find/worker.js")
    library = ("library/library.js", "find/client.js", "find/worker.js", "shelf/exports.js")
    assert weight(built_site, *page) <= 15_000
    assert weight(built_site, *page, *search) <= 50_000
    assert weight(built_site, *page, *library) <= 60_000


@pytest.mark.slow
def test_no_page_names_the_script_of_the_theme(built_site: Path) -> None:
    for page in ("index.html", "library/index.html", "about/index.html", "404.html"):
        text = (built_site / page).read_text(encoding="utf-8")
        assert "assets/javascripts" not in text, page
