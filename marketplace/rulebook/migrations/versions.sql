-- A published version stays as it was published: cases keep a foreign key to it (R-GEN-08).
CREATE FUNCTION rulebook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: published rules are never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION rulebook_guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['state', 'approved_by_id', 'effective_to'];
BEGIN
    IF OLD.state = 'ended'
        OR to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable
        OR (OLD.state = 'active' AND NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id)
        OR (NEW.effective_to IS DISTINCT FROM OLD.effective_to AND NEW.state <> 'ended')
        OR (NEW.state = 'draft')
    THEN
        RAISE EXCEPTION 'UPDATE of rule version % refused: published rules are never changed', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER published_version_is_frozen BEFORE UPDATE ON rulebook_ruleversion FOR EACH ROW
    WHEN (OLD.state <> 'draft') EXECUTE FUNCTION rulebook_guard_version();
CREATE TRIGGER published_version_is_kept BEFORE DELETE ON rulebook_ruleversion FOR EACH ROW
    WHEN (OLD.state <> 'draft') EXECUTE FUNCTION rulebook_refuse();
CREATE TRIGGER versions_are_never_truncated BEFORE TRUNCATE ON rulebook_ruleversion EXECUTE FUNCTION rulebook_refuse();

-- FOR SHARE waits for a publication under way, so no value slips in beside it.
CREATE FUNCTION rulebook_guard_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed rulebook_rulevalue := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
    version_state text;
BEGIN
    SELECT state INTO version_state FROM rulebook_ruleversion WHERE id = changed.version_id FOR SHARE;
    IF version_state <> 'draft' THEN
        RAISE EXCEPTION '% of % % refused: published rules are never changed', TG_OP, changed.rule, changed.key
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id THEN
        RAISE EXCEPTION 'UPDATE of % % refused: a value stays with its version', changed.rule, changed.key
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER value_of_published_version_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON rulebook_rulevalue FOR EACH ROW
    EXECUTE FUNCTION rulebook_guard_value();
CREATE TRIGGER values_are_never_truncated BEFORE TRUNCATE ON rulebook_rulevalue EXECUTE FUNCTION rulebook_refuse();

CREATE TRIGGER adoption_is_kept BEFORE UPDATE OR DELETE ON rulebook_adoption FOR EACH ROW EXECUTE FUNCTION rulebook_refuse();
CREATE TRIGGER adoptions_are_never_truncated BEFORE TRUNCATE ON rulebook_adoption EXECUTE FUNCTION rulebook_refuse();
