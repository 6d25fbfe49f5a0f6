CREATE FUNCTION commissioning_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

-- Whoever joins a call joins what was published: only its deadline moves, and only away (R-BID-16).
CREATE TRIGGER call_terms_are_fixed BEFORE UPDATE ON commissioning_opencall FOR EACH ROW
    WHEN ((NEW.need_id, NEW.poster_id, NEW.exchange, NEW.rule_version_id, NEW.mode, NEW.title, NEW.problem, NEW.indicators, NEW.conditions,
           NEW.budget_fen, NEW.teams, NEW.secrecy)
        IS DISTINCT FROM
          (OLD.need_id, OLD.poster_id, OLD.exchange, OLD.rule_version_id, OLD.mode, OLD.title, OLD.problem, OLD.indicators, OLD.conditions,
           OLD.budget_fen, OLD.teams, OLD.secrecy)
        OR NEW.due_at < OLD.due_at OR NEW.due_at > OLD.due_at AND OLD.state <> 'open'
        OR OLD.state IN ('returned', 'withdrawn', 'awarded', 'failed'))
    EXECUTE FUNCTION commissioning_refuse('the terms of a call are fixed, and its end is final (R-BID-16)');
CREATE TRIGGER call_is_never_deleted BEFORE DELETE ON commissioning_opencall
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('a call is kept (R-GEN-10)');

CREATE FUNCTION commissioning_check_criterion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM commissioning_opencall WHERE id = NEW.call_id AND state = 'submitted') THEN
        RAISE EXCEPTION 'criteria are fixed before a call is checked (R-BID-16)' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER criterion_comes_with_its_call BEFORE INSERT ON commissioning_criterion
    FOR EACH ROW EXECUTE FUNCTION commissioning_check_criterion();
CREATE TRIGGER criterion_is_fixed BEFORE UPDATE OR DELETE ON commissioning_criterion
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('criteria and weights are fixed (R-BID-16)');

CREATE FUNCTION commissioning_check_weights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(weight) FROM commissioning_criterion WHERE call_id = NEW.id) IS DISTINCT FROM 100 THEN
        RAISE EXCEPTION 'the weights of call % do not sum to a hundred', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER checked_call_weighs_a_hundred BEFORE UPDATE ON commissioning_opencall FOR EACH ROW
    WHEN (NEW.state = 'checked') EXECUTE FUNCTION commissioning_check_weights();

-- Found are as many as the call says, and they are found with it.
CREATE FUNCTION commissioning_check_award() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    chosen integer;
BEGIN
    SELECT count(*) INTO chosen FROM commissioning_solution WHERE call_id = NEW.id AND state IN ('chosen', 'won');
    IF chosen NOT BETWEEN 1 AND NEW.teams THEN
        RAISE EXCEPTION '% found of the % that the call asks for', chosen, NEW.teams USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'awarded' AND EXISTS (SELECT FROM commissioning_callobjection WHERE call_id = NEW.id AND state = 'waiting') THEN
        RAISE EXCEPTION 'an objection waits' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER award_is_of_chosen_solutions BEFORE UPDATE ON commissioning_opencall FOR EACH ROW
    WHEN (NEW.state IN ('publicised', 'awarded')) EXECUTE FUNCTION commissioning_check_award();

CREATE TRIGGER amendment_stands BEFORE UPDATE OR DELETE ON commissioning_callamendment
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('an amendment is followed by another, never rewritten');
CREATE TRIGGER question_stands BEFORE UPDATE ON commissioning_callquestion FOR EACH ROW
    WHEN ((NEW.call_id, NEW.text, NEW.asked_for_id) IS DISTINCT FROM (OLD.call_id, OLD.text, OLD.asked_for_id) OR OLD.answered_at IS NOT NULL)
    EXECUTE FUNCTION commissioning_refuse('a question stands as asked, an answer as given');

