-- A line of the log, entry and payload: every command pays for it once, and so does a function of a higher area that books by itself.
CREATE FUNCTION audit_record(
    said_verb text, said_subject text, said_actor text, said_organisation text, said_private boolean, hash bytea, said_salt bytea, said_body jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    line bigint;
BEGIN
    INSERT INTO audit_entry (at, verb, subject, actor, organisation, private, payload_hash)
    VALUES (market_now(), said_verb, said_subject, said_actor, said_organisation, said_private, hash) RETURNING id INTO line;
    INSERT INTO audit_payload (entry_id, salt, body) VALUES (line, said_salt, said_body);
END $$;
