"""The theme's style sheets keep what a page of the site can use."""

from __future__ import annotations

import pytest

from literature.theme_style import names_in_page, trim_styles, words_in_code

NAMES = {"a", "b-c", "here"}


@pytest.mark.parametrize(
    ("style", "left"),
    [
        (".a{top:0}.x{top:0}", ".a{top:0}"),
        ("p,.x p,.a p{top:0}", "p,.a p{top:0}"),
        ("#here{top:0}#there{top:0}", "#here{top:0}"),
        (".b-c:hover>a::before{top:0}", ".b-c:hover>a::before{top:0}"),
        (".a:not(.x,.y){top:0}", ".a:not(.x,.y){top:0}"),
        (".a:is(.x,:not(.y)) b{top:0}", ".a:is(.x,:not(.y)) b{top:0}"),
        ('[class^=".x"]{top:0}[dir=ltr] .x{top:0}', '[class^=".x"]{top:0}'),
        (".x\\:y{top:0}.a{top:0}", ".a{top:0}"),
        ("@media print{.x{top:0}}.a{top:0}", ".a{top:0}"),
        (
            "@media print{.x{top:0}@supports (gap:0){.a{top:0}}}",
            "@media print{@supports (gap:0){.a{top:0}}}",
        ),
        ("@keyframes x{from{top:0}to{top:1px}}", "@keyframes x{from{top:0}to{top:1px}}"),
        ('@charset "UTF-8";.x{top:0}', '@charset "UTF-8";'),
        ('.x{content:"}.a{"}.a{content:"{;}"}', '.a{content:"{;}"}'),
        (".x{background:url(data:a;b}c)}.a{top:0}", ".a{top:0}"),
        ("/* .a{} */.x{top:0}", ""),
    ],
)
def test_rules_stay_where_all_their_names_are_known(style: str, left: str) -> None:
    assert trim_styles({"x.css": style}, NAMES) == {"x.css": left}


def test_custom_properties_stay_where_something_names_them() -> None:
    theme = {
        "a.css": 'p{--one:url("a;}b");--two:2;top:var(--one);--three:3;--four:a"}"}',
        "b.css": ":root{--five:5;--six:6}.x{top:var(--five)}.a{top:var( --six )}",
    }
    assert trim_styles(theme, {"a", "--three"}, [".z{left:var( --two )}"]) == {
        "a.css": 'p{--one:url("a;}b");--two:2;top:var(--one);--three:3;}',
        "b.css": ":root{--six:6}.a{top:var( --six )}",
    }


def test_a_page_has_the_names_of_its_attributes_and_code_has_all_its_words() -> None:
    page = """<p class="a b-c" id=here>x <b class='d'>class="e"</b><i data-class="f">"""
    assert names_in_page(page) == {"a", "b-c", "here", "d"}
    assert words_in_code('make("p.hint--wide", {id: `y${year}`})') >= {"hint--wide", "y"}
