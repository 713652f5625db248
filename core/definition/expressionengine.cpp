#include "definition/expression.h"

#include "definition/expressiondata.h"
#include "definition/jqprogram.h"
#include "definition/templatetext.h"

#include <QCache>
#include <QJsonArray>
#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Error about(const QString &program, Error error)
{
    constexpr qsizetype Shown = 120;
    const QString brief = program.simplified();
    error.detail = u"${{ %1 }}: %2"_s.arg(brief.size() > Shown ? brief.left(Shown) + u"…"_s : brief, error.detail);
    return error;
}

tl::unexpected<Error> wrong(const QString &program, const QString &detail, const QString &remedy)
{
    return tl::unexpected(about(program, Error{ErrorKind::Definition, detail, {}, remedy}));
}

bool looksAtBody(const QString &jq)
{
    return jq.contains("body"_L1);
}

/// A test says nothing of what it cannot look through.
tl::unexpected<Error> unseen(const QString &jq, const QString &detail)
{
    return wrong(jq, detail, u"Test its size, headers or sha256 instead"_s);
}

Result<QList<TemplatePart>> parts(const QString &templateText)
{
    auto split = splitTemplate(templateText);
    if (!split)
        return failure(ErrorKind::Definition, u"%1, in '%2'"_s.arg(split.error().what, templateText.left(120)), {},
                       split.error().remedy);
    return *split;
}

Result<QString> spell(const QJsonValue &value, const QString &program)
{
    switch (value.type()) {
    case QJsonValue::String: return value.toString();
    case QJsonValue::Bool: return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: {
        const QVariant number = value.toVariant(); // a qint64 where that holds the value exactly
        return number.typeId() == QMetaType::LongLong ? QString::number(number.toLongLong())
                                                      : QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    }
    case QJsonValue::Array:
    case QJsonValue::Object:
        return wrong(program, u"it gives %1, and a text is wanted"_s.arg(value.isArray() ? u"an array"_s : u"an object"_s),
                     u"Pick one of its fields, or write it as JSON text with | tojson"_s);
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return wrong(program, u"it gives null, and a text is wanted"_s,
                 u"Check the spelling, whether the body was JSON, or give a default: .x // \"none\""_s);
}

} // namespace

struct ExpressionEngine::Private
{
    explicit Private(const ExpressionLimits &wanted) : limits(wanted), watchdog(wanted.time), programs(wanted.programs) {}

    Result<JqProgram *> compiled(const QString &text)
    {
        if (JqProgram *known = programs.object(text))
            return known;
        auto program = JqProgram::compile(text);
        if (!program)
            return wrong(text, program.error().what, program.error().remedy);
        JqProgram *fresh = program->release();
        programs.insert(text, fresh);
        return fresh;
    }

    Result<QList<JqValue>> run(const QString &text, JqValue input, int most)
    {
        const auto program = compiled(text);
        if (!program)
            return tl::unexpected(program.error());
        auto outputs = (*program)->run(std::move(input), most, watchdog);
        if ((*program)->isSpent())
            programs.remove(text);
        if (!outputs)
            return tl::unexpected(about(text, outputs.error()));
        return outputs;
    }

    Result<JqValue> one(const QString &text, JqValue input)
    {
        auto outputs = run(text, std::move(input), 2);
        if (!outputs)
            return tl::unexpected(outputs.error());
        if (outputs->isEmpty())
            return wrong(text, u"it gives no value"_s, u"Give a default: (…) // \"none\""_s);
        if (outputs->size() > 1)
            return wrong(text, u"it gives more than one value"_s, u"Take one of them with first(…), or all in an array: [ … ]"_s);
        return outputs->takeFirst();
    }

