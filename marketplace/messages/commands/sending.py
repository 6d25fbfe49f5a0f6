"""Sending what is due, so that nothing is lost and no key goes out twice (docs/algorithms/outbox.md)."""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.db import DatabaseError
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.core.clock import Clock
from marketplace.core.prepared import execute
from marketplace.core.states import atomic
from marketplace.jobs.models import RealNow
from marketplace.messages.adapters.base import Adapter, Doubtful, Line, NotSent, Outage, Permanent, Temporary
from marketplace.messages.claims import claiming, is_abandoned
from marketplace.messages.commands.troubles import report_trouble
from marketplace.messages.models import OUTWARD, Delivery, Message
from marketplace.messages.quiet import held_back
from marketplace.messages.wording import letter_of

logger = logging.getLogger(__name__)
State = Delivery.State

CLAIM_ROWS = 50
RUN_SECONDS = 2.0  # then the process is free for what has a deadline
# After this real time since it was begun nothing of an attempt can still be under way: the envelope and the answer each take
# ten seconds at most (adapters.smtp).
DOUBT_SECONDS = 25
OUTAGE_PAUSE = timedelta(seconds=30)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
SECRET_PAUSE = timedelta(seconds=10)  # a code is of use for minutes only
LONGEST = timedelta(days=3)


class Fenced(Exception):
    """The delivery is no longer ours: the session was lost and somebody else has taken it up."""


def channels_with_work(clock: Clock) -> list[str]:
    """The channels on which something is due, was left behind or is in doubt."""
    open_ones = Q(state__in=[State.WAITING, State.FAILED], next_at__lte=clock.read())
    left = Q(state=State.SENDING) | Q(state=State.DOUBTFUL, last_error="")
    return sorted(
        Delivery.objects.filter(open_ones | left, channel__in=OUTWARD).values_list("channel", flat=True).distinct()
    )


def send_due(*, channel: str, adapter: Adapter | None, clock: Clock, seconds: float = RUN_SECONDS) -> bool:
    """Send what is due on one channel for some seconds; returns whether more is due.

    First what crashed processes left behind is taken up. Each delivery is claimed and begun in committed transactions before
    its content leaves, and its end is committed before the next one is begun: a crash leaves one delivery in doubt at most.
    Without an adapter (the operator has set up none) what is due is given up, with that reason.
    """
    take_up(channel=channel)
    if adapter is None:
        return _give_all_up(channel, clock)
    settle_doubts(channel=channel, adapter=adapter, clock=clock)
    until = time.monotonic() + seconds
    run = Run(adapter, clock, until)
    with claiming() as claim, suppress(Fenced):
        try:
            while time.monotonic() < until:
                rows = claim_due(channel=channel, claim=claim, clock=clock)
                if not rows or not run.send(rows, claim):
                    return bool(rows) and not run.broken
            return True
        finally:
            run.close()
            with suppress(DatabaseError):
                _unclaim(claim)
    return False


@atomic
def take_up(*, channel: str) -> int:
    """Take up what processes that are gone had claimed: what was begun is in doubt, the rest waits again. Returns how many."""
    claims = Delivery.objects.filter(state=State.SENDING, channel=channel).values_list("claim", flat=True).distinct()
    gone = [claim for claim in claims if claim is not None and is_abandoned(claim)]
    if not gone:
        return 0
    left = Delivery.objects.filter(state=State.SENDING, claim__in=gone)
    doubtful = left.filter(begun_at__isnull=False).update(state=State.DOUBTFUL, claim=None, last_error="")
    return doubtful + left.update(state=State.WAITING, claim=None)


@atomic
def settle_doubts(*, channel: str, adapter: Adapter, clock: Clock) -> int:
    """Ask the other side for what is in doubt, once nothing of it can be under way any more; returns how many are settled.

    It arrived: sent. It did not, or the other side takes a key once only: it waits again. Where nobody can tell, it is not
    sent again: an operator is told and decides.
    """
    over = RealNow() - timedelta(seconds=DOUBT_SECONDS)
    rows = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        channel=channel, state=State.DOUBTFUL, last_error="", begun_at__lte=over
    )
    settled = 0
    for row in rows.select_related("message__user").order_by("id")[:CLAIM_ROWS]:
        found = adapter.find(row.mail_id)
        if found:
            row.move("finish", claim=None, provider_id="found", ended_at=RealNow())
            _forget_secret(row, adapter)
        elif found is None and not adapter.repeats_safely:
            row.last_error = _("发送中断，无法得知是否送达；请按 Message-ID 查询邮件服务器后处理。")
            row.save(update_fields=["last_error"])
            report_trouble(delivery=row, clock=clock)
            continue
        elif row.attempts > len(PAUSES):
            give_up(delivery=row, error=_("多次发送均中断。"), clock=clock)
        else:
            row.move("clear", begun_at=None, next_at=clock.read() + _pause_after_doubts(row))
        settled += 1
    return settled


