-- Situations that are watched, what changed in them, and alerts. Of a situation, what it holds (report, event, position, mark,
-- state) is made from the readings and can be made anew; changes and alerts are kept as they were told.
-- Every row that states something stands on a byte range of its report's text and the SHA-256 of that range.

CREATE TABLE situation (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    slug       TEXT    NOT NULL UNIQUE CHECK (slug <> ''),   -- its address; never changes
    name       TEXT    NOT NULL CHECK (name <> ''),
    note       TEXT    NOT NULL DEFAULT '',                  -- the desk's own words, never shown as a fact
    note_by    TEXT    NOT NULL DEFAULT '',
    note_at    INTEGER,
    watch      TEXT    NOT NULL CHECK (json_valid(watch)),
    weights    TEXT    NOT NULL CHECK (json_valid(weights)),
    version    INTEGER NOT NULL CHECK (version >= 1),        -- an edit names the version that it changes
    made_by    TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    changed_by TEXT    NOT NULL,
    changed_at INTEGER NOT NULL,
    removed_at INTEGER,
    looked     INTEGER NOT NULL DEFAULT 0,                   -- the last reading that was held against the watch
    live_after INTEGER NOT NULL,                             -- readings after this one are news, those up to it history
    seen       INTEGER NOT NULL DEFAULT 0,                   -- reports that were held against the watch
    revised    INTEGER NOT NULL DEFAULT 0                    -- the last change of a report (report_change) that was looked at
) STRICT;

