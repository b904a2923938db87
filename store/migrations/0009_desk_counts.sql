-- What stands beside the rail's entries and above the stream on every page: how many reports carry another's words, how many
-- stories have two reports and more, how many claims are shown. Counting them takes as long as a page may take in all.
INSERT INTO tally SELECT 'copies', '', count(*) FROM story_member WHERE copy_of IS NOT NULL;
INSERT INTO tally SELECT 'stories', '', count(*) FROM story WHERE merged_into IS NULL AND reports > 1;
INSERT INTO tally SELECT 'claims', '', count(*) FROM claim WHERE positions > 0 AND (reports > 1 OR named > 0);

CREATE TRIGGER copy_tally_insert AFTER INSERT ON story_member WHEN new.copy_of IS NOT NULL BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'copies' AND value = '';
END;
CREATE TRIGGER copy_tally_update AFTER UPDATE OF copy_of ON story_member WHEN (old.copy_of IS NULL) <> (new.copy_of IS NULL) BEGIN
    UPDATE tally SET n = n + (old.copy_of IS NULL) - (new.copy_of IS NULL) WHERE kind = 'copies' AND value = '';
END;
CREATE TRIGGER copy_tally_delete AFTER DELETE ON story_member WHEN old.copy_of IS NOT NULL BEGIN
    UPDATE tally SET n = n - 1 WHERE kind = 'copies' AND value = '';
END;

CREATE TRIGGER story_tally_insert AFTER INSERT ON story WHEN new.merged_into IS NULL AND new.reports > 1 BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'stories' AND value = '';
END;
CREATE TRIGGER story_tally_update AFTER UPDATE OF merged_into, reports ON story
WHEN (old.merged_into IS NULL AND old.reports > 1) <> (new.merged_into IS NULL AND new.reports > 1) BEGIN
    UPDATE tally SET n = n + (new.merged_into IS NULL AND new.reports > 1) - (old.merged_into IS NULL AND old.reports > 1) WHERE kind = 'stories' AND value = '';
END;
CREATE TRIGGER story_tally_delete AFTER DELETE ON story WHEN old.merged_into IS NULL AND old.reports > 1 BEGIN
    UPDATE tally SET n = n - 1 WHERE kind = 'stories' AND value = '';
END;

CREATE TRIGGER claim_tally_insert AFTER INSERT ON claim WHEN new.positions > 0 AND (new.reports > 1 OR new.named > 0) BEGIN
    UPDATE tally SET n = n + 1 WHERE kind = 'claims' AND value = '';
END;
CREATE TRIGGER claim_tally_update AFTER UPDATE OF positions, reports, named ON claim
WHEN (old.positions > 0 AND (old.reports > 1 OR old.named > 0)) <> (new.positions > 0 AND (new.reports > 1 OR new.named > 0)) BEGIN
    UPDATE tally SET n = n + (new.positions > 0 AND (new.reports > 1 OR new.named > 0)) - (old.positions > 0 AND (old.reports > 1 OR old.named > 0)) WHERE kind = 'claims' AND value = '';
END;
CREATE TRIGGER claim_tally_delete AFTER DELETE ON claim WHEN old.positions > 0 AND (old.reports > 1 OR old.named > 0) BEGIN
    UPDATE tally SET n = n - 1 WHERE kind = 'claims' AND value = '';
END;
