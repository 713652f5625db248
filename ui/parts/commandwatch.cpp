#include "ui/parts/commandwatch.h"

#include "ui/parts/whendone.h"

#include <algorithm>

namespace cairn {

namespace {

/// Until one that is not done yet.
Result<QList<Command>> readDone(StoreReader &reader, const QList<qint64> &ids)
{
    QList<Command> commands;
    for (qint64 id : ids) {
        const auto command = reader.command(id);
        if (!command)
            return tl::unexpected(command.error());
        if (!command->done)
            break;
        commands.append(*command);
    }
    return commands;
}

} // namespace

CommandWatch::CommandWatch(Desk &desk, const QList<qint64> &commands, QObject *parent)
    : QObject(parent), m_desk(desk), m_commands(commands)
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
    const auto question = [ids = m_commands.mid(m_ended.size())](StoreReader &reader) { return readDone(reader, ids); };
    whenDone(this, m_desk.ask<QList<Command>>(question), [this](const Result<QList<Command>> &commands) {
        m_isReading = false;
        if (!commands && commands.error().kind == ErrorKind::NotFound)
            return deleteLater(); // gone with its run: nobody can say how it was
        m_ended += commands.value_or(QList<Command>());
        if (m_ended.size() == m_commands.size())
            conclude();
        else if (m_isStale)
            read();
    });
}

void CommandWatch::conclude()
{
    disconnect(&m_desk, nullptr, this, nullptr);
    Q_EMIT ended(m_ended);
    const auto isRefused = [](const Command &command) { return !command.accepted; };
    const auto refusal = std::find_if(m_ended.cbegin(), m_ended.cend(), isRefused);
    if (refusal == m_ended.cend())
        Q_EMIT accepted(m_ended.value(0).result);
    else
        Q_EMIT refused({ErrorKind::Conflict,
                        refusal->result,
                        {},
                        tr("Look at the run as it stands now, and ask again if it is still needed")});
    deleteLater();
}

} // namespace cairn
