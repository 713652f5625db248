#pragma once

#include "commandline.h"

#include "model/incident.h"

namespace cairn {

// What `cairn incident` does with incident files: bundle, open, postmortem.

bool isBundleVerb(const QString &verb);
/// What those verbs are told beside their arguments.
void addBundleOptions(CommandArguments &arguments);
/// Carries `verb` out; `words` is what follows it. `reason` goes into the audit.
Exit carryOutBundleVerb(const QString &verb, const QStringList &words, const QString &reason, const CommandArguments &arguments,
                        const Invocation &invocation, const Terminal &terminal);

/// "service ocr, step extract: service 503".
QString inWords(const Fingerprint &print);

} // namespace cairn
