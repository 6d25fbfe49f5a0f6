-- A team is of one achievement, or of one commissioned work, for good.
DROP TRIGGER team_is_of_one_achievement ON proceeds_team;
CREATE TRIGGER team_is_of_one_achievement BEFORE DELETE OR UPDATE OF organisation_id, listing_id, engagement_id ON proceeds_team
    FOR EACH ROW EXECUTE FUNCTION proceeds_refuse();
