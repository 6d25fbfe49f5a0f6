CREATE TRIGGER engagement_is_fixed BEFORE UPDATE ON commissioning_engagement FOR EACH ROW
    WHEN ((NEW.need_id, NEW.solution_id, NEW.thread_id, NEW.client_id, NEW.supplier_id, NEW.exchange, NEW.via_exchange, NEW.rule_version_id,
           NEW.schedule_id, NEW.kind, NEW.price_fen, NEW.made_at)
        IS DISTINCT FROM
          (OLD.need_id, OLD.solution_id, OLD.thread_id, OLD.client_id, OLD.supplier_id, OLD.exchange, OLD.via_exchange, OLD.rule_version_id,
           OLD.schedule_id, OLD.kind, OLD.price_fen, OLD.made_at)
        OR OLD.deed_id IS NOT NULL AND NEW.deed_id IS DISTINCT FROM OLD.deed_id
        OR OLD.state IN ('completed', 'terminated'))
    EXECUTE FUNCTION commissioning_refuse('sides, price and contract of an engagement are fixed, and so is its end');
CREATE TRIGGER engagement_is_never_deleted BEFORE DELETE ON commissioning_engagement
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('an engagement is kept (R-GEN-10)');

-- What is asked for a milestone is what the contract says, after what came before it; and it is passed on after the acceptance only.
CREATE FUNCTION commissioning_check_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint;
    before bigint;
BEGIN
    SELECT m.amount_fen INTO wanted FROM contracts_deedmilestone m JOIN commissioning_engagement e ON e.deed_id = m.deed_id
        WHERE m.id = NEW.milestone_id AND e.id = NEW.engagement_id AND e.state = 'in_force';
    SELECT coalesce(sum(amount_fen), 0) INTO before FROM commissioning_stagepayment
        WHERE engagement_id = NEW.engagement_id AND state = 'settled';
    IF wanted IS DISTINCT FROM NEW.amount_fen OR before <> NEW.before_fen THEN
        RAISE EXCEPTION 'payment of % fen after % where % are due after %', NEW.amount_fen, NEW.before_fen, wanted, before
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_is_what_is_due BEFORE INSERT ON commissioning_stagepayment FOR EACH ROW EXECUTE FUNCTION commissioning_check_payment();

CREATE FUNCTION commissioning_check_settling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state = 'settled') <> EXISTS (
        SELECT FROM contracts_deedmilestone m JOIN contracts_deedmilestone paid ON paid.deed_id = m.deed_id AND paid.position = m.position
        WHERE paid.id = NEW.milestone_id AND m.state = 'accepted') THEN
        RAISE EXCEPTION 'passed on after the acceptance, refunded without it (R-SET-08)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_follows_the_acceptance BEFORE UPDATE ON commissioning_stagepayment FOR EACH ROW
    WHEN (NEW.state IN ('settled', 'refunded') AND OLD.state <> NEW.state) EXECUTE FUNCTION commissioning_check_settling();
CREATE TRIGGER payment_is_fixed BEFORE UPDATE ON commissioning_stagepayment FOR EACH ROW
    WHEN ((NEW.engagement_id, NEW.milestone_id, NEW.amount_fen, NEW.before_fen, NEW.client_fee_fen, NEW.supplier_fee_fen, NEW.client_quote_id,
           NEW.supplier_quote_id)
        IS DISTINCT FROM
          (OLD.engagement_id, OLD.milestone_id, OLD.amount_fen, OLD.before_fen, OLD.client_fee_fen, OLD.supplier_fee_fen, OLD.client_quote_id,
           OLD.supplier_quote_id)
        OR OLD.state IN ('settled', 'refunded', 'withdrawn'))
    EXECUTE FUNCTION commissioning_refuse('what is due is fixed, and passed on or refunded once');
CREATE TRIGGER payment_is_never_deleted BEFORE DELETE ON commissioning_stagepayment
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('money that was due is kept (R-GEN-10)');
