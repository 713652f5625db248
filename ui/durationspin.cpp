#include "ui/durationspin.h"

#include "definition/quantity.h"

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

std::optional<Milliseconds> DurationSpin::read(const QString &text) const
{
    QString plain = text;
    plain.replace(locale().decimalPoint(), u"."_s).remove(u' ');
    const auto parsed = parseDuration(plain);
    if (!parsed || double(parsed->count()) < minimum() || double(parsed->count()) > maximum())
        return std::nullopt;
    return *parsed;
}

double DurationSpin::valueFromText(const QString &text) const
{
    if (text == specialValueText())
        return minimum();
    const auto parsed = read(text);
    return parsed ? double(parsed->count()) : value();
}

QValidator::State DurationSpin::validate(QString &text, int &) const
{
    if (text == specialValueText() || read(text))
        return QValidator::Acceptable;
    return QValidator::Intermediate;
}

/// Comes when somebody leaves it, or presses Enter, with what is not acceptable.
void DurationSpin::fixup(QString &text) const
{
    Q_EMIT refused(text, minimum() > 0 ? tr("Write a time with its unit, like 500ms, 1.5s or 10m")
                                       : tr("Write a time with its unit, like 500ms, 1.5s or 10m, or 0s for none"));
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