    /// What it gives, and what that may have lost on its way.
    Result<JqValue> output(const QString &program, const ExpressionData &context, JqBounds &bounds)
    {
        const auto known = compiled(program);
        if (!known)
            return tl::unexpected(known.error());
        if (const auto unreadable = context.whyUnreadable(**known))
            return tl::unexpected(about(program, *unreadable));
        const bool seesSteps = (*known)->mayRead("steps");
        if (seesSteps)
            context.takeSteps();
        bounds.lost = context.lost;
        if (seesSteps)
            bounds.lost.add(context.lostOfSteps);
        bounds.inexact = !bounds.lost.isEmpty();
        return one(program, context.root);
    }

    static Result<QJsonValue> converted(const QString &program, const JqValue &output, JqBounds &bounds)
    {
        auto value = fromJq(output, bounds);
        if (!value)
            return tl::unexpected(about(program, value.error()));
        return value;
    }

    Result<QJsonValue> value(const QString &program, const ExpressionData &context, JqBounds &bounds)
    {
        return output(program, context, bounds).and_then([&](const JqValue &result) {
            return converted(program, result, bounds);
        });
    }

    Result<QString> text(const QList<TemplatePart> &list, const ExpressionData &context)
    {
        QString rendered;
        JqBounds bounds{limits.text};
        for (const TemplatePart &part : list) {
            if (!part.expression) {
                rendered += part.text;
                continue;
            }
            const auto piece =
                value(part.text, context, bounds).and_then([&part](const QJsonValue &found) { return spell(found, part.text); });
            if (!piece)
                return tl::unexpected(piece.error());
            rendered += *piece;
            if (rendered.size() > limits.text)
                return wrong(part.text, u"the text becomes longer than %1 characters"_s.arg(limits.text),
                             u"Pass large content as a payload: .input or .steps.NAME"_s);
        }
        return rendered;
    }

    /// `of` is asked where the template is exactly one expression.
    template <typename Of> auto any(const QString &templateText, const ExpressionData &context, Of of)
    {
        using Any = decltype(of(QString()));
        if (!hasExpressions(templateText))
            return Any(QJsonValue(templateText));
        const auto list = parts(templateText);
        if (!list)
            return Any(tl::unexpected(list.error()));
        if (list->size() == 1 && list->first().expression)
            return of(list->first().text);
        const auto rendered = text(*list, context);
        return rendered ? Any(QJsonValue(*rendered)) : Any(tl::unexpected(rendered.error()));
    }

    /// What was given comes as it came, unless it may stand for bytes; in a document, where there may be many of them, they are
    /// counted on their way through libjq.
    Result<ExpressionContent> content(const QString &program, const ExpressionData &context)
    {
        const auto given = context.given.constFind(program);
        const bool isGiven = given != context.given.constEnd();
        QJsonObject fields = isGiven ? given->toObject() : QJsonObject();
        if (isGiven && !fields.contains(u"sha256"_s))
            return ExpressionContent(*given);
        JqBounds bounds{limits.json};
        auto result = isGiven ? Result<JqValue>(context.valueOf(program)) : output(program, context, bounds);
        if (!result)
            return tl::unexpected(result.error());
        const auto isPayload = context.standsForPayload(*result);
        if (!isPayload)
            return tl::unexpected(about(program, isPayload.error()));
        if (isGiven && *isPayload)
            fields.remove(u"body"_s);
        if (isGiven)
            return ExpressionContent(fields, *isPayload);
        if (*isPayload)
            result = JqValue(jv_object_delete(result->release(), jv_string("body")));
        return converted(program, *result, bounds).map([&](const QJsonValue &value) {
            return ExpressionContent(value, *isPayload);
        });
    }

    Result<QJsonValue> filled(const QJsonValue &tree, const ExpressionData &context, JqBounds &bounds)
    {
        if (tree.isString())
            return any(tree.toString(), context, [&](const QString &program) { return value(program, context, bounds); });
        if (tree.isArray()) {
            QJsonArray items;
            for (const QJsonValue &item : tree.toArray()) {
                auto value = filled(item, context, bounds);
                if (!value)
                    return value;
                items.append(*value);
            }
            return items;
        }
        if (tree.isObject()) {
            QJsonObject fields = tree.toObject();
            for (auto it = fields.begin(); it != fields.end(); ++it) {
                auto value = filled(it.value(), context, bounds);
                if (!value)
                    return value;
                it.value() = *value;
            }
            return fields;
        }
        return tree;
    }

