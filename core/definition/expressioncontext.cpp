#include "definition/expression.h"

#include "definition/expressiondata.h"

namespace cairn {

bool ExpressionData::isStep(const JqValue &value) const
{
    if (value.kind() != JV_KIND_OBJECT)
        return false;
    const JqValue steps = root.field(QStringLiteral("steps"));
    if (steps.kind() != JV_KIND_OBJECT)
        return false;
    for (int i = jv_object_iter(steps.borrowed()); jv_object_iter_valid(steps.borrowed(), i);
         i = jv_object_iter_next(steps.borrowed(), i)) {
        if (jv_identical(jv_object_iter_value(steps.borrowed(), i), value.copy()))
            return true;
    }
    return false;
}

Result<void> addBody(JqValue &object, const QByteArray &bodyJson, bool &inexact)
{
    if (bodyJson.isEmpty())
        return {};
    if (bodyJson.size() > ExpressionContext::MaxBody)
        return failure(ErrorKind::Usage, QStringLiteral("the body has %1 bytes, and expressions see at most %2")
                                             .arg(bodyJson.size()).arg(ExpressionContext::MaxBody));
    auto document = parseJq(bodyJson);
    if (!document)
        return tl::unexpected(document.error());
    inexact = inexact || document->inexact;
    object.setField(QStringLiteral("body"), std::move(document->value));
    return {};
}

ExpressionContext::ExpressionContext() : d(new ExpressionData) {}
ExpressionContext::~ExpressionContext() = default;
ExpressionContext::ExpressionContext(const ExpressionContext &other) = default;
ExpressionContext::ExpressionContext(ExpressionContext &&other) noexcept = default;
ExpressionContext &ExpressionContext::operator=(const ExpressionContext &other) = default;
ExpressionContext &ExpressionContext::operator=(ExpressionContext &&other) noexcept = default;

void ExpressionContext::set(const QString &key, const QJsonValue &value)
{
    d->root.setField(key, toJq(value));
    d->inexact = d->inexact || losesDigits(value);
}

Result<void> ExpressionContext::setStep(const QString &step, const QJsonObject &result, const QByteArray &bodyJson)
{
    const QString key = QStringLiteral("steps");
    JqValue object = toJq(result);
    d->inexact = d->inexact || losesDigits(result);
    auto added = addBody(object, bodyJson, d->inexact);
    JqValue steps = d->root.field(key);
    d->root.setField(key, JqValue()); // so that `steps` is the only reference and is changed in place
    steps.setField(step, std::move(object));
    d->root.setField(key, std::move(steps));
    return added;
}

} // namespace cairn
