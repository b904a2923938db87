-- What people decide of claims across reports: that two are one, or that a sentence is not of its claim. A decision is never deleted:
-- one that was taken back says when and by whom. It survives a new joining: the sentences that it moved go where it says.

CREATE TABLE claim_decision (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    verdict   TEXT    NOT NULL CHECK (verdict IN ('join', 'part')),
    from_id   INTEGER NOT NULL REFERENCES claim (id),   -- the claim that the sentences stood in
    into_id   INTEGER NOT NULL REFERENCES claim (id),   -- the claim that they went to
    from_says TEXT    NOT NULL,                         -- what both said when it was decided
    into_says TEXT    NOT NULL,
    who       TEXT    NOT NULL CHECK (who <> ''),
    note      TEXT    NOT NULL DEFAULT '',
    at        INTEGER NOT NULL,
    undone_at INTEGER,
    undone_by TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX claim_decision_from ON claim_decision (from_id);
CREATE INDEX claim_decision_into ON claim_decision (into_id);

-- The sentences that a decision moved, by their place: a position has a new number each time that its report is joined again.
CREATE TABLE claim_moved (
    decision_id INTEGER NOT NULL REFERENCES claim_decision (id),
    report_id   INTEGER NOT NULL REFERENCES report (id),
    start_byte  INTEGER NOT NULL,
    end_byte    INTEGER NOT NULL,
    PRIMARY KEY (decision_id, report_id, start_byte, end_byte)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_moved_report ON claim_moved (report_id);