def _pause_after_doubts(row: Delivery) -> timedelta:
    """The first time at once; another side that keeps breaking off is given time, as one that says: later."""
    pauses = (timedelta(0), *_pauses(row.message))
    return pauses[min(row.attempts, len(pauses)) - 1] if row.attempts else timedelta(0)


def _pauses(message: Message) -> tuple[timedelta, ...]:
    return (SECRET_PAUSE,) * len(PAUSES) if message.secret else PAUSES


@atomic
def claim_due(*, channel: str, claim: int, clock: Clock) -> Sequence[Delivery]:
    """Claim the next deliveries that are due; others pass over them meanwhile. What came into quiet hours waits for their end."""
    now = clock.read()
    due = Delivery.objects.filter(channel=channel, state__in=[State.WAITING, State.FAILED], next_at__lte=now)
    rows = (
        due.select_for_update(skip_locked=True, of=("self",)).select_related("message__user").order_by("next_at", "id")
    )
    claimed: list[Delivery] = []
    while not claimed and (found := list(rows[:CLAIM_ROWS])):
        later = held_back(found, now)
        for pk, until in later.items():
            Delivery.objects.filter(pk=pk).update(next_at=until)
        claimed = [row for row in found if row.pk not in later]
    Delivery.objects.filter(pk__in=[row.pk for row in claimed]).update(state=State.SENDING, claim=claim, begun_at=None)
    for row in claimed:
        row.state, row.claim = State.SENDING, claim
    return claimed


End = str | NotSent | Doubtful


class Run:
    """Some seconds of sending over one line, which is opened when there is something to send."""

    def __init__(self, adapter: Adapter, clock: Clock, until: float) -> None:
        self.adapter, self.clock, self.until = adapter, clock, until
        self.line: Line | None = None
        self.broken = False  # nothing goes out: no use in trying again at once

    def send(self, rows: Sequence[Delivery], claim: int) -> bool:
        """Send claimed rows one after the other; False if the other side is not there any more, or the time is over."""
        try:
            line = self.line = self.line or self.adapter.open()
        except Outage as outage:
            self._break_off(claim, outage)
            return False
        begin(delivery=rows[0], claim=claim)
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            end = _attempt(line, row)
            in_time = time.monotonic() < self.until
            if isinstance(end, str) and following is not None and in_time and not row.message.secret:
                finish_and_begin(delivery=row, provider_id=end, following=following, claim=claim)
                continue
            if not self.end(row, end, claim) or not in_time:
                return False
            if following is not None:
                begin(delivery=following, claim=claim)
        return True

    def end(self, row: Delivery, end: End, claim: int) -> bool:
        """Write down how an attempt ended; False if there is no use in going on with this line."""
        if isinstance(end, str):
            finish(delivery=row, adapter=self.adapter, provider_id=end, claim=claim)
        elif isinstance(end, Permanent):
            give_up(delivery=row, error=str(end), clock=self.clock)
        elif isinstance(end, Temporary):
            fail(delivery=row, error=str(end), clock=self.clock)
        elif isinstance(end, Outage):
            self._break_off(claim, end)
            return False
        else:
            logger.warning("delivery %s is in doubt: %s", row.number, end)
            Delivery.objects.filter(pk=row.pk, claim=claim).update(state=State.DOUBTFUL, claim=None, last_error="")
            return False
        return True

    def _break_off(self, claim: int, outage: Outage) -> None:
        self.broken = True
        _postpone(claim, self.clock, str(outage))

    def close(self) -> None:
        if self.line is not None:
            self.line.close()


def _attempt(line: Line, row: Delivery) -> End:
    """Hand a letter over; what the other side calls it, or why not."""
    if _is_over(row.message):
        return Permanent(_("已过有效期，不再发送。"))
    try:
        letter = letter_of(row)
    except (InvalidToken, LookupError, ValueError) as error:
        logger.exception("delivery %s cannot be written", row.number)
        return Permanent(_("无法生成内容：{error}").format(error=type(error).__name__))
    try:
        return line.send(letter)
    except (NotSent, Doubtful) as why:
        return why


