-- Shares of a listing's rights sum to exactly one from its submission on; nobody changes owners or shares after that.
-- Rows of an import (unverified) may lack shares: an exchange accepts them only after they went through a submission.
CREATE FUNCTION catalogue_shares_are_whole(listing bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    common numeric := 1;  -- a common denominator keeps the sum exact
    part integer;
    total numeric;
    lacking bigint;
BEGIN
    FOR part IN SELECT DISTINCT share_denominator FROM catalogue_ownership WHERE listing_id = listing LOOP
        common := lcm(common, part::numeric);
    END LOOP;
    SELECT sum(share_numerator * div(common, share_denominator::numeric)), count(*) FILTER (WHERE share_numerator IS NULL)
        INTO total, lacking FROM catalogue_ownership WHERE listing_id = listing;
    RETURN lacking = 0 AND total IS NOT DISTINCT FROM common;
END $$;

CREATE FUNCTION catalogue_refuse_broken_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT catalogue_shares_are_whole(NEW.id) THEN
        RAISE EXCEPTION 'the shares of listing % do not sum to one', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER listing_shares_are_whole AFTER INSERT OR UPDATE OF state ON catalogue_listing FOR EACH ROW
    WHEN (NOT NEW.unverified AND NEW.state NOT IN ('draft', 'returned', 'withdrawn'))
    EXECUTE FUNCTION catalogue_refuse_broken_shares();

CREATE FUNCTION catalogue_refuse_late_owners() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.listing_id ELSE NEW.listing_id END;
BEGIN
    -- The lock makes a submission at the same moment wait, or this row wait for it.
    PERFORM 1 FROM catalogue_listing
        WHERE id = touched AND NOT unverified AND state NOT IN ('draft', 'returned') FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'owners and shares of a submitted listing are fixed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER owners_are_fixed_after_submission
    BEFORE INSERT OR DELETE OR UPDATE OF listing_id, organisation_id, name, share_numerator, share_denominator
    ON catalogue_ownership FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_late_owners();
