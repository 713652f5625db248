#include "scanservice.h"

#include "base/ids.h"

#include <QByteArrayMatcher>

using namespace Qt::StringLiterals;

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
    if (call.path != QStringList{u"v1"_s, u"scan"_s})
        return notFound();
    if (call.method != "POST")
        return methodNotAllowed("POST");

    const bool clean = QByteArrayMatcher(signature()).indexIn(call.body) < 0;
    return jsonReply({{u"clean"_s, clean},
                      {u"signature"_s, clean ? QJsonValue(QJsonValue::Null) : QJsonValue(u"EICAR-Test-File"_s)},
                      {u"bytes"_s, qint64(call.body.size())},
                      {u"sha256"_s, Digest::of(call.body).toHex()}});
}

} // namespace cairn::demo
