"""`manage.py demo`: sets the sandbox up and serves it; with --check plays story S1 to its certificate instead."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace import engines
from marketplace.engines.place import CHECKOUT, current
from marketplace.processes import ProcessFailed, orderly_end
from marketplace.sandbox import serving
from marketplace.sandbox.checking import run
from marketplace.sandbox.checking.program import Failed

ENGINES = "check"
INTERRUPTED = 130

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
        parser.add_argument("--check", action="store_true", help="play one trade to its certificate, and end")
        parser.add_argument("--port", type=int, default=8000, help="another one is taken if it is busy (default: 8000)")

    def handle(self, *args: Any, host: str, port: int, check: bool, **options: Any) -> None:
        say = serving.speaker(self.stdout)
        try:
            with orderly_end():
                if check:
                    self.check_all(say)
                else:
                    self.serve(host, port, say)
        except KeyboardInterrupt:
            say("\n已结束 · Ended.")
            if check:
                sys.exit(INTERRUPTED)
        except (ProcessFailed, Failed, serving.NotASandbox) as error:
            raise CommandError(str(error)) from None

    def check_all(self, say: serving.Say) -> None:
        """Check on engines of its own: this process makes them, a second one, which reads its settings anew, uses them."""
        if current().name.startswith(ENGINES):
            sys.exit(not run.check(say))
        with engines.temporary(ENGINES) as environment:
            command = [sys.executable, str(CHECKOUT / "manage.py"), "demo", "--check"]
            with subprocess.Popen(command, env=os.environ | environment) as checking:  # noqa: S603  our own interpreter
                try:
                    sys.exit(checking.wait())
                except KeyboardInterrupt:
                    checking.send_signal(signal.SIGINT)
                    raise

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
