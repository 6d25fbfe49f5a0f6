-- Public numbers such as L-2027-000042: prefix, year of market time in Shanghai, running number of the prefix (R-GEN-05).
CREATE FUNCTION next_number(prefix text) RETURNS text
LANGUAGE sql VOLATILE
AS $$
    SELECT prefix || '-' || to_char(market_now() AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(running, greatest(6, length(running)), '0')
    FROM (SELECT nextval(('number_' || lower(prefix))::regclass)::text AS running) AS next
$$;
