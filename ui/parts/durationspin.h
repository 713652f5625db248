#pragma once

#include "base/timestamp.h"

#include <QDoubleSpinBox>

namespace cairn {

/// A spin box for durations as definitions write them: "500ms", "1.5s", "10m", each with its unit; the number may be written as
/// the locale does, see typednumber.h, and with a space before the unit. Its value is in milliseconds.
class DurationSpin : public QDoubleSpinBox
{
    Q_OBJECT
public:
    /// `optional`: there may be none, which is 0, with any unit or without.
    explicit DurationSpin(bool optional, QWidget *parent = nullptr);

    QString textFromValue(double value) const override;
    double valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
    void fixup(QString &text) const override;
    /// By what is worth a step at this size: tenths of a second below one, seconds, minutes, …
    void stepBy(int steps) override;

Q_SIGNALS:
    /// What was typed is not taken; `why` says what would be. The value stays as it was. Const, as fixup() is, which says it.
    void refused(const QString &typed, const QString &why) const; // clazy:exclude=const-signal-or-slot

private:
    bool isSpecial(const QString &text) const;
    std::optional<Milliseconds> read(const QString &text) const;
};

} // namespace cairn
