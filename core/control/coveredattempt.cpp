#include "control/coveredattempt.h"

#include "security/redaction.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// With its name before it, which tells some of what is looked for; and decoded, where that tells more.
QString coveredValue(const QString &name, const QString &value, const Cover &cover)
{
    const QByteArray label = name.toLatin1() + ": ";
    const auto shown = [&](const QByteArray &bytes) { return cover.bytes(label + bytes).mid(label.size()); };
    const QByteArray sent = value.toLatin1(); // as bytes, see storedHeaders
    const QByteArray decoded = QByteArray::fromPercentEncoding(sent);
    const QByteArray coveredDecoded = shown(decoded);
    return QString::fromLatin1(coveredDecoded == decoded ? shown(sent) : coveredDecoded);
}

QByteArray coveredHeaders(const QByteArray &stored, const Cover &cover)
{
    QJsonObject fields = QJsonDocument::fromJson(redactJsonText(stored)).object();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (it->isString())
            *it = coveredValue(it.key(), it->toString(), cover);
    }
    return stored.isEmpty() ? stored : QJsonDocument(fields).toJson(QJsonDocument::Compact);
}

} // namespace

Attempt covered(Attempt attempt, const Cover &cover)
{
    attempt.url = cover.address(attempt.url);
    attempt.requestHeaders = coveredHeaders(attempt.requestHeaders, cover);
    attempt.responseHeaders = coveredHeaders(attempt.responseHeaders, cover);
    return attempt;
}

Result<Cover> coverBeside(StoreReader &reader, const QString &root)
{
    const auto own = readOwnClasses(reader, root);
    const auto covering = own ? coveringOf(*own, {}) : tl::unexpected(own.error());
    return covering.map([](const Covering &found) { return found.beside; });
}

} // namespace cairn
