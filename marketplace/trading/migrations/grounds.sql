-- Nothing is forfeited on a ground that the announcement did not name (R-BID-04); an agreed deal has no deposit.
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
