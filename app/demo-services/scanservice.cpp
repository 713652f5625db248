#include "scanservice.h"

#include "base/ids.h"

#include <QByteArrayMatcher>

namespace cairn::demo {

namespace {

QByteArray signature()
{
    // In two pieces, or scanners would take this program for the test file
    // (https://www.eicar.org/download-anti-malware-testfile/).
    return QByteArray("X5O!P%@AP[4\\PZX54(P^)7CC)7}$") + QByteArray("EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
}

} // namespace

Reply ScanService::answer(const Call &call)
{
    if (call.path != QStringList{QStringLiteral("v1"), QStringLiteral("scan")})
        return notFound();
    if (call.method != "POST")
        return methodNotAllowed("POST");

    const bool clean = QByteArrayMatcher(signature()).indexIn(call.body) < 0;
    return jsonReply(
        {{QStringLiteral("clean"), clean},
         {QStringLiteral("signature"), clean ? QJsonValue(QJsonValue::Null) : QJsonValue(QStringLiteral("EICAR-Test-File"))},
         {QStringLiteral("bytes"), qint64(call.body.size())},
         {QStringLiteral("sha256"), Digest::of(call.body).toHex()}});
}

} // namespace cairn::demo
