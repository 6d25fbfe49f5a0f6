"""The papers of an application, piece by piece."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.examining import RULE
from accounts.models import Organisation, Paper, Piece
from accounts.models.paper import papers_wanted
from accounts.queries.papers import gaps_of
from accounts.rules import may_resubmit
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.files.commands import attach
from marketplace.files.models import File

EDITABLE = (Organisation.State.DRAFT, Organisation.State.RETURNED)


def personally(actor: Actor) -> Actor:
    """The person alone: what he stores belongs to no organisation, so that colleagues who are no administrators do not
    read identity documents. Papers of an application are stored in this name."""
    return Actor(user=actor.user, system=actor.system)


@atomic
def hand_in_paper(*, organisation: Organisation, piece: str, file: File, actor: Actor, clock: Clock) -> Paper:
    """Hand in one piece of a draft or of a returned application; it takes the place of an earlier one.

    Raises Invalid for a piece that is not asked for, Refused while an officer looks at it or once it is verified.
    """
    lock(organisation)
    now = clock.read()
    require(may_resubmit, actor, organisation)
    if organisation.state not in EDITABLE:
        raise Refused(_("材料已提交，不能更换。如须更换，请联系交易机构退回补正。"), rule=RULE, code="not_editable")
    [paper] = keep_papers(organisation, {piece: file}, actor, now)
    audit.record(
        "accounts.paper_handed_in", subject=organisation, actor=actor, private=True, piece=piece, file=file.number
    )
    return paper


def keep_papers(organisation: Organisation, papers: Mapping[str, File], actor: Actor, now: datetime) -> list[Paper]:
    """Put papers into their places, for commands that have asked. Raises Invalid for a piece that is not asked for."""
    wanted = papers_wanted(organisation.kind)
    if unknown := sorted(set(papers) - set(wanted)):
        names = _("、").join(str(piece.label) for piece in wanted)
        raise Invalid(fields={piece: [_("只需提交：{names}。").format(names=names)] for piece in unknown}, rule=RULE)
    organisation.papers.filter(piece__in=list(papers), replaced_at__isnull=True).update(replaced_at=now)
    assert actor.user
    kept = []
    for piece, file in papers.items():
        attach(file=file, subject=f"organisation:{organisation.number}", actor=actor, personal=True)
        kept.append(
            Paper.objects.create(
                organisation=organisation, piece=piece, file=file, handed_in_by=actor.user, handed_in_at=now
            )
        )
    return kept


def refuse_if_lacking(organisation: Organisation) -> None:
    """Raise Invalid that names every piece that is not there, or was returned and not replaced."""
    gaps = gaps_of(organisation)
    if gaps:
        fields = {piece: [_("{piece}：{gap}").format(piece=Piece(piece).label, gap=gap)] for piece, gap in gaps.items()}
        raise Invalid(_("材料还不齐全，请补齐下列各项后提交。"), fields=fields, rule=RULE)
