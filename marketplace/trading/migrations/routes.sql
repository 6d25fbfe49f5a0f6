-- The announced times move on with a prolongation that says so (R-LST-01), or as a whole with a sale that was held before its opening (R-LST-06).
CREATE FUNCTION trading_check_times() RETURNS trigger LANGUAGE plpgsql AS $$
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
