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
    WHEN (NEW.kept_fen <> 0) EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_changes_by_legs_only BEFORE UPDATE ON ledger_account FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_is_never_deleted BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER account_is_never_truncated BEFORE TRUNCATE ON ledger_account EXECUTE FUNCTION ledger_refuse();

-- A leg moves the balance and remembers where it left it. The account's own CHECK refuses an overdraft.
-- What the whole market shares (fees, pools, funds, the bank) is not locked by what comes in: else every deal would wait for the
-- one before it until that lies on the disk. Such a leg waits in ledger_increment; an account holds what it keeps and what waits.
CREATE FUNCTION ledger_move_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET kept_fen = kept_fen + NEW.amount_fen
        WHERE id = NEW.account_id AND organisation_id IS NOT NULL
        RETURNING kept_fen INTO NEW.balance_after_fen;
    IF FOUND THEN
        RETURN NEW;
    END IF;
    NEW.balance_after_fen := NULL;
    PERFORM FROM ledger_account WHERE id = NEW.account_id AND NEW.amount_fen < 0 AND purpose <> 'bank' FOR NO KEY UPDATE;
    IF FOUND THEN -- what leaves an account must be there: all of it is counted, under the lock
        DELETE FROM ledger_increment WHERE account_id = NEW.account_id;
        UPDATE ledger_account SET kept_fen = kept_fen + NEW.amount_fen WHERE id = NEW.account_id;
    ELSE
        INSERT INTO ledger_increment (account_id, amount_fen) SELECT id, NEW.amount_fen FROM ledger_account WHERE id = NEW.account_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'no account %', NEW.account_id USING ERRCODE = 'foreign_key_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER leg_moves_the_balance BEFORE INSERT ON ledger_leg FOR EACH ROW EXECUTE FUNCTION ledger_move_balance();
