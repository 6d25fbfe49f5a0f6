-- What was said of a match, and what two sides wrote to each other, stays as it was said.
CREATE FUNCTION matching_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER feedback_stands BEFORE UPDATE OR DELETE ON matching_feedback
    FOR EACH ROW EXECUTE FUNCTION matching_refuse('feedback is added to, never rewritten');
CREATE TRIGGER contact_message_stands BEFORE UPDATE OR DELETE ON matching_contactmessage
    FOR EACH ROW EXECUTE FUNCTION matching_refuse('a message is answered, never rewritten');

-- A contact belongs to a match that both sides accepted; what follows from it is not undone.
CREATE FUNCTION matching_check_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM matching_match WHERE id = NEW.match_id AND state = 'connected') THEN
        RAISE EXCEPTION 'a contact of a match that is not connected' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contact_follows_two_acceptances BEFORE INSERT ON matching_contact
    FOR EACH ROW EXECUTE FUNCTION matching_check_contact();
CREATE TRIGGER contact_is_fixed BEFORE UPDATE ON matching_contact FOR EACH ROW
    WHEN ((NEW.match_id, NEW.rule_version_id, NEW.opened_at) IS DISTINCT FROM (OLD.match_id, OLD.rule_version_id, OLD.opened_at)
        OR OLD.state <> 'open')
    EXECUTE FUNCTION matching_refuse('match and rules of a contact are fixed, and so is its end');
CREATE TRIGGER contact_is_never_deleted BEFORE DELETE ON matching_contact
    FOR EACH ROW EXECUTE FUNCTION matching_refuse('a contact is kept (R-GEN-10)');

CREATE FUNCTION matching_check_contact_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM matching_contact WHERE id = NEW.contact_id AND state = 'open') THEN
        RAISE EXCEPTION 'a message in a contact that is over' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contact_message_is_sent_in_time BEFORE INSERT ON matching_contactmessage
    FOR EACH ROW EXECUTE FUNCTION matching_check_contact_message();
