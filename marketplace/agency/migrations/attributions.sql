-- The shares of one deal sum to at most one; what was certified stays as it was.
CREATE FUNCTION agency_guard_attribution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    common numeric := 1;  -- a common denominator keeps the sum exact
    part integer;
    total numeric;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'frozen' THEN
        RAISE EXCEPTION 'UPDATE of attribution % refused: its deal is certified', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    -- One at a time per deal.
    PERFORM pg_advisory_xact_lock(hashtext(NEW.subject));
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT 1 FROM agency_attribution WHERE subject = NEW.subject AND state = 'frozen'
    ) THEN
        RAISE EXCEPTION 'attribution to % refused: the deal is certified', NEW.subject USING ERRCODE = 'restrict_violation';
    END IF;
    FOR part IN SELECT DISTINCT share_denominator FROM agency_attribution
        WHERE subject = NEW.subject AND state <> 'declined' AND id <> NEW.id
    LOOP
        common := lcm(common, part::numeric);
    END LOOP;
    common := lcm(common, NEW.share_denominator::numeric);
    SELECT coalesce(sum(share_numerator * div(common, share_denominator::numeric)), 0) INTO total FROM agency_attribution
        WHERE subject = NEW.subject AND state <> 'declined' AND id <> NEW.id;
    IF NEW.state <> 'declined' THEN
        total := total + NEW.share_numerator * div(common, NEW.share_denominator::numeric);
    END IF;
    IF total > common THEN
        RAISE EXCEPTION 'the shares of % exceed the whole', NEW.subject USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER attributed_shares_are_at_most_one BEFORE INSERT OR UPDATE ON agency_attribution FOR EACH ROW
    EXECUTE FUNCTION agency_guard_attribution();

CREATE FUNCTION agency_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'DELETE of attribution % refused: it is kept', OLD.number USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER attribution_is_kept BEFORE DELETE ON agency_attribution FOR EACH ROW EXECUTE FUNCTION agency_refuse_delete();

-- The terms that both sides signed stay as they were signed.
CREATE FUNCTION agency_guard_custody() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['state', 'ends_date', 'end_reason', 'scan_id'];
BEGIN
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'UPDATE of custody agreement % refused: it is signed', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER signed_custody_is_frozen BEFORE UPDATE ON agency_custodyagreement FOR EACH ROW
    WHEN (OLD.state <> 'proposed') EXECUTE FUNCTION agency_guard_custody();
