#include "control/judgement.h"

namespace cairn {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Outcome judgeContent(const Step &step, const QString &wantedSha256, const StepResult &result, ExpressionEngine &engine,
                     SchemaShelf &schemas)
{
    if (!step.response.sha256.isEmpty()) {
        const auto wanted = Digest::fromHex(wantedSha256);
        if (!wanted)
            return {Category::Data, QStringLiteral("response.sha256: %1").arg(wanted.error().detail), false, {}};
        if (*wanted != result.payload.digest)
            return {Category::Data,
                    QStringLiteral("the answer's bytes have SHA-256 %1…, not the expected %2…")
                        .arg(result.payload.digest.brief(), wanted->brief()),
                    false,
                    {}};
    }
    if (!step.response.schema.isEmpty()) {
        const auto schema = schemas.find(step.response.schema);
        if (!schema)
            return {Category::Internal, describe(schema.error()), false, {}};
        if (const QString wrong = violationsOf(*schema, result.body); !wrong.isEmpty())
            return {Category::Schema, QStringLiteral("answer: ") + wrong, false, {}};
    }
    if (step.response.expect.isEmpty())
        return {};
    const auto passed = engine.test(step.response.expect, result);
    if (!passed)
        return {Category::Schema, QStringLiteral("expect could not be evaluated: %1").arg(passed.error().detail), false, {}};
    if (!*passed)
        return {Category::Data, QStringLiteral("the answer does not meet expect: %1").arg(step.response.expect), false, {}};
    return {};
}

} // namespace cairn
