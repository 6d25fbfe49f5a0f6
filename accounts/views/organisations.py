"""One's own organisations: register, choose whom to act for, correct, and the file of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import commands, queries
from accounts.actor import ActorRequest
from accounts.commands.papers import EDITABLE
from accounts.forms import CorrectionForm, PaperForm, PersonForm, ReasonForm, RegistrationForm
from accounts.invitations import secret_of
from accounts.models import Kind, Organisation, Piece
from accounts.models.paper import PAPERS
from accounts.rules import (
    is_signed_in,
    may_manage_members,
    may_read_papers,
    may_rename,
    may_resubmit,
    may_see_file,
    may_suspend,
    may_verify,
)
from accounts.views.facts import contact_of, events_of, facts_of, road_of
from accounts.views.keeping import keep, kept_before, posted
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, require
from marketplace.core.pages import told_on
from marketplace.files.checking import RULE as FILE_RULE


def mine(request: ActorRequest) -> HttpResponse:
    """All organisations of the person; the one acted for is marked."""
    require(is_signed_in, request.actor)
    parties: dict[Organisation, list[str]] = {}
    for row in queries.memberships(request.actor.user):
        parties.setdefault(row.organisation, []).append(row.get_role_display())
    context = {
        "parties": [(party, roles, told_of(party)) for party, roles in parties.items()],
        "acting": request.actor.organisation,
        "invitations": [
            (one, secret_of(one)) for one in queries.received_invitations(request.actor, market_clock.read())
        ],
        "claims": queries.claims(request.actor).filter(claimant=request.actor.user).order_by("-id")[:20],
    }
    return render(request, "accounts/mine.html", context)


def told_of(party: Organisation) -> list[str]:
    """What the last return asks for, a line each, while it waits to be mended."""
    returned = party.state == Organisation.State.RETURNED
    return queries.return_told(party.return_pieces, party.return_reason) if returned else []


def register(request: ActorRequest) -> HttpResponse:
    """Register an organisation with its papers; what is not at hand yet is handed in later."""
    require(is_signed_in, request.actor)
    form = RegistrationForm(**posted(request), initial=kept_before(request, PAPERS))
    papers = keep(request, form, PAPERS) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        with told_on(form):
            said = {name: form.cleaned_data[name] for name in form.Meta.fields}
            party = commands.register_organisation(actor=request.actor, clock=market_clock, papers=papers, **said)
            return _registered(request, party)
    taken = form.is_bound and queries.is_registered(
        form.cleaned_data.get("uscc", "") or form.data.get("uscc", "").replace("\0", "")
    )
    return render(request, "accounts/register.html", {"form": form, "taken": taken})


def register_person(request: ActorRequest) -> HttpResponse:
    """Register oneself as a natural person who is a party."""
    require(is_signed_in, request.actor)
    initial = {"name": str(request.actor.user), **kept_before(request, PersonForm.papers)}
    form = PersonForm(**posted(request), initial=initial)
    papers = keep(request, form, PersonForm.papers) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        with told_on(form):
            said = {name: form.cleaned_data[name] for name in ("name", "region_code", "contact_phone")}
            party = commands.register_person(actor=request.actor, clock=market_clock, papers=papers, **said)
            return _registered(request, party)
    return render(request, "accounts/register_person.html", {"form": form})


def _registered(request: ActorRequest, party: Organisation) -> HttpResponse:
    if party.state == Organisation.State.DRAFT:
        messages.warning(request, _("已保存，尚未提交：请补齐材料后提交审核。"))
    else:
        messages.success(request, _("已提交审核。任一交易机构认证后，即可代表本单位办理业务。"))
    return redirect("accounts:organisation", party.number)


@require_POST
def hand_in(request: ActorRequest, number: str, piece: str) -> HttpResponse:
    """Hand in one piece of a draft or of a returned application."""
    party = queries.organisation(request.actor, number)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid(fields={"file": [str(one) for one in form.errors["file"]]}, rule=FILE_RULE)
    [file] = keep(request, form, ["file"]).values()
    commands.hand_in_paper(organisation=party, piece=piece, file=file, actor=request.actor, clock=market_clock)
    messages.success(request, _("已上传“{name}”。").format(name=file.name))
    return redirect("accounts:organisation", number)


@require_POST
def submit(request: ActorRequest, number: str) -> HttpResponse:
    """Hand a draft, whole now, to the exchanges."""
    party = queries.organisation(request.actor, number)
    commands.submit_organisation(organisation=party, actor=request.actor, clock=market_clock)
    messages.success(request, _("已提交审核，请等待交易机构认证。"))
    return redirect("accounts:organisation", number)


@require_POST
def resubmit(request: ActorRequest, number: str) -> HttpResponse:
    """Send a returned application again as it is now."""
    party = queries.organisation(request.actor, number)
    commands.resubmit_organisation(organisation=party, actor=request.actor, clock=market_clock)
    messages.success(request, _("已重新提交，请等待交易机构认证。"))
    return redirect("accounts:organisation", number)


def organisation(request: ActorRequest, number: str) -> HttpResponse:
    """One organisation: its public facts, and for members and exchange staff its file and what may be done."""
    party, actor = queries.organisation(request.actor, number), request.actor
    whole = may_see_file(actor, party)
    mends = party.state in EDITABLE and may_resubmit(actor, party)
    pieces = queries.pieces_of(party) if whole else []
    return render(
        request,
        "accounts/organisation.html",
        {
            "party": party,
            "facts": facts_of(party),
            "whole": whole,
            "contact": contact_of(party) if whole else [],
            "road": road_of(party),
            "events": events_of(party) if whole else [],
            "former_names": queries.former_names(party),
            "pieces": pieces,
            "mends": mends,
            "ready": mends and not any(row.gap for row in pieces if row.piece != Piece.PARTICULARS),
            "reads": may_read_papers(actor, party),
            "paper_form": PaperForm(),
            "claims": queries.claims(actor).filter(organisation=party).order_by("-id")[:20] if whole else [],
            "changes": queries.name_changes(actor).filter(organisation=party).order_by("-id")[:20] if whole else [],
            "mergers": party.mergers.filter(state="proposed") if whole else [],
            "reason_form": ReasonForm(),
            "now": market_clock.read(),
            "told": told_of(party),
            "can": {
                "verify": party.can("verify") and may_verify(actor, party),
                "suspend": party.can("suspend") and may_suspend(actor, party),
                "reinstate": party.can("reinstate") and may_suspend(actor, party),
                "correct": party.can("resubmit") and may_resubmit(actor, party),
                "rename": party.is_verified and may_rename(actor, party),
                "merge": party.can("absorb")
                and party.kind not in (Kind.EXCHANGE, Kind.PERSON)
                and may_verify(actor, party),
                "manage": may_manage_members(actor, party),
            },
        },
    )


def correct(request: ActorRequest, number: str) -> HttpResponse:
    """Correct a returned registration and send it again."""
    party = queries.organisation(request.actor, number)
    require(may_resubmit, request.actor, party)
    form = CorrectionForm(request.POST or None, instance=party)
    if form.is_valid():
        with told_on(form):
            commands.resubmit_organisation(
                organisation=party, actor=request.actor, clock=market_clock, **form.cleaned_data
            )
            messages.success(request, _("已重新提交，请等待交易机构认证。"))
            return redirect("accounts:organisation", number)
    return render(request, "accounts/correct.html", {"form": form, "party": party, "told": told_of(party)})


@require_POST
def act_for(request: ActorRequest, number: str) -> HttpResponse:
    """Act for another organisation of one's own from now on."""
    party = queries.organisation(request.actor, number)
    commands.act_for(organisation=party, session=request.session, actor=request.actor)
    messages.success(request, _("现在代表“{name}”办理。").format(name=party))
    return redirect("accounts:mine")
