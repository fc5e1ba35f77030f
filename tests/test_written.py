"""Written pages as sections that search can lead to."""

from literature.render.written import Section, read_sections

PAGE = """---
title: Ignored here
description: And this.
---

# The *bees* & we

They fly.

## How to count

1. Stand `still`.
2. Count.

### Deeper

Still the same section.

## How to count

Again, <b>loudly</b>.
"""


def test_a_page_is_cut_at_its_headings_of_the_second_level() -> None:
    assert read_sections({"guide/": PAGE}) == (
        Section("The bees & we", "guide/", "", "They fly."),
        Section("How to count", "guide/#how-to-count", "The bees & we",
                "Stand still. Count. Deeper Still the same section."),
        Section("How to count", "guide/#how-to-count_1", "The bees & we", "Again, loudly."),
    )  # fmt: skip


def test_a_page_without_headings_has_no_sections() -> None:
    assert read_sections({"guide/": "Only a text.\n"}) == ()
