#pragma once

#include "control/desk.h"

namespace cairn {

/// Waits for the end of one command, and says how it was: a refusal is told to whoever asked, because by then it looks different
/// than when it was asked. Deletes itself then; nothing is told of a command that no runner carries out.
class CommandWatch : public QObject
{
    Q_OBJECT
public:
    CommandWatch(Desk &desk, qint64 command, QObject *parent);

Q_SIGNALS:
    void accepted(const QString &result);
    void refused(const cairn::Error &error);

private:
    void read();
    void conclude(const Command &command);

    Desk &m_desk;
    qint64 m_command;
    bool m_isReading = false;
    bool m_isStale = false;
};

} // namespace cairn
