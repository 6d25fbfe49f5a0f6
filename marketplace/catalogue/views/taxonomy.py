"""The reference tables, to be browsed by anybody: trees by branch or by word, sector platforms and zones."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.actor import ActorRequest
from marketplace.catalogue import queries
from marketplace.catalogue.models import Division, Industry, IpcClass, ResearchField, Sector, TechnologyField, Zone

SHOWN = 200
WORDS_MAX = 40


@dataclass(frozen=True, slots=True)
class Tree:
    """A reference table that is a tree, as pages tell of it."""

    model: type[Any]
    naming: str
    title: Any
    source: Any


TREES = {
    "ipc": Tree(
        IpcClass,
        "title",
        _("国际专利分类（IPC）"),
        _("© 世界知识产权组织（WIPO），CC BY 4.0；2026.01 版，标题有删节，确切范围以 WIPO 公布为准。"),
    ),
    "industries": Tree(Industry, "name", _("国民经济行业分类"), _("国家标准 GB/T 4754—2017。")),
    "divisions": Tree(Division, "name", _("行政区划"), _("国家标准 GB/T 2260。")),
    "research-fields": Tree(
        ResearchField, "name", _("国家自然科学基金学科分类"), _("国家自然科学基金申请代码；汇编按 MIT 许可。")
    ),
}


def taxonomies(request: ActorRequest) -> HttpResponse:
    """Which tables there are, and the eleven technology fields."""
    trees = [(name, tree, tree.model.objects.count()) for name, tree in TREES.items()]
    fields = TechnologyField.objects.order_by("position")
    return render(request, "catalogue/taxonomies.html", {"trees": trees, "fields": fields})


def tree(request: ActorRequest, table: str) -> HttpResponse:
    """One branch of a tree, or what holds a word; of an IPC class also what it serves."""
    found = TREES.get(table)
    if found is None:
        raise Http404
    words, code = request.GET.get("q", "").strip()[:WORDS_MAX].replace("\0", ""), request.GET.get("code", "")[:7]
    code = code.replace("\0", "")
    within = queries.branch(found.model.objects.all(), found.naming, parent=None if words else code, q=words)
    rows = [_row(found, one) for one in within.order_by("code")[: SHOWN + 1]]
    shown = {"table": table, "tree": found, "words": words, "code": code, "rows": rows[:SHOWN]}
    serves = queries.serves(code) if table == "ipc" and len(code) >= 3 and not words else None
    return render(
        request, "catalogue/taxonomy.html", shown | {"more": len(rows) > SHOWN, "serves": serves, **_above(found, code)}
    )


def _row(found: Tree, one: Model) -> tuple[str, str]:
    return str(one.pk), getattr(one, found.naming)


def _above(found: Tree, code: str) -> dict[str, Any]:
    """The way from the root to the branch."""
    way: list[tuple[str, str]] = []
    while code and len(way) < 5:
        one = found.model.objects.filter(pk=code).first()
        if one is None:
            raise Http404
        way.insert(0, _row(found, one))
        code = one.parent
    return {"way": way}


def places(request: ActorRequest) -> HttpResponse:
    """The ten sector platforms and the twelve high-tech zones."""
    shown = {"sectors": Sector.objects.order_by("position"), "zones": Zone.objects.order_by("position")}
    return render(request, "catalogue/places.html", shown)