-- What an edit replaced, and whose it was.
CREATE TABLE situation_edit (
    situation_id INTEGER NOT NULL REFERENCES situation (id),
    version      INTEGER NOT NULL,
    who          TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    was          TEXT    NOT NULL CHECK (json_valid(was)),
    PRIMARY KEY (situation_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE situation_report (
    situation_id INTEGER NOT NULL REFERENCES situation (id),
    report_id    INTEGER NOT NULL REFERENCES report (id),
    reading_id   INTEGER NOT NULL,
    item_id      INTEGER NOT NULL,
    source_id    INTEGER NOT NULL,
    at           INTEGER NOT NULL,                           -- that the report bears
    day          INTEGER NOT NULL,                           -- whole days since 1970 of at
    origin       TEXT    NOT NULL,
    why          TEXT    NOT NULL CHECK (json_valid(why)),   -- by what it belongs here
    current      INTEGER NOT NULL CHECK (current IN (0, 1)),
    conflict     INTEGER NOT NULL CHECK (conflict IN (0, 1)),-- it tells of conflict: quad classes 3 and 4
    PRIMARY KEY (situation_id, report_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX situation_report_at ON situation_report (situation_id, at, report_id) WHERE current = 1;
CREATE INDEX situation_report_item ON situation_report (item_id);

CREATE TABLE situation_event (
    situation_id INTEGER NOT NULL,
    report_id    INTEGER NOT NULL,
    fact         TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    day          INTEGER NOT NULL,                           -- on which the index counts it
    told         TEXT    NOT NULL CHECK (json_valid(told)),  -- situation.Event, without its words
    start_byte   INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte     INTEGER NOT NULL,
    words_sha256 BLOB    NOT NULL CHECK (length(words_sha256) = 32),
    PRIMARY KEY (situation_id, report_id, fact),
    FOREIGN KEY (situation_id, report_id) REFERENCES situation_report (situation_id, report_id),
    CHECK (end_byte > start_byte)
) STRICT, WITHOUT ROWID;
CREATE INDEX situation_event_day ON situation_event (situation_id, day);

CREATE TABLE situation_position (
    situation_id INTEGER NOT NULL,
    report_id    INTEGER NOT NULL,
    fact         TEXT    NOT NULL,
    key          TEXT    NOT NULL,                           -- of the claim
    proposition  TEXT    NOT NULL,
    actor        TEXT    NOT NULL,
    stance       TEXT    NOT NULL,
    dated        INTEGER NOT NULL CHECK (dated IN (0, 1)),
    start_byte   INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte     INTEGER NOT NULL,
    words_sha256 BLOB    NOT NULL CHECK (length(words_sha256) = 32),
    PRIMARY KEY (situation_id, report_id, fact),
    FOREIGN KEY (situation_id, report_id) REFERENCES situation_report (situation_id, report_id),
    CHECK (end_byte > start_byte)
) STRICT, WITHOUT ROWID;

-- What is known already, so that it is new once.
CREATE TABLE situation_mark (
    situation_id INTEGER NOT NULL REFERENCES situation (id),
    key          TEXT    NOT NULL,
    value        TEXT    NOT NULL,
    evidence     TEXT    NOT NULL CHECK (json_valid(evidence)),
    PRIMARY KEY (situation_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE situation_change (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    situation_id  INTEGER NOT NULL REFERENCES situation (id),
    kind          TEXT    NOT NULL,
    key           TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    report_id     INTEGER NOT NULL REFERENCES report (id),
    start_byte    INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte      INTEGER NOT NULL,
    words_sha256  BLOB    NOT NULL CHECK (length(words_sha256) = 32),
    before_report INTEGER REFERENCES report (id),
    before_start  INTEGER,
    before_end    INTEGER,
    about         TEXT    NOT NULL CHECK (json_valid(about)),  -- situation.Change, without evidence
    at            INTEGER NOT NULL,                            -- that the report bears
    noticed       INTEGER NOT NULL,
    news          INTEGER NOT NULL CHECK (news IN (0, 1)),
    UNIQUE (situation_id, key),
    CHECK (end_byte > start_byte)
) STRICT;
CREATE INDEX situation_change_kind ON situation_change (situation_id, kind, id);
CREATE INDEX situation_change_id ON situation_change (situation_id, id);
CREATE INDEX situation_change_report ON situation_change (report_id);

-- Up to which change somebody has looked. Changes count up, so no clock is asked.
CREATE TABLE situation_seen (
    situation_id INTEGER NOT NULL REFERENCES situation (id),
    who          TEXT    NOT NULL,
    change_id    INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    PRIMARY KEY (situation_id, who)
) STRICT, WITHOUT ROWID;

-- What the page shows and is costly to count: index, counts, gaps, claims. Made after a batch of readings.
CREATE TABLE situation_state (
    situation_id INTEGER PRIMARY KEY REFERENCES situation (id),
    looked       INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    made_at      INTEGER NOT NULL,
    state        BLOB    NOT NULL   -- JSON, zstd
) STRICT;

CREATE TABLE situation_brief (
    situation_id INTEGER NOT NULL REFERENCES situation (id),
    number       INTEGER NOT NULL CHECK (number >= 1),
    made_by      TEXT    NOT NULL,
    made_at      INTEGER NOT NULL,
    change_id    INTEGER NOT NULL,  -- the last change that it knows
    brief        BLOB    NOT NULL,  -- situation.Brief, JSON, zstd
    PRIMARY KEY (situation_id, number)
) STRICT;

-- The days on which a source was read with success, so that a day without reports is told from a day that was not read.
CREATE TABLE source_read (
    source_id INTEGER NOT NULL REFERENCES source (id),
    day       INTEGER NOT NULL,
    PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO source_read SELECT source_id, day FROM source_day WHERE reports > 0;
CREATE TRIGGER source_read_try AFTER UPDATE OF last_good_at ON source WHEN new.last_good_at IS NOT NULL BEGIN
    INSERT OR IGNORE INTO source_read VALUES (new.id, new.last_good_at / 86400000000);
END;
CREATE TRIGGER source_read_day AFTER INSERT ON source_day BEGIN
    INSERT OR IGNORE INTO source_read VALUES (new.source_id, new.day);
END;

-- Where alerts go.
CREATE TABLE alert_channel (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL CHECK (name <> ''),
    kind          TEXT    NOT NULL CHECK (kind IN ('mail', 'webhook', 'ntfy', 'slack', 'telegram', 'matrix')),
    address       TEXT    NOT NULL CHECK (address <> ''),    -- may hold a token: never shown whole
    secret        TEXT    NOT NULL DEFAULT '',               -- the key that signs a webhook
    quiet         TEXT    NOT NULL CHECK (json_valid(quiet)),
    paused        INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    version       INTEGER NOT NULL CHECK (version >= 1),
    made_by       TEXT    NOT NULL,
    made_at       INTEGER NOT NULL,
    removed_at    INTEGER,
    failures      INTEGER NOT NULL DEFAULT 0,                -- in a row
    failing_since INTEGER,
    next_try_at   INTEGER,
    last_good_at  INTEGER,
    reason        TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE alert_rule (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    situation_id INTEGER NOT NULL REFERENCES situation (id),
    name         TEXT    NOT NULL CHECK (name <> ''),
    rule         TEXT    NOT NULL CHECK (json_valid(rule)),
    paused       INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    version      INTEGER NOT NULL CHECK (version >= 1),
    made_by      TEXT    NOT NULL,
    made_at      INTEGER NOT NULL,
    removed_at   INTEGER
) STRICT;
CREATE INDEX alert_rule_situation ON alert_rule (situation_id);

CREATE TABLE alert_rule_channel (
    rule_id    INTEGER NOT NULL REFERENCES alert_rule (id),
    channel_id INTEGER NOT NULL REFERENCES alert_channel (id),
    PRIMARY KEY (rule_id, channel_id)
) STRICT, WITHOUT ROWID;

-- The outbox. An alert is one fact for one rule, once; it is written in the transaction that notices the change.
CREATE TABLE alert (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id      INTEGER NOT NULL REFERENCES alert_rule (id),
    situation_id INTEGER NOT NULL REFERENCES situation (id),
    change_id    INTEGER NOT NULL REFERENCES situation_change (id),
    key          TEXT    NOT NULL,
    corrects     INTEGER REFERENCES alert (id),  -- the alert that this takes back or changes
    at           INTEGER NOT NULL,
    UNIQUE (rule_id, key)
) STRICT;
CREATE INDEX alert_change ON alert (change_id);

-- An alert waits for each of its channels until a message holds it.
CREATE TABLE alert_part (
    alert_id   INTEGER NOT NULL REFERENCES alert (id),
    channel_id INTEGER NOT NULL REFERENCES alert_channel (id),
    due_at     INTEGER NOT NULL,
    message_id INTEGER REFERENCES alert_message (id),
    PRIMARY KEY (alert_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_part_waiting ON alert_part (channel_id, due_at) WHERE message_id IS NULL;
CREATE INDEX alert_part_message ON alert_part (message_id);

-- What goes out as one. Its token is the same at every try, so that a receiver can tell a repetition.
CREATE TABLE alert_message (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    channel_id INTEGER NOT NULL REFERENCES alert_channel (id),
    token      TEXT    NOT NULL UNIQUE,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'given up')),
    test       INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1)),
    made_at    INTEGER NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL,
    sent_at    INTEGER,
    subject    TEXT    NOT NULL,
    body       TEXT    NOT NULL
) STRICT;
CREATE INDEX alert_message_open ON alert_message (next_try_at) WHERE state IN ('waiting', 'sending');

-- The delivery log: every try and how it ended.
CREATE TABLE alert_try (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id INTEGER NOT NULL REFERENCES alert_message (id),
    at         INTEGER NOT NULL,
    took_ms    INTEGER NOT NULL,
    ok         INTEGER NOT NULL CHECK (ok IN (0, 1)),
    says       TEXT    NOT NULL
) STRICT;
CREATE INDEX alert_try_message ON alert_try (message_id);
