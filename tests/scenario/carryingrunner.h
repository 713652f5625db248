#pragma once

#include "workspacetest.h"

namespace cairn::testing {

/// A runner, once it is at work.
inline std::unique_ptr<QProcess> startRunner(const OneServiceWorkspace &workspace)
{
    auto runner = workspace.cairn().start({QStringLiteral("runner")});
    const auto isCarrying = [&] {
        return workspace.cairn({"status", "--json"}).json().value(0).value(QLatin1String("runner")).isString();
    };
    if (!QTest::qWaitFor(isCarrying, 20'000))
        qWarning("no runner");
    return runner;
}

inline void end(QProcess &runner)
{
    runner.terminate();
    QVERIFY(runner.waitForFinished());
}

} // namespace cairn::testing
