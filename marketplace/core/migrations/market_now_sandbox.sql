-- Sandbox: one row may freeze or shift market time. A production database has neither table nor this function.
CREATE TABLE sandbox_clock (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    frozen_at timestamptz,
    shift interval NOT NULL DEFAULT '0'
);
INSERT INTO sandbox_clock DEFAULT VALUES;

CREATE FUNCTION market_now() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE
AS 'SELECT coalesce(frozen_at, clock_timestamp() + shift) FROM sandbox_clock';
