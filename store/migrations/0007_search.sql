-- What lists, charts and search are made from: one row for each fact that stands for itself (a statement, a position on a claim,
-- an event, a wording), with all that filters ask. It is made from the readings and can be made anew. Kinds of an entry:
-- 1 statement, 2 position on a claim, 3 event, 4 wording. Times are whole minutes since 1970 in UTC where a column says so.

-- A person, body or place as reports name it. key is its Wikidata or GeoNames id where a report knows one, else its folded name.
CREATE TABLE name (
    id   INTEGER PRIMARY KEY,
    key  TEXT    NOT NULL UNIQUE CHECK (key <> ''),
    kind TEXT    NOT NULL CHECK (kind IN ('person', 'organisation', 'country', 'place', 'group', 'facility')),
    name TEXT    NOT NULL,
    cc   TEXT    NOT NULL DEFAULT '',
    lat  REAL,
    lon  REAL,
    precision TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE alias (
    id      INTEGER PRIMARY KEY,
    name_id INTEGER NOT NULL REFERENCES name (id),
    alias   TEXT    NOT NULL CHECK (alias <> ''),
    UNIQUE (name_id, alias)
) STRICT;
CREATE VIRTUAL TABLE alias_fts USING fts5 (alias, content='alias', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
CREATE TRIGGER alias_insert AFTER INSERT ON alias BEGIN
    INSERT INTO alias_fts (rowid, alias) VALUES (new.id, new.alias);
END;

CREATE TABLE entry (
    id         INTEGER PRIMARY KEY,
    reading_id INTEGER NOT NULL REFERENCES reading (id),
    report_id  INTEGER NOT NULL REFERENCES report (id),
    fact       TEXT    NOT NULL,
    kind       INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
    start_byte INTEGER NOT NULL CHECK (start_byte >= 0),  -- of the sentence
    end_byte   INTEGER NOT NULL,
    mark_start INTEGER NOT NULL CHECK (mark_start >= 0),  -- of the fact's own words
    mark_end   INTEGER NOT NULL,
    same       INTEGER NOT NULL,          -- hash of the sentence and what it is about: near-copies have the same
    from_min   INTEGER,                   -- minutes: the day in the world begins; NULL when the text gives none
    to_min     INTEGER,                   -- minutes: the first moment after it
    exact      TEXT    NOT NULL,          -- how exact the day is: minute, hour, day, week, month, year, inferred … or ''
    class      TEXT    NOT NULL,          -- statement kind, stance, event type, wording kind
    mode       TEXT    NOT NULL,
    quad       INTEGER NOT NULL CHECK (quad BETWEEN 0 AND 4),
    status     TEXT    NOT NULL,
    voice      TEXT    NOT NULL,          -- own, or the statement's id
    confidence REAL,
    label      TEXT    NOT NULL,          -- proposition, office, CAMEO code: as the kind has it
    detail     TEXT    NOT NULL CHECK (json_valid(detail)),
    known_from INTEGER NOT NULL,          -- microseconds, as everywhere: recorded
    known_to   INTEGER,                   -- superseded
    verdict    TEXT    NOT NULL DEFAULT '' CHECK (verdict IN ('', 'accept', 'reject')),
    CHECK (end_byte > start_byte AND mark_end > mark_start)
) STRICT;
CREATE INDEX entry_report ON entry (report_id);

-- Who and where. role: 1 speaker or actor, 2 recipient, 3 place, 4 what a wording or claim is about.
CREATE TABLE entry_name (
    entry_id INTEGER NOT NULL REFERENCES entry (id),
    n        INTEGER NOT NULL,
    role     INTEGER NOT NULL CHECK (role BETWEEN 1 AND 4),
    name_id  INTEGER NOT NULL REFERENCES name (id),
    PRIMARY KEY (entry_id, n)
) STRICT, WITHOUT ROWID;

-- The words of an entry: its sentence, what of it was said or happened, and the names behind "he" and "the ministry".
CREATE VIRTUAL TABLE entry_fts USING fts5 (sentence, said, names, content='', tokenize="unicode61 remove_diacritics 2");

-- What changed of entries that stand already, so that a process which holds them in memory can follow.
CREATE TABLE entry_change (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id INTEGER NOT NULL
) STRICT;

CREATE TRIGGER report_superseded_entry AFTER UPDATE OF superseded_at ON report WHEN new.superseded_at IS NOT NULL AND old.superseded_at IS NULL BEGIN
    UPDATE entry SET known_to = new.superseded_at WHERE report_id = new.id AND known_to IS NULL;
    INSERT INTO entry_change (report_id) VALUES (new.id);
END;
CREATE TRIGGER reading_superseded_entry AFTER UPDATE OF superseded_at ON reading WHEN new.superseded_at IS NOT NULL AND old.superseded_at IS NULL BEGIN
    UPDATE entry SET known_to = new.superseded_at WHERE reading_id = new.id AND known_to IS NULL;
    INSERT INTO entry_change (report_id) VALUES (new.report_id);
END;
CREATE TRIGGER decision_entry AFTER INSERT ON decision BEGIN
    UPDATE entry SET verdict = CASE new.verdict WHEN 'undo' THEN '' ELSE new.verdict END WHERE report_id = new.report_id AND fact = new.fact;
    INSERT INTO entry_change (report_id) VALUES (new.report_id);
END;

-- Up to which reading entries were made; readings kept before this table are entered when the store is opened.
CREATE TABLE entry_done (
    reading_id INTEGER PRIMARY KEY REFERENCES reading (id)
) STRICT;

-- A query that somebody keeps, and when they last looked.
CREATE TABLE saved_search (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    who     TEXT    NOT NULL CHECK (who <> ''),
    name    TEXT    NOT NULL CHECK (name <> ''),
    query   TEXT    NOT NULL CHECK (query <> ''),
    made_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    UNIQUE (who, query)
) STRICT;

-- What a text means, as one signed byte a number; model names what made it.
CREATE TABLE meaning (
    id      INTEGER PRIMARY KEY,
    text_id INTEGER NOT NULL REFERENCES text (id),
    model   TEXT    NOT NULL,
    vector  BLOB    NOT NULL,
    UNIQUE (text_id, model)
) STRICT;
