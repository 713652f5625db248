#pragma once

#include "passingtime.h"
#include "workspacetest.h"

namespace cairn::testing {

/// How long the services of these tests know an idempotency key.
inline constexpr std::chrono::hours KeyLife{24};

/// Its service waits for an answer as long as a test takes; time can be made to pass in its store.
inline void writeService(const OneServiceWorkspace &workspace, quint16 port)
{
    workspace.cairn().write(QStringLiteral("cairn.yaml"), Unsealed);
    workspace.cairn().write(QStringLiteral("services/api.yaml"),
                            "service: api\nbase_url: http://127.0.0.1:" + QByteArray::number(port) +
                                "\nidempotency: { lifetime: 24h }\n"
                                "policy: { timeout: { idle: 1h, attempt: 1h }, retry: { attempts: 2 } }\n");
}

/// Opens the service's breaker by order, or leaves it to itself again; what went wrong.
inline QByteArray shut(const OneServiceWorkspace &workspace, const QByteArray &service, bool isShut)
{
    const QList<QByteArray> words{"breaker", service, isShut ? "open" : "auto"};
    const Outcome done = workspace.cairn(isShut ? words + QList<QByteArray>{"--for", "10m"} : words);
    return done.exitCode == 0 ? QByteArray() : done.output + done.errors;
}

} // namespace cairn::testing
