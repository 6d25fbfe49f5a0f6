-- Rates by method and service, limits per deal, reliefs, a consultation.
CREATE TRIGGER limit_in_force_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON fees_deallimit FOR EACH ROW EXECUTE FUNCTION fees_guard_rate();
CREATE TRIGGER relief_in_force_is_fixed BEFORE INSERT OR UPDATE OR DELETE ON fees_relief FOR EACH ROW EXECUTE FUNCTION fees_guard_rate();

-- Who leaves the draft is complete: general rates of both sides, every method and service for both, bands from 0 without gap and without end.
CREATE FUNCTION fees_require_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM fees_rate WHERE schedule_id = NEW.id AND service = 'trading_service' AND method = '') <> 2 OR EXISTS (
        SELECT FROM fees_rate WHERE schedule_id = NEW.id GROUP BY service, method HAVING count(*) <> 2
    ) THEN
        RAISE EXCEPTION 'publication of schedule % version % refused: a side has no rates', NEW.code, NEW.version
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM fees_rate r LEFT JOIN LATERAL (
            SELECT b.lower_fen, coalesce(lag(b.upper_fen) OVER w, 0) AS expected, b.upper_fen IS NULL AS endless, count(*) OVER w AS place,
                (SELECT count(*) FROM fees_band c WHERE c.of_id = r.id) AS all_of_them
            FROM fees_band b WHERE b.of_id = r.id WINDOW w AS (ORDER BY b.lower_fen)
        ) band ON true
        WHERE r.schedule_id = NEW.id
            AND (band.lower_fen IS NULL OR band.lower_fen <> band.expected OR band.endless <> (band.place = band.all_of_them))
    ) THEN
        RAISE EXCEPTION 'publication of schedule % version % refused: bands leave a gap, overlap or have an end', NEW.code, NEW.version
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER schedule_is_published_complete BEFORE UPDATE ON fees_schedule FOR EACH ROW
    WHEN (OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'discarded')) EXECUTE FUNCTION fees_require_complete();

-- What was said in a consultation stays as it was said; its answer is given once (R-GEN-09).
CREATE FUNCTION fees_guard_comment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['answer', 'answered_by_id', 'answered_at'];
BEGIN
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable OR OLD.answer <> '' THEN
        RAISE EXCEPTION 'UPDATE of comment % refused: it stays as it was made', OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comment_is_frozen BEFORE UPDATE ON fees_schedulecomment FOR EACH ROW EXECUTE FUNCTION fees_guard_comment();
CREATE TRIGGER comment_is_kept BEFORE DELETE ON fees_schedulecomment FOR EACH ROW EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER comment_is_never_truncated BEFORE TRUNCATE ON fees_schedulecomment EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER limit_is_never_truncated BEFORE TRUNCATE ON fees_deallimit EXECUTE FUNCTION fees_refuse();
CREATE TRIGGER relief_is_never_truncated BEFORE TRUNCATE ON fees_relief EXECUTE FUNCTION fees_refuse();
