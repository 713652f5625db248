#pragma once

#include "ui/parts/messagecard.h"

namespace cairn {

/// Asks on the welcome page what a link may not decide by itself: whether the workspace that it names is to be opened, which runs
/// its commands as whoever looks; or which one is meant. Never takes the focus, so that no Enter that was meant for something
/// else answers it.
class LinkCard : public MessageCard
{
    Q_OBJECT
public:
    explicit LinkCard(QWidget *parent = nullptr);
    void askWhether(const QString &path);
    void askWhose(const QString &link);

Q_SIGNALS:
    void openWanted(const QString &path);
    /// The link is not to lead anywhere.
    void left();

private:
    void ask(const QString &title, const QString &text);

    QString m_path;
    QPushButton *m_open;
};

} // namespace cairn
