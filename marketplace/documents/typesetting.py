"""From a template's source and data to a PDF, by Typst, with fonts of a package: no font of the machine, no file, no network.

Data are values, never source: what a person wrote cannot become markup. The same input gives the same bytes.
"""

import json
import re
from datetime import datetime
from functools import cache
from typing import Any

import pylopdf_fonts_zh_cn as chinese
import typst

# Archival (PDF/A-2) with a tagged structure that screen readers follow; it also refuses any character without a glyph.
STANDARD = "a-2a"
FONTS = str(chinese.serif_path().parent)  # also the root beyond which no source reads: nothing else lies there
MISSING = re.compile(r'text `"(.*)"` could not be displayed', re.DOTALL)
# What would reach outside of the source, or hide from this list.
FORBIDDEN = re.compile(
    r"\b(import|include|eval|read|plugin|csv|json|toml|yaml|xml|cbor|bibliography|std|dictionary|sys)\b"
)


class Unset(ValueError):
    """The source could not be set; the text is the compiler's."""


class NoGlyph(Unset):
    """The fonts lack a character; `text` is the piece that holds it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def pdf(layout: str, source: str, values: dict[str, Any], at: datetime) -> bytes:
    """A document as PDF/A. `values` are JSON; `at` is the time its metadata give. Raises NoGlyph, else Unset."""
    made = _compile(layout, source, values, format="pdf", timestamp=int(at.timestamp()), pdf_standards=[STANDARD])
    assert isinstance(made, bytes)
    return made


def pictures(layout: str, source: str, values: dict[str, Any], *, dots_per_inch: int = 110) -> list[bytes]:
    """The pages of a document as PNG pictures."""
    made = _compile(layout, source, values, format="png", ppi=float(dots_per_inch))
    return made if isinstance(made, list) else [made]


def _compile(layout: str, source: str, values: dict[str, Any], **how: Any) -> bytes | list[bytes]:
    # A compiler per call: it is made in a millisecond and belongs to one thread; the fonts are shared.
    compiler = typst.Compiler(root=FONTS, font_paths=_fonts(), ignore_system_fonts=True)
    inputs = {"values": json.dumps(values, ensure_ascii=False)}
    try:
        made = compiler.compile(f"{layout}\n{source}".encode(), sys_inputs=inputs, **how)
    except typst.TypstError as error:
        if lacks := MISSING.search(str(error)):
            raise NoGlyph(lacks[1]) from error
        raise Unset(str(error)) from error
    assert made is not None
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def forbidden_words(source: str) -> list[str]:
    """Words with which a source would reach outside of itself, each once, in order."""
    return list(dict.fromkeys(FORBIDDEN.findall(source)))
