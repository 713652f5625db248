#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace cairn {

/// Stands where there is nothing to show, and says what to do next.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// `action` empty: no button. `text` may hold simple rich text.
    void say(const QString &title, const QString &text, const QString &action);

Q_SIGNALS:
    void actionWanted();

private:
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace cairn
