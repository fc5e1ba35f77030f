"""Layouts of lists: where title, authors, venue and links stand, and what only looks like them."""

from __future__ import annotations

import pytest
from importing import one, read

from literature.importing.listed_people import is_list_of_people
from literature.importing.markdown import read_markdown
from literature.importing.places import is_place, venue_of, without_lead
from literature.model import Name

ID = "https://arxiv.org/abs/2411.10950"
CODE = "https://github.com/bees/four"
LEE, CHEN, DIAZ = Name("Lee", "Ann"), Name("Chen", "Bo"), Name("Díaz", "Éva")


def titles(text: str) -> list[str]:
    return [it.entry.title for it in read(text).found]


@pytest.mark.parametrize(
    "item",
    [
        f"- ICML 2023, Bees Count to Four, [arXiv]({ID})",
        f"- ICML 2023 oral, Bees Count to Four, [arXiv]({ID})",
        f"- arXiv 2024.11, Bees Count to Four, [arXiv]({ID}) / [Github]({CODE})",
        f"- 2024.11, Bees Count to Four, [arXiv]({ID})",
        f"- JBR 2022 Best Student Paper Award Finalist, Bees Count to Four, [PDF]({ID})",
        f"- **`ICML 2023`** Bees Count to Four. [[paper]({ID})]",
        f"- **[2] Bees Count to Four**, ICML 2023. [[Paper]({ID})]",
        f"- **[2012 ICML] Bees Count to Four**  \n  Ann Lee, Bo Chen  \n  [[论文]({ID})]",
        f"- [[ICML2023]({ID})] Bees Count to Four",
        f"- [[3JBR2023]({ID})] Bees Count to Four [[github]({CODE})]",
        f"- [[JBR]({ID})] Bees Count to Four",
        f'- [*"Bees Count to Four"*]({ID}), ICML 2023',
        f'- Ann Lee, Bo Chen, "Bees Count to Four", ICML 2023. [[Paper]]({ID})',
        f"- A. Lee, et. al., Bees Count to Four, Nature, 2015. [[Paper]]({ID})",
        f"- Ann Lee, Bo Chen, Éva Díaz, Bees Count to Four, Applied Bees, 12(4), 2022. [[Paper]]({ID})",  # noqa: E501
        f"Ann Lee\\*, Bo Chen\\*, Éva Díaz. *Bees Count to Four*. 2015. [[pdf]({ID})]",
        f"- Bees Count to Four (Lee, JBR 2021) [[pdf]({ID})]",
        f"- Bees Count to Four :bee: [[pdf]({ID})]",
        f"| *\"[Bees Count to Four]({ID})\"* | ICML 2023 |",
        f"| Title | Link |\n|--|--|\n| **Bees Count to Four** (Lee, JBR 2021) | [pdf]({ID}) |",
        f'<table><tr><td><a href="{ID}">[2023 ICML] Bees Count to Four</a></td></tr></table>',
        f"#### [Bees Count to Four]({ID})\n\nICML 2023\n\n1. counts bees",
        f"- [BeeNet] Bees Count to Four, JBR'2018 [[pdf]({ID})]",
        f'- <a id="BN">[BeeNet]</a>  Bees Count to Four JBR\'2018 [[pdf]({ID})]',
        f"- [Bees Count to Four, JBR'19]({ID})",
        f"- Bees Count to Four, Ann van Lee et al. JBR2019. [[PDF]({ID})]",
        f"- [2023/07] Bees Count to Four *Ann Lee et al. JBR(BB)* [[paper]({ID})]",
        f"- Bees Count to Four, *Z. Chen* [[paper]({ID})]",
        f"- Lee A, Chen B, Díaz C. Bees Count to Four. J Bees. 2022;5:82. [pdf]({ID})",
        f"* Lee, A., Chen, B., & Díaz, C. (2023). Bees Count to Four. In *JBR* (pp. 6-11). {ID}",
        f"- [**6**] **Bees Count to Four** (2015), A. Lee et al. [[pdf]({ID})]",
        f"- L. Lee, E. Chen, A. Díaz. Bees Count to Four. The Journal of Bees, 34(7), 2015. [[P]({ID})]",  # noqa: E501
        f"- L. Lee, E. Chen, and A. Díaz, Bees Count to Four, in JBR Symposium on Bees, 2015. [[P]({ID})]",  # noqa: E501
        f"* BeeNet [[PDF]]({ID})\n  * Bees Count to Four (JBR 2008), Lee et al.",
        f"**Bees Count to Four**. <br> Ann Lee, Bo Chen\n\n[Paper]({ID}){{: .btn}} [Code]({CODE})",
    ],
)  # fmt: skip
def test_the_title_is_found_among_venue_names_and_dates(item: str) -> None:
    entry = one(item).entry
    assert (entry.title, entry.arxiv) == ("Bees Count to Four", "2411.10950")


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (f"- JBR 2023, **BeeCount**: Counting Wings, [x]({ID})", "BeeCount: Counting Wings"),
        (f"- **4D Bee Actor**: Counting Wings with Care, [x]({ID})", "4D Bee Actor: Counting Wings with Care"),  # noqa: E501
        (f"- The **slow wing law** in nests, [arXiv]({ID})", "The slow wing law in nests"),
        (f"- Learning to (Learn to Count), [arXiv]({ID})", "Learning to (Learn to Count)"),
        (f'- Tools that "Read the Hive", ICML 2021. [pdf]({ID})', 'Tools that "Read the Hive"'),
        (f"- **Counting of\n  Bees by Wings** [[paper]({ID})]", "Counting of Bees by Wings"),
        (f"- A Model of Bees [Vision] [pdf]({ID})", "A Model of Bees"),
    ],
)  # fmt: skip
def test_a_title_keeps_all_its_words(item: str, title: str) -> None:
    assert one(item).entry.title == title


