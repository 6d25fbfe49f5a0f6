-- The log guards itself against mistakes: what was written stays as it was written.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the log is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER entry_is_never_truncated BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER seal_is_append_only BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER seal_is_never_truncated BEFORE TRUNCATE ON audit_seal EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER payload_is_never_edited BEFORE UPDATE ON audit_payload FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER payload_is_never_truncated BEFORE TRUNCATE ON audit_payload EXECUTE FUNCTION audit_refuse();

-- Only erase() deletes payloads: it says so for its own transaction.
CREATE TRIGGER payload_is_erased_by_command BEFORE DELETE ON audit_payload FOR EACH ROW
    WHEN (coalesce(current_setting('audit.erasing', true), '') <> 'on') EXECUTE FUNCTION audit_refuse();

-- An entry waits for its seal from the moment it exists, whoever inserted it.
CREATE FUNCTION audit_await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_pending (entry_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER entry_awaits_seal AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_await_seal();
