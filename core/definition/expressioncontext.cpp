#include "definition/expression.h"

#include "definition/expressiondata.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

const JqValue &StepValue::value()
{
    if (m_result) {
        m_value = toJq(*m_result);
        std::ignore = addBody(m_value, m_result->body, m_lost); // which leaves it out where it cannot be taken
        m_result.reset();
    }
    return m_value;
}

void ExpressionData::takeSteps() const
{
    if (!isBehind)
        return;
    JqValue object(jv_object());
    lostOfSteps = {};
    for (auto it = steps.begin(); it != steps.end(); ++it) {
        object.setField(it.key(), it.value()->value());
        lostOfSteps.add(it.value()->lost());
    }
    root.setField(u"steps"_s, std::move(object));
    isBehind = false;
}

std::optional<Error> ExpressionData::whyUnreadable(const JqProgram &program) const
{
    for (auto it = unreadableSteps.begin(); it != unreadableSteps.end(); ++it) {
        if (program.mayReadStep(it.key()))
            return *it;
    }
    for (auto it = unreadable.begin(); it != unreadable.end(); ++it) {
        if (program.mayRead(it.key().toUtf8()))
            return *it;
    }
    return std::nullopt;
}

namespace {

JqValue fieldOf(const JqValue &value, const char *name)
{
    return value.kind() == JV_KIND_OBJECT ? JqValue(jv_object_get(value.copy(), jv_string(name))) : JqValue(jv_invalid());
}

bool isSame(const JqValue &one, const JqValue &other)
{
    return jv_identical(one.copy(), other.copy());
}

bool isEqual(const JqValue &one, const JqValue &other)
{
    return jv_equal(one.copy(), other.copy());
}

/// Whether `value` is `tree` or a part of it.
bool holds(const JqValue &tree, const JqValue &value)
{
    if (isSame(tree, value))
        return true;
    if (tree.kind() == JV_KIND_ARRAY) {
        for (int i = 0; i < jv_array_length(tree.copy()); ++i) {
            if (holds(JqValue(jv_array_get(tree.copy(), i)), value))
                return true;
        }
    } else if (tree.kind() == JV_KIND_OBJECT) {
        for (int i = jv_object_iter(tree.borrowed()); jv_object_iter_valid(tree.borrowed(), i);
             i = jv_object_iter_next(tree.borrowed(), i)) {
            if (holds(JqValue(jv_object_iter_value(tree.borrowed(), i)), value))
                return true;
        }
    }
    return false;
}

} // namespace

/// The item of the same number as `value` has; nothing that anything is like: there is none.
JqValue StepValue::itemLike(const JqValue &value)
{
    const JqValue items = fieldOf(fieldOf(this->value(), "body"), "items");
    const JqValue index = fieldOf(value, "index");
    if (!m_isListing || items.kind() != JV_KIND_ARRAY || index.kind() != JV_KIND_NUMBER)
        return JqValue(jv_invalid());
    const double at = jv_number_value(index.borrowed());
    const bool isThere = at >= 0 && at < jv_array_length(items.copy());
    return JqValue(isThere ? jv_array_get(items.copy(), int(at)) : jv_invalid());
}

template <typename Same> bool StepValue::gave(const JqValue &value, Same same)
{
    return same(this->value(), value) || same(itemLike(value), value);
}

JqValue ExpressionData::valueOf(const QString &name) const
{
    return fieldOf(root, name.mid(1).toUtf8().constData());
}

Result<bool> ExpressionData::standsForPayload(const JqValue &value) const
{
    if (fieldOf(value, "sha256").kind() != JV_KIND_STRING || fieldOf(value, "size").kind() != JV_KIND_NUMBER)
        return false;
    const auto gave = [&](auto same) {
        return std::any_of(steps.begin(), steps.end(), [&](const auto &step) { return step->gave(value, same); });
    };
    const JqValue input = fieldOf(root, "input");
    if (isSame(input, value) || (!isBehind && gave(isSame)))
        return true;
    if (!holds(fieldOf(root, "item"), value))
        return false;
    // the values of a step's items were written down: what was one of Cairn's is the same as it in all that it has
    if (isEqual(input, value) || gave(isEqual))
        return true;
    return unreadableSteps.isEmpty() ? Result<bool>(false) : tl::unexpected(unreadableSteps.first());
}

