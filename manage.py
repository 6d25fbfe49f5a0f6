#!/usr/bin/env python
"""Entry point of every management command; needs nothing exported."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    if not (3, 11) <= sys.version_info < (3, 13):
        sys.exit(f"Python {sys.version.split()[0]} is not supported: run script/bootstrap with Python 3.11 or 3.12.")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415  may be missing
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed: run script/bootstrap, then .venv/bin/python manage.py.")
    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        from marketplace.failures import explain  # noqa: PLC0415  costs a third of a second, and is seldom needed

        line = explain(error)
        if line is None:
            raise
        sys.exit(line)


if __name__ == "__main__":
    main()
