#pragma once

#include "ui/look/statelook.h"

#include <QWidget>

namespace cairn {

class TonedLabel;

/// One line that says whether something is so: an icon in a state's colour, what it is about, and a remark.
class FindingRow : public QWidget
{
public:
    FindingRow(const QString &name, const QString &text, QWidget *parent = nullptr);

    /// `word`: what the icon means, for those who do not see it.
    void present(Look look, const QString &word, const QString &remark);
    /// The same with a drawing of its own in the state's colour.
    void present(const QString &drawing, Look look, const QString &word, const QString &remark);

private:
    class Icon;
    const QString m_text;
    Icon *m_icon;
    TonedLabel *m_remark;
};

} // namespace cairn
