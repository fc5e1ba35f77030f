"""Bare identifiers, found in what people paste, and arXiv ids that can exist."""

from __future__ import annotations

import re

import pytest

from literature.identifiers import (
    Identifiers,
    arxiv_fault,
    arxiv_month,
    arxiv_of_doi,
    bare,
    read_identifiers,
    same_arxiv,
)
from literature.model import field_specs

PATTERNS = {spec.name: spec.pattern or "" for spec in field_specs()}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("arxiv", "2411.10950", "2411.10950"),
        ("arxiv", "2411.10950v2", "2411.10950"),
        ("arxiv", "arXiv:2411.10950", "2411.10950"),
        ("arxiv", "https://arxiv.org/abs/2411.10950v2", "2411.10950"),
        ("arxiv", "https://arxiv.org/pdf/2411.10950.pdf", "2411.10950"),
        ("arxiv", "https://arxiv.org/html/2411.10950v1#S3", "2411.10950"),
        ("arxiv", "http://www.arxiv.org/abs/cs/0112017", "cs/0112017"),
        ("arxiv", "https://www.alphaxiv.org/abs/2411.10950?x=1", "2411.10950"),
        ("arxiv", "https://arxiv.org/list/cs.CL", ""),
        ("arxiv", "12345", ""),
        ("doi", "10.1000/x", "10.1000/x"),
        ("doi", "https://doi.org/10.1000/x", "10.1000/x"),
        ("doi", "http://dx.doi.org/10.1000/x(1)", "10.1000/x(1)"),
        ("doi", "doi: 10.1000/x", "10.1000/x"),
        ("doi", "https://dl.acm.org/doi/abs/10.1145/1.2", "10.1145/1.2"),
        ("doi", "https://example.org/?doi=10.1000/x", "10.1000/x"),
        ("doi", "10.1000", ""),
        ("doi", "10.1000/x y", ""),
        ("openreview", "https://openreview.net/forum?id=abc_DE-12&noteId=zz", "abc_DE-12"),
        ("openreview", "https://openreview.net/pdf?id=abcDEF123", "abcDEF123"),
        ("openreview", "abcDEF123", ""),
        ("anthology", "https://aclanthology.org/2025.acl-long.175/", "2025.acl-long.175"),
        ("anthology", "https://aclanthology.org/P18-1001.pdf", "P18-1001"),
        ("anthology", "https://www.aclweb.org/anthology/P18-1001", "P18-1001"),
        ("title", "https://arxiv.org/abs/2411.10950", ""),
    ],
)
def test_the_bare_identifier_is_found(kind: str, text: str, expected: str) -> None:
    assert bare(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("arxiv", "2411.10950"), ("arxiv", "0704.0001"), ("arxiv", "cs/0112017"),
        ("arxiv", "hep-th/9901001"), ("arxiv", "math.GT/0309136"),
        ("doi", "10.1000/x"), ("doi", "10.1000.10/123456"), ("doi", "10.1002/(SICI)1097<1::A>3.0"),
        ("openreview", "Ll5miDx8KB"), ("openreview", "_-abc1"),
        ("anthology", "2025.acl-long.175"), ("anthology", "2023.findings-emnlp.1"),
        ("anthology", "P18-1001"), ("anthology", "W19-12345"), ("anthology", "2020.tacl-1.12"),
    ],
)  # fmt: skip
def test_bare_identifiers_have_the_right_form(kind: str, text: str) -> None:
    assert re.fullmatch(PATTERNS[kind], text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("arxiv", "2411.1095x"), ("arxiv", "2411.109"), ("arxiv", "2411.109500"),
        ("arxiv", "2413.10950"), ("arxiv", "2400.10950"), ("arxiv", "2411-10950"),
        ("arxiv", "2411.10950v1"), ("arxiv", "cs/011201"), ("arxiv", "CS/0112017"),
        ("arxiv", "２４１１.10950"),
        ("doi", "10.1000"), ("doi", "10.1000/"), ("doi", "11.1000/x"), ("doi", "10.1/x"),
        ("doi", "10.1000/é"), ("doi", "10.1000/a b"),
        ("openreview", "abc"), ("openreview", "abc def"), ("openreview", "x" * 41),
        ("anthology", "acl-long.175"), ("anthology", "2025.acl.175"), ("anthology", "p18-1001"),
        ("anthology", "P18-1"),
    ],
)  # fmt: skip
def test_other_forms_are_no_identifiers(kind: str, text: str) -> None:
    assert not re.fullmatch(PATTERNS[kind], text)


