-- What somebody signed stays as it was: the text, and who signed which edition of it for which listing.
CREATE TRIGGER confidentiality_text_stands BEFORE UPDATE OR DELETE ON catalogue_confidentialitytext
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_rewriting();
CREATE TRIGGER signature_of_access_stands BEFORE UPDATE ON catalogue_roomaccess FOR EACH ROW
    WHEN ((NEW.number, NEW.listing_id, NEW.organisation_id, NEW.text_id, NEW.purpose, NEW.signed_by_id, NEW.signed_at)
        IS DISTINCT FROM
          (OLD.number, OLD.listing_id, OLD.organisation_id, OLD.text_id, OLD.purpose, OLD.signed_by_id, OLD.signed_at))
    EXECUTE FUNCTION catalogue_refuse_rewriting();
CREATE TRIGGER access_is_never_deleted BEFORE DELETE ON catalogue_roomaccess
    FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_rewriting();
CREATE TRIGGER material_keeps_its_level BEFORE UPDATE ON catalogue_material FOR EACH ROW
    WHEN (OLD.taken_back_at IS NOT NULL
        OR (NEW.number, NEW.listing_id, NEW.level, NEW.title) IS DISTINCT FROM (OLD.number, OLD.listing_id, OLD.level, OLD.title))
    EXECUTE FUNCTION catalogue_refuse_rewriting();
