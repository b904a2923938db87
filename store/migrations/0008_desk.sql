-- Who's who: people, organisations, groups and countries across reports. All of it is made from the readings and can be made
-- anew, but for who_decision, which people make. A row that is live is of the current reading of a current version.

CREATE TABLE who (
    id          INTEGER PRIMARY KEY,
    key         TEXT    NOT NULL UNIQUE,            -- the same for the same entity in every report: Q60, country:RU, person:ljuba kereny
    kind        TEXT    NOT NULL CHECK (kind IN ('person', 'organisation', 'group', 'country')),
    name        TEXT    NOT NULL,
    country     TEXT    NOT NULL DEFAULT '',
    code        TEXT    NOT NULL DEFAULT '',
    wikidata    TEXT    NOT NULL DEFAULT '',
    office      TEXT    NOT NULL DEFAULT '',        -- the latest title that a report gave
    joined_into INTEGER REFERENCES who (id),        -- by a person's decision
    reports     INTEGER NOT NULL DEFAULT 0,         -- live rows of who_report
    mentions    INTEGER NOT NULL DEFAULT 0,
    statements  INTEGER NOT NULL DEFAULT 0,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX who_kind ON who (kind, reports) WHERE joined_into IS NULL AND reports > 0;
CREATE INDEX who_reports ON who (reports) WHERE joined_into IS NULL AND reports > 0;
CREATE INDEX who_statements ON who (statements) WHERE joined_into IS NULL AND reports > 0;
CREATE INDEX who_last ON who (last_at) WHERE joined_into IS NULL AND reports > 0;
CREATE INDEX who_joined ON who (joined_into) WHERE joined_into IS NOT NULL;

CREATE TABLE who_report (
    who_id     INTEGER NOT NULL REFERENCES who (id),
    at         INTEGER NOT NULL,                    -- the time that the report bears
    report_id  INTEGER NOT NULL REFERENCES report (id),
    reading_id INTEGER NOT NULL REFERENCES reading (id),
    live       INTEGER NOT NULL CHECK (live IN (0, 1)),
    mentions   INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    name       TEXT    NOT NULL,                    -- as this report has it
    aliases    TEXT    NOT NULL CHECK (json_valid(aliases)),
    PRIMARY KEY (who_id, at, report_id, reading_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX who_report_report ON who_report (report_id);
CREATE INDEX who_report_reading ON who_report (reading_id);

-- What a report says of somebody: an office, a statement, a position, an event in which they act (actor) or are acted upon (recipient).
CREATE TABLE who_fact (
    who_id         INTEGER NOT NULL REFERENCES who (id),
    kind           TEXT    NOT NULL CHECK (kind IN ('office', 'statement', 'position', 'actor', 'recipient')),
    at             INTEGER NOT NULL,
    report_id      INTEGER NOT NULL,
    reading_id     INTEGER NOT NULL,
    fact           TEXT    NOT NULL,                -- its id in the record
    live           INTEGER NOT NULL CHECK (live IN (0, 1)),
    class          TEXT    NOT NULL,                -- kind of statement, stance, type of event
    label          TEXT    NOT NULL,                -- title, cue and audience, proposition, other party's id
    other          INTEGER REFERENCES who (id),     -- of an event: who is acted upon, or who acts
    confidence     REAL,
    sentence_start INTEGER NOT NULL CHECK (sentence_start >= 0),
    sentence_end   INTEGER NOT NULL,
    start_byte     INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte       INTEGER NOT NULL,
    PRIMARY KEY (who_id, kind, at, report_id, reading_id, fact),
    CHECK (sentence_end > sentence_start AND end_byte > start_byte)
) STRICT, WITHOUT ROWID;
CREATE INDEX who_fact_report ON who_fact (report_id);
CREATE INDEX who_fact_reading ON who_fact (reading_id);

-- What a person decided of two names: that they are one, or that they are not. The last row of a pair holds.
CREATE TABLE who_decision (
    id      INTEGER PRIMARY KEY,
    who_id  INTEGER NOT NULL REFERENCES who (id),
    into_id INTEGER NOT NULL REFERENCES who (id),
    verdict TEXT    NOT NULL CHECK (verdict IN ('join', 'part')),
    who     TEXT    NOT NULL CHECK (who <> ''),
    note    TEXT    NOT NULL DEFAULT '',
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX who_decision_who ON who_decision (who_id);
CREATE INDEX who_decision_into ON who_decision (into_id);

INSERT INTO tally VALUES ('who_head', '', 0), ('who', '', 0); -- the last reading that was taken into who's who; who is in a current report

CREATE TRIGGER who_report_insert AFTER INSERT ON who_report WHEN new.live = 1 BEGIN
    UPDATE who SET reports = reports + 1, mentions = mentions + new.mentions, statements = statements + new.statements,
        first_at = min(first_at, new.at), last_at = max(last_at, new.at) WHERE id = new.who_id;
END;
CREATE TRIGGER who_report_ended AFTER UPDATE OF live ON who_report WHEN old.live = 1 AND new.live = 0 BEGIN
    UPDATE who SET reports = reports - 1, mentions = mentions - old.mentions, statements = statements - old.statements WHERE id = old.who_id;
END;
CREATE TRIGGER who_count AFTER UPDATE OF reports, joined_into ON who
WHEN (old.reports > 0 AND old.joined_into IS NULL) <> (new.reports > 0 AND new.joined_into IS NULL) BEGIN
    UPDATE tally SET n = n + (new.reports > 0 AND new.joined_into IS NULL) - (old.reports > 0 AND old.joined_into IS NULL) WHERE kind = 'who' AND value = '';
END;
CREATE TRIGGER who_report_superseded AFTER UPDATE OF superseded_at ON report WHEN new.superseded_at IS NOT NULL BEGIN
    UPDATE who_report SET live = 0 WHERE report_id = new.id AND live = 1;
    UPDATE who_fact SET live = 0 WHERE report_id = new.id AND live = 1;
END;
CREATE TRIGGER who_reading_superseded AFTER UPDATE OF superseded_at ON reading WHEN new.superseded_at IS NOT NULL BEGIN
    UPDATE who_report SET live = 0 WHERE reading_id = new.id AND live = 1;
    UPDATE who_fact SET live = 0 WHERE reading_id = new.id AND live = 1;
END;

-- Correcting a fact is a verdict too. SQLite cannot widen a CHECK in place, so the words of a correction stand in a table of their own
-- beside a decision of the verdict 'reject': the machine's answer does not hold, and this is what does.
CREATE TABLE correction (
    decision_id INTEGER PRIMARY KEY REFERENCES decision (id),
    fields      TEXT    NOT NULL CHECK (json_valid(fields))  -- {"Speaker": "…"}: what a person says holds in place of the machine's answer
) STRICT;

-- Small settings of the desk that belong to the data folder, not to a browser.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL,
    at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
