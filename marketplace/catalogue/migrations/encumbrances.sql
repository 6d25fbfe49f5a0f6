-- An encumbrance stands as it was recorded; only its lifting is added, once.
CREATE FUNCTION catalogue_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was recorded of a listing or its rights is never rewritten or deleted' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER encumbrance_is_lifted_once BEFORE UPDATE ON catalogue_encumbrance FOR EACH ROW
    WHEN (OLD.lifted_at IS NOT NULL
        OR (NEW.number, NEW.right_kind, NEW.right_number, NEW.kind, NEW.beneficiary, NEW.basis, NEW.agreement, NEW.from_date,
            NEW.ends_date, NEW.exchange, NEW.recorded_by_id, NEW.recorded_at)
        IS DISTINCT FROM
           (OLD.number, OLD.right_kind, OLD.right_number, OLD.kind, OLD.beneficiary, OLD.basis, OLD.agreement, OLD.from_date,
            OLD.ends_date, OLD.exchange, OLD.recorded_by_id, OLD.recorded_at))
    EXECUTE FUNCTION catalogue_refuse_rewriting();
CREATE TRIGGER encumbrance_is_never_deleted BEFORE DELETE ON catalogue_encumbrance
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_rewriting();