@pytest.mark.parametrize(
    ("doi", "arxiv"),
    [
        ("10.48550/arXiv.2411.10950", "2411.10950"),
        ("10.48550/ARXIV.2411.10950V2", "2411.10950"),
        ("10.48550/arXiv.2411.10950v2", "2411.10950"),
        ("10.48550/arXiv.cs/0112017", "cs/0112017"),
        ("10.1000/arXiv.2411.10950", ""),
        ("", ""),
    ],
)
def test_the_arxiv_id_in_a_doi_is_found(doi: str, arxiv: str) -> None:
    assert arxiv_of_doi(doi) == arxiv


@pytest.mark.parametrize(
    ("arxiv", "month"),
    [
        ("2411.10950", (2024, 11)),
        ("0704.0001", (2007, 4)),
        ("9901.12345", (2099, 1)),
        ("cs/9901001", (1999, 1)),
        ("hep-th/9108001", (1991, 8)),
        ("math.GT/0309136", (2003, 9)),
    ],
)
def test_an_arxiv_id_tells_its_month(arxiv: str, month: tuple[int, int]) -> None:
    assert arxiv_month(arxiv) == month


@pytest.mark.parametrize(
    "arxiv",
    ["0704.0001", "1412.9999", "1501.00001", "2411.10950", "hep-th/9108001", "math.GT/0703999"],
)
def test_arxiv_can_have_given_out_these_ids(arxiv: str) -> None:
    assert arxiv_fault(arxiv) == ""


@pytest.mark.parametrize(
    ("arxiv", "fault"),
    [
        ("2411.1095", "has 4 digits after the dot; arXiv gave 5 in 2024"),
        ("1412.12345", "has 5 digits after the dot; arXiv gave 4 in 2014"),
        ("0703.0001", "is not how arXiv numbered works in 2007-03"),
        ("cs/0704001", "is not how arXiv numbered works in 2007-04"),
        ("cs/9107001", "is not how arXiv numbered works in 1991-07"),
        ("cs/0113001", "has no month 13"),
        ("cs/0100001", "has no month 00"),
    ],
)
def test_arxiv_cannot_have_given_out_these_ids(arxiv: str, fault: str) -> None:
    assert arxiv_fault(arxiv) == fault


def test_the_subject_class_of_an_old_id_does_not_count() -> None:
    assert same_arxiv("math.GT/0309136") == same_arxiv("math/0309136") == "math/0309136"
    assert same_arxiv("2411.10950") == "2411.10950"


ARXIV = Identifiers(arxiv="2411.10950")


