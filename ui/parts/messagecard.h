#pragma once

#include "ui/look/statelook.h"

#include <QFrame>

class QHBoxLayout;
class QPushButton;

namespace cairn {

class TonedLabel;

/// A message in a state's colours, with its icon, and buttons for what can be done about it.
class MessageCard : public QFrame
{
public:
    /// The labels are named "…Title" and "…Text".
    explicit MessageCard(const QString &name, QWidget *parent = nullptr);

protected:
    void say(Look look, const QString &title, const QString &text);
    QPushButton *addButton(const QString &text, const QString &name, const QString &tip);
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look = Look::Pending;
    TonedLabel *m_title;
    TonedLabel *m_text;
    QHBoxLayout *m_row;
};

} // namespace cairn
