-- What reports say together: the same claim, the same event, and what each outlet calls one thing. All of it is made from the
-- readings and can be made anew; a claim and an event keep their number, and one that was merged says into which.
-- Every row stands on a byte range of its report's text and the SHA-256 of that range.

CREATE TABLE claim (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    proposition TEXT    NOT NULL DEFAULT '',  -- the plainest wording among its positions
    recorded_at INTEGER NOT NULL,
    touched_at  INTEGER NOT NULL,             -- a position came or went
    merged_into INTEGER REFERENCES claim (id),
    first_at    INTEGER,                      -- times of the first and last report
    last_at     INTEGER,
    positions   INTEGER NOT NULL DEFAULT 0,   -- counts over the current versions of reports
    reports     INTEGER NOT NULL DEFAULT 0,
    outlets     INTEGER NOT NULL DEFAULT 0,
    origins     INTEGER NOT NULL DEFAULT 0,
    asserts     INTEGER NOT NULL DEFAULT 0,
    supports    INTEGER NOT NULL DEFAULT 0,
    denies      INTEGER NOT NULL DEFAULT 0,
    questions   INTEGER NOT NULL DEFAULT 0,
    no_comment  INTEGER NOT NULL DEFAULT 0,
    opposed     INTEGER NOT NULL DEFAULT 0,   -- pairs: one asserts or supports, another actor denies
    own_words   INTEGER NOT NULL DEFAULT 0,   -- pairs: an actor against the same actor's other words
    named       INTEGER NOT NULL DEFAULT 0    -- positions of others than the outlets themselves
) STRICT;
CREATE INDEX claim_last ON claim (last_at, id) WHERE positions > 0;
CREATE INDEX claim_touched ON claim (touched_at);

CREATE TABLE claim_position (
    id             INTEGER PRIMARY KEY,
    claim_id       INTEGER NOT NULL REFERENCES claim (id),
    report_id      INTEGER NOT NULL REFERENCES report (id),
    story_id       INTEGER,                       -- of the report when it was joined
    fact           TEXT    NOT NULL DEFAULT '',   -- of the report's record; '' for a sentence in the outlet's own voice
    outlet         TEXT    NOT NULL,
    origin         TEXT    NOT NULL,
    actor_key      TEXT    NOT NULL,
    actor          TEXT    NOT NULL,
    office         TEXT    NOT NULL DEFAULT '',
    own            INTEGER NOT NULL CHECK (own IN (0, 1)),
    via            TEXT    NOT NULL DEFAULT '',
    stance         TEXT    NOT NULL CHECK (stance IN ('asserts', 'supports', 'denies', 'questions', 'no_comment')),
    day            TEXT    NOT NULL DEFAULT '',
    at             INTEGER NOT NULL,              -- the time that the report bears
    sentence_start INTEGER NOT NULL CHECK (sentence_start >= 0),
    sentence_end   INTEGER NOT NULL,
    start_byte     INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte       INTEGER NOT NULL,
    words_sha256   BLOB    NOT NULL CHECK (length(words_sha256) = 32),  -- of the sentence
    vector         BLOB,                          -- of the words' meaning, one signed byte a number
    current        INTEGER NOT NULL CHECK (current IN (0, 1)),
    recorded_at    INTEGER NOT NULL,
    CHECK (sentence_end > sentence_start AND end_byte > start_byte)
) STRICT;
CREATE INDEX claim_position_claim ON claim_position (claim_id);
CREATE INDEX claim_position_report ON claim_position (report_id);
CREATE INDEX claim_position_story ON claim_position (story_id) WHERE current = 1;
CREATE INDEX claim_position_actor ON claim_position (actor_key, at) WHERE current = 1;

