-- Only what is asked for by the commit that wrote it is found by it: the slots of a copy, which are most of all, are not.
-- Takes less than a second for 100,000 accounts.
DROP INDEX slot_since;

CREATE INDEX slot_since ON slot (domain, space, rev, key) WHERE space >= 'sync.';
