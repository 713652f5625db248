-- How a step stands while it fails, as its last checkpoint says; without a seek into the checkpoints for each.
ALTER TABLE incident_member ADD COLUMN stands TEXT NOT NULL DEFAULT 'blocked';
UPDATE incident_member AS m SET stands = 'outcome_unknown'
WHERE m.fate = 'failing'
  AND (SELECT c.state FROM checkpoint c WHERE c.run_id = m.run_id AND c.step = m.step AND c.item = m.item AND c.category IS NOT NULL
         AND c.state IN ('blocked', 'outcome_unknown') ORDER BY c.seq DESC LIMIT 1) = 'outcome_unknown';
CREATE INDEX incident_member_undecided ON incident_member (incident_id, fate, stands)
WHERE fate = 'failing' AND stands = 'outcome_unknown';

-- When steps of a run are asked about next (a line each: step, item, time), and which services let nothing of it in, other than the one
-- that its row is held for (between line ends). What waits by the old rules, which told neither, is taken up once, and writes it.
ALTER TABLE run ADD COLUMN waits TEXT;
ALTER TABLE run ADD COLUMN gates TEXT;
CREATE INDEX run_gated ON run (due_at) WHERE gates IS NOT NULL;
UPDATE run SET due_at = submitted_at
WHERE due_at > submitted_at AND state <> 'pending' AND state <> 'running'
  AND (state IN ('waiting_callback', 'blocked', 'outcome_unknown')
       OR EXISTS (SELECT 1 FROM checkpoint c WHERE c.run_id = run.id AND c.state = 'held'));

-- What a run's row says is checked each time it is written: by comparisons, because SQLite makes and drops a table of its own each
-- time for an IN of literals, which was a third of what it took to update a run. (Only the condition is put differently, nothing
-- changes on the disk: sqlite.org/lang_altertable.html, section 7.)
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'CHECK ((due_at IS NOT NULL) = (state IN (''pending'', ''running'', ''waiting_retry'', ''waiting_callback''))'
                       || ' OR state IN (''held'', ''blocked'', ''outcome_unknown''))',
                  'CHECK ((due_at IS NOT NULL) = (state = ''pending'' OR state = ''running'' OR state = ''waiting_retry'''
                  || ' OR state = ''waiting_callback'')'
                  || ' OR state = ''held'' OR state = ''blocked'' OR state = ''outcome_unknown'')')
WHERE type = 'table' AND name = 'run';
PRAGMA writable_schema = RESET;