    /// `isPromised`: the body is a JSON document by its type. Where it cannot be taken, it is no absent one.
    Result<bool> test(const QString &jq, JqValue input, const QByteArray &body, bool isPromised)
    {
        LostDigits lost; // nothing of it goes anywhere
        const auto added = addBody(input, body, lost);
        if (!added && (isPromised || body.size() > ExpressionContext::MaxBody) && looksAtBody(jq))
            return unseen(jq, added.error().detail);
        const auto outputs = run(jq, std::move(input), 1);
        if (!outputs)
            return tl::unexpected(outputs.error());
        if (outputs->isEmpty())
            return false;
        const jv_kind kind = outputs->first().kind();
        return kind != JV_KIND_NULL && kind != JV_KIND_FALSE;
    }

    ExpressionLimits limits;
    Watchdog watchdog;
    QCache<QString, JqProgram> programs;
};

ExpressionEngine::ExpressionEngine(const ExpressionLimits &limits) : d(std::make_unique<Private>(limits)) {}
ExpressionEngine::~ExpressionEngine() = default;

Result<void> ExpressionEngine::check(const QString &jq)
{
    const auto program = d->compiled(jq);
    if (!program)
        return tl::unexpected(program.error());
    return {};
}

Result<QString> ExpressionEngine::renderText(const QString &templateText, const ExpressionContext &context)
{
    if (!hasExpressions(templateText))
        return templateText;
    const auto list = parts(templateText);
    if (!list)
        return tl::unexpected(list.error());
    return d->text(*list, *context.d);
}

Result<QJsonValue> ExpressionEngine::evaluate(const QString &templateText, const ExpressionContext &context)
{
    return content(templateText, context).map([](const ExpressionContent &content) { return content.value; });
}

Result<ExpressionContent> ExpressionEngine::content(const QString &templateText, const ExpressionContext &context)
{
    return d->any(templateText, *context.d, [&](const QString &program) { return d->content(program, *context.d); });
}

Result<QByteArray> ExpressionEngine::renderJson(const QJsonValue &tree, const ExpressionContext &context)
{
    JqBounds bounds{d->limits.json};
    const auto filled = d->filled(tree, *context.d, bounds);
    if (!filled)
        return tl::unexpected(filled.error());
    QByteArray json = compactJson(*filled);
    if (json.size() > d->limits.json)
        return failure(ErrorKind::Definition, u"the JSON becomes larger than %1 bytes"_s.arg(d->limits.json), {},
                       u"Pass large content as a payload: .input or .steps.NAME"_s);
    return json;
}

Result<bool> ExpressionEngine::test(const QString &jq, const StepResult &result)
{
    const bool isPromised = promisesJson(result.headers);
    const qint64 size = result.payload.size;
    if (isPromised && result.body.isEmpty() && size > ExpressionContext::MaxBody && looksAtBody(jq))
        return unseen(jq, tooLarge(size));
    return d->test(jq, toJq(result), result.body, isPromised);
}

Result<bool> ExpressionEngine::testBody(const QString &jq, const QByteArray &json)
{
    return d->test(jq, JqValue(jv_object()), json, true);
}

Result<QByteArray> ExpressionEngine::transform(const QString &jq, const QByteArray &json)
{
    auto document = parseJq(json);
    if (!document)
        return tl::unexpected(document.error());
    auto output = d->one(jq, std::move(document->value));
    if (!output)
        return tl::unexpected(output.error());
    JqBounds bounds{d->limits.json, true, document->lost}; // they may be lost in the program's own numbers as well
    const auto value = fromJq(*output, bounds);
    if (!value)
        return tl::unexpected(about(jq, value.error()));
    return compactJson(*value);
}

} // namespace cairn
