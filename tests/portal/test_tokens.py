"""Contrast of the tokens, as WCAG 2.2 computes it: 4.5 for words, 3 for the edges of what one operates."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = dict(
    re.findall(
        r"--([\w-]+): (#[0-9a-f]{6});", Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
    )
)
WORDS = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "ink-faint", "river", "river-deep", "cinnabar")
        for ground in ("paper", "surface", "sunken")
    ],
    *[(f"{hue}", f"{hue}-wash") for hue in ("cinnabar", "river", "ginkgo", "bamboo")],
    ("ink", "cinnabar-wash"),
    ("ink", "ginkgo-wash"),
    ("ink-faint", "river-wash"),
    ("cinnabar-deep", "cinnabar-wash"),
    ("surface", "cinnabar"),
    ("surface", "cinnabar-deep"),
    ("surface", "river"),
    ("on-night", "night"),
    ("on-night-soft", "night"),
    ("river-on-night", "night"),
    ("cinnabar-on-night", "night"),
]
EDGES = [("line-firm", "surface"), ("line-firm", "paper"), ("river", "paper"), ("river-mid", "surface")]


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_can_be_seen(edge, ground):
    assert contrast(edge, ground) >= 3


def test_sheets_use_tokens_instead_of_colours_of_their_own():
    sheets = Path(settings.BASE_DIR, "static/css")
    # Print redefines the tokens: black on white.
    own = {
        sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8"))
        for sheet in sheets.glob("*.css")
        if sheet.name not in ("tokens.css", "print.css")
    }

    assert {name: colours for name, colours in own.items() if colours} == {}
