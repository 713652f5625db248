#pragma once

#include <QDoubleSpinBox>

namespace cairn {

/// A spin box for counts and ratios in which anything can be typed: what is no such number, or out of range, is refused with a
/// word instead of being swallowed. Numbers are read as typednumber.h says, and shown without groups.
class NumberSpin : public QDoubleSpinBox
{
    Q_OBJECT
public:
    enum class Numbers { Whole, Fractions };

    explicit NumberSpin(Numbers numbers, QWidget *parent = nullptr);

    QString textFromValue(double value) const override;
    double valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
    void fixup(QString &text) const override;

Q_SIGNALS:
    /// What was typed is not taken; `why` says what would be. The value stays as it was. Const, as fixup() is, which says it.
    void refused(const QString &typed, const QString &why) const; // clazy:exclude=const-signal-or-slot

private:
    std::optional<double> read(const QString &text) const;
};

} // namespace cairn
