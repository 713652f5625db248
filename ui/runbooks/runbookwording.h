#pragma once

#include "control/runbookdesk.h"

#include <QString>

namespace cairn {

// Runbooks in words as people read them, translated.

QString severityText(Severity severity);
/// "Service error · publish", or that it is chosen by hand.
QString matchText(const RunbookMatch &match);
/// Where the file is, or that there is none.
QString whereText(const Runbook &runbook);
/// "Helped in 3 of 4 such incidents"; empty if nothing is known.
QString helpedText(const std::optional<Helped> &helped);
/// What an action will do to an incident, in a sentence or two.
QString consequenceText(const RunbookAction &action, const IncidentDetail &incident);
/// A label as it is written, also with an ampersand.
QString buttonText(const QString &label);
/// For tintedIcon.
QString iconOf(const RunbookAction &action);
/// "12:04 ann: publish answers: HTTP 200 in 34ms"
QString deedText(const DeedOutcome &outcome);

/// Whether somebody else is to be told by now.
struct EscalationCall
{
    QString text; ///< empty: nothing to say
    bool due = false;
};
EscalationCall escalationCall(const FollowedRunbook &followed, Timestamp now);

} // namespace cairn
