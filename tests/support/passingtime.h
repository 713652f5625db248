#pragma once

#include "cairnprogram.h"
#include "rawstore.h"

#include <chrono>

namespace cairn::testing {

/// In cairn.yaml, for letTimePass(): sealed rows are bound to their times.
inline const QByteArray Unsealed = "workspace: test\nencryption: off\n";

/// As if so much more time had passed since all that runs did and are to do. A runner that is at work notices it. Who includes
/// this links Qt6::Sql.
inline void letTimePass(const CairnProgram &cairn, std::chrono::milliseconds time)
{
    RawStore(cairn.path(QStringLiteral(".cairn")))
        .run(QStringLiteral("BEGIN IMMEDIATE;"
                            "UPDATE run SET submitted_at = submitted_at - %1, started_at = started_at - %1,"
                            " finished_at = finished_at - %1, next_at = next_at - %1, due_at = due_at - %1,"
                            " deadline_at = deadline_at - %1, waits = NULL;" // and what is asked about is, as soon as it is due
                            "UPDATE checkpoint SET at = at - %1, next_at = next_at - %1;"
                            "UPDATE attempt SET started_at = started_at - %1;"
                            "UPDATE sending SET since = since - %1;"
                            "COMMIT")
                 .arg(time.count())
                 .split(QLatin1Char(';')));
}

} // namespace cairn::testing
