-- The record of Dateline. Times are whole microseconds since 1970 in UTC. A hash is a lower-case hex SHA-256 (64 letters).
-- Nothing here is updated in place but: a source's state, what a report is superseded by, and the desk's own marks.

-- Layer 1: the bytes as they came. The same bytes are kept once.
CREATE TABLE document (
    id       INTEGER PRIMARY KEY,
    sha256   TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),
    size     INTEGER NOT NULL CHECK (size >= 0),
    codec    TEXT    NOT NULL CHECK (codec IN ('none', 'zstd')),
    kept_at  INTEGER NOT NULL,
    body     BLOB    NOT NULL
) STRICT;

CREATE TABLE source (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    name             TEXT    NOT NULL CHECK (name <> ''),
    kind             TEXT    NOT NULL CHECK (kind IN ('feed', 'page', 'sitemap', 'mail', 'file')),
    url              TEXT    NOT NULL,
    site_url         TEXT    NOT NULL DEFAULT '',
    language         TEXT    NOT NULL DEFAULT '',
    owner            TEXT    NOT NULL DEFAULT 'unknown'
                     CHECK (owner IN ('state', 'public', 'commercial', 'independent', 'party', 'unknown')),
    owner_by         TEXT    NOT NULL DEFAULT '',
    owner_at         INTEGER,
    owner_evidence   TEXT    NOT NULL DEFAULT '',
    interval_s       INTEGER NOT NULL CHECK (interval_s >= 0),
    paused           INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    allow_private    INTEGER NOT NULL DEFAULT 0 CHECK (allow_private IN (0, 1)),
    etag             TEXT    NOT NULL DEFAULT '',
    last_modified    TEXT    NOT NULL DEFAULT '',
    added_at         INTEGER NOT NULL,
    removed_at       INTEGER,
    last_try_at      INTEGER,
    last_good_at     INTEGER,
    last_new_at      INTEGER,
    failing_since    INTEGER,
    result           TEXT    NOT NULL DEFAULT '',
    reason           TEXT    NOT NULL DEFAULT '',
    failures         INTEGER NOT NULL DEFAULT 0,
    next_due_at      INTEGER
) STRICT;
CREATE UNIQUE INDEX source_url ON source (url) WHERE removed_at IS NULL AND url <> '';
CREATE INDEX source_due ON source (next_due_at) WHERE removed_at IS NULL AND paused = 0;

-- Who said what of a source's owner, and when; the last row holds.
CREATE TABLE source_owner (
    id        INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    owner     TEXT    NOT NULL,
    who       TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    evidence  TEXT    NOT NULL
) STRICT;
CREATE INDEX source_owner_source ON source_owner (source_id);

-- Reports a day, by the day the report bears. day is whole days since 1970 in UTC.
CREATE TABLE source_day (
    source_id INTEGER NOT NULL REFERENCES source (id),
    day       INTEGER NOT NULL,
    reports   INTEGER NOT NULL CHECK (reports >= 0),
    PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;

-- An item is the place where a report stands: an entry of a feed, a page, a file. Its key is unique in its source, so
-- that nothing is fetched or kept twice.
CREATE TABLE item (
    id        INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    key       TEXT    NOT NULL CHECK (key <> ''),
    url       TEXT    NOT NULL DEFAULT '',
    told      TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(told)),
    digest    TEXT    NOT NULL DEFAULT '',
    content   BLOB,
    listed_at INTEGER NOT NULL,
    UNIQUE (source_id, key)
) STRICT;

CREATE TABLE fetch (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id),
    item_id     INTEGER REFERENCES item (id),
    url         TEXT    NOT NULL,
    path        TEXT    NOT NULL,
    media_type  TEXT    NOT NULL,
    charset     TEXT    NOT NULL,
    header      TEXT    NOT NULL CHECK (json_valid(header)),
    told        TEXT    NOT NULL CHECK (json_valid(told)),
    fetched_at  INTEGER NOT NULL,
    note        TEXT    NOT NULL DEFAULT '',
    UNIQUE (document_id, item_id, url, path, fetched_at)
) STRICT;
CREATE INDEX fetch_item ON fetch (item_id);

