-- What was entered stays: the next version, or a correction, follows it.
CREATE TRIGGER particulars_are_fixed BEFORE UPDATE OR DELETE ON fees_particulars FOR EACH ROW EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER invoice_is_fixed BEFORE UPDATE OR DELETE ON fees_invoice FOR EACH ROW EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER particulars_are_never_truncated BEFORE TRUNCATE ON fees_particulars EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER invoice_is_never_truncated BEFORE TRUNCATE ON fees_invoice EXECUTE FUNCTION fees_refuse();

-- A correction belongs to the notice it corrects, and a number that holds belongs to one payer at one venue.
CREATE FUNCTION fees_guard_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its_payer bigint;
    its_venue text;
BEGIN
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT FROM fees_invoice WHERE id = NEW.replaces_id AND notice_id = NEW.notice_id) THEN
        RAISE EXCEPTION 'refused: invoice % corrects one of another notice', NEW.number USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('fees_invoice ' || NEW.number, 0));
    SELECT q.payer_id, q.exchange INTO its_payer, its_venue
        FROM fees_paymentnotice n JOIN fees_quote q ON q.id = n.quote_id WHERE n.id = NEW.notice_id;
    IF EXISTS (
        SELECT FROM fees_invoice i JOIN fees_paymentnotice n ON n.id = i.notice_id JOIN fees_quote q ON q.id = n.quote_id
        WHERE i.number = NEW.number AND (q.payer_id, q.exchange) <> (its_payer, its_venue)
          AND NOT EXISTS (SELECT FROM fees_invoice later WHERE later.replaces_id = i.id)
    ) THEN
        RAISE EXCEPTION 'refused: invoice % stands for another payer or venue', NEW.number USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invoice_is_of_one_payer BEFORE INSERT ON fees_invoice FOR EACH ROW EXECUTE FUNCTION fees_guard_invoice();
