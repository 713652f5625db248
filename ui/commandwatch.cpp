#include "ui/commandwatch.h"

#include "control/editdesk.h"
#include "ui/whendone.h"

namespace cairn {

CommandWatch::CommandWatch(Desk &desk, qint64 command, QObject *parent) : QObject(parent), m_desk(desk), m_command(command)
{
    connect(&m_desk, &Desk::changed, this, &CommandWatch::read);
    read();
}

void CommandWatch::read()
{
    m_isStale = m_isReading;
    if (m_isReading)
        return;
    m_isReading = true;
    whenDone(this, EditDesk(m_desk).command(m_command), [this](const Result<Command> &command) {
        m_isReading = false;
        if (command && command->done)
            conclude(*command);
        else if (m_isStale)
            read();
    });
}

void CommandWatch::conclude(const Command &command)
{
    disconnect(&m_desk, nullptr, this, nullptr);
    if (command.accepted)
        Q_EMIT accepted(command.result);
    else
        Q_EMIT refused({ErrorKind::Conflict,
                        command.result,
                        {},
                        tr("Look at the run as it stands now, and ask again if it is still needed")});
    deleteLater();
}

} // namespace cairn
