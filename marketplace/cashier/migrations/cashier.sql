-- What the bank said stays as it was read; only what became of it changes.
CREATE FUNCTION cashier_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never %', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER statement_stays BEFORE UPDATE OR DELETE ON cashier_bankstatement FOR EACH ROW EXECUTE FUNCTION cashier_refuse();
CREATE TRIGGER line_stays BEFORE DELETE ON cashier_bankline FOR EACH ROW EXECUTE FUNCTION cashier_refuse();
CREATE TRIGGER line_is_what_the_bank_said BEFORE UPDATE ON cashier_bankline FOR EACH ROW
    WHEN ((OLD.exchange, OLD.statement_id, OLD.booked_date, OLD.booked_at, OLD.direction, OLD.amount_fen, OLD.party_name, OLD.party_account,
           OLD.bank_reference, OLD.remark)
        IS DISTINCT FROM (NEW.exchange, NEW.statement_id, NEW.booked_date, NEW.booked_at, NEW.direction, NEW.amount_fen, NEW.party_name,
           NEW.party_account, NEW.bank_reference, NEW.remark))
    EXECUTE FUNCTION cashier_refuse();
CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE ON cashier_lineposting FOR EACH ROW EXECUTE FUNCTION cashier_refuse();

-- A closed day is what it was: no line joins it, its figures stay, and once it is checked or sent back nothing changes.
CREATE FUNCTION cashier_refuse_line_of_a_closed_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cashier_day WHERE exchange = NEW.exchange AND date = NEW.booked_date AND state <> 'sent_back') THEN
        RAISE EXCEPTION 'the day % of % is closed', NEW.booked_date, NEW.exchange USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_day_takes_no_line BEFORE INSERT ON cashier_bankline FOR EACH ROW EXECUTE FUNCTION cashier_refuse_line_of_a_closed_day();

CREATE FUNCTION cashier_keep_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'closed'
        OR (OLD.exchange, OLD.date, OLD.bank_fen, OLD.ledger_fen, OLD.matched_count, OLD.suspense_fen, OLD.closed_by_id, OLD.closed_at)
            IS DISTINCT FROM (NEW.exchange, NEW.date, NEW.bank_fen, NEW.ledger_fen, NEW.matched_count, NEW.suspense_fen, NEW.closed_by_id, NEW.closed_at)
    THEN
        RAISE EXCEPTION 'a closed day is never altered' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER day_is_kept BEFORE UPDATE ON cashier_day FOR EACH ROW EXECUTE FUNCTION cashier_keep_day();
CREATE TRIGGER day_stays BEFORE DELETE ON cashier_day FOR EACH ROW EXECUTE FUNCTION cashier_refuse();
CREATE TRIGGER difference_stays BEFORE UPDATE OR DELETE ON cashier_daydifference FOR EACH ROW EXECUTE FUNCTION cashier_refuse();

-- A confirmed proposal, and a rejected one, are what was decided.
CREATE TRIGGER decided_proposal_stays BEFORE UPDATE ON cashier_proposal FOR EACH ROW WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION cashier_refuse();
CREATE TRIGGER proposal_stays BEFORE DELETE ON cashier_proposal FOR EACH ROW EXECUTE FUNCTION cashier_refuse();
