#pragma once

#include "definition/jqprogram.h"
#include "definition/stepresult.h"

#include <QHash>
#include <QMap>
#include <QSharedData>

#include <memory>
#include <optional>

namespace cairn {

/// A step's result as libjq sees it, taken apart when it is first asked for: once for all contexts that share it.
class StepValue
{
public:
    explicit StepValue(const StepResult &result) : m_result(result), m_isListing(result.isListing) {}

    const JqValue &value();
    /// Once value() was asked for.
    const LostDigits &lost() const { return m_lost; }
    /// Whether `value` is it, or one of its items, as `same` compares them.
    template <typename Same> bool gave(const JqValue &value, Same same);

private:
    JqValue itemLike(const JqValue &value);

    std::optional<StepResult> m_result; ///< nothing: taken apart
    const bool m_isListing;
    JqValue m_value;
    LostDigits m_lost;
};

/// The libjq side of an ExpressionContext.
struct ExpressionData : QSharedData
{
    mutable JqValue root{jv_object()}; ///< with the steps that there were when takeSteps() was called last
    QHash<QString, QJsonValue> given;  ///< what set() was given and lost no digits, by the expression that names it: ".input"
    QMap<QString, std::shared_ptr<StepValue>> steps;
    QMap<QString, Error> unreadable;      ///< why, by field
    QMap<QString, Error> unreadableSteps; ///< why, by name
    LostDigits lost;                      ///< of what set() was given
    mutable bool isBehind = true;         ///< `root` does not have what is in `steps`
    mutable LostDigits lostOfSteps;       ///< that are in `root`

    /// Brings `root` up to date, for a program that may look at steps. They stand in the order of their names, whenever they
    /// came.
    void takeSteps() const;
    /// Why a program that may look at what cannot be read is not run; nothing: it does not look there.
    std::optional<Error> whyUnreadable(const JqProgram &program) const;
    /// What set() was given, by the expression that names it.
    JqValue valueOf(const QString &name) const;
    /// Whether `value`, which came of this context, stands for bytes: it is .input, a step or an item of one, whole, as Cairn
    /// made it. What came out of a service's answer stands for nothing, whatever it looks like. Errors: it may be that of a step
    /// that cannot be read.
    Result<bool> standsForPayload(const JqValue &value) const;
};

/// But for its body.
JqValue toJq(const StepResult &result);
/// Why a body of that size cannot be looked at.
QString tooLarge(qint64 bytes);
/// Adds `bodyJson` to an object as its .body. Errors: Usage, the object unchanged. Adds to `lost`.
Result<void> addBody(JqValue &object, const QByteArray &bodyJson, LostDigits &lost);

} // namespace cairn
