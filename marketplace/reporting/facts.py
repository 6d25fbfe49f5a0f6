"""The cases of a period with what happened to them in it: one statement, read once by every figure.

A day stands in a column where the event lies in the period, in Shanghai; amounts are those of the deal.
"""

from datetime import datetime
from typing import Any

from marketplace.reporting.regions import region_sql

COLUMNS = (
    "listing", "case", "project_number", "title", "exchange", "seller", "buyer", "seller_region", "buyer_region", "field", "mode",
    "route", "owner", "start_fen", "price_fen", "fee_fen", "registrations", "failures", "suspensions", "accepted_date",
    "published_date", "sold_date", "contracted_date", "settled_date", "certified_date", "terminated_date",
)  # fmt: skip


def within(column: str) -> str:
    """The day of an instant if it lies in the period, else nothing."""
    inside = f"{column} >= %(start)s AND {column} < %(end)s"
    return f"CASE WHEN {inside} THEN ({column} AT TIME ZONE 'Asia/Shanghai')::date END"


# A listing has one live sale at most, so one deal; failed ones are counted.
FACTS = f"""
    deals AS (
        SELECT s.listing_id, s.start_fen, t.price_fen, t.pool_fen, s.closed_at, k.effective_at, t.settled_at, c.issued_at,
               b.name AS buyer, b.region_code
        FROM trading_sale s
        JOIN trading_settlement t ON t.sale_id = s.id
        JOIN trading_registration r ON r.id = s.leading_registration_id
        JOIN accounts_organisation b ON b.id = r.organisation_id
        LEFT JOIN trading_contract k ON k.sale_id = s.id
        LEFT JOIN trading_certificate c ON c.sale_id = s.id AND c.supersedes_id IS NULL
        WHERE s.state IN ('won', 'contracted', 'settled', 'certified')
    ), failed AS (
        SELECT listing_id, count(*) AS times FROM trading_sale
        WHERE state = 'failed' AND closed_at >= %(start)s AND closed_at < %(end)s GROUP BY listing_id
    ), interested AS (
        SELECT s.listing_id, count(*) AS times FROM trading_registration r JOIN trading_sale s ON s.id = r.sale_id
        WHERE r.registered_at >= %(start)s AND r.registered_at < %(end)s GROUP BY s.listing_id
    ), halted AS (
        SELECT split_part(subject, ':', 2) AS number, count(*) AS times FROM audit_entry
        WHERE verb = 'catalogue.listing_suspended' AND at >= %(start)s AND at < %(end)s GROUP BY subject
    ), cases AS (
        SELECT l.number AS listing, coalesce(p.number, '') AS "case", l.project_number, l.title, l.exchange, o.name AS seller,
               coalesce(d.buyer, '') AS buyer, {region_sql("o.region_code")} AS seller_region,
               {region_sql("d.region_code")} AS buyer_region, coalesce(l.technology_field_id, '') AS field,
               CASE cardinality(l.transfer_modes) WHEN 0 THEN '' WHEN 1 THEN l.transfer_modes[1] ELSE 'several' END AS mode,
               l.price_mode AS route, l.owner_category AS owner, d.start_fen, d.price_fen, d.pool_fen AS fee_fen,
               coalesce(i.times, 0) AS registrations, coalesce(f.times, 0) AS failures, coalesce(h.times, 0) AS suspensions,
               {within("l.accepted_at")} AS accepted_date, {within("l.published_at")} AS published_date,
               {within("d.closed_at")} AS sold_date, {within("d.effective_at")} AS contracted_date,
               {within("d.settled_at")} AS settled_date, {within("d.issued_at")} AS certified_date,
               CASE WHEN l.state = 'withdrawn' THEN {within("l.ended_at")} END AS terminated_date
        FROM catalogue_listing l
        JOIN accounts_organisation o ON o.id = l.lister_id
        LEFT JOIN desk_case p ON p.listing_id = l.id
        LEFT JOIN deals d ON d.listing_id = l.id
        LEFT JOIN failed f ON f.listing_id = l.id
        LEFT JOIN interested i ON i.listing_id = l.id
        LEFT JOIN halted h ON h.number = l.number
        WHERE l.accepted_at < %(end)s AND NOT l.unverified AND (%(exchange)s = '' OR l.exchange = %(exchange)s)
    ), facts AS (
        SELECT * FROM cases
        WHERE coalesce(accepted_date, published_date, sold_date, contracted_date, settled_date, certified_date, terminated_date)
              IS NOT NULL OR registrations > 0 OR failures > 0 OR suspensions > 0
    )
"""  # noqa: S608  built of our own names; values go as parameters


def parameters(start: datetime, end: datetime, exchange: str) -> dict[str, Any]:
    return {"start": start, "end": end, "exchange": exchange}
