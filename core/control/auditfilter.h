#pragma once

#include "store/store.h"

#include <QStringList>

namespace cairn {

/// Reads the words of a filter of the audit ("actor:ann action:command.retry subject:RUN since:2h canary"). Errors: Usage, naming
/// the word.
Result<AuditFilter> parseAuditFilter(const QStringList &words, Timestamp now);
/// Keys that parseAuditFilter knows.
QStringList auditFilterKeys();

} // namespace cairn
