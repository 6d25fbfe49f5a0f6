"""manage.py quote: what a deal costs each side by a schedule, and why."""

import json
import os
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import ExchangeCode
from marketplace.core.api import CURRENCY
from marketplace.core.errors import Invalid
from marketplace.core.money import yuan
from marketplace.fees.api.quote_shapes import QuoteOut, read_deals
from marketplace.fees.deals import Answer, AtVenue, Due
from marketplace.fees.models import Criterion, Method, Service, Side
from marketplace.fees.quoting import answers
from marketplace.fees.wording import calibre_note

WRONG_INPUT = 2
MONEY = ("price", "cumulative", "floor")
OPTIONS = {"services": "service", "criteria": "criterion"}
PLAIN = ("schedule", "side", "method", "date", "exchange", "services", "criteria")


class Command(BaseCommand):
    help = (
        "What a deal costs by a schedule, each side, with the calculation in words: in English if LANGUAGE, LC_ALL, LC_MESSAGES "
        "or LANG ask for it, else in Chinese. The shipped schedules E1, SW and CQ are examples. Wrong input: exit code 2."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--schedule", required=True, help="its code, such as E1")
        parser.add_argument("--price", required=True, help="in yuan, such as 1234567.89: the price, or the payment now")
        parser.add_argument(
            "--cumulative", help="in yuan, received before: the fee is F(cumulative + price) - F(cumulative)"
        )
        parser.add_argument("--side", help="seller or buyer (default: both)")
        parser.add_argument(
            "--method",
            help=f"{', '.join(Method.values)}. E1, SW and CQ have no rates by method: all pay the same, and the answer says so",
        )
        parser.add_argument(
            "--service",
            action="append",
            dest="services",
            help=f"{', '.join(Service.values)}; each on a line of its own; may be repeated (default: trading_service)",
        )
        parser.add_argument(
            "--criterion",
            action="append",
            dest="criteria",
            help=f"what the payer qualifies by: {', '.join(Criterion.values)}; may be repeated",
        )
        parser.add_argument("--floor", help="in yuan, the floor price, where a schedule charges on it")
        parser.add_argument(
            "--exchange", help="the venue SW, CQ, CD or NT: its phase on the way to the schedule, less what it reduced"
        )
        parser.add_argument(
            "--date", help="the day whose version applies, such as 2027-04-12 (default: today, market time)"
        )
        parser.add_argument("--json", action="store_true", help="as the API answers; money as decimal strings")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(language(os.environ)):
            [found] = answers(read_deals([row(options)]))
            if isinstance(found, Invalid):
                raise CommandError(told_refusal(found), returncode=WRONG_INPUT)
            told = json.dumps(QuoteOut(found).data, ensure_ascii=False, indent=2) if options["json"] else tell(found)
        self.stdout.write(told)


def language(environment: Mapping[str, str]) -> str:
    """The reader's, as the programs of a terminal find it: the first of the usual variables that names one of ours."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for wished in environment.get(name, "").split(":"):
            for code, _name in settings.LANGUAGES:
                if wished[:2].lower() == code[:2]:
                    return code
    return settings.LANGUAGE_CODE


def row(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options as a row of the API: the same reading, and the same refusals."""
    given = {name: options[name] for name in (*PLAIN, *MONEY) if options[name] is not None}
    return {name: {"amount": text, "currency": CURRENCY} if name in MONEY else text for name, text in given.items()}


def told_refusal(refused: Invalid) -> str:
    rule = f" ({refused.rule})" if refused.rule else ""
    return "\n".join(f"--{option(name)}: {' '.join(map(str, texts))}{rule}" for name, texts in refused.fields.items())


def option(field: str) -> str:
    """The option that gave a field, or one value of a field of several."""
    name = field.partition(".")[0]
    return OPTIONS.get(name, name)


def tell(answer: Answer) -> str:
    """The answer for people: which schedule, which price, each side's fee with its calculation."""
    named = [answer.schedule.number, answer.schedule.local_title, answer.schedule.mark, answer.schedule.local_calibre]
    lines = [" · ".join(filter(None, named))]
    lines.append(
        _("价款 {price} 元，按 {day} 有效的版本计费。").format(price=yuan(answer.deal.price_fen), day=answer.day)
    )
    for due in answer.dues:
        lines += ["", heading(due), *(f"  {step}" for step in (*due.explanation, due.warning) if step)]
        lines += [f"  {compared(venue)}" for venue in due.venues]
    return "\n".join([*lines, "", *filter(None, [calibre_note(), answer.method_note])])


def heading(due: Due) -> str:
    service = Service(due.service)
    amounts = {"side": Side(due.side).label, "service": service.label, "amount": yuan(due.amount_fen)}
    if service is Service.TRADING:
        return _("{side}应付 {amount} 元").format(**amounts)
    return _("{side}应付 {amount} 元（{service}）").format(**amounts)


def compared(venue: AtVenue) -> str:
    """What the deal would cost had it been listed there."""
    text = _("若在{exchange}挂牌：原标准 {legacy} 元，过渡期 {phase} {phased} 元，统一结构 {target} 元。")
    return text.format(
        exchange=ExchangeCode(venue.exchange).label,
        phase=venue.phase,
        legacy=yuan(venue.legacy_fen),
        phased=yuan(venue.phased_fen),
        target=yuan(venue.target_fen),
    )
