#include "requests.h"

#include <QThread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int WaitForRunnerMs = 5'000;
}

Exit reportCommands(Session &session, StoreReader &reader, const Terminal &terminal, const QList<qint64> &ids)
{
    const bool runner = session.store().leaseHolder().has_value();
    int refused = 0;
    int waiting = 0;
    for (qint64 id : ids) {
        auto command = reader.command(id);
        for (int waited = 0; runner && command && !command->done && waited < WaitForRunnerMs; waited += 50) {
            QThread::msleep(50);
            command = reader.command(id);
        }
        if (!command)
            return terminal.fail(command.error());
        refused += command->done && !command->accepted;
        waiting += !command->done;
        if (terminal.json())
            terminal.object({{u"command"_s, command->id},
                             {u"run"_s, command->run.isValid() ? QJsonValue(command->run.toString()) : QJsonValue()},
                             {u"service"_s, command->service.isEmpty() ? QJsonValue() : QJsonValue(command->service)},
                             {u"done"_s, command->done},
                             {u"accepted"_s, command->accepted},
                             {u"result"_s, command->result}});
        else if (command->done)
            terminal.line(u"%1: %2%3"_s.arg(command->run.isValid() ? command->run.toString() : command->service,
                                            command->accepted ? QString() : u"refused: "_s, command->result));
    }
    if (waiting > 0)
        terminal.line(u"%1 recorded; %2"_s.arg(waiting).arg(runner ? u"the runner will carry it out"_s
                                                                   : u"no runner is active: `cairn runner` carries it out"_s));
    return refused > 0 ? Exit::NeedsPerson : Exit::Well;
}

} // namespace cairn
