"""Every template of the portal is used by something."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_no_template_of_the_portal_is_left_over():
    names = {str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates/portal").rglob("*.html")}
    sources = [*(ROOT / "marketplace").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    used = {
        name for path in sources for name in re.findall(r'"(portal/[\w/]+\.html)"', path.read_text(encoding="utf-8"))
    }

    assert names - used == set()
