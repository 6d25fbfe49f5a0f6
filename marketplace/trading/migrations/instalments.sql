-- The parts of a price sum to it, in the order of their months; a plan is fixed with the first signature (R-SET-04).
CREATE FUNCTION trading_check_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_plan bigint := coalesce(NEW.plan_id, OLD.plan_id);
    price bigint;
BEGIN
    SELECT settlement.price_fen INTO price FROM trading_plan AS plan
        JOIN trading_contract AS contract ON contract.id = plan.contract_id
        JOIN trading_settlement AS settlement ON settlement.sale_id = contract.sale_id WHERE plan.id = of_plan;
    IF FOUND AND (SELECT sum(amount_fen) FROM trading_instalment WHERE plan_id = of_plan) IS DISTINCT FROM price THEN
        RAISE EXCEPTION 'the instalments of plan % are not the price', of_plan USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER instalments_are_the_price AFTER INSERT OR UPDATE OR DELETE ON trading_instalment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION trading_check_plan();

CREATE FUNCTION trading_guard_instalment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signed boolean;
BEGIN
    SELECT contract.seller_signed_at IS NOT NULL OR contract.buyer_signed_at IS NOT NULL INTO signed
        FROM trading_plan AS plan JOIN trading_contract AS contract ON contract.id = plan.contract_id WHERE plan.id = OLD.plan_id;
    IF signed AND (TG_OP = 'DELETE' OR (NEW.amount_fen, NEW.months, NEW.position) IS DISTINCT FROM (OLD.amount_fen, OLD.months, OLD.position)) THEN
        RAISE EXCEPTION '% of instalment % refused: the contract is signed', TG_OP, OLD.number USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER agreed_instalment_is_fixed BEFORE UPDATE OR DELETE ON trading_instalment
    FOR EACH ROW EXECUTE FUNCTION trading_guard_instalment();