PASTED: tuple[tuple[str, Identifiers], ...] = (
    ("2411.10950", ARXIV),
    ("arXiv:2411.10950v2 [cs.CV]", ARXIV),
    ("arXiv: 2411.10950", ARXIV),
    ("https://arxiv.org/abs/2411.10950v2", ARXIV),
    ("arxiv.org/pdf/2411.10950.pdf", ARXIV),
    ("https://huggingface.co/papers/2411.10950", ARXIV),
    ("https://doi.org/10.48550/arXiv.2411.10950", ARXIV),
    ("10.48550/arxiv.2411.10950v3", ARXIV),
    ("[the paper](https://arxiv.org/abs/2411.10950)", ARXIV),
    ("2411.10950 (https://arxiv.org/abs/2411.10950)", ARXIV),
    ("MATH.gt/0309136", Identifiers(arxiv="math.GT/0309136")),
    ("https://arxiv.org/abs/cs/0112017", Identifiers(arxiv="cs/0112017")),
    ("DOI: 10.1000/xyz123.", Identifiers(doi="10.1000/xyz123")),
    ("(see 10.1002/(SICI)1097<1::A>3.0)", Identifiers(doi="10.1002/(SICI)1097<1::A>3.0")),
    ("https://dl.acm.org/doi/pdf/10.1145/1.2", Identifiers(doi="10.1145/1.2")),
    ("https://link.springer.com/article/10.1007/s1-2?x=1", Identifiers(doi="10.1007/s1-2")),
    ("https://www.biorxiv.org/content/10.1101/2020.01.01.1v1.full",
     Identifiers(doi="10.1101/2020.01.01.1")),
    ("https://doi.org/10.1000%2Fxyz", Identifiers(doi="10.1000/xyz")),
    ("https://openreview.net/forum?id=Ll5miDx8KB&noteId=zz",
     Identifiers(openreview="Ll5miDx8KB")),
    ("https://aclanthology.org/2025.acl-long.175.pdf",
     Identifiers(anthology="2025.acl-long.175")),
    ("10.18653/v1/2025.acl-long.175",
     Identifiers(doi="10.18653/v1/2025.acl-long.175", anthology="2025.acl-long.175")),
    ("2411.10950, https://doi.org/10.1000/a", Identifiers(arxiv="2411.10950", doi="10.1000/a")),
    ("<https://example.org/post>", Identifiers(url="https://example.org/post")),
    ("http://example.org/post", Identifiers(url="https://example.org/post")),
    ("arXiv preprint arXiv:2411.10950 (2024)", ARXIV),
    ("2411.10950v1.pdf", ARXIV),
    ("arXiv-2411.10950", ARXIV),
    ("arXiv\uff1a2411.10950\u3002", ARXIV),
    ("\u8bba\u6587\uff1ahttps://arxiv.org/abs/2411.10950\uff0c\u8c22\u8c22", ARXIV),
    ("\ufeffarXiv:\u200b2411.10950", ARXIV),
    ("https://hf.co/papers/2411.10950", ARXIV),
    ("https://rates.example/arxiv/2411.10950v2", ARXIV),
    ("https://reader.example/papers/2411.10950", ARXIV),
    ("https://find.example/paper/arxiv:2411.10950", ARXIV),
    ("https://find.example/url?q=https://arxiv.org/abs/2411.10950&sa=D", ARXIV),
    ("https://dblp.org/rec/journals/corr/abs-2411-10950.html", ARXIV),
    ("https://ui.adsabs.harvard.edu/abs/2024arXiv241110950B/abstract", ARXIV),
    ("https://example.org/builds/2499.10950",
     Identifiers(url="https://example.org/builds/2499.10950")),
    ("@article{b, title={A, B}, journal={arXiv preprint arXiv:2411.10950}}", ARXIV),
    ("doi = {10.1000/a\\_b}, url = {https://doi.org/10.1000/a\\_b}",
     Identifiers(doi="10.1000/a_b")),
    ("10.1002/(SICI)1097(199806)49:8<693::A>3.0.CO;2-O",
     Identifiers(doi="10.1002/(SICI)1097(199806)49:8<693::A>3.0.CO;2-O")),
    ("10.1000/a;10.1000/A", Identifiers(doi="10.1000/a")),
    ("https://link.springer.com/article/10.1007/s1-2/fulltext.html",
     Identifiers(doi="10.1007/s1-2")),
    ("https://www.nature.com/articles/s42256-024-1.pdf",
     Identifiers(doi="10.1038/s42256-024-1")),
    ("https://zenodo.org/records/1234567/files/a.zip",
     Identifiers(doi="10.5281/zenodo.1234567")),
    ("ACL:2025.acl-long.175", Identifiers(anthology="2025.acl-long.175")),
    ("the paper on bees", Identifiers()),
    ("javascript:alert(1)", Identifiers()),
    ("", Identifiers()),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PASTED)
def test_whatever_people_paste_leads_to_the_work(text: str, expected: Identifiers) -> None:
    assert read_identifiers(text) == expected
    assert bool(expected) == any(vars(expected).values())


def test_identifiers_of_two_works_are_refused() -> None:
    with pytest.raises(ValueError, match=r"names two works, 2411\.10950 and 2406\.08074; keep one"):
        read_identifiers("2411.10950 and https://arxiv.org/abs/2406.08074")
