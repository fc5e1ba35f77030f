"""The description of the site's search for browsers."""

from dataclasses import replace
from xml.etree import ElementTree

from toy import SITE

from literature.render.opensearch import render_opensearch

NAMES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def test_a_browser_is_led_to_the_library_with_its_words() -> None:
    root = ElementTree.fromstring(render_opensearch(SITE))
    url = root.find("o:Url", NAMES)
    assert url is not None
    assert url.get("template") == "https://bees.example/lit/library/?q={searchTerms}"
    assert url.get("type") == "text/html"


def test_the_name_and_description_are_escaped_and_cut_to_what_the_format_allows() -> None:
    site = replace(SITE, name="Bees & <Co> of a very long name", description="x" * 2000)
    root = ElementTree.fromstring(render_opensearch(site))
    assert root.findtext("o:ShortName", namespaces=NAMES) == "Bees & <Co> of a"
    assert len(root.findtext("o:Description", namespaces=NAMES) or "") == 1024
