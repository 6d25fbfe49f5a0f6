"""The words of a query, marked in a text. Pure."""

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def highlight(text: str, words: Sequence[str]) -> SafeString:
    """The text, escaped, each of the words in a `mark` element, whatever their case.

    >>> highlight("<b>LiFePO4 电池", ["lifepo4"])
    '&lt;b&gt;<mark>LiFePO4</mark> 电池'
    """
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    if not longest_first:
        return format_html("{}", text)
    # The pattern has one group, so that every second part is a word that was found.
    parts = re.split(f"({'|'.join(map(re.escape, longest_first))})", text, flags=re.IGNORECASE)
    return format_html_join("", "{}", ((_part(part, found=bool(i % 2)),) for i, part in enumerate(parts)))


def _part(part: str, *, found: bool) -> SafeString:
    return format_html("<mark>{}</mark>" if found else "{}", part)
