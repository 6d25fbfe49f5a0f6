-- Of a call without consensus the one is found that its sponsor recommends (R-CALL-06).
CREATE FUNCTION commissioning_check_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM commissioning_solution WHERE id = NEW.recommended_id AND call_id = NEW.id AND state IN ('chosen', 'won')
    ) THEN
        RAISE EXCEPTION 'call % finds another than its sponsor recommends', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER found_is_recommended BEFORE UPDATE ON commissioning_opencall FOR EACH ROW
    WHEN (NEW.mode = 'minority' AND NEW.state IN ('publicised', 'awarded'))
    EXECUTE FUNCTION commissioning_check_recommendation();