CREATE TABLE across_event (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    recorded_at INTEGER NOT NULL,
    touched_at  INTEGER NOT NULL,
    merged_into INTEGER REFERENCES across_event (id),
    type        TEXT    NOT NULL DEFAULT '',      -- what most mentions give; the rest is among the details
    mode        TEXT    NOT NULL DEFAULT '',
    quad        INTEGER NOT NULL DEFAULT 0,
    goldstein   REAL,
    status      TEXT    NOT NULL DEFAULT '',
    day         TEXT    NOT NULL DEFAULT '',
    place_key   TEXT    NOT NULL DEFAULT '',
    place       TEXT    NOT NULL DEFAULT '',
    lat         REAL,
    lon         REAL,
    first_at    INTEGER,
    last_at     INTEGER,
    mentions    INTEGER NOT NULL DEFAULT 0,       -- counts over the current versions of reports
    reports     INTEGER NOT NULL DEFAULT 0,
    outlets     INTEGER NOT NULL DEFAULT 0,
    origins     INTEGER NOT NULL DEFAULT 0,
    independent INTEGER NOT NULL DEFAULT 0,       -- origins that can confirm
    parties     INTEGER NOT NULL DEFAULT 0,
    denials     INTEGER NOT NULL DEFAULT 0,
    differ      INTEGER NOT NULL DEFAULT 0        -- details of which mentions give different values
) STRICT;
CREATE INDEX across_event_last ON across_event (last_at, id) WHERE mentions > 0;
CREATE INDEX across_event_day ON across_event (day) WHERE mentions > 0;
CREATE INDEX across_event_touched ON across_event (touched_at);

CREATE TABLE across_mention (
    id             INTEGER PRIMARY KEY,
    event_id       INTEGER NOT NULL REFERENCES across_event (id),
    report_id      INTEGER NOT NULL REFERENCES report (id),
    story_id       INTEGER,
    fact           TEXT    NOT NULL,              -- of the report's record: v3
    outlet         TEXT    NOT NULL,
    origin         TEXT    NOT NULL,
    type           TEXT    NOT NULL,
    own            INTEGER NOT NULL CHECK (own IN (0, 1)),
    voice_key      TEXT    NOT NULL,
    day            TEXT    NOT NULL DEFAULT '',
    place_key      TEXT    NOT NULL DEFAULT '',
    told           TEXT    NOT NULL CHECK (json_valid(told)), -- the rest of story.Mention
    at             INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL CHECK (sentence_start >= 0),
    sentence_end   INTEGER NOT NULL,
    start_byte     INTEGER NOT NULL CHECK (start_byte >= 0),  -- of the trigger
    end_byte       INTEGER NOT NULL,
    words_sha256   BLOB    NOT NULL CHECK (length(words_sha256) = 32),
    vector         BLOB,
    current        INTEGER NOT NULL CHECK (current IN (0, 1)),
    recorded_at    INTEGER NOT NULL,
    CHECK (sentence_end > sentence_start AND end_byte > start_byte)
) STRICT;
CREATE INDEX across_mention_event ON across_mention (event_id);
CREATE INDEX across_mention_report ON across_mention (report_id);
CREATE INDEX across_mention_story ON across_mention (story_id) WHERE current = 1;
CREATE INDEX across_mention_type ON across_mention (type, at) WHERE current = 1;

-- Who acts or is acted upon, so that events can be asked for by actor. role: actor, recipient.
CREATE TABLE across_party (
    mention_id INTEGER NOT NULL REFERENCES across_mention (id) ON DELETE CASCADE,
    role       TEXT    NOT NULL CHECK (role IN ('actor', 'recipient')),
    actor_key  TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    PRIMARY KEY (mention_id, role, actor_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX across_party_actor ON across_party (actor_key);

-- What an outlet calls somebody or something in its own voice.
CREATE TABLE wording_use (
    id             INTEGER PRIMARY KEY,
    about_key      TEXT    NOT NULL,
    about          TEXT    NOT NULL,
    report_id      INTEGER NOT NULL REFERENCES report (id),
    fact           TEXT    NOT NULL,
    outlet         TEXT    NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('evaluative', 'status', 'label', 'scare_quotes', 'named', 'described')),
    words          TEXT    NOT NULL,
    at             INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL CHECK (sentence_start >= 0),
    sentence_end   INTEGER NOT NULL,
    start_byte     INTEGER NOT NULL CHECK (start_byte >= 0),
    end_byte       INTEGER NOT NULL,
    words_sha256   BLOB    NOT NULL CHECK (length(words_sha256) = 32),
    current        INTEGER NOT NULL CHECK (current IN (0, 1)),
    CHECK (sentence_end > sentence_start AND end_byte > start_byte)
) STRICT;
CREATE INDEX wording_use_about ON wording_use (about_key, at);
CREATE INDEX wording_use_report ON wording_use (report_id);

-- Which reading of a report was joined, so that a step that is run again does nothing twice.
CREATE TABLE across_done (
    report_id  INTEGER PRIMARY KEY REFERENCES report (id),
    reading_id INTEGER NOT NULL,
    version    INTEGER NOT NULL,  -- of the joining: story.AcrossVersion
    meaning    BLOB,              -- of the whole text
    at         INTEGER NOT NULL
) STRICT;
