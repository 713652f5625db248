#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QJsonValue>
#include <QSet>
#include <QSharedDataPointer>
#include <QString>

#include <memory>

namespace cairn {

class StepId;
struct ExpressionData;
struct StepResult;

/// What expressions see as `.`: {input, run, steps: {NAME: {status, headers, …, body}}}. Cheap to copy; a context and all its
/// copies belong to one thread, because libjq counts references without locks.
class ExpressionContext
{
public:
    /// Bodies larger than this are payloads only: their steps have no .body.
    static constexpr qsizetype MaxBody = 8 << 20;

    ExpressionContext();
    ~ExpressionContext();
    ExpressionContext(const ExpressionContext &other);
    ExpressionContext(ExpressionContext &&other) noexcept;
    ExpressionContext &operator=(const ExpressionContext &other);
    ExpressionContext &operator=(ExpressionContext &&other) noexcept;

    void set(const QString &key, const QJsonValue &value);
    /// Adds .steps.NAME; without a .body where checkBody() refuses it. What nothing asks for is never taken apart.
    void setStep(const QString &step, const StepResult &result);
    /// What would be .KEY, or .steps.NAME, cannot be read: an expression that may look at it gives that error, rather than what
    /// it would make of nothing.
    void setUnreadable(const QString &key, const Error &why);
    void setStepUnreadable(const QString &step, const Error &why);
    /// Of the steps only these are seen from now on, as far as they are there.
    void keepSteps(const QSet<StepId> &kept);
    /// Errors: Usage, if it is no JSON, more than MaxBody, or nested deeper than 256 levels.
    static Result<void> checkBody(const QByteArray &json);

private:
    friend class ExpressionEngine;
    QSharedDataPointer<ExpressionData> d;
};

/// What an expression gives where bytes may be wanted.
struct ExpressionContent
{
    ExpressionContent(const QJsonValue &gave, bool meansBytes = false) : value(gave), isPayload(meansBytes) {}

    QJsonValue value;
    bool isPayload; ///< the bytes that its sha256 names are meant, and it has no .body
};

/// How much an expression may take.
struct ExpressionLimits
{
    std::chrono::milliseconds time{1'000}; ///< for one evaluation
    qsizetype text = 1 << 20;              ///< characters of a rendered text
    qsizetype json = 8 << 20;              ///< bytes of a rendered JSON document
    int programs = 512;                    ///< compiled programs kept, the least recently used go
};

/// Evaluates templates with ${{ jq }} in them, and bare jq tests. One per thread; nothing it does reads the environment or files,
/// depends on the time of day, or prints. All errors are of kind Definition, but for those of what cannot be read; their detail
/// names the expression.
class ExpressionEngine
{
public:
    explicit ExpressionEngine(const ExpressionLimits &limits = {});
    ~ExpressionEngine();

    /// Compiles a bare jq program.
    Result<void> check(const QString &jq);

    /// The template as text. Numbers and booleans are spelled; null, objects and arrays are errors.
    Result<QString> renderText(const QString &templateText, const ExpressionContext &context);
    /// A template that is exactly one ${{ }} keeps its JSON type, any other becomes text.
    Result<QJsonValue> evaluate(const QString &templateText, const ExpressionContext &context);
    /// The same where bytes may be wanted: .input, .steps.NAME and an item of a step that was fanned out stand for theirs, whole,
    /// as Cairn made them; of what is in a .body, whatever it looks like, nothing does.
    Result<ExpressionContent> content(const QString &templateText, const ExpressionContext &context);
    /// Every string in `tree` is a template, as in evaluate(), whole steps with their .body. Compact JSON.
    Result<QByteArray> renderJson(const QJsonValue &tree, const ExpressionContext &context);
    /// Whether the first output of the bare program for what came of an exchange is neither null nor false.
    Result<bool> test(const QString &jq, const StepResult &result);
    /// The same for {body}: nothing but a JSON document.
    Result<bool> testBody(const QString &jq, const QByteArray &json);
    /// The one output of the bare program for a JSON document, as compact JSON. Errors also: Usage, if the document is none.
    Result<QByteArray> transform(const QString &jq, const QByteArray &json);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace cairn
