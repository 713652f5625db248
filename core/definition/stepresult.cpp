#include "definition/stepresult.h"

namespace cairn {

using namespace Qt::StringLiterals;

QJsonObject toJson(const StepResult &result)
{
    QJsonObject fields;
    for (const auto &[name, value] : result.headers)
        fields.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    return {{u"status"_s, result.status},
            {u"headers"_s, fields},
            {u"sha256"_s, result.payload.digest.toHex()},
            {u"size"_s, result.payload.size},
            {u"media_type"_s, fields.value(u"content-type"_s)}};
}

} // namespace cairn
