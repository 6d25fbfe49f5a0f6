CREATE TRIGGER call_terms_are_fixed BEFORE UPDATE ON commissioning_opencall FOR EACH ROW
    WHEN ((NEW.need_id, NEW.poster_id, NEW.exchange, NEW.rule_version_id, NEW.mode, NEW.title, NEW.problem, NEW.indicators, NEW.conditions,
           NEW.budget_fen, NEW.teams, NEW.secrecy)
        IS DISTINCT FROM
          (OLD.need_id, OLD.poster_id, OLD.exchange, OLD.rule_version_id, OLD.mode, OLD.title, OLD.problem, OLD.indicators, OLD.conditions,
           OLD.budget_fen, OLD.teams, OLD.secrecy)
        OR NEW.due_at < OLD.due_at OR NEW.due_at > OLD.due_at AND OLD.state <> 'open'
        OR OLD.state IN ('returned', 'withdrawn', 'awarded', 'failed'))
    EXECUTE FUNCTION commissioning_refuse('the terms of a call are fixed, and its end is final (R-BID-16)');
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
