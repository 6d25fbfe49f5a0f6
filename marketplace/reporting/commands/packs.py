"""Evidence packs: ordered, built by a worker, handed out; each is logged."""

import hashlib

from celery import current_app
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor, actor_for
from marketplace.audit import commands as audit
from marketplace.catalogue.models import EDITABLE, Listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.jobs import commands as jobs
from marketplace.reporting import packing, rules
from marketplace.reporting.models import Pack, PackContent

KIND = "reporting.build_pack"
STEPS = ("decision", "papers", "bidding", "index", "log")


@atomic
def order_pack(*, listing: Listing, actor: Actor, clock: Clock) -> Pack:
    """Have a worker put together the evidence pack of a listing (R-PRI-06); who orders reads of it what he may read.

    Raises Forbidden for anybody but the unit, its exchange and supervisors, Refused for a draft.
    """
    now = clock.read()
    require(rules.may_export_pack, actor, listing)
    if listing.state in EDITABLE:
        raise Refused(_("成果提交之后才能导出证据包。"), rule="R-PRI-06", code="is_a_draft")
    assert actor.user
    assert actor.organisation
    title = _("证据包 {listing}").format(listing=listing.number)
    pack = Pack.objects.create(
        listing=listing,
        ordered_by=actor.user,
        organisation=actor.organisation,
        ordered_at=now,
        job=jobs.enqueue(kind=KIND, title=title, total=len(STEPS), actor=actor),
    )
    audit.record("reporting.pack_ordered", subject=pack, actor=actor, private=True, listing=listing.number)
    number = pack.number
    transaction.on_commit(
        lambda: current_app.send_task("reporting.build_pack", args=[number], retry=False), robust=True
    )
    return pack


def build_pack(*, pack: Pack, clock: Clock) -> None:
    """The work of the job, outside a transaction. Raises Refused if another worker is at it."""
    job = pack.job
    jobs.begin(job=job)

    def report(step: str) -> None:
        jobs.advance(job=job, done=STEPS.index(step), note=step)

    with jobs.running(job):
        keep_pack(pack=pack, report=report, clock=clock)


@atomic
def keep_pack(*, pack: Pack, report: packing.Report, clock: Clock) -> None:
    """Build a pack as whoever ordered it, and keep it with its hash."""
    lock(pack)
    actor = actor_for(pack.ordered_by, pack.organisation)
    require(rules.may_export_pack, actor, pack.listing)
    content, head = packing.build(pack, actor, clock, report)
    pack.size_bytes, pack.sha256 = len(content), hashlib.sha256(content).hexdigest()
    pack.head_seq, pack.built_at = head, clock.read()
    pack.save()
    PackContent.objects.create(pack=pack, zip=content)
    facts = {"listing": pack.listing.number, "sha256": pack.sha256, "size_bytes": pack.size_bytes, "head_seq": head}
    audit.record("reporting.pack_built", subject=pack, actor=actor, private=True, **facts)


@atomic
def export_pack(*, pack: Pack, actor: Actor, clock: Clock) -> bytes:
    """Hand out the ZIP; the export is in the log. Raises Refused while it is built."""
    require(rules.may_export_pack, actor, pack.listing)
    content = PackContent.objects.filter(pack=pack).first()
    if content is None:
        raise Refused(_("证据包尚在生成，请稍后再试。"), code="not_built")
    facts = {"at": clock.read(), "listing": pack.listing.number, "sha256": pack.sha256}
    audit.record("reporting.pack_exported", subject=pack, actor=actor, private=True, **facts)
    return bytes(content.zip)
