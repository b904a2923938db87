-- Running counts, so that the status page and the stream's filters need not count a hundred thousand rows each time. Kinds:
-- documents, document_bytes, document_bytes_kept, fetches, versions, facts (value ''), and current reports in all (reports),
-- by source (its id), language and place.
CREATE TABLE tally (
    kind  TEXT    NOT NULL,
    value TEXT    NOT NULL,
    n     INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

ALTER TABLE reading ADD COLUMN facts INTEGER NOT NULL DEFAULT 0;
UPDATE reading SET facts = (SELECT count(*) FROM fact WHERE reading_id = reading.id);

INSERT INTO tally SELECT 'documents', '', count(*) FROM document;
INSERT INTO tally SELECT 'document_bytes', '', coalesce(sum(size), 0) FROM document;
INSERT INTO tally SELECT 'document_bytes_kept', '', coalesce(sum(length(body)), 0) FROM document;
INSERT INTO tally SELECT 'fetches', '', count(*) FROM fetch;
INSERT INTO tally SELECT 'versions', '', count(*) FROM report;
INSERT INTO tally SELECT 'facts', '', coalesce(sum(facts), 0) FROM reading;
INSERT INTO tally SELECT 'reports', '', count(*) FROM stream WHERE current = 1;
INSERT INTO tally SELECT 'source', source_id, count(*) FROM stream WHERE current = 1 GROUP BY source_id;
INSERT INTO tally SELECT 'language', language, count(*) FROM stream WHERE current = 1 GROUP BY language;
INSERT INTO tally SELECT 'place', place, count(*) FROM stream WHERE current = 1 GROUP BY place;

CREATE TRIGGER document_tally AFTER INSERT ON document BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'documents' AND value = '';
    UPDATE tally SET n = n + new.size WHERE kind = 'document_bytes' AND value = '';
    UPDATE tally SET n = n + length(new.body) WHERE kind = 'document_bytes_kept' AND value = '';
END;
CREATE TRIGGER fetch_tally AFTER INSERT ON fetch BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'fetches' AND value = '';
END;
CREATE TRIGGER report_tally AFTER INSERT ON report BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'versions' AND value = '';
END;
CREATE TRIGGER reading_tally AFTER INSERT ON reading BEGIN
    UPDATE tally SET n = n + new.facts WHERE kind = 'facts' AND value = '';
END;
CREATE TRIGGER stream_tally_insert AFTER INSERT ON stream WHEN new.current = 1 BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'reports' AND value = '';
    INSERT INTO tally VALUES ('source', new.source_id, 1) ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO tally VALUES ('language', new.language, 1) ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT INTO tally VALUES ('place', new.place, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER stream_tally_superseded AFTER UPDATE OF current ON stream WHEN old.current = 1 AND new.current = 0 BEGIN
    UPDATE tally SET n = n - 1 WHERE kind = 'reports' AND value = '';
    UPDATE tally SET n = n - 1 WHERE kind = 'source' AND value = CAST(old.source_id AS TEXT);
    UPDATE tally SET n = n - 1 WHERE kind = 'language' AND value = old.language;
    UPDATE tally SET n = n - 1 WHERE kind = 'place' AND value = old.place;
END;

