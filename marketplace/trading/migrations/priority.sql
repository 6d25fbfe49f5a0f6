-- A sale is announced once every holder of priority was noticed in time or has waived (R-CON-05, R-BID-11).
CREATE FUNCTION trading_check_priority_of_sale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trading_priorityholder WHERE listing_id = NEW.listing_id
            AND (state = 'recorded' OR state = 'notified' AND clear_at > NEW.announced_at)
    ) THEN
        RAISE EXCEPTION 'a holder of priority in listing % was not noticed in time', NEW.listing_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
-- What bidding asks of a lot, every competitive method asks; an agreement has its own rules.
CREATE TRIGGER sale_waits_for_priority_holders BEFORE INSERT ON trading_sale FOR EACH ROW
    WHEN (NEW.method <> 'negotiated') EXECUTE FUNCTION trading_check_priority_of_sale();

-- Who may match stays as it was announced while a sale runs, or stands still; which party of the market a holder is may become known.
CREATE FUNCTION trading_check_priority() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER priority_is_recorded_before_the_sale BEFORE INSERT ON trading_priorityholder
    FOR EACH ROW EXECUTE FUNCTION trading_check_priority();
CREATE TRIGGER priority_is_fixed_in_a_sale BEFORE UPDATE OF kind, name, rank, state, clear_at ON trading_priorityholder
    FOR EACH ROW EXECUTE FUNCTION trading_check_priority();
CREATE TRIGGER priority_stays_with_its_listing BEFORE UPDATE ON trading_priorityholder FOR EACH ROW
    WHEN ((NEW.listing_id, NEW.number) IS DISTINCT FROM (OLD.listing_id, OLD.number)
        OR OLD.organisation_id IS NOT NULL AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id)
    EXECUTE FUNCTION trading_refuse('a priority is its holder''s (R-CON-05)');
CREATE TRIGGER priority_is_kept BEFORE DELETE ON trading_priorityholder
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a priority is waived, not forgotten (R-CON-05)');

-- A bidder has the rank of the priority it registered with, which is its own and of this lot.
CREATE FUNCTION trading_check_rank() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM trading_priorityholder AS holder JOIN trading_sale AS sale ON sale.listing_id = holder.listing_id
        WHERE holder.id = NEW.priority_id AND sale.id = NEW.sale_id AND holder.organisation_id = NEW.organisation_id
            AND holder.rank = NEW.rank AND holder.state = 'notified'
    ) THEN
        RAISE EXCEPTION 'registration % has a priority that is not its own', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rank_is_that_of_the_priority BEFORE INSERT ON trading_registration FOR EACH ROW
    WHEN (NEW.priority_id IS NOT NULL) EXECUTE FUNCTION trading_check_rank();
CREATE TRIGGER rank_is_fixed BEFORE UPDATE ON trading_registration FOR EACH ROW
    WHEN ((NEW.priority_id, NEW.rank, NEW.organisation_id, NEW.sale_id)
        IS DISTINCT FROM (OLD.priority_id, OLD.rank, OLD.organisation_id, OLD.sale_id))
    EXECUTE FUNCTION trading_refuse('who bids with which priority is fixed by the registration (R-BID-11)');

-- At the same price the leader changes only to a higher priority.
CREATE TRIGGER equal_price_goes_to_the_higher_priority BEFORE UPDATE ON trading_sale FOR EACH ROW
    WHEN (NEW.leading_registration_id IS DISTINCT FROM OLD.leading_registration_id
        AND NEW.leading_fen IS NOT DISTINCT FROM OLD.leading_fen
        AND (NEW.leading_rank IS NULL OR NEW.leading_rank >= coalesce(OLD.leading_rank, 32767)))
    EXECUTE FUNCTION trading_refuse('at an equal price the higher priority leads (R-BID-11)');
