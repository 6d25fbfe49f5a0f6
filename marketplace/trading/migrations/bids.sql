-- Bids stay as they were received (R-BID-10), certificates as they were issued (R-SET-06).
CREATE FUNCTION trading_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER bid_is_append_only BEFORE UPDATE OR DELETE ON trading_bid
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a bid is never changed nor withdrawn (R-BID-10)');
CREATE TRIGGER bid_is_never_truncated BEFORE TRUNCATE ON trading_bid
    EXECUTE FUNCTION trading_refuse('a bid is never changed nor withdrawn (R-BID-10)');
CREATE TRIGGER certificate_is_append_only BEFORE UPDATE OR DELETE ON trading_certificate
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a certificate is corrected by a new one (R-SET-06)');
CREATE TRIGGER certificate_is_never_truncated BEFORE TRUNCATE ON trading_certificate
    EXECUTE FUNCTION trading_refuse('a certificate is corrected by a new one (R-SET-06)');

-- What was announced holds; the leader never falls, the end never moves back, no bid is uncounted.
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
CREATE TRIGGER sale_goes_forward BEFORE UPDATE ON trading_sale FOR EACH ROW
    WHEN (NEW.leading_fen IS DISTINCT FROM OLD.leading_fen AND coalesce(NEW.leading_fen, 0) <= coalesce(OLD.leading_fen, 0)
        OR NEW.ends_at < OLD.ends_at OR NEW.bid_count < OLD.bid_count)
    EXECUTE FUNCTION trading_refuse('the leader never falls and the end never moves back (R-BID-07, R-BID-08)');
CREATE TRIGGER sale_is_never_deleted BEFORE DELETE ON trading_sale
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a sale is kept (R-GEN-10)');

-- The sequence of a sale has no gap and no double; its row is locked by whoever inserts. A bid has the rank of its bidder; an accepted
-- one is above all before it, or matches the leader with a higher priority.
CREATE FUNCTION trading_check_bid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_sequence integer;
BEGIN
    SELECT sequence INTO last_sequence FROM trading_bid WHERE sale_id = NEW.sale_id ORDER BY sequence DESC LIMIT 1;
    IF NEW.sequence <> coalesce(last_sequence, 0) + 1 THEN
        RAISE EXCEPTION 'bid % of sale % follows %', NEW.sequence, NEW.sale_id, last_sequence USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.accepted AND EXISTS (
        SELECT FROM trading_bid WHERE sale_id = NEW.sale_id AND accepted AND price_fen >= NEW.price_fen
            AND NOT (price_fen = NEW.price_fen AND NEW.rank IS NOT NULL AND (rank IS NULL OR rank > NEW.rank))
    ) THEN
        RAISE EXCEPTION 'bid % of sale % does not exceed the leader', NEW.sequence, NEW.sale_id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.rank IS NOT NULL AND NOT EXISTS (
        SELECT FROM trading_registration WHERE id = NEW.registration_id AND rank = NEW.rank
    ) THEN
        RAISE EXCEPTION 'bid % of sale % has a rank that is not its bidder''s', NEW.sequence, NEW.sale_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bid_follows_the_last BEFORE INSERT ON trading_bid FOR EACH ROW EXECUTE FUNCTION trading_check_bid();

-- A bidder is registered for the sale of the bid.
ALTER TABLE trading_registration ADD CONSTRAINT registration_of_a_sale UNIQUE (id, sale_id);
ALTER TABLE trading_bid ADD CONSTRAINT bidder_of_the_same_sale
    FOREIGN KEY (registration_id, sale_id) REFERENCES trading_registration (id, sale_id);

-- The shares of a settlement are its pool, to the fen.
CREATE FUNCTION trading_check_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount_fen) FROM trading_share WHERE settlement_id = NEW.settlement_id)
        <> (SELECT pool_fen FROM trading_settlement WHERE id = NEW.settlement_id) THEN
        RAISE EXCEPTION 'the shares of settlement % are not its pool', NEW.settlement_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shares_are_the_pool AFTER INSERT OR UPDATE ON trading_share DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION trading_check_shares();

-- The row of a sale changes with every bid: room on its page lets PostgreSQL keep the versions there, without new index entries.
ALTER TABLE trading_sale SET (fillfactor = 40);
