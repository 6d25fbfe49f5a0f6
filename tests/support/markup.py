"""What every page must keep to, read from its markup."""

from html.parser import HTMLParser

LINKS = ("src", "href", "action", "data", "poster", "srcset")


class Offences(HTMLParser):
    """Collects what the content security policy, or a reader of one language, would stumble over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "style" or "style" in attributes:
            self.found.append(f"inline style on {tag}")
        if tag == "script" and not attributes.get("src") and attributes.get("type") != "application/json":
            self.found.append("inline script")
        for name, value in attributes.items():
            if name.startswith("on"):
                self.found.append(f"inline script {name} on {tag}")
            if name in LINKS and (value or "").startswith(("http:", "https:", "//", "javascript:")):
                self.found.append(f"foreign {name} {value}")


def offences(html: str) -> list[str]:
    """Inline styles and scripts and foreign addresses in a page; none is the only right answer."""
    parser = Offences()
    parser.feed(html)
    return parser.found


class ChineseText(HTMLParser):
    """Collects Chinese words outside elements that say they are Chinese."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marked: list[bool] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        marked = any(self.marked) or (attributes.get("lang") or "").startswith("zh")
        for name, value in attributes.items():
            if not marked and name in ("title", "aria-label", "placeholder", "alt", "value", "content", "data-label"):
                self.note(value or "")
        if tag not in self.VOID:
            self.marked.append(marked)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self.marked.pop()

    def handle_data(self, data: str) -> None:
        if not any(self.marked):
            self.note(data)

    def note(self, words: str) -> None:
        if any("\u4e00" <= sign <= "\u9fff" for sign in words):
            self.found.append(words.strip())


def untranslated(html: str) -> list[str]:
    """Chinese words left on an English page."""
    parser = ChineseText()
    parser.feed(html)
    return parser.found
