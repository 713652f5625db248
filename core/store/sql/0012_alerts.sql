-- Alerts: what rules have made of incidents, and the messages that are sent of it.

CREATE TABLE alert_place (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    note INTEGER NOT NULL -- the last incident_note that was looked at
) STRICT;

CREATE TABLE alert_state (
    rule        TEXT    NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incident (id),
    active      INTEGER NOT NULL,
    told        TEXT    NOT NULL,
    fired_at    INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    ended_at    INTEGER,
    starts      INTEGER NOT NULL,
    calm_since  INTEGER,
    PRIMARY KEY (rule, incident_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_state_active ON alert_state (incident_id) WHERE active = 1;
CREATE INDEX alert_state_by_end ON alert_state (ended_at);

CREATE TABLE alert_delivery (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    rule        TEXT    NOT NULL, -- empty: a test
    incident_id INTEGER REFERENCES incident (id),
    route       TEXT    NOT NULL,
    news        TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    facts       BLOB    NOT NULL,
    fate        TEXT    NOT NULL,
    settled_at  INTEGER,
    result      TEXT
) STRICT;
CREATE INDEX alert_delivery_waiting ON alert_delivery (route, id) WHERE fate = 'waiting';
CREATE INDEX alert_delivery_by_route ON alert_delivery (route, id);
CREATE INDEX alert_delivery_by_rule ON alert_delivery (rule, id) WHERE fate = 'sent';

-- How many came to fail in a time.
CREATE INDEX incident_member_failing ON incident_member (incident_id, at) WHERE fate = 'failing';
