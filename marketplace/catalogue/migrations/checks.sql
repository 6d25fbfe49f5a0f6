-- A check says what stood in a register on a day: a change is a new check.
CREATE TRIGGER right_check_stands BEFORE UPDATE OR DELETE ON catalogue_rightcheck
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_rewriting();
CREATE TRIGGER readiness_review_stands BEFORE UPDATE OR DELETE ON catalogue_readinessreview
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_rewriting();
