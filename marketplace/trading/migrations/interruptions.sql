-- A pause leaves at least N seconds of what was left (R-BID-17). A sealing that was over when its sale was held stays over: nobody may seal
-- once others may open, so only the time to open is longer (R-BID-15).
CREATE FUNCTION trading_check_interruption() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    least interval;
    before timestamptz;
    sealed boolean;
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
        SELECT make_interval(secs => extension_seconds), ends_at, method IN ('sealed', 'weighted') INTO least, before, sealed
            FROM trading_sale WHERE id = NEW.sale_id;
        IF sealed AND NEW.paused_at >= before THEN
            IF NEW.ends_at <> before THEN
                RAISE EXCEPTION 'the sealing of sale % was over before it was held', NEW.sale_id USING ERRCODE = 'check_violation';
            END IF;
        ELSIF NEW.ends_at < NEW.resumed_at + greatest(least, before - NEW.paused_at) THEN
            RAISE EXCEPTION 'too little time is left after the interruption of sale %', NEW.sale_id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER interruption_is_told_as_it_was BEFORE INSERT OR UPDATE OR DELETE ON trading_interruption
    FOR EACH ROW EXECUTE FUNCTION trading_check_interruption();

-- What was filed, and what was disclosed anew, stays.
CREATE TRIGGER filed_valuation_is_append_only BEFORE UPDATE OR DELETE ON trading_filedvaluation
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a valuation is followed by another (R-SET-01)');
CREATE TRIGGER relisting_is_append_only BEFORE UPDATE OR DELETE ON trading_relisting
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a relisting is followed by another (R-SET-01)');

-- A state-owned lot is not sold by bidding below its floor: the last one disclosed, at first the filed valuation (R-SET-01).
CREATE FUNCTION trading_check_floor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    floor bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM catalogue_listing WHERE id = NEW.listing_id AND owner_category = 'state_firm') THEN
        RETURN NEW;
    END IF;
    SELECT floor_fen INTO floor FROM trading_relisting WHERE listing_id = NEW.listing_id ORDER BY id DESC LIMIT 1;
    IF floor IS NULL THEN
        SELECT amount_fen INTO floor FROM trading_filedvaluation WHERE listing_id = NEW.listing_id ORDER BY id DESC LIMIT 1;
    END IF;
    IF floor IS NULL OR NEW.start_fen < floor THEN
        RAISE EXCEPTION 'listing % is state-owned: its floor is %', NEW.listing_id, floor USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- What holds of bidding holds of every sale that is offered to everybody.
CREATE TRIGGER state_owned_lot_keeps_its_floor BEFORE INSERT ON trading_sale FOR EACH ROW
    WHEN (NEW.method <> 'negotiated') EXECUTE FUNCTION trading_check_floor();
