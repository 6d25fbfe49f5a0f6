-- A pause leaves at least N seconds of what was left (R-BID-17). A sealing that was over when its sale was held stays over: nobody may seal
-- once others may open, so only the time to open is longer (R-BID-15).
CREATE OR REPLACE FUNCTION trading_check_interruption() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- A round keeps what it began with; only a pause moves its times, all of them later. It opens later only with a sale that was held
-- before its opening, by as much, and for nobody who has sealed already.
CREATE OR REPLACE FUNCTION trading_check_round_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ends_at - OLD.ends_at <> NEW.opens_at - OLD.opens_at
        OR EXISTS (SELECT FROM trading_envelope WHERE round_id = NEW.id)
        OR NOT EXISTS (
            SELECT FROM trading_interruption
            WHERE sale_id = NEW.sale_id AND before_opening AND moved_by = NEW.opens_at - OLD.opens_at
        ) THEN
        RAISE EXCEPTION 'round % opens as announced', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER round_goes_forward ON trading_round;
CREATE TRIGGER round_goes_forward BEFORE UPDATE ON trading_round FOR EACH ROW
    WHEN ((NEW.sale_id, NEW.position, NEW.floor_fen, NEW.invited) IS DISTINCT FROM
          (OLD.sale_id, OLD.position, OLD.floor_fen, OLD.invited)
        OR NEW.opens_at < OLD.opens_at OR NEW.ends_at < OLD.ends_at OR NEW.open_by < OLD.open_by OR NEW.fail_by < OLD.fail_by
        OR OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at
        OR OLD.confirmed_at IS NOT NULL AND
            (NEW.confirmed_at, NEW.scored_by_id) IS DISTINCT FROM (OLD.confirmed_at, OLD.scored_by_id))
    EXECUTE FUNCTION trading_refuse('a round goes forward (R-BID-15)');
CREATE TRIGGER round_opens_as_announced BEFORE UPDATE ON trading_round FOR EACH ROW
    WHEN (NEW.opens_at IS DISTINCT FROM OLD.opens_at) EXECUTE FUNCTION trading_check_round_opening();

-- An envelope stays as it came, with the receipt that its bidder has.
CREATE OR REPLACE FUNCTION trading_check_envelope() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_round trading_round;
BEGIN
    SELECT * INTO of_round FROM trading_round WHERE id = NEW.round_id;
    IF TG_OP = 'INSERT' THEN
        IF NEW.received_at < of_round.opens_at OR NEW.received_at >= of_round.ends_at OR NEW.opened_at IS NOT NULL THEN
            RAISE EXCEPTION 'an envelope of round % came out of time', NEW.round_id USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (
            SELECT FROM trading_registration AS bidder WHERE bidder.id = NEW.registration_id AND bidder.sale_id = of_round.sale_id
                AND (cardinality(of_round.invited) = 0 OR bidder.code = ANY (of_round.invited))
        ) THEN
            RAISE EXCEPTION 'an envelope of round % is not of one of its bidders', NEW.round_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.opened_at IS NOT NULL
        OR (NEW.round_id, NEW.registration_id, NEW.placed_by_id, NEW.received_at, NEW.text, NEW.digest, NEW.commitment, NEW.files_digest, NEW.limit_fen, NEW.receipt)
            IS DISTINCT FROM
           (OLD.round_id, OLD.registration_id, OLD.placed_by_id, OLD.received_at, OLD.text, OLD.digest, OLD.commitment, OLD.files_digest, OLD.limit_fen, OLD.receipt)
    THEN
        RAISE EXCEPTION 'an envelope is never changed nor withdrawn (R-BID-10)' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.opened_at < of_round.ends_at THEN
        RAISE EXCEPTION 'an envelope of round % was opened before the end', NEW.round_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
