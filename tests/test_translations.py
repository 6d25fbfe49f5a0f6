"""Both languages are complete: every text in code and pages is Chinese and has its English in a catalogue."""

import re
from gettext import GNUTranslations
from io import BytesIO
from itertools import chain

import pytest
from babel.messages import extract
from django.conf import settings
from django.utils.translation.template import templatize

from marketplace.core.catalogues import BadCatalogue, catalogues, compile_catalogues, read

ROOT = settings.BASE_DIR
HAN = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
LATIN = re.compile(r"[A-Za-z]{2}")
KEYWORDS = extract.DEFAULT_KEYWORDS | {
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def sources():
    code = chain(ROOT.glob("accounts/**/*.py"), ROOT.glob("marketplace/**/*.py"))
    for path in code:
        yield path, path.read_bytes()
    for path in (ROOT / "templates").glob("**/*"):
        if path.suffix in (".html", ".txt"):
            python = templatize(path.read_text(), origin=str(path))
            yield path, "\n".join(line.strip() for line in python.splitlines()).encode()


def texts():
    """Every text marked for translation, as (place, context, singular)."""
    for path, source in sources():
        for line, message, _, context in extract.extract("python", BytesIO(source), KEYWORDS):
            singular = message if isinstance(message, str) else message[0]
            yield f"{path.relative_to(ROOT)}:{line}", context, singular


def entries(path):
    return [message for message in read(path) if message.id]


def test_every_text_has_its_english():
    known = {(message.context, first(message.id)) for path in catalogues() for message in entries(path)}

    missing = [
        f"{place}: {text}" for place, context, text in texts() if HAN.search(text) and (context, text) not in known
    ]

    assert "\n".join(missing) == ""


def test_texts_are_written_in_chinese():
    foreign = [f"{place}: {text}" for place, _, text in texts() if is_foreign(text)]

    assert foreign == []


def is_foreign(text):
    words = PLACEHOLDER.sub("", text)
    # A language is called by its own name.
    return LATIN.search(words) and not HAN.search(words) and text != "English"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.relative_to(ROOT)))
def test_catalogue_is_complete_and_keeps_the_placeholders(path):
    catalogue = read(path)

    faults = [f"line {message.lineno}: {error}" for message, errors in catalogue.check() for error in errors]
    empty = [first(message.id) for message in entries(path) if not all(forms(message.string))]
    unsure = [first(message.id) for message in entries(path) if message.fuzzy]

    assert (faults, empty, unsure) == ([], [], [])


def first(id_or_ids):
    return id_or_ids if isinstance(id_or_ids, str) else id_or_ids[0]


def forms(string):
    return [string] if isinstance(string, str) else string


def test_compiled_catalogue_speaks_english(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    source = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(header + 'msgid "示范挂牌"\nmsgstr "Demonstration listing"\n')

    assert compile_catalogues() == 1
    assert compile_catalogues() == 0

    with source.with_suffix(".mo").open("rb") as file:
        found = GNUTranslations(file)
    assert found.gettext("示范挂牌") == "Demonstration listing"


def test_catalogue_that_cannot_be_read_is_told_with_its_line(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    source = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "一"\nmsgstring "one"\n')

    with pytest.raises(BadCatalogue, match=r"^locale/en/LC_MESSAGES/django.po: .* on 1$"):
        compile_catalogues()
