-- An increment comes from a leg and ends by being counted: whoever deletes it, its account keeps the money from then on.
CREATE FUNCTION ledger_keep_increments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_account SET kept_fen = kept_fen + counted.total
        FROM (SELECT account_id, sum(amount_fen)::bigint AS total FROM ended GROUP BY account_id) AS counted
        WHERE ledger_account.id = counted.account_id;
    RETURN NULL;
END $$;
CREATE TRIGGER increments_are_kept AFTER DELETE ON ledger_increment REFERENCING OLD TABLE AS ended
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_increments();
CREATE TRIGGER increment_comes_from_a_leg BEFORE INSERT ON ledger_increment FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER increment_is_never_changed BEFORE UPDATE ON ledger_increment FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER increment_is_never_truncated BEFORE TRUNCATE ON ledger_increment EXECUTE FUNCTION ledger_refuse();

-- A transfer by one call: lock what must not be overdrawn, ask for cover, write the transfer with its legs, and its line in the log.
-- Parties first, then what the market shares, each by key: a command that books one transfer after another, such as giving a
-- deposit back and paying it out, so takes its locks in the order in which everybody takes them.
-- Answers the transfer; or who lacks the money and what he has; or nothing, if the reference is taken.
CREATE FUNCTION ledger_post(
    said_reference text, said_kind text, said_memo text, said_actor text, said_reverses bigint,
    accounts bigint[], amounts bigint[], organisation text, hash bytea, salt bytea, body jsonb,
    OUT id bigint, OUT number text, OUT at timestamptz, OUT lacking bigint, OUT held_fen bigint
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT a.id, a.kept_fen, a.organisation_id, leg.amount_fen
        FROM ledger_account a JOIN unnest(accounts, amounts) AS leg (account, amount_fen) ON a.id = leg.account
        WHERE a.organisation_id IS NOT NULL OR leg.amount_fen < 0 AND a.purpose <> 'bank'
        ORDER BY a.organisation_id IS NULL, a.id FOR NO KEY UPDATE OF a
    LOOP
        IF one.organisation_id IS NULL THEN
            one.kept_fen := one.kept_fen + (
                SELECT coalesce(sum(amount_fen), 0) FROM ledger_increment WHERE account_id = one.id
            );
        END IF;
        IF lacking IS NULL AND one.kept_fen + one.amount_fen < 0 THEN
            lacking := one.id;
            held_fen := one.kept_fen;
        END IF;
    END LOOP;
    IF lacking IS NOT NULL THEN
        IF EXISTS (SELECT FROM ledger_transfer WHERE reference = said_reference) THEN
            lacking := NULL;
        END IF;
        RETURN;
    END IF;
    WITH booked AS (
        INSERT INTO ledger_transfer (reference, kind, memo, actor, leg_count, reverses_id)
        VALUES (said_reference, said_kind, said_memo, said_actor, cardinality(accounts), said_reverses)
        ON CONFLICT (reference) DO NOTHING RETURNING ledger_transfer.id, ledger_transfer.number, ledger_transfer.at
    ), moved AS (
        INSERT INTO ledger_leg (transfer_id, account_id, amount_fen)
        SELECT booked.id, leg.account, leg.amount_fen FROM booked, unnest(accounts, amounts) AS leg (account, amount_fen)
    )
    SELECT booked.id, booked.number, booked.at INTO ledger_post.id, ledger_post.number, ledger_post.at FROM booked;
    IF FOUND THEN
        PERFORM audit_record('ledger.posted', 'transfer:' || ledger_post.number, said_actor, organisation, true, hash, salt, body);
    END IF;
END $$;
