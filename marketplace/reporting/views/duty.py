"""A unit's duty of care: its decisions and notices, its evidence packs, its yearly data."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import Actor, ActorRequest
from marketplace.audit.commands import ref
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Decision, InHouseNotice, Listing, Objection
from marketplace.catalogue.queries import decision, duty_of_care, in_house_notice, listing, notice_period, objection
from marketplace.catalogue.rules import may_edit, may_see_inside
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.states import atomic
from marketplace.files import commands as files
from marketplace.files.queries import files_of
from marketplace.reporting import commands
from marketplace.reporting.conversion_sheets import conversion_workbook, definitions
from marketplace.reporting.forms import DecisionForm, NoticeForm, ObjectionForm, PackFileForm, ResolutionForm
from marketplace.reporting.packing import faults_of, papers_of
from marketplace.reporting.periods import FIRST_YEAR, LAST_YEAR, year_in
from marketplace.reporting.queries.conversion import conversion
from marketplace.reporting.queries.packs import pack as pack_of
from marketplace.reporting.queries.packs import packs_for
from marketplace.reporting.rules import may_export_pack, may_see_conversion
from marketplace.reporting.views.returns import XLSX

OWN_SHOWN = 50


def inside(actor: Actor, number: str) -> Listing:
    """A listing for those who see inside. Raises Http404."""
    found = listing(actor, number)
    if not may_see_inside(actor, found):
        raise Http404(_("没有找到编号为 {number} 的成果。").format(number=number[:20]))
    return found


@login_required
@require_safe
def duty(request: ActorRequest, number: str) -> HttpResponse:
    """What stands and what is missing."""
    found, now = inside(request.actor, number), market_clock.read()
    shown = {
        "listing": found,
        "checks": duty_of_care(found, now, papers_of(found)),
        "decisions": [told(one, now) for one in found.decisions.order_by("-pk")],
        "packs": packs_for(request.actor, found).order_by("-id"),
        "may_edit": may_edit(request.actor, found),
        "may_export": may_export_pack(request.actor, found),
    }
    return render(request, "reporting/duty.html", shown)


def told(one: Decision, now: datetime) -> dict[str, Any]:
    """A decision with its papers, its notices and their stands."""
    today = now.astimezone(SHANGHAI).date()
    return {
        "decision": one,
        "papers": files_of(ref(one)),
        "notices": [
            {
                "notice": notice,
                "stand": notice_period(notice, today),
                "complete": notice_period(notice, today).is_complete(today),
                "papers": files_of(ref(notice)),
                "objections": notice.objections.order_by("position"),
            }
            for notice in one.notices.order_by("-pk")
        ],
    }


@login_required
def new_decision(request: ActorRequest, number: str) -> HttpResponse:
    """Record a decision, with its paper."""
    found = inside(request.actor, number)
    require(may_edit, request.actor, found)
    initial = {"route": found.price_mode, "price_fen": plain(found.asking_price_fen)}
    form = DecisionForm(request.POST or None, request.FILES or None, initial=initial)

    def act(given: dict[str, Any]) -> Decision:
        return catalogue.record_decision(listing=found, **given, actor=request.actor, clock=market_clock)

    return taken(request, form, act, found) or shown(request, form, _("登记单位决策"), found)


@login_required
def new_notice(request: ActorRequest, number: str) -> HttpResponse:
    """Record a notice of a decision, with its photograph or scan."""
    about = decision(request.actor, number)
    require(may_edit, request.actor, about.listing)
    initial = {"name": about.listing.title, "price_fen": plain(about.price_fen)}
    form = NoticeForm(request.POST or None, request.FILES or None, initial=initial)

    def act(given: dict[str, Any]) -> InHouseNotice:
        return catalogue.post_in_house_notice(decision=about, **given, actor=request.actor, clock=market_clock)

    return taken(request, form, act, about.listing) or shown(request, form, _("登记单位内公示"), about.listing)


@login_required
def new_objection(request: ActorRequest, number: str) -> HttpResponse:
    about = in_house_notice(request.actor, number)
    found = about.decision.listing
    require(may_edit, request.actor, found)
    form = ObjectionForm(request.POST or None)

    def act(given: dict[str, Any]) -> Objection:
        return catalogue.record_objection(notice=about, **given, actor=request.actor, clock=market_clock)

    return taken(request, form, act, found) or shown(request, form, _("登记异议"), found)


@login_required
def resolve(request: ActorRequest, number: str, position: int) -> HttpResponse:
    about = objection(request.actor, number, position)
    found = about.notice.decision.listing
    require(may_edit, request.actor, found)
    form = ResolutionForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        catalogue.resolve_objection(objection=about, **given, actor=request.actor, clock=market_clock)

    return taken(request, form, act, found) or shown(request, form, _("登记异议处理结果"), found)


def plain(fen: int | None) -> str:
    return f"{fen // 100}.{fen % 100:02d}" if fen else ""


def taken(
    request: ActorRequest, form: Form, act: Callable[[dict[str, Any]], Any], found: Listing
) -> HttpResponse | None:
    """Do what the form asks for, and keep its paper with it; None while it is not filled in well."""
    if request.method != "POST" or not form.is_valid():
        return None
    given = dict(form.cleaned_data)
    paper = given.pop("file", None)
    with told_on(form), atomic():
        made = act(given)
        if paper:
            kept = {"purpose": "duty_of_care", "subject": ref(made), "actor": request.actor, "clock": market_clock}
            files.store(upload=paper, **kept)
        messages.success(request, _("已登记。"))
        return redirect("reporting:duty", found.number)
    return None


def shown(request: ActorRequest, form: Form, title: str, found: Listing) -> HttpResponse:
    return render(request, "reporting/duty_form.html", {"form": form, "title": title, "listing": found})


@login_required
@require_POST
def order_pack(request: ActorRequest, number: str) -> HttpResponse:
    found = inside(request.actor, number)
    pack = commands.order_pack(listing=found, actor=request.actor, clock=market_clock)
    messages.success(request, _("证据包正在生成。"))
    return redirect("reporting:pack", pack.number)


@login_required
@require_safe
def pack(request: ActorRequest, number: str) -> HttpResponse:
    return render(request, "reporting/pack.html", {"pack": pack_of(request.actor, number)})


@login_required
@require_safe
def download(request: ActorRequest, number: str) -> HttpResponse:
    """The ZIP; each export leaves a line in the log."""
    found = pack_of(request.actor, number)
    answer = HttpResponse(
        commands.export_pack(pack=found, actor=request.actor, clock=market_clock), content_type="application/zip"
    )
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.zip"'
    return answer


def check_pack(request: HttpRequest) -> HttpResponse:
    """Anybody may have a pack checked; it is looked at and not kept."""
    form = PackFileForm(request.POST or None, request.FILES or None)
    answer: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            answer |= {"faults": faults_of(form.cleaned_data["file"].read()), "checked": True}
    return render(request, "reporting/pack_check.html", answer)


@login_required
@require_safe
def yearly(request: ActorRequest) -> HttpResponse:
    """The unit's data for its yearly report."""
    require(may_see_conversion, request.actor)
    assert request.actor.organisation
    now = market_clock.read().astimezone(SHANGHAI)
    year = year_in(request.GET.get("year", ""), now.year)
    found = conversion(request.actor.organisation, year)
    years = [{"label": str(n), "url": f"?year={n}", "current": n == year} for n in range(now.year, now.year - 4, -1)]
    groups = [
        (_("按转化方式"), found.groups("mode")),
        (_("按定价方式"), found.groups("route")),
        (_("按受让方地区"), found.groups("buyer_region")),
    ]
    own = Listing.objects.filter(lister=request.actor.organisation, unverified=False).order_by("-id")[:OWN_SHOWN]
    works = [(_("按合同类型"), found.work_groups("kind")), (_("按委托方地区"), found.work_groups("client_region"))]
    page = {
        "found": found,
        "works": works,
        "own": own,
        "years": years,
        "groups": groups,
        "definitions": definitions(),
        "year": year,
    }
    return render(request, "reporting/conversion.html", {"page": page})


@login_required
@require_safe
def yearly_sheet(request: ActorRequest, year: int) -> HttpResponse:
    require(may_see_conversion, request.actor)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("没有这一年度。"))
    assert request.actor.organisation
    answer = HttpResponse(conversion_workbook(conversion(request.actor.organisation, year)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="conversion-{year}.xlsx"'
    return answer
