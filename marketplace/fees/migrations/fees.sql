-- A schedule in force is what somebody relied on: it may only get its last day (R-GEN-08, R-FEE-12). What is published is fixed like it.
CREATE FUNCTION fees_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: make a new version', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION fees_guard_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        free := CASE OLD.state || ' ' || NEW.state
            WHEN 'consultation active' THEN '{state,legal_basis,instrument,approved_by_id}'::text[]
            WHEN 'consultation discarded' THEN '{state}'::text[]
            WHEN 'active ended' THEN '{state,effective_to}'::text[]
        END;
        IF free IS NOT NULL AND to_jsonb(NEW) - free = to_jsonb(OLD) - free THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% refused: schedule % version % is %, make a new version', TG_OP, OLD.code, OLD.version, OLD.state
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER schedule_in_force_is_fixed BEFORE UPDATE OR DELETE ON fees_schedule FOR EACH ROW
    WHEN (OLD.state <> 'draft') EXECUTE FUNCTION fees_guard_schedule();

-- Rates and bands belong to a draft or to nobody's pen.
CREATE FUNCTION fees_guard_rate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := ARRAY[(to_jsonb(OLD) ->> 'schedule_id')::bigint, (to_jsonb(NEW) ->> 'schedule_id')::bigint];
BEGIN
    IF EXISTS (SELECT FROM fees_schedule WHERE id = ANY (touched) AND state <> 'draft') THEN
        RAISE EXCEPTION '% on % refused: the schedule is in force', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER rate_in_force_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON fees_rate FOR EACH ROW EXECUTE FUNCTION fees_guard_rate();

CREATE FUNCTION fees_guard_band() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := ARRAY[(to_jsonb(OLD) ->> 'of_id')::bigint, (to_jsonb(NEW) ->> 'of_id')::bigint];
BEGIN
    IF EXISTS (SELECT FROM fees_rate r JOIN fees_schedule s ON s.id = r.schedule_id WHERE r.id = ANY (touched) AND s.state <> 'draft') THEN
        RAISE EXCEPTION '% on % refused: the schedule is in force', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER band_in_force_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON fees_band FOR EACH ROW EXECUTE FUNCTION fees_guard_band();

-- At any day at most one version of a code is in force; a draft, one in consultation and one taken down are not. (GiST knows no text without btree_gist: its hash as a range of one.)
ALTER TABLE fees_schedule ADD CONSTRAINT one_version_in_force EXCLUDE USING gist (
    int8range(hashtext(code)::bigint, hashtext(code)::bigint, '[]') WITH &&,
    daterange(effective_from, effective_to, '[]') WITH &&
) WHERE (state IN ('active', 'ended'));

-- Adoptions, phases and quotes are facts.
CREATE TRIGGER adoption_is_fixed BEFORE UPDATE OR DELETE ON fees_adoption FOR EACH ROW EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER phase_is_fixed BEFORE UPDATE OR DELETE ON fees_phase FOR EACH ROW EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER quote_is_fixed BEFORE UPDATE OR DELETE ON fees_quote FOR EACH ROW EXECUTE FUNCTION fees_refuse();

-- A notice is paid, and what was paid may be given back once, what was not may be asked for no more; nothing else happens to it (R-FEE-08).
CREATE FUNCTION fees_guard_notice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paying text[] := '{state,paid_at,transfer_id}';
    refunding text[] := '{state,refunded_at,refund_id}';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'due' AND NEW.state = 'paid' AND to_jsonb(NEW) - paying = to_jsonb(OLD) - paying THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'paid' AND NEW.state = 'refunded'
        AND to_jsonb(NEW) - refunding = to_jsonb(OLD) - refunding THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'due' AND NEW.state = 'withdrawn' AND to_jsonb(NEW) - '{state}'::text[] = to_jsonb(OLD) - '{state}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% refused: notice % is %', TG_OP, OLD.number, OLD.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER notice_is_only_paid BEFORE UPDATE OR DELETE ON fees_paymentnotice FOR EACH ROW EXECUTE FUNCTION fees_guard_notice();

CREATE TRIGGER schedule_is_never_truncated BEFORE TRUNCATE ON fees_schedule EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER rate_is_never_truncated BEFORE TRUNCATE ON fees_rate EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER band_is_never_truncated BEFORE TRUNCATE ON fees_band EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER quote_is_never_truncated BEFORE TRUNCATE ON fees_quote EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER notice_is_never_truncated BEFORE TRUNCATE ON fees_paymentnotice EXECUTE FUNCTION fees_refuse();
