#include "ui/parts/durationspin.h"

#include "ui/parts/typednumber.h"

#include "definition/quantity.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr double Second = 1'000;
constexpr double Minute = 60 * Second;
constexpr double Hour = 60 * Minute;
constexpr double Day = 24 * Hour;
constexpr double Longest = 3'660 * Day; ///< that definitions allow

/// Between values below `below`.
struct Stride
{
    double below;
    double step;
};
constexpr Stride Strides[] = {
    {100, 10},          {Second, 100}, {10 * Second, Second}, {Minute, 5 * Second}, {10 * Minute, Minute},
    {Hour, 5 * Minute}, {Day, Hour},   {Longest + 1, Day}};

double strideAt(double value)
{
    for (const Stride &stride : Strides) {
        if (value < stride.below)
            return stride.step;
    }
    return Day;
}

struct Typed
{
    std::optional<double> number;
    QString unit;
};

Typed apart(const QString &text, const QLocale &locale)
{
    const auto unit = std::find_if(text.begin(), text.end(), [](QChar one) { return one.isLetter(); });
    const qsizetype digits = unit - text.begin();
    return {typedNumber(text.left(digits), locale), text.mid(digits).trimmed()};
}

bool isUnit(const QString &text)
{
    return parseDuration(u'1' + text).has_value();
}

} // namespace

DurationSpin::DurationSpin(bool optional, QWidget *parent) : QDoubleSpinBox(parent)
{
    setDecimals(0);
    setRange(optional ? 0 : 1, Longest);
    setKeyboardTracking(false);
    if (optional)
        setSpecialValueText(tr("none"));
}

QString DurationSpin::textFromValue(double value) const
{
    return value > 0 ? formatDuration(Milliseconds(qint64(value))) : u"0"_s;
}

bool DurationSpin::isSpecial(const QString &text) const
{
    return !specialValueText().isEmpty() && text == specialValueText();
}

std::optional<Milliseconds> DurationSpin::read(const QString &text) const
{
    const Typed typed = apart(text, locale());
    if (!typed.number)
        return std::nullopt;
    if (*typed.number == 0 && (typed.unit.isEmpty() || isUnit(typed.unit)))
        return minimum() > 0 ? std::nullopt : std::optional(Milliseconds(0));
    const auto parsed = parseDuration(QString::number(*typed.number, 'f', QLocale::FloatingPointShortest) + typed.unit);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

double DurationSpin::valueFromText(const QString &text) const
{
    if (isSpecial(text))
        return minimum();
    const auto duration = read(text);
    return duration ? double(duration->count()) : value();
}

QValidator::State DurationSpin::validate(QString &text, int &) const
{
    return isSpecial(text) || read(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

/// Comes when somebody leaves it, or presses Enter, with what is not acceptable.
void DurationSpin::fixup(QString &text) const
{
    const Typed typed = apart(text, locale());
    const bool optional = minimum() <= 0;
    if (typed.number && isUnit(typed.unit)) // it is a time, though none of these
        return Q_EMIT refused(text, optional ? tr("Write whole milliseconds, from 1ms to 3660d, or 0s for none")
                                             : tr("Write whole milliseconds, from 1ms to 3660d"));
    Q_EMIT refused(text, optional ? tr("Write a time with its unit, like 500ms, 1.5s or 10m, or 0s for none")
                                  : tr("Write a time with its unit, like 500ms, 1.5s or 10m"));
}

void DurationSpin::stepBy(int steps)
{
    double reached = value();
    for (; steps > 0; --steps)
        reached += strideAt(reached);
    for (; steps < 0 && reached > minimum(); ++steps)
        reached -= strideAt(reached - 1);
    setValue(reached);
    selectAll();
}

} // namespace cairn
