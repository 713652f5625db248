-- Runbooks as people followed them: which text, what was ticked, what was asked for.

CREATE TABLE runbook_text (
    digest BLOB NOT NULL PRIMARY KEY,
    text   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runbook_session (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    runbook     TEXT    NOT NULL,
    digest      BLOB    NOT NULL REFERENCES runbook_text (digest),
    actor       TEXT    NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX runbook_session_by_incident ON runbook_session (incident_id);

-- Each time a box was ticked or unticked; the last word on a step counts.
CREATE TABLE runbook_tick (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES runbook_session (id),
    step       INTEGER NOT NULL,
    ticked     INTEGER NOT NULL,
    actor      TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX runbook_tick_by_session ON runbook_tick (session_id, step);

CREATE TABLE runbook_deed (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES runbook_session (id),
    action     INTEGER NOT NULL, -- its number in the text
    does       TEXT    NOT NULL, -- "retry at_most=5"
    label      TEXT    NOT NULL,
    actor      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    commands   TEXT    NOT NULL, -- JSON list of command ids
    orders     TEXT    NOT NULL, -- likewise, of orders about many targets
    result     TEXT              -- of what needed no command
) STRICT;
CREATE INDEX runbook_deed_by_session ON runbook_deed (session_id);
