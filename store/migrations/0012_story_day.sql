-- On which days a word was among the heaviest of reports: words that are told day after day are those of a situation, and say
-- little of which of its stories a report belongs to.
CREATE TABLE story_day (
    term INTEGER NOT NULL,
    day  INTEGER NOT NULL,
    PRIMARY KEY (term, day)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO story_day SELECT DISTINCT term, day FROM story_term;
