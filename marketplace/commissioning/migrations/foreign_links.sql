CREATE TRIGGER solution_is_replaced_in_time BEFORE UPDATE ON commissioning_solution FOR EACH ROW
    WHEN ((NEW.call_id, NEW.proposer_id, NEW.via_exchange, NEW.price_fen, NEW.plan, NEW.team, NEW.milestones, NEW.files, NEW.version,
           NEW.foreign_link, NEW.declaration, NEW.handed_in_at)
        IS DISTINCT FROM
          (OLD.call_id, OLD.proposer_id, OLD.via_exchange, OLD.price_fen, OLD.plan, OLD.team, OLD.milestones, OLD.files, OLD.version,
           OLD.foreign_link, OLD.declaration, OLD.handed_in_at))
    EXECUTE FUNCTION commissioning_check_solution();
CREATE TRIGGER thread_is_fixed BEFORE UPDATE ON commissioning_needthread FOR EACH ROW
    WHEN ((NEW.need_id, NEW.supplier_id, NEW.exchange, NEW.via_exchange, NEW.rule_version_id, NEW.kind, NEW.foreign_link, NEW.declaration)
        IS DISTINCT FROM (OLD.need_id, OLD.supplier_id, OLD.exchange, OLD.via_exchange, OLD.rule_version_id, OLD.kind, OLD.foreign_link, OLD.declaration)
        OR OLD.state = 'ended'
        OR OLD.state = 'agreed' AND (NEW.ending <> 'unsigned' OR NEW.agreed_offer_id IS DISTINCT FROM OLD.agreed_offer_id))
    EXECUTE FUNCTION commissioning_refuse('sides and kind of a thread are fixed, and so is its end');
