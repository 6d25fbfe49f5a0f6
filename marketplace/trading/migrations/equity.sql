-- Whether the price is shares is fixed with the other terms of a sale.
CREATE TRIGGER sale_kind_is_fixed BEFORE UPDATE OF in_kind ON trading_sale FOR EACH ROW
    WHEN (NEW.in_kind IS DISTINCT FROM OLD.in_kind) EXECUTE FUNCTION trading_refuse('the kind of a sale is fixed');
CREATE TRIGGER settlement_kind_is_fixed BEFORE UPDATE OF in_kind ON trading_settlement FOR EACH ROW
    WHEN (NEW.in_kind IS DISTINCT FROM OLD.in_kind) EXECUTE FUNCTION trading_refuse('the kind of a settlement is fixed');

-- A contribution is of a sale in kind, at its price; so is the settlement.
CREATE FUNCTION trading_check_contribution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM trading_sale WHERE id = NEW.sale_id AND in_kind AND start_fen = NEW.value_fen) THEN
        RAISE EXCEPTION 'contribution % is not the price of its sale', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contribution_is_the_price BEFORE INSERT ON trading_contribution
    FOR EACH ROW EXECUTE FUNCTION trading_check_contribution();
CREATE TRIGGER contribution_is_fixed BEFORE UPDATE ON trading_contribution FOR EACH ROW
    WHEN ((NEW.sale_id, NEW.value_fen, NEW.capital_fen, NEW.valuation_fen)
        IS DISTINCT FROM (OLD.sale_id, OLD.value_fen, OLD.capital_fen, OLD.valuation_fen))
    EXECUTE FUNCTION trading_refuse('value and capital of a contribution are fixed');
CREATE TRIGGER contribution_is_never_deleted BEFORE DELETE ON trading_contribution
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a contribution is kept (R-GEN-10)');

CREATE FUNCTION trading_check_settlement_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.in_kind IS DISTINCT FROM (SELECT in_kind FROM trading_sale WHERE id = NEW.sale_id) THEN
        RAISE EXCEPTION 'a settlement is of the kind of its sale' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER settlement_is_of_its_sale BEFORE INSERT ON trading_settlement
    FOR EACH ROW EXECUTE FUNCTION trading_check_settlement_kind();
