-- What a licensee declared is never rewritten, and what the venue found stands (R-SEC-08).
CREATE TRIGGER licensee_declares_once BEFORE UPDATE ON licensing_licence FOR EACH ROW
    WHEN ((NEW.foreign_link, NEW.declaration) IS DISTINCT FROM (OLD.foreign_link, OLD.declaration)
        OR OLD.screening <> '' AND (NEW.screening, NEW.screening_basis, NEW.screening_reason, NEW.permit, NEW.screened_by_id, NEW.screened_at)
            IS DISTINCT FROM (OLD.screening, OLD.screening_basis, OLD.screening_reason, OLD.permit, OLD.screened_by_id, OLD.screened_at))
    EXECUTE FUNCTION licensing_refuse('what a licensee declared, and what was found of it, are never rewritten (R-SEC-08)');
