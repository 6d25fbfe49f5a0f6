"""The heading line of a table."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from marketplace.catalogue.importing.encoding import is_damaged
from marketplace.catalogue.importing.faults import FileFault

COLUMNS_MAX = 200


def check_headings(cells: Sequence[str]) -> list[str]:
    """The headings, stripped. Raises FileFault if there are too many or two are alike; an empty one gets its position."""
    headings = [cell.strip()[:100] or f"#{place}" for place, cell in enumerate(cells, start=1)]
    if len(headings) > COLUMNS_MAX:
        raise FileFault(_("标题行超过 {limit} 列。").format(limit=COLUMNS_MAX))
    if any(map(is_damaged, headings)):
        raise FileFault(_("标题行的编码无法识别。请另存为 UTF-8 后重试。"))
    twice = next((heading for heading in headings if headings.count(heading) > 1), None)
    if twice:
        raise FileFault(_("标题行里“{heading}”出现了两次。").format(heading=twice))
    return headings
