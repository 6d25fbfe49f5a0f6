import re

import pytest

from marketplace.documents import pages, queries, schema, shipping
from marketplace.documents.commands.reference import load_reference
from marketplace.documents.models import Series, Template
from tests.documents.factories import document
from tests.documents.samples import SAMPLES

pytestmark = pytest.mark.django_db

SHIPPED = {template.code: template for template in shipping.shipped_templates()}


def test_every_shipped_template_has_sample_data_and_a_series_at_each_exchange():
    codes = set(SHIPPED)

    assert codes == set(SAMPLES)
    assert len(codes) == 31
    for exchange in ("SW", "CQ", "CD", "NT"):
        assert set(Series.objects.filter(exchange=exchange).values_list("code", flat=True)) == codes


def texts(value):
    """All the words of sample data that a document has to show."""
    if isinstance(value, dict):
        return [text for name, item in value.items() if name != "sha256" for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return value.split("\n") if isinstance(value, str) else []


def squeeze(text):
    return re.sub(r"[\s\u3000\ufffe\u00ad\u0002]+", "", text)


@pytest.mark.parametrize("code", sorted(SHIPPED))
def test_text_of_the_pdf_is_the_data(code):
    issued = document(code)

    shown = squeeze(pages.text(queries.pdf(issued)))

    missing = [text for text in texts(SAMPLES[code]) if squeeze(text) not in shown]
    assert missing == []
    assert squeeze(issued.printed_number) in shown
    assert SHIPPED[code].title in shown


@pytest.mark.parametrize("code", sorted(SHIPPED))
def test_every_font_is_embedded_as_a_subset(code):
    fonts = pages.fonts(queries.pdf(document(code)))

    assert fonts
    assert all(font.embedded and re.fullmatch(r"[A-Z]{6}\+.+", font.name) for font in fonts)
    assert any("NotoSerifSC" in font.name for font in fonts)


@pytest.mark.parametrize("code", sorted(SHIPPED))
def test_every_template_sets_the_least_and_the_most_of_its_data(code):
    fields = SHIPPED[code].schema["fields"]

    least = document(code, data=fill(fields, least=True))
    most = document(code, data=fill(fields, least=False))

    assert least.pages >= 1
    assert most.pages <= pages.MOST_PAGES


def fill(fields, *, least):
    return {field["name"]: value(field, least=least) for field in fields if not (least and field.get("optional"))}


def value(field, *, least):
    kind, most = field["kind"], min(field.get("most", schema.MOST.get(field["kind"], 1)), 400)
    match kind:
        case "text":
            return "长" if least else "Ｗ长A" * (most // 3) + "长" * (most % 3)
        case "prose":
            return "段" if least else "段落\n" * (most // 3)
        case "money":
            return 0 if least else 10**17
        case "number":
            return 0 if least else 10**15 - 1
        case "date":
            return "0001-01-01" if least else "9999-12-31"
        case "instant":
            return "2027-01-01T00:00:00+00:00"
        case "yes":
            return not least
        case "lines":
            return ["行"] if least else ["长行" * 100] * min(most, 20)
        case _:
            return [fill(field["fields"], least=least)] * (1 if least else min(most, 25))


def test_loading_again_adds_nothing():
    before = list(Template.objects.values_list("pk", "sha256").order_by("pk"))

    load_reference()

    assert list(Template.objects.values_list("pk", "sha256").order_by("pk")) == before
