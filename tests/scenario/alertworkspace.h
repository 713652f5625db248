#pragma once
// What tests of alerts share.

#include "carryingrunner.h"

#include "net/webhooksignature.h"

namespace cairn::testing {

using namespace Qt::StringLiterals;

inline const QByteArray Steps =
    "  scan:\n    service: api\n    request: { method: POST, path: /scan, body: { file: \"${{ .input }}\" } }\n";
inline const QByteArray Secret = "whsec_" + QByteArray(32, 'k').toBase64();

inline QByteArray urlOf(quint16 port, const QByteArray &path = {})
{
    return "http://127.0.0.1:" + QByteArray::number(port) + path;
}

inline QByteArray webhookRules(quint16 port)
{
    return "alerts:\n  routes:\n    pager: { webhook: { url: \"" + urlOf(port, "/hook?to=night") +
           "\", secret: pager } }\n  rules:\n    - { name: needs-a-person, to: pager }\n";
}

/// A service that refuses what it gets until it is mended.
struct Moody
{
    std::atomic<bool> mended = false;
    LedgerServer server{[this](const LedgerEntry &, int) { return mended ? jsonAnswer("{}") : jsonAnswer("{}", 422); }};
};

struct Told
{
    QByteArray id;
    QString type;
    QJsonObject data;
};

/// What a webhook's receiver got, each message with a good signature.
inline QList<Told> told(const LedgerServer &receiver)
{
    QList<Told> all;
    const auto key = parseWebhookSecret(QString::fromLatin1(Secret));
    for (const LedgerEntry &entry : receiver.entries()) {
        HeaderList headers;
        for (auto header = entry.headers.cbegin(); header != entry.headers.cend(); ++header)
            headers.append({header.key(), header.value()});
        const auto verified = verifyWebhook({*key}, headers, entry.body, SystemClock().now());
        const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
        all.append({verified ? verified->id : "bad signature: " + verified.error().detail.toUtf8(),
                    body.value("type"_L1).toString(), body.value("data"_L1).toObject()});
    }
    return all;
}

inline QStringList types(const LedgerServer &receiver)
{
    QStringList all;
    for (const Told &one : told(receiver))
        all.append(one.type);
    return all;
}

inline void configure(const OneServiceWorkspace &workspace, const QByteArray &alerts)
{
    workspace.cairn().write(u"cairn.yaml"_s, "workspace: harbour\n" + alerts);
    workspace.cairn().write(u".cairn/credentials/pager"_s, Secret + '\n');
    QFile::setPermissions(workspace.cairn().path(u".cairn/credentials/pager"_s), QFile::ReadOwner | QFile::WriteOwner);
    const Outcome checked = workspace.cairn({"check"});
    QVERIFY2(checked.exitCode == 0, checked.output.constData());
}

/// The kinds of the events that alerts leave.
inline QStringList history(const OneServiceWorkspace &workspace)
{
    QStringList kinds;
    for (const QJsonObject &event : workspace.cairn({"events", "--json"}).json())
        kinds.append(event.value("type"_L1).toString());
    return kinds;
}

} // namespace cairn::testing
