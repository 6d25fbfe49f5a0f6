"""What ships with the product: layout, templates, labels of the series."""

import csv
from datetime import date
from typing import Any

from django.db import connections
from django.db.models import Max

from marketplace.core.clock import market_clock
from marketplace.core.states import atomic
from marketplace.documents import shipping
from marketplace.documents.models import Layout, Series, Template

FROM_THE_START = date(2020, 1, 1)


def load_shipped(using: str, **_: Any) -> None:
    """After every migrate: add what ships and is not there yet, change nothing that is."""
    if "documents_template" in connections[using].introspection.table_names():
        load_reference()


@atomic
def load_reference() -> None:
    """Add the shipped layout, each shipped template whose content is new as its next edition, and labels of series.

    An edition that is there stays as it is: documents keep it for good.
    """
    now = market_clock.read()
    source = shipping.shipped_layout()
    layout, _added = Layout.objects.get_or_create(
        sha256=shipping.digest(source), defaults={"source": source, "added_at": now}
    )
    known = set(Template.objects.filter(shipped=True).values_list("code", "sha256"))
    last = dict(Template.objects.values_list("code").annotate(Max("edition")))
    new = [
        template for template in shipping.shipped_templates() if (template.code, _sha256(template, source)) not in known
    ]
    Template.objects.bulk_create(
        Template(
            code=shipped.code,
            edition=last.get(shipped.code, 0) + 1,
            state=Template.State.APPROVED,
            title=shipped.title,
            title_en=shipped.title_en,
            layout=layout,
            source=shipped.source,
            schema=shipped.schema,
            blank=shipped.blank,
            effective_from=FROM_THE_START if shipped.code not in last else now.date(),
            shipped=True,
            sha256=_sha256(shipped, source),
            drafted_at=now,
        )
        for shipped in new
    )
    Series.objects.bulk_create(_series(), ignore_conflicts=True)


def _sha256(shipped: shipping.Shipped, layout: str) -> str:
    return shipping.fingerprint(
        layout=layout, title=shipped.title, title_en=shipped.title_en, source=shipped.source, schema=shipped.schema
    )


def _series() -> list[Series]:
    with (shipping.DATA / "series.csv").open(encoding="utf-8", newline="") as file:
        words = list(csv.DictReader(file))
    with (shipping.DATA / "exchanges.csv").open(encoding="utf-8", newline="") as file:
        exchanges = list(csv.DictReader(file))
    return [
        Series(exchange=exchange["exchange"], code=word["code"], label=f"{exchange['word']}{word['word']}")
        for exchange in exchanges
        for word in words
    ]
