"""What commands learn of the site without MkDocs is what MkDocs tells the build."""

from pathlib import Path

from mkdocs.config import load_config

from literature.configuration import read_site, site_of

ROOT = Path(__file__).parent.parent


def test_the_facts_are_the_same_with_and_without_mkdocs() -> None:
    assert read_site(ROOT / "mkdocs.yml") == site_of(load_config(str(ROOT / "mkdocs.yml")))


def test_a_short_file_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: Bees\nsite_url: https://bees.example/lit\nplugins: []\n")
    site = read_site(file)
    assert (site.name, site.url, site.repository) == ("Bees", "https://bees.example/lit/", "")
    assert (site.headline, site.licence, site.ways) == ("Bees", "CC0-1.0", ())


def test_values_that_yaml_has_a_meaning_for_stay_texts(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        "site_name: 2024-01-01\nextra:\n  lead: no\n  icon: !!python/name:os.system x\n"
    )
    site = read_site(file)
    assert (site.name, site.lead) == ("2024-01-01", "no")
