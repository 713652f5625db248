#include "control/judgement.h"

namespace cairn {

QJsonObject resultObject(int status, const QJsonObject &fields, const PayloadRef &payload)
{
    return {{QStringLiteral("status"), status},
            {QStringLiteral("headers"), fields},
            {QStringLiteral("sha256"), payload.digest.toHex()},
            {QStringLiteral("size"), payload.size},
            {QStringLiteral("media_type"), fields.value(QStringLiteral("content-type"))}};
}

QJsonObject headersObject(const HeaderList &headers)
{
    QJsonObject fields;
    for (const auto &[name, value] : headers) {
        const QString key = QString::fromLatin1(name);
        const QString text = QString::fromLatin1(value);
        const auto present = fields.constFind(key);
        fields.insert(key, present == fields.constEnd() ? text : present->toString() + QStringLiteral(", ") + text);
    }
    return fields;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Outcome judgeContent(const Step &step, const QString &wantedSha256, const QJsonObject &result, const PayloadRef &payload,
                     const QByteArray &body, ExpressionEngine &engine, SchemaShelf &schemas)
{
    if (!step.response.sha256.isEmpty()) {
        const auto wanted = Digest::fromHex(wantedSha256);
        if (!wanted)
            return {Category::Data, QStringLiteral("response.sha256: %1").arg(wanted.error().detail), false, {}};
        if (*wanted != payload.digest)
            return {Category::Data,
                    QStringLiteral("the answer's bytes have SHA-256 %1…, not the expected %2…")
                        .arg(payload.digest.brief(), wanted->brief()),
                    false,
                    {}};
    }
    if (!step.response.schema.isEmpty()) {
        const auto schema = schemas.find(step.response.schema);
        if (!schema)
            return {Category::Internal, describe(schema.error()), false, {}};
        if (const QString wrong = violationsOf(*schema, body); !wrong.isEmpty())
            return {Category::Schema, QStringLiteral("answer: ") + wrong, false, {}};
    }
    if (step.response.expect.isEmpty())
        return {};
    const auto passed = engine.test(step.response.expect, result, body);
    if (!passed)
        return {Category::Schema, QStringLiteral("expect could not be evaluated: %1").arg(passed.error().detail), false, {}};
    if (!*passed)
        return {Category::Data, QStringLiteral("the answer does not meet expect: %1").arg(step.response.expect), false, {}};
    return {};
}

} // namespace cairn