-- Layer 2: the text cut from a document. Immutable; the same words are kept once.
CREATE TABLE text (
    id       INTEGER PRIMARY KEY,
    sha256   TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64),
    headline TEXT    NOT NULL,
    text     TEXT    NOT NULL CHECK (text <> '')
) STRICT;
CREATE VIRTUAL TABLE text_fts USING fts5 (
    headline, text, content='text', content_rowid='id', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER text_insert AFTER INSERT ON text BEGIN
    INSERT INTO text_fts (rowid, headline, text) VALUES (new.id, new.headline, new.text);
END;
CREATE TRIGGER text_immutable BEFORE UPDATE ON text BEGIN
    SELECT RAISE(ABORT, 'a text is immutable: keep other words as a new version');
END;

-- A report is one version of an item: a text, the document it was cut from, and what is known of both.
CREATE TABLE report (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id        INTEGER NOT NULL REFERENCES item (id),
    version        INTEGER NOT NULL CHECK (version >= 1),
    text_id        INTEGER NOT NULL REFERENCES text (id),
    document_id    INTEGER NOT NULL REFERENCES document (id),
    previous_id    INTEGER REFERENCES report (id),
    fetched_at     INTEGER NOT NULL,
    recorded_at    INTEGER NOT NULL,
    superseded_at  INTEGER,
    meta           BLOB    NOT NULL,  -- report.Report without its text, JSON, zstd
    UNIQUE (item_id, version)
) STRICT;
CREATE INDEX report_text ON report (text_id);
CREATE INDEX report_document ON report (document_id);
CREATE UNIQUE INDEX report_current ON report (item_id) WHERE superseded_at IS NULL;

-- Layer 3: what one model made of one report. A later model adds a reading; the earlier one stays.
CREATE TABLE reading (
    id            INTEGER PRIMARY KEY,
    report_id     INTEGER NOT NULL REFERENCES report (id),
    model         TEXT    NOT NULL CHECK (model <> ''),
    recorded_at   INTEGER NOT NULL,
    superseded_at INTEGER,
    record        BLOB    NOT NULL,  -- record.Record without the text, JSON, zstd
    UNIQUE (report_id, model)
) STRICT;
CREATE UNIQUE INDEX reading_current ON reading (report_id) WHERE superseded_at IS NULL;

-- A fact stands on its words: a byte range of the report's text and the hash of that range.
CREATE TABLE fact (
    reading_id   INTEGER NOT NULL REFERENCES reading (id),
    id           TEXT    NOT NULL CHECK (id <> ''),
    kind         TEXT    NOT NULL CHECK (kind IN ('dateline', 'entity', 'mention', 'office', 'time', 'statement', 'content',
                     'speaker', 'cue', 'claim', 'position', 'event', 'trigger', 'magnitude', 'link', 'wording')),
    start_byte   INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte     INTEGER NOT NULL,
    words_sha256 BLOB    NOT NULL CHECK (length(words_sha256) = 32),
    label        TEXT    NOT NULL DEFAULT '',
    class        TEXT    NOT NULL DEFAULT '',
    entity       TEXT    NOT NULL DEFAULT '',
    holds        TEXT    NOT NULL DEFAULT '',
    confidence   REAL    CHECK (confidence BETWEEN 0 AND 1),
    PRIMARY KEY (reading_id, id),
    CHECK (end_byte > start_byte)
) STRICT, WITHOUT ROWID;

-- What a person decided of a fact, beside the machine's answer. The last row of a fact holds.
CREATE TABLE decision (
    id           INTEGER PRIMARY KEY,
    report_id    INTEGER NOT NULL REFERENCES report (id),
    fact         TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    start_byte   INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte     INTEGER NOT NULL,
    words_sha256 BLOB    NOT NULL CHECK (length(words_sha256) = 32),
    verdict      TEXT    NOT NULL CHECK (verdict IN ('accept', 'reject', 'undo')),
    who          TEXT    NOT NULL CHECK (who <> ''),
    note         TEXT    NOT NULL DEFAULT '',
    at           INTEGER NOT NULL,
    CHECK (end_byte > start_byte)
) STRICT;
CREATE INDEX decision_report ON decision (report_id);

-- One row a report, with all that a row of the stream shows.
CREATE TABLE stream (
    report_id  INTEGER PRIMARY KEY REFERENCES report (id),
    at         INTEGER NOT NULL,
    published  INTEGER,
    source_id  INTEGER NOT NULL REFERENCES source (id),
    text_id    INTEGER NOT NULL REFERENCES text (id),
    outlet     TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    place      TEXT    NOT NULL,
    headline   TEXT    NOT NULL,
    lead       TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    current    INTEGER NOT NULL CHECK (current IN (0, 1)),
    read_at    INTEGER,
    statements INTEGER NOT NULL,
    claims     INTEGER NOT NULL,
    events     INTEGER NOT NULL,
    names      INTEGER NOT NULL,
    places     INTEGER NOT NULL,
    dates      INTEGER NOT NULL,
    wording    INTEGER NOT NULL
) STRICT;
CREATE INDEX stream_at ON stream (at, report_id) WHERE current = 1;
CREATE INDEX stream_unread ON stream (at, report_id) WHERE current = 1 AND read_at IS NULL;
CREATE INDEX stream_source ON stream (source_id, at, report_id) WHERE current = 1;
CREATE INDEX stream_place ON stream (place, at, report_id) WHERE current = 1;
CREATE INDEX stream_language ON stream (language, at, report_id) WHERE current = 1;
CREATE INDEX stream_text ON stream (text_id) WHERE current = 1;

-- Where a reader stopped.
CREATE TABLE seen (
    who    TEXT    PRIMARY KEY,
    at     INTEGER NOT NULL,
    head   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A document that could not be read: set aside with its reason; the line goes on.
CREATE TABLE failure (
    id        INTEGER PRIMARY KEY,
    source_id INTEGER REFERENCES source (id),
    item_id   INTEGER REFERENCES item (id),
    fetch_id  INTEGER REFERENCES fetch (id),
    step      TEXT    NOT NULL CHECK (step IN ('poll', 'fetch', 'read')),
    address   TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    detail    TEXT    NOT NULL DEFAULT '',
    attempts  INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    ended_at  INTEGER
) STRICT;
CREATE INDEX failure_open ON failure (at) WHERE ended_at IS NULL;
CREATE INDEX failure_item ON failure (item_id);
