-- A transfer and all its legs are written in one statement and checked at its end: nobody is left with one of them, and who
-- books need not ask. A leg that joins later, alone or in a balanced pair, makes one leg too many.

CREATE FUNCTION ledger_require_legs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bare ledger_transfer%ROWTYPE;
BEGIN
    SELECT * INTO bare FROM written WHERE NOT EXISTS (SELECT FROM ledger_leg WHERE transfer_id = written.id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'transfer % announced % legs and has 0', bare.id, bare.leg_count USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER transfer_comes_with_its_legs AFTER INSERT ON ledger_transfer REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_require_legs();

-- A transfer has exactly the legs it announced, and they sum to zero in the settlement account of every exchange they touch.
-- Deposits move by holds and what ends them, and in no other way.
CREATE FUNCTION ledger_check(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    said ledger_transfer%ROWTYPE;
    found_legs integer;
    uneven text;
    deposits boolean;
BEGIN
    SELECT * INTO said FROM ledger_transfer WHERE id = checked;
    SELECT sum(legs), string_agg(format('%s %s %s', exchange, currency, total), ', ') FILTER (WHERE total <> 0), bool_or(of_deposit)
    INTO found_legs, uneven, deposits FROM (
        SELECT a.exchange, a.currency, count(*) AS legs, sum(l.amount_fen) AS total, bool_or(a.purpose = 'deposit') AS of_deposit
        FROM ledger_leg l JOIN ledger_account a ON a.id = l.account_id
        WHERE l.transfer_id = checked GROUP BY a.exchange, a.currency
    ) AS sums;
    IF found_legs IS DISTINCT FROM said.leg_count THEN
        RAISE EXCEPTION 'transfer % announced % legs and has %', checked, said.leg_count, found_legs USING ERRCODE = 'check_violation';
    END IF;
    IF uneven IS NOT NULL THEN
        RAISE EXCEPTION 'transfer % does not balance: %', checked, uneven USING ERRCODE = 'check_violation';
    END IF;
    IF deposits AND said.kind NOT IN ('hold', 'release', 'application', 'forfeit', 'reversal') THEN
        RAISE EXCEPTION 'transfer % moves a deposit without a hold', checked USING ERRCODE = 'check_violation';
    END IF;
    IF said.reverses_id IS NOT NULL THEN
        PERFORM ledger_check_undoing(said);
    END IF;
END $$;

-- A counter-transfer moves exactly the same money back, the end of a hold takes exactly the deposit that was held, and
-- neither is undone in its turn.
CREATE FUNCTION ledger_check_undoing(said ledger_transfer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    undone ledger_transfer%ROWTYPE;
BEGIN
    SELECT * INTO undone FROM ledger_transfer WHERE id = said.reverses_id;
    IF undone.reverses_id IS NOT NULL OR (said.kind <> 'reversal' AND undone.kind <> 'hold') THEN
        RAISE EXCEPTION 'transfer % cannot undo %', said.id, undone.id USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT l.account_id, l.amount_fen FROM ledger_leg l JOIN ledger_account a ON a.id = l.account_id
            WHERE l.transfer_id = said.id AND (said.kind = 'reversal' OR a.purpose = 'deposit')
        ) AS back FULL JOIN (
            SELECT l.account_id, l.amount_fen FROM ledger_leg l JOIN ledger_account a ON a.id = l.account_id
            WHERE l.transfer_id = undone.id AND (said.kind = 'reversal' OR a.purpose = 'deposit')
        ) AS there USING (account_id)
        WHERE back.amount_fen IS DISTINCT FROM -there.amount_fen
    ) THEN
        RAISE EXCEPTION 'transfer % does not move back what % moved', said.id, undone.id USING ERRCODE = 'check_violation';
    END IF;
END $$;

CREATE FUNCTION ledger_check_legs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
BEGIN
    FOR checked IN SELECT DISTINCT transfer_id FROM written LOOP
        PERFORM ledger_check(checked);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER legs_balance AFTER INSERT ON ledger_leg REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_legs();

-- A balance changes with every transfer: with room on its page for the next version, none of the account's indexes must follow.
ALTER TABLE ledger_account SET (fillfactor = 50);