@pytest.mark.parametrize(
    ("item", "authors"),
    [
        (f"- <[Bees Count to Four]({ID})> by Ann Lee, Bo Chen, 2018.", (LEE, CHEN)),
        (f"- [Bees Count to Four]({ID}) by Ann Lee and Éva Díaz. ICML 2019.", (LEE, DIAZ)),
        (f"- [Bees Count to Four]({ID}) by Hal Lee III, 2018.", (Name("Lee", "Hal", "III"),)),
        (f"- **Bees Count to Four**<br> by Lee & Chen (ICML 2016) <br>[[PDF]]({ID})", ()),
        (f"- **Bees Count to Four**<br>\n*Lee, Ann and Chen, Bo.*<br>\nICML 2022. [[Paper]({ID})]", (LEE, CHEN)),  # noqa: E501
        (f"- [Bees Count to Four]({ID})\n  _Ann Lee, Bo Chen, Éva Díaz, et al._", ()),
        (f"- Ann Lee, Bo Chen, Éva Díaz. **Bees Count to Four.** In _ICML 2020._ [[P]]({ID})", (LEE, CHEN, DIAZ)),  # noqa: E501
        (f"- Ann Lee, Bo Chen, Éva Díaz, Bees Count to Four, JBR, 2013. [[Paper]]({ID})", (LEE, CHEN, DIAZ)),  # noqa: E501
        (f'+ **BeeNet:** Ann Lee, Bo Chen. "Bees Count to Four." JBR (2019). [[pdf]]({ID})', (LEE, CHEN)),  # noqa: E501
        (f"* Lee, Ann, & Chen, Bo (2023). Bees Count to Four. {ID}", ()),
        (f'* [1] Ann Lee, Bo Chen, and Éva Díaz, "Bees Count to Four," JBR, 2023. {ID}', (LEE, CHEN, DIAZ)),  # noqa: E501
        (f"* Lee, A., Roe, C., & Chen, B. (2023). Bees Count to Four. In *JBR*. {ID}", (Name("Lee", "A."), Name("Roe", "C."), Name("Chen", "B."))),  # noqa: E501
        (f"### [Bees Count to Four]({ID})\n[[code]({CODE})]  \nAnn Lee, Bo Chen\n", (LEE, CHEN)),
        (f"| Kim | [Bees Count to Four]({ID}) | Ann Lee, Bo Chen, Éva Díaz |", (LEE, CHEN, DIAZ)),
        (f"<table><tr><td>Kim</td><td><a href='{ID}'>Bees Count to Four</a></td><td>Ann Lee, Bo Chen</td></tr></table>", (LEE, CHEN)),  # noqa: E501
    ],
)  # fmt: skip
def test_authors_are_taken_where_all_of_them_stand(item: str, authors: tuple[Name, ...]) -> None:
    found = one(item)
    assert (found.entry.title, found.entry.authors) == ("Bees Count to Four", authors)


