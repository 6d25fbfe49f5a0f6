-- Production: market time is the clock of the database, and nothing can shift it (R-GEN-05).
CREATE FUNCTION market_now() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL SAFE
AS 'SELECT clock_timestamp()';
