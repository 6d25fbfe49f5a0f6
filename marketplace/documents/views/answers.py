"""Answers that are a PDF or a picture: private, kept by no cache between, acting for nobody."""

from urllib.parse import quote

from django.http import HttpResponse

ALONE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"


def pdf_answer(content: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A PDF to keep under a name, or to look at."""
    kind = "inline" if inline else "attachment"
    headers = {
        "Content-Disposition": f"{kind}; filename=\"document.pdf\"; filename*=UTF-8''{quote(name, safe='')}.pdf",
        "Content-Security-Policy": ALONE,
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def picture_answer(content: bytes) -> HttpResponse:
    """A page as PNG; the reader's own browser may keep it, for what was issued never changes."""
    headers = {"Cache-Control": "private, max-age=300", "Content-Security-Policy": ALONE}
    return HttpResponse(content, content_type="image/png", headers=headers)
