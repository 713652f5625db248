#pragma once

#include "control/desk.h"

namespace cairn {

/// Waits for the ends of commands that were recorded at once, and says how they were: a refusal is told to whoever asked, because
/// by then it looks different than when it was asked. Deletes itself then; nothing is told of commands that no runner carries
/// out.
class CommandWatch : public QObject
{
    Q_OBJECT
public:
    CommandWatch(Desk &desk, const QList<qint64> &commands, QObject *parent);

Q_SIGNALS:
    /// All were accepted; `result` is that of the first.
    void accepted(const QString &result);
    /// That of the first that was refused.
    void refused(const cairn::Error &error);
    /// Before either; all of them, in their order.
    void ended(const QList<cairn::Command> &commands);

private:
    void read();
    void conclude();

    Desk &m_desk;
    const QList<qint64> m_commands;
    QList<Command> m_ended; ///< the first of them
    bool m_isReading = false;
    bool m_isStale = false;
};

} // namespace cairn
