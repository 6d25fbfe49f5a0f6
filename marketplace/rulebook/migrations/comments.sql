-- What was said in a consultation stays as it was said; its answer is given once (R-GEN-09).
CREATE FUNCTION rulebook_guard_comment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['answer', 'answered_by_id', 'answered_at'];
BEGIN
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable OR OLD.answer <> '' THEN
        RAISE EXCEPTION 'UPDATE of comment % refused: it stays as it was made', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER comment_is_frozen BEFORE UPDATE ON rulebook_rulecomment FOR EACH ROW
    EXECUTE FUNCTION rulebook_guard_comment();
CREATE TRIGGER comment_is_kept BEFORE DELETE ON rulebook_rulecomment FOR EACH ROW EXECUTE FUNCTION rulebook_refuse();
CREATE TRIGGER comments_are_never_truncated BEFORE TRUNCATE ON rulebook_rulecomment EXECUTE FUNCTION rulebook_refuse();
