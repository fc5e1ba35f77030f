"""Scripts without comments and blanks mean what they meant."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from literature.strip_script import strip_script

SCRIPTS = sorted((Path(__file__).parent.parent / "docs" / "assets" / "js").rglob("*.js"))
SHORTER = (
    ("a = 1; // one\nb = 2;\n", "a=1;b=2;"),
    ("/** Says\n * something. */\nconst a = 1;", "const a=1;"),
    ('a = "// no comment";', 'a="// no comment";'),
    ("a = '/* none */ ' + \"it's\";", "a='/* none */ '+\"it's\";"),
    ("a = `// ${ b /* one */ + `}${ c }` } //`;", "a=`// ${b+`}${c}`} //`;"),
    ("a = `\\`\\${ // ` ;", "a=`\\`\\${ // `;"),
    ('a = /[/*]\\/\\/ "/g; // one', 'a=/[/*]\\/\\/ "/g;'),
    ("return /\\s+/.test(b) / c / d;", "return /\\s+/.test(b)/ c / d;"),
    ("a = (b) / 2; // half /", "a=(b)/ 2;"),
    ("a\n++b", "a\n++b"),
    ("return\na", "return\na"),
    ("const f = () => {\n  go();\n};\nf()\ng()", "const f=()=>{go()};f()\ng()"),
    ("list\n  .map(one)\n  .filter(two)", "list.map(one).filter(two)"),
    ("a = b + +c - -d", "a=b+ +c- -d"),
    ("a = b++ + ++c - --d; return +e", "a=b++ + ++c- --d;return+e"),
    ("class A { #b = 1; static async *c() {} }", "class A{#a=1;static async*c(){}}"),
    ("{ a(b); }", "{a(b)}"),
    ("{ while (a(b)); }", "{while(a(b));}"),
    ("{ for (; a; (b)); }", "{for(;a;(b));}"),
    ("{ if (a) ; else ; }", "{if(a);else;}"),
    ("a = `${ () => { b; } }`;", "a=`${()=>{b}}`;"),
    (
        "class A { #one; #two() { return `#two ${ this.#one } ${ #two in x }`; } }",
        "class A{#a;#b(){return `#two ${this.#a} ${#b in x}`}}",
    ),
    (
        "#a1,#b1,#c1,#d1,#e1,#f1,#g1,#h1,#i1,#j1,#k1,#l1,#m1,#n1,#o1,#p1,#q1,#r1,#s1,#t1,#u1,#v1,"
        "#w1,#x1,#y1,#z1,#a2,#b2",
        "#a,#b,#c,#d,#e,#f,#g,#h,#i,#j,#k,#l,#m,#n,#o,#p,#q,#r,#s,#t,#u,#v,#w,#x,#y,#z,#aa,#ab",
    ),
    ("x = a ? b : c;", "x=a?b:c;"),
    ("1 in a\n;[1].map(b)", "1 in a;[1].map(b)"),
    ("", ""),
)


@pytest.mark.parametrize(("text", "expected"), SHORTER)
def test_what_is_left_of_a_script(text: str, expected: str) -> None:
    assert strip_script(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in SHORTER])
def test_a_stripped_script_stays_as_it_is(text: str) -> None:
    once = strip_script(text)
    assert strip_script(once) == once


@pytest.mark.parametrize(
    "unfinished", ["a = `${", "a = `", "/* a", "a = 'b", "a = /b", "}", "\x00"]
)
def test_an_unfinished_script_is_no_error_here(unfinished: str) -> None:
    assert isinstance(strip_script(unfinished), str)


PARSE_ALL = """
const { SourceTextModule } = require("node:vm");
const fs = require("node:fs");
const files = fs.readdirSync(process.argv[1]);
for (const file of files) {
  new SourceTextModule(fs.readFileSync(`${process.argv[1]}/${file}`, "utf8"), { identifier: file });
}
console.log(files.length);
"""


@pytest.mark.slow
def test_node_takes_every_stripped_script_of_ours(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    assert len(SCRIPTS) > 50
    for number, script in enumerate(SCRIPTS):
        text = script.read_text(encoding="utf-8")
        stripped = strip_script(text)
        assert len(stripped) < len(text), script
        (tmp_path / f"{number}.mjs").write_text(stripped, encoding="utf-8")
    checked = subprocess.run(
        [node, "--experimental-vm-modules", "--no-warnings", "-e", PARSE_ALL, tmp_path],
        capture_output=True, text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout == f"{len(SCRIPTS)}\n"
