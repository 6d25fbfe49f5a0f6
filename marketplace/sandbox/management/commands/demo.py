"""`manage.py demo`: sets the sandbox up and serves it; with --check plays story S1 to its certificate instead."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.processes import ProcessFailed, orderly_end
from marketplace.sandbox import serving

WELCOME = """
  演示已就绪，请打开 {address}
  The demo is ready: open {address}

  首页可一键登录为任一角色，或跟随七步导览完成一笔交易（{address}tour）。
  Sign in as any role from the home page, or follow one trade in seven steps ({address}tour).
  开放接口 API: {address}api/v1/docs/    日志 logs: var/log/
  按 Ctrl-C 结束 · Ctrl-C ends it and leaves no process behind.
"""


class Command(BaseCommand):
    help = (
        "Set the sandbox up and serve it until Ctrl-C. With --check: fresh set-up, import, matching, story S1, and end."
    )
    requires_system_checks: list[str] = []  # of what it starts, each does its own

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000, help="another one is taken if it is busy (default: 8000)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        say = serving.speaker(self.stdout)
        try:
            with orderly_end():
                self.serve(host, port, say)
        except KeyboardInterrupt:
            say("\n已结束 · Ended.")
        except (ProcessFailed, serving.NotASandbox) as error:
            raise CommandError(str(error)) from None

    def serve(self, host: str, port: int, say: serving.Say) -> None:
        try:
            taken = serving.free_port(host, port)
        except (OSError, OverflowError) as error:
            raise CommandError(f"--host {host} --port {port} cannot be listened on: {error}") from None
        if taken != port:
            say(f"端口 {port} 已被占用，改用 {taken} · Port {port} is busy, {taken} is taken instead")
        with serving.serving(host=host, port=taken, say=say) as served:
            say(WELCOME.format(address=served.address))
            serving.watch(served, say)
