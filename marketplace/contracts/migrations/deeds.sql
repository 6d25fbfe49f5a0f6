-- What a version must say: clauses of their keys, every other part as it is.
CREATE FUNCTION contracts_says(text jsonb, wanted jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(bool_and(CASE WHEN part.key = 'clauses' THEN text -> 'clauses' @> part.value ELSE text -> part.key = part.value END), true)
    FROM jsonb_each(wanted) AS part
$$;

CREATE FUNCTION contracts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

-- Announced terms and price stand in every version (R-SET-03).
CREATE FUNCTION contracts_check_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    deed contracts_deed%ROWTYPE;
BEGIN
    SELECT * INTO deed FROM contracts_deed WHERE id = NEW.deed_id;
    IF NOT contracts_says(NEW.text, deed.announced) OR NOT contracts_says(NEW.text, deed.managed) THEN
        RAISE EXCEPTION 'version % changes what was announced or agreed elsewhere (R-SET-03)', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER version_keeps_what_was_announced BEFORE INSERT ON contracts_deedversion
    FOR EACH ROW EXECUTE FUNCTION contracts_check_version();
CREATE TRIGGER version_is_never_edited BEFORE UPDATE ON contracts_deedversion FOR EACH ROW
    WHEN ((NEW.deed_id, NEW.number, NEW.position, NEW.text, NEW.sha256, NEW.supplement, NEW.subtype, NEW.proposed_side, NEW.proposed_at)
        IS DISTINCT FROM (OLD.deed_id, OLD.number, OLD.position, OLD.text, OLD.sha256, OLD.supplement, OLD.subtype, OLD.proposed_side, OLD.proposed_at))
    EXECUTE FUNCTION contracts_refuse('a version is never edited: propose another');
CREATE TRIGGER version_is_kept BEFORE DELETE ON contracts_deedversion FOR EACH ROW EXECUTE FUNCTION contracts_refuse('versions are kept');

-- What was announced never changes; what the deal's commands manage is fixed by the first signature.
CREATE FUNCTION contracts_check_deed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.announced, NEW.subject, NEW.provider_id, NEW.client_id, NEW.exchange, NEW.number)
        IS DISTINCT FROM (OLD.announced, OLD.subject, OLD.provider_id, OLD.client_id, OLD.exchange, OLD.number) THEN
        RAISE EXCEPTION 'parties and announced terms of % are fixed (R-SET-03)', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.managed IS DISTINCT FROM OLD.managed AND EXISTS (
        SELECT FROM contracts_deedsignature AS signature JOIN contracts_deedversion AS version ON version.id = signature.version_id
        WHERE version.deed_id = OLD.id
    ) THEN
        RAISE EXCEPTION 'somebody has signed %', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deed_keeps_its_terms BEFORE UPDATE ON contracts_deed FOR EACH ROW EXECUTE FUNCTION contracts_check_deed();

-- A signature is of the version's hash, by two persons, and stays; nobody signs while a clause waits for an answer (R-CON-11).
CREATE FUNCTION contracts_check_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM contracts_deedversion WHERE id = NEW.version_id AND sha256 = NEW.sha256 AND state = 'accepted') THEN
        RAISE EXCEPTION 'signed is another text' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM contracts_deedflag WHERE version_id = NEW.version_id AND state <> 'cleared') THEN
        RAISE EXCEPTION 'a clause waits for an answer (R-CON-11)' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM contracts_deedsignature WHERE version_id = NEW.version_id AND signed_by_id = NEW.signed_by_id) THEN
        RAISE EXCEPTION 'two persons sign' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signature_is_of_the_text BEFORE INSERT ON contracts_deedsignature
    FOR EACH ROW EXECUTE FUNCTION contracts_check_signature();
CREATE TRIGGER signature_stays BEFORE UPDATE OR DELETE ON contracts_deedsignature
    FOR EACH ROW EXECUTE FUNCTION contracts_refuse('a signature is never edited nor deleted');

-- What was agreed of a milestone, and what was handed in, is never overwritten.
CREATE TRIGGER milestone_stays_as_agreed BEFORE UPDATE ON contracts_deedmilestone FOR EACH ROW
    WHEN ((NEW.deed_id, NEW.number, NEW.position, NEW.name, NEW.deliverables, NEW.acceptance, NEW.amount_fen, NEW.due_at)
        IS DISTINCT FROM (OLD.deed_id, OLD.number, OLD.position, OLD.name, OLD.deliverables, OLD.acceptance, OLD.amount_fen, OLD.due_at))
    EXECUTE FUNCTION contracts_refuse('a milestone is changed by a supplement');
CREATE TRIGGER handover_stays_as_it_was BEFORE UPDATE ON contracts_handover FOR EACH ROW
    WHEN ((NEW.milestone_id, NEW.number, NEW.position, NEW.note, NEW.handed_in_by_id, NEW.handed_in_at)
        IS DISTINCT FROM (OLD.milestone_id, OLD.number, OLD.position, OLD.note, OLD.handed_in_by_id, OLD.handed_in_at))
    EXECUTE FUNCTION contracts_refuse('what was handed in stays as it was');
CREATE TRIGGER handover_is_kept BEFORE DELETE ON contracts_handover FOR EACH ROW EXECUTE FUNCTION contracts_refuse('handovers are kept');
