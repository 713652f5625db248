#pragma once

#include "definition/jqscan.h"

#include <optional>

namespace cairn {

/// The names that a program uses, as far as they can be told from its text.
struct JqUses
{
    struct Field
    {
        QString name;
        qsizetype at;
    };
    struct Name
    {
        QString name;
        qsizetype at;
        QList<Field> path{};           ///< A, B … of .NAME.A.B, if they surely are looked up in the context
        bool comparedWithText = false; ///< the whole is compared with a text, by == or < or one like these
    };
    QList<Name> steps;     ///< NAME of each .steps.NAME
    bool allSteps = false; ///< it may look at steps that it does not name: at all of .steps, or at the context as a whole
    QList<Name> fields;    ///< NAME of each .NAME that surely is looked up in the context itself, .steps left out
    QList<Name> refused;   ///< words that a program may not use, see refusal()
    std::optional<qsizetype> assignment; ///< where = (|=, += …) stands, if what comes out is what that has changed
};

JqUses usesOf(const JqScan &scan);

/// Why programs may not use `name` ("$ENV", "input", …), as "it …"; empty if they may.
QString refusal(const QString &name);

} // namespace cairn
