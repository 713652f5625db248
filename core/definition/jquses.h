#pragma once

#include "definition/jqscan.h"

namespace cairn {

/// The names that a program uses, as far as they can be told from its text.
struct JqUses
{
    struct Name
    {
        QString name;
        qsizetype at;
        QString field{}; ///< FIELD of .steps.NAME.FIELD, if it is there and surely is looked up in the context
        qsizetype fieldAt = 0;
    };
    QList<Name> steps;     ///< NAME of each .steps.NAME
    bool allSteps = false; ///< it may look at steps that it does not name: at all of .steps, or at the context as a whole
    QList<Name> fields;    ///< NAME of each .NAME that surely is looked up in the context itself, .steps left out
    QList<Name> refused;   ///< words that a program may not use, see refusal()
};

JqUses usesOf(const JqScan &scan);

/// Why programs may not use `name` ("$ENV", "input", …), as "it …"; empty if they may.
QString refusal(const QString &name);

} // namespace cairn
