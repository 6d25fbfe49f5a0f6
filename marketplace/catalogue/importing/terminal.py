"""What `import_listings` and `import_needs` have in common."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode, Organisation
from marketplace.catalogue.commands import import_file
from marketplace.catalogue.commands.importing import Outcome
from marketplace.catalogue.importing.bar import Bar
from marketplace.catalogue.importing.holder import demo_holder
from marketplace.catalogue.importing.rows import Destination
from marketplace.core.clock import is_sandbox, market_clock
from marketplace.core.errors import MarketError

FAULTS_SHOWN = 50
INTERRUPTED = 130


class ImportCommand(BaseCommand):
    """Reads one file; the subclass says what it holds."""

    kind: str
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="CSV, XLSX, JSON Lines or patent XML (WIPO ST.96), told by the ending of the name"
        )
        parser.add_argument(
            "--source", help="name of the collection; rows are known again by it (default: the file's name)"
        )
        parser.add_argument(
            "--organisation", help="number or social credit code of whom the rows belong to (default: the exchange)"
        )
        parser.add_argument("--exchange", choices=ExchangeCode.values, default=ExchangeCode.SW.value)
        parser.add_argument("--secrecy-reviewer", default="", help="who reviewed the rows for secrets (R-SEC-07)")
        parser.add_argument("--secrecy-date", type=_date, help="when, as 2027-03-01 (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        organisation = _organisation(options["organisation"], options["exchange"])
        destination = Destination(
            organisation=organisation,
            exchange=options["exchange"],
            secrecy_reviewer=options["secrecy_reviewer"],
            secrecy_reviewed_date=options["secrecy_date"],
        )
        seen: list[Outcome] = []
        bar = Bar(sys.stderr, _("行"))

        def report(outcome: Outcome) -> None:
            seen[:] = [outcome]
            bar.show(outcome.line, outcome.lines)

        try:
            with path.open("rb") as file:
                import_file(
                    file=file,
                    name=path.name,
                    kind=self.kind,
                    source=options["source"] or path.name,
                    destination=destination,
                    actor=Actor(organisation=organisation, system=f"catalogue.import_{self.kind}"),
                    clock=market_clock,
                    report=report,
                )
        except OSError as error:
            raise CommandError(_("无法读取 {path}：{reason}").format(path=path, reason=error.strerror)) from error
        except MarketError as error:
            bar.end()
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            bar.end()
            self._tell(seen)
            self.stderr.write(_("已中断。已导入的行保留；再次运行同一命令会接着导入。"))
            sys.exit(INTERRUPTED)
        bar.end()
        self._tell(seen)

    def _tell(self, seen: list[Outcome]) -> None:
        for outcome in seen:
            for fault in outcome.faults[:FAULTS_SHOWN]:
                place = _("第 {line} 行").format(line=fault.line)
                column = _("，“{column}”列").format(column=fault.column) if fault.column else ""
                self.stderr.write(f"{place}{column}：{fault.reason}")
            if outcome.bad > FAULTS_SHOWN:
                self.stderr.write(_("……另有 {count} 行有误。").format(count=outcome.bad - FAULTS_SHOWN))
            self.stdout.write(
                _("导入 {landed} 行，已有 {unchanged} 行未变，{bad} 行有误。").format(
                    landed=outcome.landed, unchanged=outcome.unchanged, bad=outcome.bad
                )
            )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2027-03-01") from None


def _organisation(wanted: str | None, exchange: str) -> Organisation:
    """Whom the rows belong to: as named, else the exchange, else (in an empty sandbox) a demo holder."""
    if wanted:
        found = Organisation.objects.filter(number=wanted).first() or Organisation.objects.filter(uscc=wanted).first()
        if found is None:
            raise CommandError(_("没有编号或信用代码为“{wanted}”的单位。").format(wanted=wanted))
        return found
    found = Organisation.objects.filter(exchange_code=exchange).first()
    if found:
        return found
    if is_sandbox():
        return demo_holder(exchange)
    raise CommandError(
        _("数据库里还没有交易机构 {exchange}。请先登记，或用 --organisation 指定单位。").format(exchange=exchange)
    )