@pytest.mark.parametrize(
    ("item", "venue", "year"),
    [
        (f"- [Bees Count to Four]({ID})\n  - 📑 Publisher: Bees & SOCIETY 2026", "Bees & SOCIETY", 2026),  # noqa: E501
        (f"- [Bees Count to Four]({ID})\n  - Publisher: arXiv\n  - Date: May 3, 2024", "", 0),
        (f"| Year | Venue | Title |\n|--|--|--|\n|2021|Ann. Bees|[Bees Count to Four]({ID})|", "Ann. Bees", 2021),  # noqa: E501
        (f"- [Bees Count to Four]({ID}) by Hal Lee III, 2018.", "", 0),
        (f"- Bees Count to Four (Distributed and Parallel Bees 2020) [pdf]({ID})", "Distributed and Parallel Bees", 2020),  # noqa: E501
        (f"- Bees Count to Four (VLBB 2021 from Ann Lee) [pdf]({ID})", "VLBB", 2021),
        (f"#### [Bees Count to Four]({ID})\n\nBMBC 2021\n", "BMBC", 2021),
    ],
)  # fmt: skip
def test_the_venue_is_read_from_its_label_its_column_or_its_brackets(
    item: str, venue: str, year: int
) -> None:
    found = one(item)
    assert (found.venue, found.entry.venue_year) == (venue, year)


