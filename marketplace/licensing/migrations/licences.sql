CREATE FUNCTION licensing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

-- Whoever takes a licence takes the terms that were published (R-LIC-01).
CREATE TRIGGER offer_terms_are_fixed BEFORE UPDATE ON licensing_offer FOR EACH ROW
    WHEN ((NEW.kind, NEW.listing_id, NEW.right_id, NEW.exchange, NEW.licensor_id, NEW.rule_version_id, NEW.schedule_id, NEW.scope,
           NEW.term_months, NEW.fixed_fen, NEW.base, NEW.rate_bp, NEW.trigger_fen, NEW.trigger_months, NEW.retroactive, NEW.cap_fen,
           NEW.report_months, NEW.nets_fee, NEW.evaluation, NEW.encumbrance_id)
        IS DISTINCT FROM
          (OLD.kind, OLD.listing_id, OLD.right_id, OLD.exchange, OLD.licensor_id, OLD.rule_version_id, OLD.schedule_id, OLD.scope,
           OLD.term_months, OLD.fixed_fen, OLD.base, OLD.rate_bp, OLD.trigger_fen, OLD.trigger_months, OLD.retroactive, OLD.cap_fen,
           OLD.report_months, OLD.nets_fee, OLD.evaluation, OLD.encumbrance_id)
        OR OLD.state IN ('returned', 'withdrawn'))
    EXECUTE FUNCTION licensing_refuse('the terms of an offer are fixed, and its end is final (R-LIC-01)');
CREATE TRIGGER offer_is_never_deleted BEFORE DELETE ON licensing_offer
    FOR EACH ROW EXECUTE FUNCTION licensing_refuse('an offer is kept (R-GEN-10)');

-- A licence is taken of terms that are on offer; its parties stay, and so do its days once it is in force.
CREATE FUNCTION licensing_check_taking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM licensing_offer WHERE id = NEW.offer_id AND state = 'open' AND licensor_id <> NEW.licensee_id) THEN
        RAISE EXCEPTION 'a licence of terms that are not on offer, or to the licensor itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER licence_is_of_an_open_offer BEFORE INSERT ON licensing_licence FOR EACH ROW EXECUTE FUNCTION licensing_check_taking();
CREATE TRIGGER licence_parties_are_fixed BEFORE UPDATE ON licensing_licence FOR EACH ROW
    WHEN ((NEW.offer_id, NEW.licensee_id, NEW.via_exchange) IS DISTINCT FROM (OLD.offer_id, OLD.licensee_id, OLD.via_exchange)
        OR OLD.starts_date IS NOT NULL AND (NEW.starts_date, NEW.ends_date, NEW.trigger_by)
            IS DISTINCT FROM (OLD.starts_date, OLD.ends_date, OLD.trigger_by))
    EXECUTE FUNCTION licensing_refuse('parties and days of a licence are fixed');
CREATE TRIGGER licence_is_never_deleted BEFORE DELETE ON licensing_licence
    FOR EACH ROW EXECUTE FUNCTION licensing_refuse('a licence is kept (R-GEN-10)');

-- A report stands as it was made; a wrong one is followed by another.
CREATE TRIGGER report_stands_as_made BEFORE UPDATE ON licensing_salesreport FOR EACH ROW
    WHEN ((NEW.licence_id, NEW.period_start, NEW.period_end) IS DISTINCT FROM (OLD.licence_id, OLD.period_start, OLD.period_end)
        OR OLD.state <> 'expected' AND (NEW.amount_fen, NEW.cumulative_fen, NEW.royalty_fen, NEW.owed_fen, NEW.reported_at)
            IS DISTINCT FROM (OLD.amount_fen, OLD.cumulative_fen, OLD.royalty_fen, OLD.owed_fen, OLD.reported_at)
        OR OLD.state = 'corrected')
    EXECUTE FUNCTION licensing_refuse('a report is corrected by another, never rewritten (R-LIC-07)');
CREATE TRIGGER made_report_is_never_deleted BEFORE DELETE ON licensing_salesreport FOR EACH ROW
    WHEN (OLD.state <> 'expected') EXECUTE FUNCTION licensing_refuse('a report is kept (R-GEN-10)');

-- What is due is what the report made due, or the fixed price of the offer, once.
CREATE FUNCTION licensing_check_charge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint;
BEGIN
    IF NEW.report_id IS NOT NULL THEN
        SELECT royalty_fen INTO wanted FROM licensing_salesreport
            WHERE id = NEW.report_id AND licence_id = NEW.licence_id AND state = 'reported';
    ELSE
        SELECT fixed_fen INTO wanted FROM licensing_offer WHERE id = (SELECT offer_id FROM licensing_licence WHERE id = NEW.licence_id);
    END IF;
    IF wanted IS DISTINCT FROM NEW.amount_fen THEN
        RAISE EXCEPTION 'charge of % fen where % are due', NEW.amount_fen, wanted USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charge_is_what_is_due BEFORE INSERT ON licensing_charge FOR EACH ROW EXECUTE FUNCTION licensing_check_charge();
CREATE TRIGGER charge_is_fixed BEFORE UPDATE ON licensing_charge FOR EACH ROW
    WHEN ((NEW.licence_id, NEW.report_id, NEW.amount_fen, NEW.licensee_fee_fen, NEW.licensor_fee_fen, NEW.licensee_quote_id, NEW.licensor_quote_id)
        IS DISTINCT FROM
          (OLD.licence_id, OLD.report_id, OLD.amount_fen, OLD.licensee_fee_fen, OLD.licensor_fee_fen, OLD.licensee_quote_id, OLD.licensor_quote_id)
        OR OLD.state IN ('settled', 'withdrawn'))
    EXECUTE FUNCTION licensing_refuse('what is due is fixed, and passed on once');
CREATE TRIGGER charge_is_never_deleted BEFORE DELETE ON licensing_charge
    FOR EACH ROW EXECUTE FUNCTION licensing_refuse('money that was due is kept (R-GEN-10)');
