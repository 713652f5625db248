#pragma once

#include "control/inbox.h"

#include <QString>

namespace cairn {

// Words of incidents as people read them, translated. Causes stay as they were recorded.

/// "ocr · extract"; a step that has its service's name, or calls none, stands alone.
QString placeText(const Fingerprint &print);
/// "Incident 12 · ocr · extract · Service error": what a dialog is about.
QString subjectText(const Incident &incident);
/// "Service error · HTTP 503", "Network · Connection refused".
QString troubleText(const Fingerprint &print);
/// "12 failing · 3 on their way · 40 passed"; passed is said only of steps that have.
QString countsText(const MemberCounts &counts);
QString fateText(MemberFate fate);
/// Of failing steps that nothing is done about before a person has decided.
QString undecidedText(qint64 count);
/// Of those among them whose services can be asked, where they are retried.
QString askedAboutText(qint64 count);
/// "docs-team, then oncall-docs".
QString responsibilityText(const Responsibility &responsibility);
/// What happened, as a sentence: "anna acknowledged this".
QString noteTitle(const IncidentNote &note);
/// "anna acknowledged this at 14:02".
QString overtakenText(const IncidentNote &act);
/// The verb on buttons and menus.
QString actText(IncidentAct act);
/// "Incident 12 (acknowledged by anna)".
QString incidentText(const HandledIncident &handled);

} // namespace cairn
