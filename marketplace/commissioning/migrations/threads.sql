-- An offer stands as it was made and pays what its milestones sum to (R-CON-04); what is agreed is an offer of the thread.
CREATE FUNCTION commissioning_check_need_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM commissioning_needthread WHERE id = NEW.thread_id AND state = 'open') THEN
        RAISE EXCEPTION 'an offer in a thread that is not open' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (SELECT sum((one->>'amount_fen')::bigint) FROM jsonb_array_elements(NEW.milestones) AS one) IS DISTINCT FROM NEW.price_fen THEN
        RAISE EXCEPTION 'milestones that do not sum to the price (R-CON-04)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER need_offer_is_lawful BEFORE INSERT ON commissioning_needoffer FOR EACH ROW EXECUTE FUNCTION commissioning_check_need_offer();
CREATE TRIGGER need_offer_stands BEFORE UPDATE OR DELETE ON commissioning_needoffer
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('an offer is answered, never rewritten');

CREATE FUNCTION commissioning_check_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM commissioning_needoffer WHERE id = NEW.agreed_offer_id AND thread_id = NEW.id AND expires_at > NEW.agreed_at
                   AND position = (SELECT max(position) FROM commissioning_needoffer WHERE thread_id = NEW.id)) THEN
        RAISE EXCEPTION 'what is agreed is the last offer of the thread, while it stands' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreement_is_the_last_offer BEFORE UPDATE ON commissioning_needthread FOR EACH ROW
    WHEN (NEW.state = 'agreed' AND OLD.state <> 'agreed') EXECUTE FUNCTION commissioning_check_agreement();

-- An agreement whose contract was not signed ends; nothing else changes of it.
CREATE TRIGGER thread_is_fixed BEFORE UPDATE ON commissioning_needthread FOR EACH ROW
    WHEN ((NEW.need_id, NEW.supplier_id, NEW.exchange, NEW.via_exchange, NEW.rule_version_id, NEW.kind, NEW.foreign_link, NEW.declaration)
        IS DISTINCT FROM (OLD.need_id, OLD.supplier_id, OLD.exchange, OLD.via_exchange, OLD.rule_version_id, OLD.kind, OLD.foreign_link, OLD.declaration)
        OR OLD.state = 'ended'
        OR OLD.state = 'agreed' AND (NEW.ending <> 'unsigned' OR NEW.agreed_offer_id IS DISTINCT FROM OLD.agreed_offer_id))
    EXECUTE FUNCTION commissioning_refuse('sides and kind of a thread are fixed, and so is its end');
CREATE TRIGGER thread_is_never_deleted BEFORE DELETE ON commissioning_needthread
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('a thread is kept (R-GEN-10)');
