-- A notice is paid, and what was paid may be given back once, what was not may be asked for no more; nothing else happens to it (R-FEE-08).
CREATE OR REPLACE FUNCTION fees_guard_notice() RETURNS trigger LANGUAGE plpgsql AS $$
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
