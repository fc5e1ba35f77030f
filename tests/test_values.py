"""Days, years, addresses and names: what passes, and what is said about the rest."""

from __future__ import annotations

from datetime import date

import pytest

from literature.model import Name
from literature.values import parse_day, parse_name, parse_url, parse_year


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ito, Aya", Name("Ito", "Aya")),
        ("van der Berg, Jan", Name("van der Berg", "Jan")),
        ("Kennedy, III, Monroe", Name("Kennedy", "Monroe", "III")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", "Jr.")),
        ("Divyansh", Name("Divyansh")),
        ("O'Brien, Flann", Name("O'Brien", "Flann")),
        ("d’Alembert, Jean", Name("d’Alembert", "Jean")),
        ("李, 伟", Name("李", "伟")),
        ("Metal, Al", Name("Metal", "Al")),
        ("Sanderson, Brandon", Name("Sanderson", "Brandon")),
        ("{EleutherAI}", Name("EleutherAI", is_group=True)),
        ("{Smith and Sons 2000, Ltd.}", Name("Smith and Sons 2000, Ltd.", is_group=True)),
    ],
)
def test_a_name_is_read_as_printed(text: str, name: Name) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("et al.", "'et al.' is no author; list everyone by name"),
        ("Ito et al", "'Ito et al' is no author; list everyone by name"),
        ("and others", "'and others' is no author; list everyone by name"),
        ("…", "'…' is no author; list everyone by name"),
        ("Aya Ito", "'Aya Ito' has no comma; write Ito, Aya (or {Aya Ito} for a group)"),
        ("Ito,", "'Ito,' is not one name; write Family, Given"),
        (", Aya", "', Aya' is not one name; write Family, Given"),
        ("a, b, c, d", "'a, b, c, d' is not one name; write Family, Given"),
        (
            "Ito, Aya, Abe",
            "'Ito, Aya, Abe' has two commas but no 'Jr' or 'III' between them; "
            "write Family, Given, or Family, III, Given",
        ),
        (
            "Ito, Aya & Abe, Yu",
            "'Ito, Aya & Abe, Yu' looks like several names; give each its own line, "
            "or put the name of a group in braces",
        ),
        (
            "Liu, Wei 0001",
            "'Liu, Wei 0001' has a character that no name has; write Family, Given "
            "(a group or a made-up name in braces)",
        ),
        (
            "Liu, Wei†",
            "'Liu, Wei†' has a character that no name has; write Family, Given "
            "(a group or a made-up name in braces)",
        ),
        ("--", "'--' has no letter; write Family, Given"),
        ("{Lab", "'{Lab' has unbalanced braces; write {Lab}"),
        ("{Bee {Lab}}", "'{Bee {Lab}}' has unbalanced braces; write {Bee Lab}"),
        ("{}", "'{}' has unbalanced braces; write {Group}"),
    ],
)
def test_what_is_no_name_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_name(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/",
        "https://a-b.example.co.uk/x?y=1&z=%20#part",
        "https://medium.com/@someone/post",
        "https://xn--bcher-kva.example/",
        "https://en.wikipedia.org/wiki/Bee_(insect)",
        "https://Example.org/Path",
        "https://web.archive.org/web/2020/https://example.org:80/x",
    ],
)
def test_a_public_https_address_passes(url: str) -> None:
    assert parse_url(url) == url


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("example.org", "'example.org' is not an https address; write https://host/path"),
        (" https://example.org", "' https://example.org' is not an https address; "
         "write https://host/path"),
        ("http://example.org/a", "'http://example.org/a' is not an https address; "
         "write https://example.org/a"),
        ("https://example.org.", "'https://example.org.' has no public host name; "
         "write https://host/path"),
        ("https://exa_mple.org/", "'https://exa_mple.org/' has no public host name; "
         "write https://host/path"),
        ("https://printer.local/", "'https://printer.local/' has no public host name; "
         "write https://host/path"),
        ("https://a.b:443/", "'https://a.b:443/' has no public host name; "
         "write https://host/path"),
        ("https://ab.cd:443/", "'https://ab.cd:443/' has a port; write https://ab.cd/path"),
        ("https://ab.cd:99999/", "'https://ab.cd:99999/' has a port; write https://ab.cd/path"),
        ("https://ab.cd/\u200b", "'https://ab.cd/?' has a character that no URL has; "
         "percent-encode it"),
    ],
)  # fmt: skip
def test_another_address_is_refused(url: str, message: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_url(url)
    assert str(refusal.value) == message


@pytest.mark.parametrize(("text", "day"), [("2026-11-20", date(2026, 11, 20)),
                                           ("2024-02-29", date(2024, 2, 29))])  # fmt: skip
def test_a_day_is_an_iso_date(text: str, day: date) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-11", "'2026-11' is no day; write it like 2026-11-20"),
        ("20261120", "'20261120' is no day; write it like 2026-11-20"),
        ("2026-W47-5", "'2026-W47-5' is no day; write it like 2026-11-20"),
        ("2026-11-20T00:00", "'2026-11-20T00:00' is no day; write it like 2026-11-20"),
        ("2025-02-29", "'2025-02-29' is no date that exists; write it like 2026-11-20"),
        ("1989-12-31", "'1989-12-31' is too early; write the day the entry was added"),
    ],
)
def test_what_is_no_day_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_day(text)
    assert str(refusal.value) == message


@pytest.mark.parametrize("text", ["1800", "1999", "2026", "2099"])
def test_a_year_has_four_digits(text: str) -> None:
    assert parse_year(text) == int(text)


@pytest.mark.parametrize("text", ["26", "02026", "1799", "2100", "٢٠٢٥", "2026 ", "-2026", "two"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no year; write four digits, like 2025"):
        parse_year(text)