namespace {

/// Octets, which are read as Latin-1.
JqValue octets(const QByteArray &latin1)
{
    const bool isAscii = std::all_of(latin1.begin(), latin1.end(), [](unsigned char c) { return c < 0x80; });
    return isAscii ? JqValue(jv_string_sized(latin1.constData(), int(latin1.size()))) : toJq(QString::fromLatin1(latin1));
}

jv add(jv object, const char *key, JqValue value)
{
    return jv_object_set(object, jv_string(key), value.release());
}

} // namespace

/// In order of the keys, as objects that come from QJsonObject are: jq prints them in the order in which they were made.
JqValue toJq(const StepResult &result)
{
    jv fields = jv_object();
    for (const auto &[name, value] : result.headers)
        fields = jv_object_set(fields, octets(name).release(), octets(value).release());
    jv object = add(jv_object(), "headers", JqValue(fields));
    const QByteArray mediaType = headerValue(result.headers, "content-type");
    if (!mediaType.isNull())
        object = add(object, "media_type", octets(mediaType));
    object = add(object, "sha256", toJq(result.payload.digest.toHex()));
    object = add(object, "size", JqValue(jv_number(double(result.payload.size))));
    return JqValue(add(object, "status", JqValue(jv_number(result.status))));
}

QString tooLarge(qint64 bytes)
{
    return u"the body has %1 bytes, and expressions see at most %2"_s.arg(bytes).arg(ExpressionContext::MaxBody);
}

Result<void> addBody(JqValue &object, const QByteArray &bodyJson, LostDigits &lost)
{
    if (bodyJson.isEmpty())
        return {};
    if (bodyJson.size() > ExpressionContext::MaxBody)
        return failure(ErrorKind::Usage, tooLarge(bodyJson.size()));
    auto document = parseJq(bodyJson);
    if (!document)
        return tl::unexpected(document.error());
    lost.add(document->lost);
    object.setField(u"body"_s, std::move(document->value));
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
    d->unreadable.remove(key);
    d->root.setField(key, toJq(value));
    LostDigits lost;
    lost.add(value);
    if (lost.isEmpty())
        d->given.insert(QLatin1Char('.') + key, value);
    else
        d->given.remove(QLatin1Char('.') + key);
    d->lost.add(lost);
}

void ExpressionContext::setStep(const QString &step, const StepResult &result)
{
    d->unreadableSteps.remove(step);
    d->steps.insert(step, std::make_shared<StepValue>(result));
    d->isBehind = true;
}

void ExpressionContext::setUnreadable(const QString &key, const Error &why)
{
    d->given.remove(QLatin1Char('.') + key);
    d->unreadable.insert(key, why);
}

void ExpressionContext::setStepUnreadable(const QString &step, const Error &why)
{
    d->unreadableSteps.insert(step, why);
}

void ExpressionContext::keepSteps(const QSet<StepId> &kept)
{
    const auto dropsFrom = [&](const auto &map) {
        return std::any_of(map.keyBegin(), map.keyEnd(), [&](const QString &step) { return !kept.contains(StepId(step)); });
    };
    const ExpressionData &shared = *std::as_const(d);
    if (!dropsFrom(shared.steps) && !dropsFrom(shared.unreadableSteps))
        return; // others may go on sharing it
    const auto isDropped = [&](const auto &it) { return !kept.contains(StepId(it.key())); };
    d->steps.removeIf(isDropped);
    d->unreadableSteps.removeIf(isDropped);
    d->isBehind = true;
}

Result<void> ExpressionContext::checkBody(const QByteArray &json)
{
    JqValue object;
    LostDigits lost;
    return addBody(object, json, lost);
}

} // namespace cairn
