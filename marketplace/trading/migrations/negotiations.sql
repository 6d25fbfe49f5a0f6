-- An offer stands as it was made; the sides take turns, and who has let his time go by may be offered anew by the same side.
CREATE TRIGGER offer_is_append_only BEFORE UPDATE OR DELETE ON trading_offer
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('an offer is answered, never changed');
CREATE TRIGGER offer_is_never_truncated BEFORE TRUNCATE ON trading_offer
    EXECUTE FUNCTION trading_refuse('an offer is answered, never changed');

-- The row of the negotiation is locked by whoever inserts.
CREATE FUNCTION trading_check_offer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before trading_offer;
    stands varchar;
BEGIN
    SELECT state INTO stands FROM trading_negotiation WHERE id = NEW.negotiation_id;
    SELECT * INTO before FROM trading_offer WHERE negotiation_id = NEW.negotiation_id ORDER BY position DESC LIMIT 1;
    IF stands <> 'open' THEN
        RAISE EXCEPTION 'an offer in a negotiation that is %', stands USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.position <> coalesce(before.position, 0) + 1 THEN
        RAISE EXCEPTION 'offer % of negotiation % follows %', NEW.position, NEW.negotiation_id, before.position USING ERRCODE = 'check_violation';
    END IF;
    IF before.side = NEW.side AND NEW.made_at < before.expires_at AND NOT EXISTS (
        SELECT FROM trading_publicity WHERE offer_id = before.id
    ) THEN
        RAISE EXCEPTION 'offer % of negotiation % is not answered yet', before.position, NEW.negotiation_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offer_follows_the_last BEFORE INSERT ON trading_offer FOR EACH ROW EXECUTE FUNCTION trading_check_offer();

-- What is agreed on was offered in this negotiation; what is public is what was agreed on.
ALTER TABLE trading_negotiation ADD CONSTRAINT agreed_offer_of_the_same_negotiation
    FOREIGN KEY (agreed_offer_id, id) REFERENCES trading_offer (id, negotiation_id);
ALTER TABLE trading_publicity ADD CONSTRAINT publicity_of_the_same_negotiation
    FOREIGN KEY (offer_id, negotiation_id) REFERENCES trading_offer (id, negotiation_id);

-- Who negotiates on what, and what the buyer declared, are never rewritten.
CREATE TRIGGER negotiation_parties_are_fixed BEFORE UPDATE ON trading_negotiation FOR EACH ROW
    WHEN ((NEW.listing_id, NEW.buyer_id, NEW.exchange, NEW.rule_version_id, NEW.foreign_link, NEW.declaration)
        IS DISTINCT FROM
          (OLD.listing_id, OLD.buyer_id, OLD.exchange, OLD.rule_version_id, OLD.foreign_link, OLD.declaration)
        OR OLD.state IN ('concluded', 'ended'))
    EXECUTE FUNCTION trading_refuse('parties and declaration of a negotiation are fixed, and its end is final');
CREATE TRIGGER negotiation_is_never_deleted BEFORE DELETE ON trading_negotiation
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a negotiation is kept (R-GEN-10)');

-- An objection stands as it was raised, and is decided once.
CREATE TRIGGER objection_is_decided_once BEFORE UPDATE ON trading_noticeobjection FOR EACH ROW
    WHEN (OLD.state <> 'waiting' OR (NEW.publicity_id, NEW.raised_by_id, NEW.raised_at, NEW.content)
        IS DISTINCT FROM (OLD.publicity_id, OLD.raised_by_id, OLD.raised_at, OLD.content))
    EXECUTE FUNCTION trading_refuse('an objection is answered once and never rewritten (R-PRI-04)');
CREATE TRIGGER objection_is_never_deleted BEFORE DELETE ON trading_noticeobjection
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('an objection is kept (R-GEN-10)');

-- An agreement is concluded only when its notice is over and no objection waits (R-PRI-04).
CREATE FUNCTION trading_check_conclusion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trading_publicity AS publicity
        LEFT JOIN trading_noticeobjection AS objection ON objection.publicity_id = publicity.id AND objection.state = 'waiting'
        WHERE publicity.offer_id = NEW.agreed_offer_id AND (publicity.state <> 'complete' OR objection.id IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'the public notice of negotiation % is not complete', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM trading_sale AS sale
        JOIN trading_registration AS winner ON winner.id = sale.leading_registration_id
        JOIN trading_offer AS offer ON offer.id = NEW.agreed_offer_id
        WHERE sale.id = NEW.sale_id AND sale.method = 'negotiated' AND sale.listing_id = NEW.listing_id
            AND sale.leading_fen = offer.price_fen AND winner.organisation_id = NEW.buyer_id
    ) THEN
        RAISE EXCEPTION 'the sale of negotiation % is not what was agreed', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conclusion_is_what_was_agreed BEFORE UPDATE ON trading_negotiation FOR EACH ROW
    WHEN (NEW.state = 'concluded' AND OLD.state <> 'concluded')
    EXECUTE FUNCTION trading_check_conclusion();
