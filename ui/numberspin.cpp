#include "ui/numberspin.h"

#include <QLocale>

#include <cmath>

namespace cairn {

NumberSpin::NumberSpin(int decimals, QWidget *parent) : QDoubleSpinBox(parent)
{
    setDecimals(decimals);
    setKeyboardTracking(false);
}

QString NumberSpin::textFromValue(double value) const
{
    return locale().toString(value, 'f', decimals()).remove(locale().groupSeparator());
}

std::optional<double> NumberSpin::read(const QString &text) const
{
    const QString plain = text.trimmed().replace(locale().decimalPoint(), QLatin1String("."));
    bool isNumber = false;
    const double value = plain.toDouble(&isNumber);
    if (!isNumber || value < minimum() || value > maximum() || (decimals() == 0 && value != std::floor(value)))
        return std::nullopt;
    return value;
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
    Q_EMIT refused(text, tr("Write a number from %1 to %2").arg(textFromValue(minimum()), textFromValue(maximum())));
}

} // namespace cairn
