-- A rule that was made public in a unit is what somebody was promised: another version follows it (R-RWD-05).
CREATE FUNCTION proceeds_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: what was agreed or published is fixed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER published_reward_rule_is_fixed BEFORE UPDATE OR DELETE ON proceeds_rewardrule FOR EACH ROW
    WHEN (OLD.state = 'published') EXECUTE FUNCTION proceeds_refuse();

-- The shares of a team sum to one exactly, and its shares are agreed once everybody has consented (R-RWD-02, R-GEN-07).
CREATE FUNCTION proceeds_guard_shares() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    common numeric := 1;  -- a common denominator keeps the sum exact
    part integer;
    total numeric;
    waiting bigint;
BEGIN
    FOR part IN SELECT DISTINCT share_denominator FROM proceeds_member WHERE team_id = NEW.id LOOP
        common := lcm(common, part::numeric);
    END LOOP;
    SELECT sum(share_numerator * div(common, share_denominator::numeric)), count(*) FILTER (WHERE consented_at IS NULL)
        INTO total, waiting FROM proceeds_member WHERE team_id = NEW.id;
    IF total IS DISTINCT FROM common THEN
        RAISE EXCEPTION 'the shares of team % do not sum to one', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'agreed' AND waiting > 0 THEN
        RAISE EXCEPTION 'team %: % have not consented', NEW.number, waiting USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
-- The members come after their team, so a proposal is looked at when it is complete.
CREATE CONSTRAINT TRIGGER proposed_shares_are_whole AFTER INSERT ON proceeds_team
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION proceeds_guard_shares();
CREATE TRIGGER agreed_shares_are_whole AFTER UPDATE OF state ON proceeds_team FOR EACH ROW
    WHEN (NEW.state = 'agreed') EXECUTE FUNCTION proceeds_guard_shares();

-- A team is of one achievement, or of one commissioned work, for good.
CREATE TRIGGER team_is_of_one_achievement BEFORE DELETE OR UPDATE OF organisation_id, listing_id, engagement_id ON proceeds_team
    FOR EACH ROW EXECUTE FUNCTION proceeds_refuse();

-- Whoever consents, consents to shares that nobody changes any more.
CREATE FUNCTION proceeds_guard_member() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    consent text[] := '{consented_at,consent_note}';
BEGIN
    -- The lock makes the last consent of another wait, or this row wait for it.
    PERFORM 1 FROM proceeds_team WHERE id = NEW.team_id AND state = 'proposed' FOR SHARE;
    IF FOUND AND TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT FROM proceeds_member WHERE team_id = NEW.team_id AND consented_at IS NOT NULL
    ) THEN
        RETURN NEW;
    END IF;
    IF FOUND AND TG_OP = 'UPDATE' AND OLD.consented_at IS NULL AND to_jsonb(NEW) - consent = to_jsonb(OLD) - consent THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% refused: the members and shares of a team are fixed', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER members_are_fixed BEFORE INSERT OR UPDATE ON proceeds_member
    FOR EACH ROW EXECUTE FUNCTION proceeds_guard_member();
CREATE TRIGGER members_stay BEFORE DELETE ON proceeds_member FOR EACH ROW EXECUTE FUNCTION proceeds_refuse();
