-- A deposit is forfeited on a ground that the notice named, after the end, of who has not won; what was proposed stays as it was (R-BID-04).
CREATE FUNCTION trading_check_forfeiture() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM trading_registration r JOIN trading_sale s ON s.id = r.sale_id
        WHERE r.id = NEW.registration_id AND NEW.ground = ANY (s.forfeit_grounds) AND NEW.ground <> 'refusal'
            AND NEW.deposit_fen = s.deposit_fen AND s.state NOT IN ('announced', 'open', 'paused')
            AND r.state IN ('qualified', 'left')
            AND (s.state = 'failed' OR s.leading_registration_id IS DISTINCT FROM r.id)
    ) THEN
        RAISE EXCEPTION 'the deposit of registration % is not forfeited on %', NEW.registration_id, NEW.ground
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER forfeiture_was_named_by_the_notice BEFORE INSERT ON trading_forfeiture
    FOR EACH ROW EXECUTE FUNCTION trading_check_forfeiture();
CREATE TRIGGER forfeiture_stays_as_proposed BEFORE UPDATE ON trading_forfeiture FOR EACH ROW
    WHEN ((NEW.registration_id, NEW.ground, NEW.reason, NEW.deposit_fen, NEW.costs_fen, NEW.proposed_by_id, NEW.proposed_at,
           NEW.heard_until, NEW.decide_by)
        IS DISTINCT FROM
          (OLD.registration_id, OLD.ground, OLD.reason, OLD.deposit_fen, OLD.costs_fen, OLD.proposed_by_id, OLD.proposed_at,
           OLD.heard_until, OLD.decide_by)
        OR OLD.state <> 'proposed' OR OLD.statement <> '' AND NEW.statement <> OLD.statement)
    EXECUTE FUNCTION trading_refuse('a forfeiture stays as it was proposed, answered and decided');
CREATE TRIGGER forfeiture_is_kept BEFORE DELETE ON trading_forfeiture
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a forfeiture is kept (R-GEN-10)');

-- No deposit is lost without a decision, and none leaves while one is waited for.
CREATE FUNCTION trading_check_deposit_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'forfeited' AND NOT EXISTS (
        SELECT FROM trading_forfeiture WHERE registration_id = NEW.id AND state = 'approved'
    ) AND NOT EXISTS (
        SELECT FROM trading_default d JOIN trading_settlement t ON t.id = d.settlement_id
        WHERE t.sale_id = NEW.sale_id AND d.organisation_id = NEW.organisation_id AND d.state <> 'rejected'
    ) THEN
        RAISE EXCEPTION 'the deposit of registration % is forfeited by nobody', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'returned' AND EXISTS (
        SELECT FROM trading_forfeiture WHERE registration_id = NEW.id AND state = 'proposed'
    ) THEN
        RAISE EXCEPTION 'the deposit of registration % waits for a decision', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deposit_ends_by_a_decision BEFORE UPDATE ON trading_registration FOR EACH ROW
    WHEN (NEW.state IN ('forfeited', 'returned') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION trading_check_deposit_end();
