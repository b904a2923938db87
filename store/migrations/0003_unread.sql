-- The number of unread reports stands on every page, and a desk that is never marked as read has a hundred thousand.
INSERT INTO tally SELECT 'unread', '', count(*) FROM stream WHERE current = 1 AND read_at IS NULL;

CREATE TRIGGER stream_unread_insert AFTER INSERT ON stream WHEN new.current = 1 AND new.read_at IS NULL BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'unread' AND value = '';
END;
CREATE TRIGGER stream_unread_update AFTER UPDATE OF current, read_at ON stream
WHEN (old.current = 1 AND old.read_at IS NULL) <> (new.current = 1 AND new.read_at IS NULL) BEGIN
    UPDATE tally SET n = n + (new.current = 1 AND new.read_at IS NULL) - (old.current = 1 AND old.read_at IS NULL) WHERE kind = 'unread' AND value = '';
END;
