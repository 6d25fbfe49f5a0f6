-- A negotiated price is concluded once every other holder of priority was told it in time or has waived; who has matched it goes before anybody
-- else, until it leaves (R-CON-05).
CREATE FUNCTION trading_check_priority_of_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM trading_priorityholder AS holder JOIN trading_sale AS sale ON sale.id = NEW.sale_id
        WHERE holder.listing_id = NEW.listing_id AND holder.organisation_id IS DISTINCT FROM NEW.buyer_id
            AND (holder.state = 'recorded'
                OR holder.state = 'notified' AND (holder.clear_at > sale.announced_at OR holder.told_fen IS DISTINCT FROM sale.start_fen))
    ) THEN
        RAISE EXCEPTION 'a holder of priority in listing % was not told the price in time', NEW.listing_id USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM trading_priorityholder WHERE listing_id = NEW.listing_id AND state = 'matched')
        AND NOT EXISTS (SELECT FROM trading_priorityholder
            WHERE listing_id = NEW.listing_id AND state = 'matched' AND organisation_id = NEW.buyer_id) THEN
        RAISE EXCEPTION 'negotiation % is concluded beside a holder of priority who matched', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_waits_for_priority_holders BEFORE UPDATE ON trading_negotiation FOR EACH ROW
    WHEN (NEW.state = 'concluded' AND OLD.state <> 'concluded') EXECUTE FUNCTION trading_check_priority_of_agreement();
