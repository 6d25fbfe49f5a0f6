-- Documents stay as they were issued; only their state moves, forward.
CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER document_is_fixed BEFORE UPDATE ON documents_document FOR EACH ROW
    WHEN (to_jsonb(NEW) - '{state,revoked_at,revoked_by_id,revoked_reason}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{state,revoked_at,revoked_by_id,revoked_reason}'::text[])
    EXECUTE FUNCTION documents_refuse('a document is corrected by a new one');
CREATE TRIGGER document_goes_forward BEFORE UPDATE ON documents_document FOR EACH ROW
    WHEN (OLD.state <> 'current')
    EXECUTE FUNCTION documents_refuse('a superseded or revoked document stays so');
CREATE TRIGGER document_is_kept BEFORE DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_refuse('a document is kept');
CREATE TRIGGER document_is_never_truncated BEFORE TRUNCATE ON documents_document
    EXECUTE FUNCTION documents_refuse('a document is kept');

CREATE TRIGGER print_is_append_only BEFORE UPDATE OR DELETE ON documents_print
    FOR EACH ROW EXECUTE FUNCTION documents_refuse('a document is set once');
CREATE TRIGGER print_is_never_truncated BEFORE TRUNCATE ON documents_print
    EXECUTE FUNCTION documents_refuse('a document is set once');

-- An edition holds what documents were set from: what it says never changes, only whether it was approved.
CREATE TRIGGER template_is_fixed BEFORE UPDATE ON documents_template FOR EACH ROW
    WHEN (to_jsonb(NEW) - '{state,effective_from,decided_by_id,decided_at,reason}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{state,effective_from,decided_by_id,decided_at,reason}'::text[]
        OR OLD.state <> 'draft')
    EXECUTE FUNCTION documents_refuse('a template changes by a new edition');
CREATE TRIGGER template_is_kept BEFORE DELETE ON documents_template
    FOR EACH ROW EXECUTE FUNCTION documents_refuse('an edition is kept');
CREATE TRIGGER layout_is_append_only BEFORE UPDATE OR DELETE ON documents_layout
    FOR EACH ROW EXECUTE FUNCTION documents_refuse('a layout is kept');