@atomic
def begin(*, delivery: Delivery, claim: int) -> None:
    """Say, before its content leaves, that an attempt is under way. Raises Fenced if it is no longer ours."""
    ours = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, claim=claim)
    if not ours.update(begun_at=RealNow(), attempts=F("attempts") + 1):
        raise Fenced
    delivery.attempts += 1


@atomic
def finish(*, delivery: Delivery, adapter: Adapter, provider_id: str, claim: int) -> None:
    """Say that it was sent. Raises Fenced if it is no longer ours: then whoever took it up asks for it."""
    ours = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, claim=claim)
    if not ours.update(state=State.SENT, claim=None, provider_id=provider_id[:200], ended_at=RealNow(), last_error=""):
        raise Fenced
    _forget_secret(delivery, adapter)


FINISH_AND_BEGIN = """
    WITH finished AS (
        UPDATE market_messages_delivery
        SET state = 'sent', claim = NULL, provider_id = %s, ended_at = clock_timestamp(), last_error = ''
        WHERE id = %s AND claim = %s AND state = 'sending' RETURNING id
    ), begun AS (
        UPDATE market_messages_delivery SET begun_at = clock_timestamp(), attempts = attempts + 1
        WHERE id = %s AND claim = %s AND state = 'sending' RETURNING id
    )
    SELECT (SELECT count(*) FROM finished), (SELECT count(*) FROM begun)
"""


def finish_and_begin(*, delivery: Delivery, provider_id: str, following: Delivery, claim: int) -> None:
    """The end of one and the beginning of the next in one statement and one commit. Raises Fenced if they are no longer ours."""
    found = execute(FINISH_AND_BEGIN, [provider_id[:200], delivery.pk, claim, following.pk, claim])
    if list(found) != [(1, 1)]:
        raise Fenced
    following.attempts += 1


def _forget_secret(delivery: Delivery, adapter: Adapter) -> None:
    if delivery.message.secret and not adapter.keeps_secrets:
        Message.objects.filter(pk=delivery.message_id).update(secret="")


@atomic
def fail(*, delivery: Delivery, error: str, clock: Clock) -> None:
    """Say that it certainly did not arrive; it is tried again later, until the attempts are used up."""
    pauses = _pauses(delivery.message)
    if delivery.attempts > len(pauses):
        give_up(delivery=delivery, error=error, clock=clock)
        return
    later = clock.read() + pauses[delivery.attempts - 1]
    delivery.move("fail", claim=None, begun_at=None, next_at=later, last_error=error[:300])


@atomic
def give_up(*, delivery: Delivery, error: str, clock: Clock) -> None:
    """Try no more, and tell the operators; a code that came too late concerns nobody any more."""
    delivery.move("give_up", claim=None, ended_at=RealNow(), last_error=error[:300])
    if delivery.message.secret:
        Message.objects.filter(pk=delivery.message_id).update(secret="")
    if delivery.message.secret_until is None:
        report_trouble(delivery=delivery, clock=clock)


@atomic
def _unclaim(claim: int) -> None:
    """Put back what was claimed and not ended; what was begun and of which nothing is known is in doubt."""
    ours = Delivery.objects.filter(state=State.SENDING, claim=claim)
    ours.filter(begun_at__isnull=False).update(state=State.DOUBTFUL, claim=None, last_error="")
    ours.update(state=State.WAITING, claim=None)


@atomic
def _postpone(claim: int, clock: Clock, error: str) -> None:
    """The other side is not there: what was claimed waits a while; this counts for no attempt of theirs."""
    logger.warning("nothing goes out: %s", error)
    now = clock.read()
    ours = Delivery.objects.filter(state=State.SENDING, claim=claim)
    for row in ours.filter(message__created_at__lt=now - LONGEST).select_related("message"):
        give_up(delivery=row, error=error, clock=clock)
    ours.update(state=State.FAILED, claim=None, begun_at=None, next_at=now + OUTAGE_PAUSE, last_error=error[:300])


@atomic
def _give_all_up(channel: str, clock: Clock) -> bool:
    now: datetime = clock.read()
    due = Delivery.objects.filter(channel=channel, state__in=[State.WAITING, State.FAILED], next_at__lte=now)
    for row in due.select_for_update(skip_locked=True, of=("self",)).select_related("message")[:CLAIM_ROWS]:
        give_up(delivery=row, error=_("本站未开通这一发送方式。"), clock=clock)
    return False


def _is_over(message: Message) -> bool:
    """Whether a message that had a secret has outlived it."""
    return message.secret_until is not None and (not message.secret or message.secret_until <= timezone.now())
