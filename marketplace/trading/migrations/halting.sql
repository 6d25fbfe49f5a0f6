-- The announced times move on with a prolongation that says so (R-LST-01), or as a whole with a sale that was held before its opening (R-LST-06).
CREATE OR REPLACE FUNCTION trading_check_times() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later interval := NEW.opens_at - OLD.opens_at;
BEGIN
    IF OLD.state = 'paused' AND NEW.state = 'announced' AND later >= interval '0'
        AND NEW.free_ends_at - OLD.free_ends_at = later AND NEW.ends_at - OLD.ends_at = later
        AND (NEW.registration_ends_at - OLD.registration_ends_at) IS NOT DISTINCT FROM
            (CASE WHEN OLD.registration_ends_at IS NOT NULL THEN later END)
        AND EXISTS (SELECT FROM trading_interruption WHERE sale_id = NEW.id AND before_opening AND moved_by = later) THEN
        RETURN NEW;
    END IF;
    IF OLD.state <> 'announced' OR OLD.bid_count > 0 OR NOT EXISTS (
        SELECT FROM trading_prolongation WHERE sale_id = NEW.id
            AND (registration_ends_at, opens_at, free_ends_at) = (NEW.registration_ends_at, NEW.opens_at, NEW.free_ends_at)
            AND (former_registration_ends_at, former_opens_at, former_free_ends_at)
                = (OLD.registration_ends_at, OLD.opens_at, OLD.free_ends_at)
    ) THEN
        RAISE EXCEPTION 'the announced times of sale % are fixed', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION trading_check_interruption() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    least interval;
    before timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an interruption is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.resumed_at IS NOT NULL OR
        (NEW.sale_id, NEW.position, NEW.cause, NEW.reason, NEW.before_opening, NEW.paused_at, NEW.paused_by_id, NEW.after_sequence, NEW.resume_by)
            IS DISTINCT FROM
        (OLD.sale_id, OLD.position, OLD.cause, OLD.reason, OLD.before_opening, OLD.paused_at, OLD.paused_by_id, OLD.after_sequence, OLD.resume_by)) THEN
        RAISE EXCEPTION 'an interruption is told as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.resumed_at IS NOT NULL THEN
        SELECT make_interval(secs => extension_seconds), ends_at INTO least, before FROM trading_sale WHERE id = NEW.sale_id;
        IF NEW.ends_at < NEW.resumed_at + greatest(least, before - NEW.paused_at) THEN
            RAISE EXCEPTION 'too little time is left after the interruption of sale %', NEW.sale_id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

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
