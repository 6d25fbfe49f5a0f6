-- The ledger guards itself against mistakes: money that moved is never edited, only moved again (R-SET-08).
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: the ledger is append-only, book a counter-transfer', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER transfer_is_append_only BEFORE UPDATE OR DELETE ON ledger_transfer FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER transfer_is_never_truncated BEFORE TRUNCATE ON ledger_transfer EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER leg_is_append_only BEFORE UPDATE OR DELETE ON ledger_leg FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER leg_is_never_truncated BEFORE TRUNCATE ON ledger_leg EXECUTE FUNCTION ledger_refuse();

-- An account is born empty, keeps its identity and changes its balance only from within the trigger of a leg (depth 1).
CREATE TRIGGER account_is_born_empty BEFORE INSERT ON ledger_account FOR EACH ROW
    WHEN (NEW.balance_fen <> 0) EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_changes_by_legs_only BEFORE UPDATE ON ledger_account FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_is_never_deleted BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_is_never_truncated BEFORE TRUNCATE ON ledger_account EXECUTE FUNCTION ledger_refuse();

-- A leg moves the balance and remembers where it left it. The account's own CHECK refuses an overdraft.
CREATE FUNCTION ledger_move_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET balance_fen = balance_fen + NEW.amount_fen WHERE id = NEW.account_id
        RETURNING balance_fen INTO NEW.balance_after_fen;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no account %', NEW.account_id USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER leg_moves_the_balance BEFORE INSERT ON ledger_leg FOR EACH ROW EXECUTE FUNCTION ledger_move_balance();

-- At the end of the transaction every transfer has exactly the legs it announced, and they sum to zero in the
-- settlement account of every exchange they touch. A transfer without legs is refused, and so is a leg, or a balanced
-- pair of them, that joins a transfer of an earlier transaction.
CREATE FUNCTION ledger_check_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    announced integer;
    found_legs integer;
    uneven text;
BEGIN
    SELECT leg_count INTO announced FROM ledger_transfer WHERE id = checked;
    SELECT count(*) INTO found_legs FROM ledger_leg WHERE transfer_id = checked;
    IF found_legs IS DISTINCT FROM announced THEN
        RAISE EXCEPTION 'transfer % announced % legs and has %', checked, announced, found_legs USING ERRCODE = 'check_violation';
    END IF;
    SELECT string_agg(format('%s %s %s', exchange, currency, total), ', ') INTO uneven FROM (
        SELECT a.exchange, a.currency, sum(l.amount_fen) AS total
        FROM ledger_leg l JOIN ledger_account a ON a.id = l.account_id
        WHERE l.transfer_id = checked GROUP BY a.exchange, a.currency HAVING sum(l.amount_fen) <> 0
    ) AS sums;
    IF uneven IS NOT NULL THEN
        RAISE EXCEPTION 'transfer % does not balance: %', checked, uneven USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transfer_balances AFTER INSERT ON ledger_transfer DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_check_transfer('id');
CREATE CONSTRAINT TRIGGER ledger_leg_balances AFTER INSERT ON ledger_leg DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_check_transfer('transfer_id');
