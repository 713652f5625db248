#include "control/judgement.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// What holds of both holds whatever a body is; neither has a field, an element or a length.
constexpr const char *AnyBody[] = {"true", "false"};

/// Without a character at its end that may have been cut through.
QByteArray withoutLastCharacter(QByteArray utf8)
{
    while (utf8.size() > 0 && (static_cast<unsigned char>(utf8.back()) & 0xc0) == 0x80)
        utf8.chop(1);
    if (utf8.size() > 0 && (static_cast<unsigned char>(utf8.back()) & 0xc0) == 0xc0)
        utf8.chop(1);
    return utf8;
}

Outcome judgeDigest(const Digest &found, const QString &wantedSha256)
{
    const auto wanted = Digest::fromHex(wantedSha256);
    if (!wanted)
        return {Category::Data, u"response.sha256: %1"_s.arg(wanted.error().detail), false, {}};
    if (*wanted == found)
        return {};
    return {Category::Data,
            u"the answer's bytes have SHA-256 %1…, not the expected %2…"_s.arg(found.brief(), wanted->brief()),
            false,
            {}};
}

Outcome judgeSchema(const Step &step, const StepResult &result, SchemaShelf &schemas)
{
    const auto schema = schemas.find(step.response.schema);
    if (!schema)
        return {Category::Internal, describe(schema.error()), false, {}};
    const QString wrong = violationsOf(*schema, result.body);
    return wrong.isEmpty() ? Outcome() : Outcome{Category::Schema, u"answer: "_s + wrong, false, {}};
}

/// A page instead of the JSON has nothing that a test looks for, nor what it looks for the absence of.
Outcome judgeExpectation(const Step &step, const StepResult &result, ExpressionEngine &engine)
{
    const QString &expect = step.response.expect;
    const auto passed = engine.test(expect, result);
    if (!passed)
        return {Category::Schema, u"expect could not be evaluated: %1"_s.arg(passed.error().detail), false, {}};
    if (!*passed)
        return {Category::Data, u"the answer does not meet expect: %1"_s.arg(expect), false, {}};
    const bool isThere = !result.body.isEmpty() && (promisesJson(result.headers) || ExpressionContext::checkBody(result.body));
    if (result.payload.size > 0 && !isThere && !holdsWhateverItsBody(result, expect, engine))
        return {Category::Schema, u"the answer is no JSON, which expect looks at: %1"_s.arg(expect), false, {}};
    return {};
}

} // namespace

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString whyNoJson(const StepResult &result)
{
    if (!promisesJson(result.headers) || result.body.isEmpty())
        return {};
    QJsonParseError error;
    QJsonDocument::fromJson(result.body, &error);
    if (error.error == QJsonParseError::NoError || error.error == QJsonParseError::DeepNesting ||
        ExpressionContext::checkBody(result.body)) // which takes bare texts and numbers as well
        return {};
    return u"the answer says that it is JSON and is not: %1, at byte %2"_s.arg(error.errorString()).arg(error.offset);
}

QString whyNoJson(const StepResult &result, const QString &test)
{
    return test.contains("body"_L1) ? whyNoJson(result) : QString();
}

bool holdsWhateverItsBody(StepResult result, const QString &test, ExpressionEngine &engine)
{
    return std::all_of(std::begin(AnyBody), std::end(AnyBody), [&](const char *body) {
        result.body = body;
        return engine.test(test, result).value_or(false);
    });
}

Result<bool> answerSays(const StepResult &result, const QString &test, ExpressionEngine &engine)
{
    if (!result.body.isEmpty())
        return engine.test(test, result);
    return engine.test(test, result).value_or(false) && holdsWhateverItsBody(result, test, engine);
}

/// The parser gets further, or finds something else to be wrong, if there is more.
bool breaksOff(const QByteArray &json)
{
    const QByteArray whole = withoutLastCharacter(json);
    QJsonParseError found;
    QJsonParseError foundLater;
    QJsonDocument::fromJson(whole, &found);
    QJsonDocument::fromJson(whole + QByteArray(8, ' '), &foundLater);
    return found.error != QJsonParseError::NoError && (foundLater.offset > found.offset || foundLater.error != found.error);
}

Outcome judgeContent(const Step &step, const QString &wantedSha256, const StepResult &result, ExpressionEngine &engine,
                     SchemaShelf &schemas)
{
    Outcome outcome;
    if (const QString why = whyNoJson(result); !why.isEmpty())
        outcome = {Category::Schema, why, false, {}};
    if (outcome.succeeded() && !step.response.sha256.isEmpty())
        outcome = judgeDigest(result.payload.digest, wantedSha256);
    if (outcome.succeeded() && !step.response.schema.isEmpty())
        outcome = judgeSchema(step, result, schemas);
    if (outcome.succeeded() && !step.response.expect.isEmpty())
        outcome = judgeExpectation(step, result, engine);
    outcome.isAnswered = !outcome.succeeded() && !refusedUntouched(result.status, result.headers);
    return outcome;
}

Outcome judgeRecorded(const Step &step, const QString &wantedSha256, const StepResult &result, ExpressionEngine &engine,
                      SchemaShelf &schemas)
{
    Exchange exchange;
    exchange.status = result.status;
    exchange.headers = result.headers;
    const Outcome outcome = classify(exchange, step.response, {}); // nobody waits any more, however long was advised
    return outcome.succeeded() ? judgeContent(step, wantedSha256, result, engine, schemas) : outcome;
}

} // namespace cairn
