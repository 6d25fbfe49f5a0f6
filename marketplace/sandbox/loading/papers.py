"""The papers of the demo's organisations: sample scans, set on the spot and marked as samples."""

import io

from accounts.actor import Actor
from accounts.commands.papers import personally
from marketplace.core.clock import Clock
from marketplace.documents import typesetting
from marketplace.files.checking import SCANS
from marketplace.files.commands import store
from marketplace.files.models import File
from marketplace.sandbox.loading.files import Row

LAYOUT = """
#set page(width: 148mm, height: 105mm, margin: 12mm, fill: rgb("#fdfcf7"))
#set text(font: "Noto Serif SC", size: 11pt)
#let values = json(bytes(sys.inputs.values))
#place(center + horizon, rotate(-24deg, text(size: 40pt, fill: rgb("#00000014"), [示范样本])))
#align(center, text(size: 20pt, weight: "bold", values.title))
#v(4mm)
#grid(columns: (36mm, 1fr), row-gutter: 4mm, ..values.rows.flatten())
#if values.seal != "" {
  place(bottom + right, circle(radius: 15mm, stroke: 1.2pt + rgb("#c0392b"),
    align(center + horizon, text(size: 7pt, fill: rgb("#c0392b"), [★ \\ #values.seal \\ （示范章）]))))
}
"""


def picture(title: str, rows: list[tuple[str, str]], *, seal: str = "") -> io.BytesIO:
    """A picture of a paper with these lines, and of a seal, as an upload."""
    [page] = typesetting.pictures(LAYOUT, "", {"title": title, "rows": rows, "seal": seal}, dots_per_inch=80)
    return named(page, f"{title}.png")


def named(content: bytes, name: str) -> io.BytesIO:
    """A file as a browser hands it in."""
    upload = io.BytesIO(content)
    upload.name, upload.size = name, len(content)  # type: ignore[attr-defined]  # as an upload has them
    return upload


def scan(title: str, rows: list[tuple[str, str]], *, seal: str = "", actor: Actor, clock: Clock) -> File:
    """The same, kept as the person handed it in."""
    upload = picture(title, rows, seal=seal)
    return store(upload=upload, purpose="onboarding", kinds=SCANS, actor=personally(actor), clock=clock)


def papers_of(row: Row, person: Row, actor: Actor, clock: Clock, *, sealed: bool = True) -> dict[str, File]:
    """Licence, mandate (not always sealed) and identity document of an organisation and the person who registers it."""
    return {
        "licence": licence(row, actor, clock),
        "mandate": mandate(row, person, "登记认证、管理成员", actor, clock, sealed=sealed),
        "identity": identity(person, actor, clock),
    }


def licence(row: Row, actor: Actor, clock: Clock) -> File:
    """营业执照 of an organisation."""
    lines = [("名称", row["name"]), ("统一社会信用代码", row["uscc"]), ("住所", row["address"])]
    until = ("营业期限", row.get("licence_until", "长期"))
    return scan("营业执照", [*lines, until], seal="登记机关", actor=actor, clock=clock)


def identity(person: Row, actor: Actor, clock: Clock) -> File:
    """The identity document of a person."""
    lines = [("姓名", person["name"]), ("号码", "示范，已隐去"), ("有效期限", "长期")]
    return scan("居民身份证", lines, actor=actor, clock=clock)


def mandate(row: Row, person: Row, acts: str, actor: Actor, clock: Clock, *, sealed: bool = True) -> File:
    """授权委托书 for a person."""
    rows = [("委托单位", row["name"]), ("受托人", person["name"]), ("授权事项", acts)]
    return scan("授权委托书", rows, seal=row["name"][:12] if sealed else "", actor=actor, clock=clock)
