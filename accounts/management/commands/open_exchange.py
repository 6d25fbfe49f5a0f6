"""manage.py open_exchange CODE: one of the four exchanges enters a new market, with its first administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actor import system_actor
from accounts.commands import open_exchange
from accounts.models import ExchangeCode, Role, User
from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", choices=ExchangeCode.values)
        parser.add_argument("--name", required=True, help="registered name, in Chinese")
        parser.add_argument("--name-en", default="")
        parser.add_argument("--uscc", required=True, help="unified social credit code, 18 characters")
        parser.add_argument("--region", default="", help="GB/T 2260 code, six digits")
        parser.add_argument("--admin", required=True, help="e-mail of a person who has signed up already")

    def handle(self, *args: Any, **options: Any) -> None:
        admin = User.objects.filter(email=options["admin"].lower()).first()
        if admin is None:
            raise CommandError(f"Nobody has signed up as {options['admin']}: sign up first, then open the exchange.")
        try:
            exchange = open_exchange(
                code=options["code"],
                name=options["name"],
                name_en=options["name_en"],
                uscc=options["uscc"],
                region_code=options["region"],
                admin=admin,
                roles=(Role.ADMIN,),
                actor=system_actor("operator"),
                clock=market_clock,
            )
        except MarketError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{exchange.number} {exchange.name} is open; {admin.email} administers it.")
