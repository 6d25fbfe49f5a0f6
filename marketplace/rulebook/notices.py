"""Reading a holiday notice that somebody typed as CSV: date, 放假 or 上班, name of the holiday. Pure."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from marketplace.core.errors import Invalid

COLUMNS = ["date", "kind", "name"]
OFF, ON = ("放假", "holiday"), ("上班", "workday")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a year's notice says: days off and weekend days worked, each with the name of its holiday."""

    holidays: dict[date, str] = field(default_factory=dict)
    made_up: dict[date, str] = field(default_factory=dict)


def read_notice(lines: Iterable[str]) -> Notice:
    """Read lines `2027-04-05,放假,清明节` below the heading `date,kind,name`.

    Raises Invalid with line and reason at the first one that cannot be read.
    """
    rows = csv.reader(lines)
    if next(rows, None) != COLUMNS:
        raise Invalid(_("第 1 行须为表头“date,kind,name”。"), rule="R-GEN-04")
    notice = Notice()
    for row in rows:
        if not row:
            continue
        try:
            day, kind, name = (cell.strip() for cell in row)
            into = {**dict.fromkeys(OFF, notice.holidays), **dict.fromkeys(ON, notice.made_up)}[kind]
            into[date.fromisoformat(day)] = name
        except (ValueError, KeyError):
            text = _("第 {line} 行“{row}”无法读取：应为“2027-04-05,放假,清明节”，第二列只能是“放假”或“上班”。")
            raise Invalid(text.format(line=rows.line_num, row=",".join(row)[:80]), rule="R-GEN-04") from None
    return notice
