-- What the pages of people and claims count and walk, so that it is read from one index: of somebody in every second report of a
-- hundred thousand, a page otherwise reads a hundred thousand wide rows.
CREATE INDEX who_fact_counted ON who_fact (who_id, live, kind, class, reading_id, report_id);
CREATE INDEX who_report_counted ON who_report (who_id, live, at, report_id, reading_id, mentions, statements);
CREATE INDEX claim_position_walk ON claim_position (claim_id, at, actor_key, own, report_id, recorded_at) WHERE current = 1;
CREATE INDEX reading_recorded ON reading (recorded_at);
CREATE INDEX situation_change_news ON situation_change (situation_id, id) WHERE news = 1;

-- How many reports a situation holds stands on each of its pages.
INSERT INTO tally SELECT 'situation', CAST(situation_id AS TEXT), count(*) FROM situation_report GROUP BY situation_id;
CREATE TRIGGER situation_report_tally_insert AFTER INSERT ON situation_report BEGIN
    INSERT INTO tally VALUES ('situation', CAST(new.situation_id AS TEXT), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER situation_report_tally_delete AFTER DELETE ON situation_report BEGIN
    UPDATE tally SET n = n - 1 WHERE kind = 'situation' AND value = CAST(old.situation_id AS TEXT);
END;
