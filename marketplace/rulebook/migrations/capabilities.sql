-- What an exchange may do is history: a row gets its end once and is otherwise kept as it was approved (R-LST-11).
-- A range over text does without btree_gist.
CREATE TYPE rulebook_text_range AS RANGE (subtype = text);

ALTER TABLE rulebook_capability ADD CONSTRAINT capabilities_do_not_overlap EXCLUDE USING gist (
    rulebook_text_range(exchange || ':' || code, exchange || ':' || code, '[]') WITH &&,
    daterange(from_date, to_date, '[]') WITH &&
);

CREATE FUNCTION rulebook_guard_capability() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'to_date' IS DISTINCT FROM to_jsonb(OLD) - 'to_date'
        OR NEW.to_date IS NULL
        OR NEW.to_date > OLD.to_date
    THEN
        RAISE EXCEPTION 'UPDATE of capability % refused: only its end may be set', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER capability_is_frozen BEFORE UPDATE ON rulebook_capability FOR EACH ROW
    EXECUTE FUNCTION rulebook_guard_capability();
CREATE TRIGGER capability_is_kept BEFORE DELETE ON rulebook_capability FOR EACH ROW EXECUTE FUNCTION rulebook_refuse();
CREATE TRIGGER capabilities_are_never_truncated BEFORE TRUNCATE ON rulebook_capability EXECUTE FUNCTION rulebook_refuse();
