"""The technology contracts of a period in one statement: of sales, of commissioned work, of licences; and the fees they brought (C28).

A contract stands in the period in which it took effect, with its price; one of commissioned work that was ended counts what was passed on
of it, a sale that was ended is none. A licence counts its fixed price, its royalties as they are passed on, without a further contract.
"""

from marketplace.reporting.facts import within
from marketplace.reporting.regions import region_sql

KINDS = ("development", "transfer", "licence", "consulting", "service")  # R-CON-01
COLUMNS = (
    *("deal", "number", "contract", "exchange", "title", "seller", "buyer", "seller_region", "buyer_region"),
    *("field", "kind", "times", "amount_fen", "effective_date"),
)

OF_MODES = """
    CASE WHEN l.transfer_modes[1] IN ('assignment', 'equity') THEN 'transfer'
         WHEN l.transfer_modes[1] IN ('development', 'service') THEN l.transfer_modes[1] ELSE 'licence' END
"""
OF_WORK = "CASE WHEN e.kind IN ('consulting', 'service') THEN e.kind ELSE 'development' END"
SELLER, BUYER = region_sql("s.region_code"), region_sql("b.region_code")

CONTRACTS = f"""
    passed_on AS (
        SELECT engagement_id, sum(amount_fen)::bigint AS fen FROM commissioning_stagepayment WHERE state = 'settled' GROUP BY engagement_id
    ), every_contract AS (
        SELECT 'sale' AS deal, d.number, k.number AS contract, d.exchange, l.title, s.name AS seller, b.name AS buyer,
               {SELLER} AS seller_region, {BUYER} AS buyer_region, coalesce(l.technology_field_id, '') AS field,
               {OF_MODES} AS kind, 1 AS times, t.price_fen AS amount_fen, {within("k.effective_at")} AS effective_date
        FROM trading_sale d
        JOIN trading_contract k ON k.sale_id = d.id
        JOIN trading_settlement t ON t.sale_id = d.id
        JOIN trading_registration r ON r.id = d.leading_registration_id
        JOIN accounts_organisation b ON b.id = r.organisation_id
        JOIN catalogue_listing l ON l.id = d.listing_id
        JOIN accounts_organisation s ON s.id = l.lister_id
        WHERE d.state IN ('contracted', 'settled', 'certified')
        UNION ALL
        SELECT 'engagement', e.number, c.number, e.exchange, e.title, s.name, b.name, {SELLER}, {BUYER},
               coalesce(n.technology_field_id, ''), {OF_WORK}, 1,
               CASE WHEN e.state = 'terminated' THEN coalesce(p.fen, 0) ELSE e.price_fen END, {within("e.started_at")}
        FROM commissioning_engagement e
        JOIN contracts_deed c ON c.id = e.deed_id
        JOIN catalogue_need n ON n.id = e.need_id
        JOIN accounts_organisation s ON s.id = e.supplier_id
        JOIN accounts_organisation b ON b.id = e.client_id
        LEFT JOIN passed_on p ON p.engagement_id = e.id
        WHERE e.state <> 'terminated' OR p.fen > 0
        UNION ALL
        SELECT 'licence', c.number, c.number, o.exchange, l.title, s.name, b.name, {SELLER}, {BUYER},
               coalesce(l.technology_field_id, ''), 'licence', 1, coalesce(o.fixed_fen, 0),
               CASE WHEN c.starts_date >= (%(start)s AT TIME ZONE 'Asia/Shanghai')::date
                     AND c.starts_date < (%(end)s AT TIME ZONE 'Asia/Shanghai')::date THEN c.starts_date END
        FROM licensing_licence c
        JOIN licensing_offer o ON o.id = c.offer_id
        JOIN catalogue_listing l ON l.id = o.listing_id
        JOIN accounts_organisation s ON s.id = o.licensor_id
        JOIN accounts_organisation b ON b.id = c.licensee_id
        WHERE c.state IN ('in_force', 'ended') AND c.starts_date IS NOT NULL
        UNION ALL
        SELECT 'royalty', h.number, c.number, o.exchange, l.title, s.name, b.name, {SELLER}, {BUYER},
               coalesce(l.technology_field_id, ''), 'licence', 0, h.amount_fen, {within("h.settled_at")}
        FROM licensing_charge h
        JOIN licensing_licence c ON c.id = h.licence_id
        JOIN licensing_offer o ON o.id = c.offer_id
        JOIN catalogue_listing l ON l.id = o.listing_id
        JOIN accounts_organisation s ON s.id = o.licensor_id
        JOIN accounts_organisation b ON b.id = c.licensee_id
        WHERE h.state = 'settled' AND h.report_id IS NOT NULL
    ), contracts AS (
        SELECT * FROM every_contract WHERE effective_date IS NOT NULL AND (%(exchange)s = '' OR exchange = %(exchange)s)
    )
"""  # noqa: S608  built of our own names; values go as parameters

SETTLED = "{column} >= %(start)s AND {column} < %(end)s"
FEES = f"""
    every_fee AS (
        SELECT d.number AS deal, d.exchange, {OF_MODES} AS kind, t.pool_fen AS fen
        FROM trading_settlement t JOIN trading_sale d ON d.id = t.sale_id JOIN catalogue_listing l ON l.id = d.listing_id
        WHERE t.state = 'settled' AND {SETTLED.format(column="t.settled_at")}
        UNION ALL
        SELECT e.number, e.exchange, {OF_WORK}, p.client_fee_fen + p.supplier_fee_fen
        FROM commissioning_stagepayment p JOIN commissioning_engagement e ON e.id = p.engagement_id
        WHERE p.state = 'settled' AND {SETTLED.format(column="p.settled_at")}
        UNION ALL
        SELECT c.number, o.exchange, 'licence', h.licensee_fee_fen + h.licensor_fee_fen
        FROM licensing_charge h JOIN licensing_licence c ON c.id = h.licence_id JOIN licensing_offer o ON o.id = c.offer_id
        WHERE h.state = 'settled' AND {SETTLED.format(column="h.settled_at")}
    ), fees AS (SELECT * FROM every_fee WHERE %(exchange)s = '' OR exchange = %(exchange)s)
"""  # noqa: S608