-- A solution is handed in before the deadline, pays what its milestones sum to, within the budget; then it is fixed.
CREATE FUNCTION commissioning_check_solution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked record;
BEGIN
    SELECT state, due_at, budget_fen, poster_id INTO asked FROM commissioning_opencall WHERE id = NEW.call_id;
    IF asked.state <> 'open' OR NEW.handed_in_at >= asked.due_at THEN
        RAISE EXCEPTION 'a solution is handed in while its call is open (R-CALL-01)' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.proposer_id = asked.poster_id THEN
        RAISE EXCEPTION 'nobody answers his own call (R-BID-12)' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.price_fen > asked.budget_fen THEN
        RAISE EXCEPTION 'a price of % fen above the budget', NEW.price_fen USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT sum((one->>'amount_fen')::bigint) FROM jsonb_array_elements(NEW.milestones) AS one) IS DISTINCT FROM NEW.price_fen THEN
        RAISE EXCEPTION 'milestones that do not sum to the price (R-CON-04)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER solution_is_handed_in_in_time BEFORE INSERT ON commissioning_solution
    FOR EACH ROW EXECUTE FUNCTION commissioning_check_solution();
CREATE TRIGGER solution_is_replaced_in_time BEFORE UPDATE ON commissioning_solution FOR EACH ROW
    WHEN ((NEW.call_id, NEW.proposer_id, NEW.via_exchange, NEW.price_fen, NEW.plan, NEW.team, NEW.milestones, NEW.files, NEW.version,
           NEW.foreign_link, NEW.declaration, NEW.handed_in_at)
        IS DISTINCT FROM
          (OLD.call_id, OLD.proposer_id, OLD.via_exchange, OLD.price_fen, OLD.plan, OLD.team, OLD.milestones, OLD.files, OLD.version,
           OLD.foreign_link, OLD.declaration, OLD.handed_in_at))
    EXECUTE FUNCTION commissioning_check_solution();
CREATE TRIGGER solution_end_is_final BEFORE UPDATE ON commissioning_solution FOR EACH ROW
    WHEN (OLD.state IN ('withdrawn', 'won', 'lost', 'excluded') OR NEW.proposer_id <> OLD.proposer_id OR NEW.call_id <> OLD.call_id)
    EXECUTE FUNCTION commissioning_refuse('whose solution it is, and its end, are final');
CREATE TRIGGER solution_is_never_deleted BEFORE DELETE ON commissioning_solution
    FOR EACH ROW EXECUTE FUNCTION commissioning_refuse('a solution is kept (R-GEN-10)');

CREATE FUNCTION commissioning_check_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM commissioning_opencall WHERE id = NEW.call_id AND opened_at IS NOT NULL) THEN
        RAISE EXCEPTION 'solutions are opened with their call' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'chosen' AND NOT EXISTS (SELECT FROM commissioning_opencall WHERE id = NEW.call_id AND state IN ('ranked', 'publicised'))
        OR NEW.state = 'won' AND NOT EXISTS (SELECT FROM commissioning_opencall WHERE id = NEW.call_id AND state = 'awarded') THEN
        RAISE EXCEPTION 'a solution is chosen and wins with its call (R-CALL-03)' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER solution_is_opened_with_its_call BEFORE UPDATE ON commissioning_solution FOR EACH ROW
    WHEN (NEW.state NOT IN ('sealed', 'withdrawn')) EXECUTE FUNCTION commissioning_check_opening();

-- Points are given to opened solutions, by judged criteria of their own call, while the scores are not confirmed.
CREATE FUNCTION commissioning_check_score() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM commissioning_solution s
        JOIN commissioning_criterion c ON c.call_id = s.call_id AND c.id = NEW.criterion_id AND NOT c.by_price
        JOIN commissioning_opencall o ON o.id = s.call_id AND o.state IN ('opened', 'scored')
        WHERE s.id = NEW.solution_id AND s.state IN ('opened', 'excluded')
    ) THEN
        RAISE EXCEPTION 'points for what is not judged now' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER score_is_of_its_call BEFORE INSERT OR UPDATE ON commissioning_score
    FOR EACH ROW EXECUTE FUNCTION commissioning_check_score();
