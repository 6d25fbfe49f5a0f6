-- A right is under one disposition at a time, on whichever exchange and in whichever listing: a sale that runs or was won and is not
-- settled, or an agreement before the public. Whoever brings one about takes his turn at the right, known by its kind and number.
CREATE FUNCTION trading_take_turn_at_rights(listing bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    held record;
BEGIN
    FOR held IN SELECT kind, number FROM catalogue_right WHERE listing_id = listing AND number <> '' ORDER BY kind, number LOOP
        PERFORM pg_advisory_xact_lock(2846, hashtext(held.kind || held.number));
    END LOOP;
END $$;

-- Of another listing that has a right in common; of the same one its agreement counts too, where a sale is announced.
CREATE FUNCTION trading_disposition_of(listing bigint, agreements_here boolean, sales_here boolean) RETURNS text LANGUAGE sql STABLE AS $$
    WITH here AS (SELECT kind, number FROM catalogue_right WHERE listing_id = listing AND number <> ''),
    others AS (
        SELECT DISTINCT other.listing_id AS id FROM catalogue_right AS other JOIN here USING (kind, number) WHERE other.listing_id <> listing
    )
    SELECT number FROM trading_sale WHERE state IN ('announced', 'open', 'paused', 'won', 'contracted')
        AND (listing_id IN (SELECT id FROM others) OR sales_here AND listing_id = listing)
    UNION ALL
    SELECT number FROM trading_negotiation WHERE state IN ('publicised', 'suspended')
        AND (listing_id IN (SELECT id FROM others) OR agreements_here AND listing_id = listing)
    LIMIT 1
$$;

-- Earlier licences survive a transfer (R-CON-10); a dispute, a pledge without consent, and beside an exclusive offer any other licence do not.
CREATE FUNCTION trading_excluded_by(listing bigint, day date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT burden.number FROM catalogue_right AS held
    JOIN catalogue_encumbrance AS burden ON burden.right_kind = held.kind AND burden.right_number = held.number
    JOIN catalogue_listing AS offered ON offered.id = held.listing_id
    WHERE held.listing_id = listing AND burden.lifted_at IS NULL AND burden.from_date <= day AND (burden.ends_date IS NULL OR burden.ends_date >= day)
        AND offered.transfer_modes && '{assignment,equity,ordinary_licence,exclusive_licence,sole_licence}'
        AND (
            burden.kind = 'dispute'
            OR burden.kind = 'pledge' AND burden.agreement = ''
            OR burden.kind IN ('exclusive_licence', 'sole_licence') AND offered.transfer_modes && '{exclusive_licence,sole_licence,ordinary_licence}'
            OR burden.kind = 'open_licence' AND offered.transfer_modes && '{exclusive_licence,sole_licence}'
        )
    LIMIT 1
$$;

CREATE FUNCTION trading_check_disposition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    negotiated boolean := TG_TABLE_NAME = 'trading_negotiation';
    found text;
    day date;
BEGIN
    PERFORM trading_take_turn_at_rights(NEW.listing_id);
    IF negotiated THEN
        found := trading_disposition_of(NEW.listing_id, false, true);
        day := (NEW.agreed_at AT TIME ZONE 'Asia/Shanghai')::date;
    ELSE
        found := trading_disposition_of(NEW.listing_id, NEW.method <> 'negotiated', false);
        day := (NEW.announced_at AT TIME ZONE 'Asia/Shanghai')::date;
    END IF;
    found := coalesce(found, trading_excluded_by(NEW.listing_id, day));
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'a right of listing % is under another disposition: %', NEW.listing_id, found USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sale_is_the_only_disposition BEFORE INSERT ON trading_sale
    FOR EACH ROW EXECUTE FUNCTION trading_check_disposition();
CREATE TRIGGER agreement_is_the_only_disposition BEFORE UPDATE ON trading_negotiation FOR EACH ROW
    WHEN (NEW.state = 'publicised' AND OLD.state = 'open') EXECUTE FUNCTION trading_check_disposition();
