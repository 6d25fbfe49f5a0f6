-- What was announced holds; only the times of a lot at its listed price move on, each time with a prolongation that says so (R-LST-01).
DROP TRIGGER sale_terms_are_fixed ON trading_sale;
DROP TRIGGER sale_registration_is_fixed ON trading_sale;
CREATE TRIGGER sale_terms_are_fixed BEFORE UPDATE ON trading_sale FOR EACH ROW
    WHEN ((NEW.listing_id, NEW.exchange, NEW.method, NEW.rule_version_id, NEW.schedule_id, NEW.start_fen, NEW.increment_fen,
           NEW.deposit_fen, NEW.prolongations_max, NEW.extension_seconds, NEW.reserve_commitment, NEW.reserve_ciphertext)
        IS DISTINCT FROM
          (OLD.listing_id, OLD.exchange, OLD.method, OLD.rule_version_id, OLD.schedule_id, OLD.start_fen, OLD.increment_fen,
           OLD.deposit_fen, OLD.prolongations_max, OLD.extension_seconds, OLD.reserve_commitment, OLD.reserve_ciphertext)
        OR OLD.agreed AND NOT NEW.agreed)
    EXECUTE FUNCTION trading_refuse('the announced terms are fixed');

CREATE FUNCTION trading_check_times() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
CREATE TRIGGER sale_times_are_fixed BEFORE UPDATE ON trading_sale FOR EACH ROW
    WHEN ((NEW.registration_ends_at, NEW.opens_at, NEW.free_ends_at)
        IS DISTINCT FROM (OLD.registration_ends_at, OLD.opens_at, OLD.free_ends_at))
    EXECUTE FUNCTION trading_check_times();

CREATE FUNCTION trading_check_prolongation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM trading_sale WHERE id = NEW.sale_id AND method = 'listed' AND state = 'announced'
            AND NEW.position = 1 + (SELECT count(*) FROM trading_prolongation WHERE sale_id = NEW.sale_id)
            AND NEW.position <= prolongations_max
    ) THEN
        RAISE EXCEPTION 'sale % is not prolonged %', NEW.sale_id, NEW.position USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER prolongation_was_announced BEFORE INSERT ON trading_prolongation
    FOR EACH ROW EXECUTE FUNCTION trading_check_prolongation();
CREATE TRIGGER prolongation_is_append_only BEFORE UPDATE OR DELETE ON trading_prolongation
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a prolongation is told as it was');

-- What holds of bidding holds of every sale that is offered to everybody.
DROP TRIGGER state_owned_lot_keeps_its_floor ON trading_sale;
CREATE TRIGGER state_owned_lot_keeps_its_floor BEFORE INSERT ON trading_sale FOR EACH ROW
    WHEN (NEW.method <> 'negotiated') EXECUTE FUNCTION trading_check_floor();

CREATE OR REPLACE FUNCTION trading_check_priority() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trading_sale WHERE listing_id = NEW.listing_id AND method <> 'negotiated'
            AND state IN ('announced', 'open', 'paused')
    ) THEN
        RAISE EXCEPTION 'holders of priority in listing % are fixed while its sale runs', NEW.listing_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
