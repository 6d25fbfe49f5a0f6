-- The grounds of forfeiture are terms of the announcement, and nothing is forfeited on another (R-BID-04); an agreed deal has no deposit.
DROP TRIGGER sale_terms_are_fixed ON trading_sale;
CREATE TRIGGER sale_terms_are_fixed BEFORE UPDATE ON trading_sale FOR EACH ROW
    WHEN ((NEW.listing_id, NEW.exchange, NEW.method, NEW.rule_version_id, NEW.schedule_id, NEW.start_fen, NEW.increment_fen,
           NEW.deposit_fen, NEW.prolongations_max, NEW.extension_seconds, NEW.reserve_commitment, NEW.reserve_ciphertext,
           NEW.forfeit_grounds)
        IS DISTINCT FROM
          (OLD.listing_id, OLD.exchange, OLD.method, OLD.rule_version_id, OLD.schedule_id, OLD.start_fen, OLD.increment_fen,
           OLD.deposit_fen, OLD.prolongations_max, OLD.extension_seconds, OLD.reserve_commitment, OLD.reserve_ciphertext,
           OLD.forfeit_grounds)
        OR OLD.agreed AND NOT NEW.agreed)
    EXECUTE FUNCTION trading_refuse('the announced terms are fixed');

CREATE FUNCTION trading_check_default_ground() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM trading_sale s JOIN trading_settlement t ON t.sale_id = s.id
        WHERE t.id = NEW.settlement_id AND (s.method = 'negotiated' OR 'refusal' = ANY (s.forfeit_grounds))
    ) THEN
        RAISE EXCEPTION 'the notice of the sale names no forfeiture for a default' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER default_was_named_by_the_notice BEFORE INSERT ON trading_default
    FOR EACH ROW EXECUTE FUNCTION trading_check_default_ground();
