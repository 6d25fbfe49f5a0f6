-- Sealed prices (R-BID-15): in time, unchanged, opened after the end and by nobody alone.

-- The terms of the opening are fixed with the notice.
CREATE TRIGGER sealed_terms_are_fixed BEFORE UPDATE OR DELETE ON trading_sealedterms
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('the announced terms are fixed');
CREATE TRIGGER custodians_are_fixed BEFORE UPDATE OR DELETE ON trading_custodian
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('the announced terms are fixed');
CREATE TRIGGER opening_key_is_kept BEFORE DELETE ON trading_openingkey
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('an opening key is retired, not forgotten (R-BID-15)');
CREATE TRIGGER opening_key_stays_as_made BEFORE UPDATE ON trading_openingkey FOR EACH ROW
    WHEN ((NEW.holder_id, NEW.exchange, NEW.public_key, NEW.wrapped) IS DISTINCT FROM
          (OLD.holder_id, OLD.exchange, OLD.public_key, OLD.wrapped))
    EXECUTE FUNCTION trading_refuse('an opening key is followed by another (R-BID-15)');

-- No exchange, and nobody, has as many keys as open; there are as many custodians as are needed at least.
CREATE FUNCTION trading_check_custodians() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed integer;
BEGIN
    SELECT quorum INTO needed FROM trading_sealedterms WHERE sale_id = NEW.terms_id;
    IF EXISTS (
        SELECT FROM trading_custodian JOIN trading_openingkey AS key ON key.id = key_id
        WHERE terms_id = NEW.terms_id GROUP BY key.exchange HAVING count(*) >= needed
    ) OR EXISTS (
        SELECT FROM trading_custodian JOIN trading_openingkey AS key ON key.id = key_id
        WHERE terms_id = NEW.terms_id GROUP BY key.holder_id HAVING count(*) > 1
    ) OR needed > (SELECT count(*) FROM trading_custodian WHERE terms_id = NEW.terms_id) THEN
        RAISE EXCEPTION 'the custodians of sale % could open alone, or not at all', NEW.terms_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_exchange_opens_alone AFTER INSERT ON trading_custodian DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION trading_check_custodians();

-- Weights make a hundred, and stay.
CREATE FUNCTION trading_check_weights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF 100 <> (SELECT price_weight FROM trading_scheme WHERE id = NEW.scheme_id)
            + (SELECT sum(weight) FROM trading_criterion WHERE scheme_id = NEW.scheme_id) THEN
        RAISE EXCEPTION 'the weights of scheme % are not a hundred', NEW.scheme_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER weights_are_a_hundred AFTER INSERT ON trading_criterion DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION trading_check_weights();
CREATE TRIGGER criterion_is_fixed BEFORE UPDATE OR DELETE ON trading_criterion
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a scheme is followed by another (R-BID-16)');
CREATE TRIGGER scheme_is_fixed BEFORE UPDATE ON trading_scheme FOR EACH ROW
    WHEN ((NEW.listing_id, NEW.exchange, NEW.price_weight) IS DISTINCT FROM (OLD.listing_id, OLD.exchange, OLD.price_weight)
        OR OLD.state <> 'drafted' AND NEW.state <> OLD.state)
    EXECUTE FUNCTION trading_refuse('a scheme is followed by another (R-BID-16)');

-- A round keeps what it began with; only a pause moves its times, all of them later. It opens later only with a sale that was held
-- before its opening, by as much, and for nobody who has sealed already.
CREATE TRIGGER round_goes_forward BEFORE UPDATE ON trading_round FOR EACH ROW
    WHEN ((NEW.sale_id, NEW.position, NEW.floor_fen, NEW.invited) IS DISTINCT FROM
          (OLD.sale_id, OLD.position, OLD.floor_fen, OLD.invited)
        OR NEW.opens_at < OLD.opens_at OR NEW.ends_at < OLD.ends_at OR NEW.open_by < OLD.open_by OR NEW.fail_by < OLD.fail_by
        OR OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at
        OR OLD.confirmed_at IS NOT NULL AND
            (NEW.confirmed_at, NEW.scored_by_id) IS DISTINCT FROM (OLD.confirmed_at, OLD.scored_by_id))
    EXECUTE FUNCTION trading_refuse('a round goes forward (R-BID-15)');
CREATE FUNCTION trading_check_round_opening() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER round_opens_as_announced BEFORE UPDATE ON trading_round FOR EACH ROW
    WHEN (NEW.opens_at IS DISTINCT FROM OLD.opens_at) EXECUTE FUNCTION trading_check_round_opening();
CREATE TRIGGER round_is_kept BEFORE DELETE ON trading_round
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a round is kept (R-GEN-10)');

-- An envelope comes in time, from who may seal in this round, and stays as it came, with the receipt that its bidder has; it is opened
-- once, after the end.
CREATE FUNCTION trading_check_envelope() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER envelope_stays_as_it_came BEFORE INSERT OR UPDATE ON trading_envelope
    FOR EACH ROW EXECUTE FUNCTION trading_check_envelope();
CREATE TRIGGER envelope_is_kept BEFORE DELETE ON trading_envelope
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('an envelope is never changed nor withdrawn (R-BID-10)');
CREATE TRIGGER envelope_is_never_truncated BEFORE TRUNCATE ON trading_envelope
    EXECUTE FUNCTION trading_refuse('an envelope is never changed nor withdrawn (R-BID-10)');

-- A custodian of this sale hands in its share after the end, of a weighted sale after the scores are confirmed (R-BID-16).
CREATE FUNCTION trading_check_handed_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM trading_envelope AS envelope JOIN trading_round AS round ON round.id = envelope.round_id
            JOIN trading_sealedterms AS terms ON terms.sale_id = round.sale_id
            JOIN trading_custodian AS custodian ON custodian.terms_id = terms.sale_id
        WHERE envelope.id = NEW.envelope_id AND custodian.id = NEW.custodian_id AND NEW.handed_at >= round.ends_at
            AND (terms.scheme_id IS NULL OR round.confirmed_at <= NEW.handed_at)
    ) THEN
        RAISE EXCEPTION 'a share of envelope % is not due', NEW.envelope_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER share_is_handed_in_after_the_end BEFORE INSERT ON trading_handedshare
    FOR EACH ROW EXECUTE FUNCTION trading_check_handed_share();
CREATE TRIGGER handed_share_is_append_only BEFORE UPDATE OR DELETE ON trading_handedshare
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a share is handed in once (R-BID-15)');

-- Scores stand once they are confirmed (R-BID-16).
CREATE FUNCTION trading_check_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trading_envelope AS envelope JOIN trading_round AS round ON round.id = envelope.round_id
        WHERE envelope.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.envelope_id ELSE NEW.envelope_id END
            AND round.confirmed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'confirmed scores stand (R-BID-16)' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER score_stands BEFORE INSERT OR UPDATE OR DELETE ON trading_score
    FOR EACH ROW EXECUTE FUNCTION trading_check_score();