@pytest.mark.parametrize(
    ("item", "title", "date"),
    [
        ("* Bees Count to Four (SIGBEE 2017)", "Bees Count to Four", "2017"),
        ("- [BeeNet] Bees Count to Four, M. Lee et al., ICBE 2019.", "Bees Count to Four", "2019"),
        ("* Bees Count to Four （2016）", "Bees Count to Four", "2016"),
        ("* ***BeeDB: Bees Count to Four (CIDB 2019)***", "BeeDB: Bees Count to Four", "2019"),
        ("* Bees Count to Four ( 2018 ArXiv)", "Bees Count to Four", "2018"),
        ("- JBR 2023 oral, Bees Count to Four, [Website](https://bees.example.org/)", "Bees Count to Four", "2023"),  # noqa: E501
        ("- [Bees Count to Four Again]() JBR 2020", "Bees Count to Four Again", "2020"),
        ("- [Bees Count to Four](ftp://bees.example.org/four.ps)", "Bees Count to Four", "None"),
        ("| 论文 | 代码 |\n|--|--|\n| **Bees Count to Four** (Lee et al., TCAB 2023) | none |", "Bees Count to Four", "2023"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_listed_title_needs_no_link(item: str, title: str, date: str) -> None:
    entry = one(item).entry
    assert (entry.title, str(entry.published or None)) == (title, date)


@pytest.mark.parametrize(
    "text",
    [
        f"There are so many papers on [Bee Law](https://github.com/bees/law)! See [here]({ID}).",
        f"1. We are interested in the law of bees. There is [a paper]({ID}) on it.",
        f"1. **Certified nest.** Wings + [Bees]({ID})",
        "如果有同学需要稳定的方式，可以试试这个[链接](https://bees.example.org/auth)",
        "* [Wings](https://github.com/bees/list#Wings)",
        "- [ICLR 2024 submission](https://openreview.net/group?id=ICLR.cc/2024/Conference)",
        "- [SIGBEE 2023](https://bees.example.org/sigbee2023.html)",
        '- we added a section for "sleeping bees" here',
        "### [Bees Count to Four](four.md)\n**Ann Lee, Bo Chen et al.** · 2022-12-30\n",
    ],
)  # fmt: skip
def test_what_only_speaks_of_works_is_none(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize(
    ("heading", "venue", "date"),
    [("2016", "", "2016"), ("JBR 2016 Papers", "JBR", "2016"), ("Before 2016", "", "None")],
)
def test_a_heading_may_hold_venue_and_year(heading: str, venue: str, date: str) -> None:
    (found,) = read_markdown(f"# Bees\n## {heading}\n- [Bees Count to Four]({ID})").found
    assert (found.venue, str(found.entry.published or None)) == (venue, date)


def test_a_work_at_a_venue_is_no_program_though_only_its_code_is_linked() -> None:
    found = one(f"- Bees Count to Four, JBR'2018 [[code]]({CODE})")
    assert (found.entry.title, found.entry.code, found.work) == ("Bees Count to Four", CODE, "")


def test_news_are_no_works() -> None:
    text = "## Changelog\n- 03/2022: **released the board for honest bees!!**\n"
    assert read_markdown(f"# Bees\n{text}").found == ()


def test_the_title_of_a_list_is_no_title_of_the_work_it_links_to() -> None:
    found = read_markdown(f"# Awesome Bee Papers\n[![arXiv](x.svg)]({ID})\n\n## Nests\n").found
    assert [(it.entry.title, it.entry.arxiv) for it in found] == [("", "2411.10950")]


def test_each_line_behind_a_hard_break_is_a_work() -> None:
    text = (
        f"**BeeDojo: Open Bees** [Paper]({ID}) [Code]({CODE}) \\\n"
        "Bees Count to Five [Paper](https://arxiv.org/abs/2411.10951) \\\n"
        "**RA: More Bees at Night** [Paper](https://arxiv.org/abs/2411.10952)"
    )
    assert [(it.entry.title, it.entry.arxiv) for it in read(text).found] == [
        ("BeeDojo: Open Bees", "2411.10950"),
        ("Bees Count to Five", "2411.10951"),
        ("RA: More Bees at Night", "2411.10952"),
    ]


def test_a_doi_of_data_is_no_doi_of_the_work() -> None:
    entry = one(
        f"- **Bees Count** [[paper]({ID})] [[repo](https://doi.org/10.5281/zenodo.1)]"
    ).entry
    assert (entry.arxiv, entry.doi) == ("2411.10950", "")


def test_a_doi_in_words_is_read() -> None:
    entry = one(
        "- Lee A, Chen B, Roe C. Bees Count to Four. J Bees. 2022. doi: 10.1000/bee.4"
    ).entry
    assert (entry.title, entry.doi) == ("Bees Count to Four", "10.1000/bee.4")


def test_an_identifier_in_words_is_read() -> None:
    text = f"| Venue | Paper | Code |\n|--|--|--|\n| arXiv: 1803.03816 | BeeSeg | [code]({CODE}) |"
    entry = one(text).entry
    assert (entry.title, entry.arxiv, entry.code) == ("BeeSeg", "1803.03816", CODE)


@pytest.mark.parametrize(
    "card",
    [
        "- **Title**: Bees Count to Four\n- **Authors**: Lee, A., Chen, B.\n- **Year**: 2007\n"
        "- **DOI**: `10.1000/bee`\n- **Why read**: the bee counts",
        "### 1. Bees Count to Four\n* **Author(s)**: A. Lee, B. Chen\n* **Date of publication**: 2007\n"  # noqa: E501
        "* **DOI**: 10.1000/bee\n* **Gap**: nobody had counted",
        "- Title: Bees Count to Four\n- Authors: A. Lee; B. Chen\n- Year: 2007\n- URL: https://doi.org/10.1000/bee",
    ],
)
def test_labelled_items_are_one_work(card: str) -> None:
    entry = one(card).entry
    assert (entry.title, [it.inverted for it in entry.authors], str(entry.published)) == (
        "Bees Count to Four", ["Lee, A.", "Chen, B."], "2007",
    )  # fmt: skip
    assert entry.doi == "10.1000/bee"


def test_each_title_begins_another_card() -> None:
    text = "".join(f"- **Title**: Bees Count to {n}\n- **Year**: {n}\n" for n in (2004, 2005))
    assert titles(text) == ["Bees Count to 2004", "Bees Count to 2005"]


def test_labelled_items_that_name_no_work_are_read_as_others() -> None:
    assert titles(f"- **Note**: see below\n- **Data**: here\n- [Bees Count to Four]({ID})") == [
        "Bees Count to Four"
    ]


def test_of_a_name_and_a_paper_the_paper_is_the_title() -> None:
    row = f"| `BC4` | [![arXiv](x.svg)]({ID})<br>Bees Count to Four | ICML 2022 |"
    found = one(f"| Name | Paper | Venue |\n|--|--|--|\n{row}")
    assert (found.entry.title, found.entry.nickname) == (
        "Bees Count to Four",
        "BC4",
    )


def test_a_short_title_in_a_heading_begins_no_section() -> None:
    found = read(
        f"#### [Bee Patch]({ID})\n\nJBR 2019\n\n#### [Bees Count to Four](https://arxiv.org/abs/2411.10951)"
    ).found
    assert [(it.entry.title, it.words) for it in found] == [
        ("Bee Patch", ("Nests",)),
        ("Bees Count to Four", ("Nests",)),
    ]


def test_the_head_of_a_table_in_html_names_its_columns() -> None:
    row = f"<tr><td>BC</td><td>2013.12</td><td><a href='{ID}'>Bees Count to Four</a></td></tr>"
    text = f"<table><tr>\n<th>Method</th><th>Date</th><th>Paper</th>\n</tr>\n{row}</table>"
    entry = one(text).entry
    assert (entry.title, str(entry.published)) == ("Bees Count to Four", "2013-12")


def test_a_link_whose_words_are_its_address_has_no_words() -> None:
    found = one(f"- **Paper:** [{ID}]({ID})")
    assert (found.entry.title, found.entry.arxiv) == ("", "2411.10950")


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("NeurIPS 2023 (spotlight)", True), ("2018 ICLR", True), ("arXiv 2023.10", True), ("2023.10", True),  # noqa: E501
     ("Bees in 2012", False), ("Bees Count to Four", False), ("GPT-4", False), ("1984", True)],
)  # fmt: skip
def test_places(words: str, is_one: bool) -> None:
    assert is_place(words) is is_one


def test_a_lead_that_is_no_place_stays() -> None:
    assert without_lead("Bees, Wasps and Ants in 2012") == "Bees, Wasps and Ants in 2012"


@pytest.mark.parametrize(
    ("words", "place"),
    [("ICBE 2022, best demo award", ("ICBE", 2022)), ("aiBM2020", ("aiBM", 2020)), ("2018 ArXiv", ("", 2018)),  # noqa: E501
     ("SIGBEE-Companion ’23", ("SIGBEE-Companion", 2023)), ("for bees", ("", 0))],
)  # fmt: skip
def test_venue_and_year_in_brackets(words: str, place: tuple[str, int]) -> None:
    assert venue_of(words) == place


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Ann Lee, Bo Chen", True), ("Ann Lee, Bo Chen et al.", True), ("Yukun van der Berg and Éva Díaz", True),  # noqa: E501
     ("Bees Count, Wasps Sleep at Night", False), ("Ann Lee", False), ("Bees 2, Wasps 3", False)],
)  # fmt: skip
def test_lists_of_people(text: str, is_one: bool) -> None:
    assert is_list_of_people(text) is is_one
