from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.markup import offences, untranslated

COMPONENTS = sorted(path.name for path in Path(settings.BASE_DIR, "templates", "components").glob("*.html"))


@pytest.fixture
def style_page(client, db):
    return client.get("/style/")


@pytest.mark.parametrize("component", COMPONENTS)
def test_style_page_shows_every_component(style_page, component):
    shown = {template.name for template in style_page.templates}

    assert f"components/{component}" in shown


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_documents_its_parameters_first(component):
    text = Path(settings.BASE_DIR, "templates", "components", component).read_text(encoding="utf-8")

    assert text.startswith("{% comment %}\n")


def test_style_page_keeps_to_the_content_security_policy(style_page):
    assert offences(style_page.content.decode()) == []


def test_style_page_in_english_has_no_chinese_left(client, db):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get("/style/").content.decode()

    assert '<html lang="en">' in page
    assert untranslated(page) == []


def test_page_language_is_simplified_chinese_first(style_page):
    assert '<html lang="zh-Hans">' in style_page.content.decode()


class Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.wanted = [], []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids += [attributes["id"]] if "id" in attributes else []
        for name in ("for", "aria-labelledby", "aria-describedby", "commandfor"):
            self.wanted += (attributes.get(name) or "").split()


def test_ids_are_unique_and_every_reference_has_its_target(style_page):
    page = Ids()
    page.feed(style_page.content.decode())

    assert len(page.ids) == len(set(page.ids))
    assert set(page.wanted) - set(page.ids) == set()


def test_no_leftovers_of_the_template_language(style_page):
    page = style_page.content.decode()

    assert "{{" not in page
    assert "{%" not in page
