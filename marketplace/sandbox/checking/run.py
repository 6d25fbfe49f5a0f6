"""The steps of `manage.py demo --check`, on engines made for it alone."""

import time
from contextlib import suppress
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db.models import Max

from accounts.actor import Actor, actor_for
from accounts.commands import issue_token
from accounts.models import Membership, Organisation
from marketplace.audit.following import handlers
from marketplace.audit.models import Follower, Pending, Seal
from marketplace.audit.queries import faults as log_faults
from marketplace.catalogue.models import Listing, Need
from marketplace.core import sandbox_clock
from marketplace.core.clock import shanghai
from marketplace.discovery.index import current as index
from marketplace.discovery.queries import search
from marketplace.engines.place import CHECKOUT
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.matching.models import Match
from marketplace.sandbox import serving
from marketplace.sandbox.checking.program import Failed, Program
from marketplace.sandbox.checking.report import Report
from marketplace.sandbox.checking.story import Story, await_that
from marketplace.sandbox.loading.files import rows

BEGINNING = "2027-03-01T10:00:00"  # the demo is loaded as of this day, so that a check runs alike on any day
CORPUS = CHECKOUT.parent / "shared" / "data"
MATCHING_SECONDS = 240


def check(say: serving.Say) -> bool:
    """Set everything up from nothing and play S1 to its certificate. True if every number is right.

    Raises Failed, ProcessFailed, or what `failures` explains.
    """
    report = Report(say)
    started = time.monotonic()
    port = serving.free_port("127.0.0.1", 0)
    try:
        with serving.serving(host="127.0.0.1", port=port, say=say, before_load=begin) as served:
            report.note(f"{time.monotonic() - started:.1f} s")
            import_corpus(report)
            match(report)
            story(served, report)
            sound(report)
    finally:
        forget_index()
    say(f"\n{report.right} right, {report.wrong} wrong, {time.monotonic() - started:.1f} s")
    return not report.wrong


def begin() -> None:
    sandbox_clock.freeze(shanghai(BEGINNING))


def import_corpus(report: Report) -> None:
    """Bring in the patents and needs that lie beside the checkout, twice: the second time changes nothing."""
    for command, name in (("import_listings", "patents.jsonl"), ("import_needs", "needs.jsonl")):
        path = CORPUS / name
        if not path.exists():
            continue
        report.step(f"导入 · {command} {name}")
        count = sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        report.note(bring_in(command, path))
        model = Listing if command == "import_listings" else Need
        report.number("行数 rows landed", model._default_manager.filter(source__name=name).count(), count)
        report.note(bring_in(command, path))
        report.number("再次导入 the second time", model._default_manager.filter(source__name=name).count(), count)


def bring_in(command: str, path: Path) -> str:
    started, out = time.monotonic(), StringIO()
    call_command(command, path, stdout=out, stderr=StringIO())
    return f"{out.getvalue().strip()}  {time.monotonic() - started:.1f} s"


def match(report: Report) -> None:
    """Wait until the worker has sealed, indexed and matched everything."""
    report.step("索引与匹配 · indexed and matched by the worker")
    took = await_that(all_followed, "the worker has not come to the head of the log", MATCHING_SECONDS)
    report.note(f"{took:.1f} s")
    offered = Listing.objects.filter(state=Listing.State.PUBLISHED).count()
    report.number("可检索的成果 listings in the index", search("", kind="listing").total, offered)
    report.number("可检索的需求 needs in the index", search("", kind="need").total, Need.objects.open().count())
    report.note(f"{offered} on offer, {Need.objects.open().count()} needs, {Match.objects.count()} matches proposed")
    report.holds(
        "打磨需求与S1成果已匹配 the grinding need and S1's listing are matched",
        Match.objects.filter(listing=lot(), need__title__contains="打磨").exists(),
    )


def all_followed() -> bool:
    if Pending.objects.exists():
        return False
    head = Seal.objects.aggregate(head=Max("seq"))["head"] or 0
    cursors = dict(Follower.objects.values_list("name", "cursor"))
    return all(cursors.get(name, 0) == head for name in handlers)


def story(served: serving.Served, report: Report) -> None:
    """Play S1 with programs that hold tokens of the demo's people."""
    keys = {row["story"]: row["uscc"] for row in rows("organisations") if "story" in row}
    organisations = {part: Organisation.objects.get(uscc=uscc) for part, uscc in keys.items()}
    organisations |= {code: Organisation.objects.get(exchange_code=code) for code in ("SW", "CQ")}
    staff = {role: ("SW", role) for role in ("officer", "reviewer", "finance")}
    roles = {part: (part, "agent") for part in keys} | staff
    actors = {who: member(organisations[part], role) for who, (part, role) in roles.items()}
    programs = {who: Program(served.host, served.port, token(actor)) for who, actor in actors.items()}
    programs["anybody"] = Program(served.host, served.port)
    names = {part: organisation.name for part, organisation in organisations.items()}
    Story(programs, names, lot().number, report).play()


def lot() -> Listing:
    [title] = [row["title"] for row in rows("listings") if row.get("story") == "S1"]
    return Listing.objects.get(title=title)


def member(organisation: Organisation, role: str) -> Actor:
    membership = Membership.objects.filter(organisation=organisation, role=role).select_related("user").first()
    if membership is None:
        raise Failed(f"{organisation.name} has no {role}")
    return actor_for(membership.user, organisation)


def token(actor: Actor) -> str:
    return issue_token(label="demo --check", actor=actor).secret


def sound(report: Report) -> None:
    """What every story must leave behind."""
    report.step("日志与账簿 · log and ledger")
    await_that(lambda: not Pending.objects.exists(), "the log is not sealed", MATCHING_SECONDS)
    report.number("日志 faults of the log", list(log_faults()), [])
    report.number("账簿 faults of the ledger", list(ledger_faults()), [])


def forget_index() -> None:
    """The index of engines that are gone is of no use."""
    folder = index()
    folder.clear()
    with suppress(FileNotFoundError):
        folder.folder.with_suffix(".lock").unlink()
