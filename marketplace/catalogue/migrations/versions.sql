-- What a listing said is not said otherwise afterwards.
CREATE TRIGGER listing_version_stands BEFORE UPDATE OR DELETE ON catalogue_listingversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_rewriting();
