-- What package story makes of reports together. All of it can be made again from the record; the number of a story cannot, and
-- is never used twice. An item (all versions of one page) is in one story; its row moves on to the current version.

CREATE TABLE story (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    merged_into INTEGER REFERENCES story (id),
    made_at     INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    first_at    INTEGER NOT NULL,  -- the times that its reports bear
    last_at     INTEGER NOT NULL,
    first_id    INTEGER REFERENCES report (id),
    headline    TEXT    NOT NULL,
    lead        TEXT    NOT NULL,
    reports     INTEGER NOT NULL CHECK (reports >= 0),
    own         INTEGER NOT NULL CHECK (own >= 0),
    outlets     INTEGER NOT NULL CHECK (outlets >= 0),
    origins     INTEGER NOT NULL CHECK (origins >= 0),
    revised     INTEGER NOT NULL CHECK (revised >= 0)
) STRICT;
CREATE INDEX story_last ON story (last_at, id) WHERE merged_into IS NULL AND reports > 0;
CREATE INDEX story_merged ON story (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE story_member (
    item_id      INTEGER PRIMARY KEY REFERENCES item (id),
    report_id    INTEGER NOT NULL UNIQUE REFERENCES report (id),
    story_id     INTEGER NOT NULL,  -- 0 within the transaction that settles it
    at           INTEGER NOT NULL,
    dated        TEXT    NOT NULL CHECK (dated IN ('published', 'seen', 'disbelieved')),
    outlet       TEXT    NOT NULL,  -- the key of its publisher family
    copy_of      INTEGER REFERENCES item (id),
    kept         REAL    NOT NULL DEFAULT 1 CHECK (kept BETWEEN 0 AND 1),
    added        INTEGER NOT NULL DEFAULT 0,
    cut          INTEGER NOT NULL DEFAULT 0,
    origin       TEXT    NOT NULL,
    origin_name  TEXT    NOT NULL,
    origin_why   TEXT    NOT NULL CHECK (origin_why IN ('credited', 'copied', 'quoted', 'own')),
    origin_from  INTEGER REFERENCES item (id),
    origin_start INTEGER NOT NULL DEFAULT 0,
    origin_end   INTEGER NOT NULL DEFAULT 0,
    score        REAL    NOT NULL,
    features     BLOB,  -- story.Features of a report of its own words
    placed_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX story_member_story ON story_member (story_id, at);
CREATE INDEX story_member_outlet ON story_member (story_id, outlet);
CREATE INDEX story_member_family ON story_member (outlet, at);
CREATE INDEX story_member_by_origin ON story_member (story_id, origin);
CREATE INDEX story_member_copy ON story_member (copy_of, at) WHERE copy_of IS NOT NULL;
CREATE INDEX story_member_origin ON story_member (origin_from) WHERE origin_from IS NOT NULL;

-- The words of an item's current version as a sketch (story.Sketch), and the bands by which sketches that are alike are found.
-- Only heads stand in the bands: a flood of copies adds nothing to them.
CREATE TABLE story_sketch (
    item_id INTEGER PRIMARY KEY,
    sketch  BLOB    NOT NULL
) STRICT;
CREATE TABLE story_band (
    band    INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    PRIMARY KEY (band, item_id)
) STRICT, WITHOUT ROWID;

-- Quotations by the hash of their words.
CREATE TABLE story_quote (
    quote   INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    words   INTEGER NOT NULL,
    PRIMARY KEY (quote, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_quote_item ON story_quote (item_id);

-- The telling words of stories by day, by which those that a report may belong to are found.
CREATE TABLE story_term (
    term     INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    PRIMARY KEY (term, day, story_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_term_story ON story_term (story_id);

-- What a person decided of stories; it is done again when stories are made again.
CREATE TABLE story_decision (
    id       INTEGER PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('join', 'move')),
    story_id INTEGER NOT NULL REFERENCES story (id),
    from_id  INTEGER REFERENCES story (id),  -- join: the story that went into story_id
    item_id  INTEGER REFERENCES item (id),   -- move: the item that belongs into story_id
    who      TEXT    NOT NULL CHECK (who <> ''),
    note     TEXT    NOT NULL DEFAULT '',
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX story_decision_item ON story_decision (item_id) WHERE item_id IS NOT NULL;

-- Which publisher family an outlet belongs to, by whose word; the last row of an outlet holds.
CREATE TABLE outlet_family (
    id       INTEGER PRIMARY KEY,
    outlet   TEXT    NOT NULL CHECK (outlet <> ''),  -- key
    family   TEXT    NOT NULL CHECK (family <> ''),  -- as people write it
    who      TEXT    NOT NULL CHECK (who <> ''),
    evidence TEXT    NOT NULL DEFAULT '',
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX outlet_family_outlet ON outlet_family (outlet);

-- What a version did to the words of the one before (from_id), or a correcting report to the report that it corrects.
CREATE TABLE report_change (
    id         INTEGER PRIMARY KEY,
    from_id    INTEGER NOT NULL REFERENCES report (id),
    to_id      INTEGER REFERENCES report (id),  -- NULL when the outlet took the page away
    kind       TEXT    NOT NULL CHECK (kind IN ('correction', 'retraction', 'refile', 'update', 'silent_edit', 'furniture', 'deleted')),
    note_start INTEGER NOT NULL DEFAULT 0,
    note_end   INTEGER NOT NULL DEFAULT 0,
    cut        INTEGER NOT NULL DEFAULT 0,
    added      INTEGER NOT NULL DEFAULT 0,
    reason     TEXT    NOT NULL DEFAULT '',     -- of a deletion: the answer of the outlet
    at         INTEGER NOT NULL,
    ended_at   INTEGER                          -- of a deletion: when the page was there again
) STRICT;
CREATE UNIQUE INDEX report_change_pair ON report_change (from_id, coalesce(to_id, 0));
CREATE INDEX report_change_to ON report_change (to_id);
CREATE INDEX report_change_at ON report_change (at);

-- The facts of from_id that a change touched.
CREATE TABLE fact_touch (
    change_id INTEGER NOT NULL REFERENCES report_change (id),
    report_id INTEGER NOT NULL REFERENCES report (id),
    fact      TEXT    NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('reworded', 'cut', 'withdrawn')),
    was_start INTEGER NOT NULL,
    was_end   INTEGER NOT NULL,
    now_start INTEGER NOT NULL DEFAULT 0,
    now_end   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (report_id, fact, change_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_touch_change ON fact_touch (change_id);

-- Where items stood before stories were made again, so that each story gets its address back.
CREATE TABLE story_before (
    item_id  INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL
) STRICT;
CREATE INDEX story_before_story ON story_before (story_id);

-- How far the steps of package story have come: readings are taken in the order of their numbers.
CREATE TABLE story_mark (
    step    TEXT    PRIMARY KEY,
    reading INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
