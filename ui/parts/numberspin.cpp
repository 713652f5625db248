#include "ui/parts/numberspin.h"

#include "ui/parts/typednumber.h"

namespace cairn {

namespace {
constexpr int Decimals = 5; ///< of a fraction, as definitions are told
} // namespace

NumberSpin::NumberSpin(Numbers numbers, QWidget *parent) : QDoubleSpinBox(parent)
{
    setDecimals(numbers == Numbers::Whole ? 0 : Decimals);
    setKeyboardTracking(false);
}

QString NumberSpin::textFromValue(double value) const
{
    return locale().toString(value, 'f', QLocale::FloatingPointShortest).remove(locale().groupSeparator());
}

std::optional<double> NumberSpin::read(const QString &text) const
{
    std::optional<double> number;
    if (decimals() > 0)
        number = typedNumber(text, locale());
    else if (const auto count = typedCount(text, locale()))
        number = double(*count);
    if (!number || *number < minimum() || *number > maximum())
        return std::nullopt;
    return QString::number(*number, 'f', decimals()).toDouble(); // no more than is shown
}

double NumberSpin::valueFromText(const QString &text) const
{
    return !specialValueText().isEmpty() && text == specialValueText() ? minimum() : read(text).value_or(value());
}

QValidator::State NumberSpin::validate(QString &text, int &) const
{
    const bool isSpecial = !specialValueText().isEmpty() && text == specialValueText();
    return isSpecial || read(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

/// Comes when somebody leaves it, or presses Enter, with what is not acceptable.
void NumberSpin::fixup(QString &text) const
{
    const QString least = textFromValue(minimum());
    const QString most = textFromValue(maximum());
    Q_EMIT refused(text, decimals() == 0 ? tr("Write a whole number from %1 to %2").arg(least, most)
                                         : tr("Write a number from %1 to %2").arg(least, most));
}

} // namespace cairn
