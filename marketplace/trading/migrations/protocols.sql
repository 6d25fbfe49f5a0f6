-- What was signed as a sale closed stays.
CREATE TRIGGER protocol_is_fixed BEFORE UPDATE OR DELETE ON trading_protocol
    FOR EACH ROW EXECUTE FUNCTION trading_refuse('a protocol is signed once');
CREATE TRIGGER protocol_is_never_truncated BEFORE TRUNCATE ON trading_protocol
    EXECUTE FUNCTION trading_refuse('a protocol is signed once');
