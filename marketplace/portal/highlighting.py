"""The words of a query, marked in a text. Pure."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from marketplace.discovery.marking import places


def highlight(text: str, words: Sequence[str]) -> SafeString:
    """The text, escaped, each of the words in a `mark` element, whatever their case.

    >>> highlight("<b>LiFePO4 电池", ["lifepo4"])
    '&lt;b&gt;<mark>LiFePO4</mark> 电池'
    """
    return format_html_join("", "{}", ((part,) for part in _parts(text, words)))


def _parts(text: str, words: Sequence[str]) -> Iterator[SafeString]:
    end = 0
    for place in places(text, words):
        yield format_html("{}<mark>{}</mark>", text[end : place.start], text[place.start : place.end])
        end = place.end
    yield format_html("{}", text[end:])
