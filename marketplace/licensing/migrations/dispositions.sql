-- No licence is opened to everybody on a right that is being sold, or agreed on, on whichever exchange: who bids has seen the lot without it.
CREATE FUNCTION licensing_check_disposition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    PERFORM pg_advisory_xact_lock(2846, hashtext(held.kind || held.number)) FROM catalogue_right AS held WHERE held.id = NEW.right_id;
    SELECT disposition.number INTO found FROM (
        SELECT number, listing_id FROM trading_sale WHERE state IN ('announced', 'open', 'paused', 'won', 'contracted')
        UNION ALL
        SELECT number, listing_id FROM trading_negotiation WHERE state IN ('publicised', 'suspended')
    ) AS disposition
    WHERE listing_id IN (
        SELECT other.listing_id FROM catalogue_right AS other JOIN catalogue_right AS held USING (kind, number)
        WHERE held.id = NEW.right_id AND number <> ''
    ) LIMIT 1;
    IF found IS NOT NULL THEN
        RAISE EXCEPTION 'right % is under another disposition: %', NEW.right_id, found USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offer_is_on_no_right_being_sold BEFORE INSERT ON licensing_offer
    FOR EACH ROW EXECUTE FUNCTION licensing_check_disposition();
