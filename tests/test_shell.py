"""The shell: slots that are filled, inline scripts that are told apart, Markdown that stands in."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
import yaml

from literature.render.pages import Page
from literature.shell import (
    STAND_IN,
    ForeignScript,
    Shell,
    body_of,
    markdown_page,
    markdown_path,
    put_body,
    read_shells,
    refuse_foreign_scripts,
    shell_sources,
    with_policy,
)

FRAME = (
    '<title>@@TITLE@@ - Bees</title><meta content="@@DESCRIPTION@@">'
    '<link href="@@CANONICAL@@"><!--@@HEAD@@--><main><!--@@BODY@@--></main>'
)


def page(path: str = "entries/a/", title: str = "A", **more: object) -> Page:
    return Page(path, title, 'What <it> is & "does"', lambda: "", **more)  # type: ignore[arg-type]


def write_shells(site: Path, text: str) -> Path:
    for path in ("shell", "shell/two", "shell/two/three"):
        (site / path).mkdir(parents=True, exist_ok=True)
        (site / path / "index.html").write_text(text, encoding="utf-8")
    return site


def test_every_slot_is_filled_and_text_is_escaped(tmp_path: Path) -> None:
    shell = read_shells(write_shells(tmp_path, FRAME))[2]
    made = shell.fill(
        page(title='<b> & "A"', make_head=lambda: "<meta x>"), "<p>body</p>", "https://b.example/"
    )
    assert made == (
        "<title>&lt;b&gt; &amp; &quot;A&quot; - Bees</title>"
        '<meta content="What &lt;it&gt; is &amp; &quot;does&quot;">'
        '<link href="https://b.example/entries/a/"><meta x><main><p>body</p></main>'
    )


def test_a_slot_in_the_text_of_an_entry_is_text(tmp_path: Path) -> None:
    shell = read_shells(write_shells(tmp_path, FRAME))[1]
    made = shell.fill(page(title="@@CANONICAL@@"), "<!--@@HEAD@@-->@@TITLE@@", "https://b.example/")
    assert "<title>@@CANONICAL@@ - Bees</title>" in made
    assert "<main><!--@@HEAD@@-->@@TITLE@@</main>" in made


def test_a_slot_that_the_theme_uses_twice_is_filled_twice(tmp_path: Path) -> None:
    shell = read_shells(write_shells(tmp_path, FRAME + "<i>@@TITLE@@</i>"))[1]
    assert shell.fill(page(), "", "https://b.example/").count(">A") == 2


def test_there_are_shells_of_three_depths(tmp_path: Path) -> None:
    shells = read_shells(write_shells(tmp_path, FRAME))
    assert {depth: shell.depth for depth, shell in shells.items()} == {1: 1, 2: 2, 3: 3}
    assert [path for path, _ in shell_sources()] == [
        "shell/index.md", "shell/two/index.md", "shell/two/three/index.md",
    ]  # fmt: skip


MENU = (
    '<ul><li><a href="../../topics/">Topics</a></li><li><a href="../../topics/wings/">Wings</a>'
    '</li><li><a href="https://b.example/">Elsewhere</a></li></ul>'
)


@pytest.mark.parametrize(
    ("path", "topics", "wings"),
    [
        ("entries/a/", "", ""),
        ("topics/legs/", ' aria-current="true"', ""),
        ("topics/wings/", ' aria-current="true"', ' aria-current="page"'),
    ],
)
def test_links_that_lead_here_or_above_are_marked(
    tmp_path: Path, path: str, topics: str, wings: str
) -> None:
    shell = read_shells(write_shells(tmp_path, FRAME + MENU))[2]
    made = shell.fill(page(path), "", "https://b.example/")
    assert f'<li><a href="../../topics/"{topics}>Topics' in made
    assert f'<li><a href="../../topics/wings/"{wings}>Wings' in made
    assert '<a href="https://b.example/">Elsewhere' in made


@pytest.mark.parametrize(
    "slot", ["@@TITLE@@", "@@CANONICAL@@", "<!--@@HEAD@@-->", "<!--@@BODY@@-->"]
)
def test_a_theme_without_a_slot_is_refused(tmp_path: Path, slot: str) -> None:
    with pytest.raises(ValueError, match=f"the theme's shell lacks {slot}"):
        read_shells(write_shells(tmp_path, FRAME.replace(slot, "")))


def test_shells_that_differ_in_one_letter_have_different_digests() -> None:
    assert Shell(1, ("a", "@@TITLE@@")).digest != Shell(1, ("b", "@@TITLE@@")).digest


# --- scripts -------------------------------------------------------------------------------------

POLICY = '<meta http-equiv="Content-Security-Policy" content="@@CSP@@">'


def hash_of(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def test_the_policy_allows_the_inline_scripts_of_the_page_and_no_others() -> None:
    text = with_policy(
        f'{POLICY}<script>one()</script><script src="x.js"></script>'
        '<script type="application/json">{}</script><script id="y">two()</script>'
        "<script>one()</script>"
    )
    policy = text.split('content="')[1].split('"')[0]
    assert f"script-src 'self' {hash_of('one()')} {hash_of('two()')}; " in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy
    assert "@@CSP@@" not in text


def test_a_page_without_inline_scripts_allows_none() -> None:
    assert "script-src 'self'; " in with_policy(POLICY)


def test_only_the_first_slot_of_the_policy_is_filled() -> None:
    assert with_policy(f"{POLICY}<p>@@CSP@@</p>").endswith("<p>@@CSP@@</p>")


FOREIGN = [
    "<script>alert(1)</script>",
    "<script >alert(1)</script>",
    "<script\n>alert(1)</script>",
    '<script type="module">alert(1)</script>',
    '<script type="text/javascript">alert(1)</script>',
]


@pytest.mark.parametrize("script", FOREIGN)
def test_a_script_that_the_theme_did_not_put_there_is_refused(script: str) -> None:
    with pytest.raises(ForeignScript, match=r"/about/ holds an inline script: alert\(1\)"):
        refuse_foreign_scripts("about/", f"<p>{script}</p>", frozenset({"theme()"}))


@pytest.mark.parametrize(
    "script",
    [
        "<SCRIPT>alert(1)</SCRIPT>",
        "<script>alert(1)</script >",
        '<script data-src="x">alert(1)</script>',
        '<img src="x" onerror="alert(1)">',
    ],
)
def test_a_script_in_another_spelling_gets_no_hash_so_that_no_browser_runs_it(script: str) -> None:
    assert "script-src 'self'; " in with_policy(f"{POLICY}<p>{script}</p>")


def test_the_scripts_of_the_theme_are_no_strangers() -> None:
    refuse_foreign_scripts("about/", "<script>theme()</script>", frozenset({"theme()"}))


# --- Markdown in, HTML out -----------------------------------------------------------------------


def test_the_body_comes_back_out_of_the_markdown() -> None:
    body = "<p>a</p>\n---\n<hr>\n---\n\n<p>b</p>"
    assert body_of(markdown_page(page("topics/a/"), body)) == f"{body}\n"


def test_front_matter_is_yaml_and_html_escaped() -> None:
    hostile = '"]}\n---\n<script> & \\ : #'
    text = markdown_page(page("topics/a/", title=hostile), "")
    matter = yaml.safe_load(text.split("---\n")[1])
    assert matter["title"] == "&quot;]}\n---\n&lt;script&gt; &amp; \\ : #"
    assert matter["description"] == "What &lt;it&gt; is &amp; &quot;does&quot;"
    assert matter["template_page"] is True


def test_the_body_takes_the_place_of_its_stand_in() -> None:
    rendered = f"<main>{STAND_IN}</main>"
    assert put_body(rendered, "<p>\\1 body</p>") == "<main><p>\\1 body</p></main>"


def test_a_theme_that_drops_the_content_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not print the content"):
        put_body("<main></main>", "body")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("", "index.md"), ("categories/", "categories/index.md"), ("years/", "years/index.md")],
)
def test_an_index_lies_in_its_folder(path: str, expected: str) -> None:
    assert markdown_path(page(path)) == expected
