#include "requests.h"

#include <QThread>

namespace cairn {

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
            terminal.object(
                {{QStringLiteral("command"), command->id},
                 {QStringLiteral("run"), command->run.isValid() ? QJsonValue(command->run.toString()) : QJsonValue()},
                 {QStringLiteral("service"), command->service.isEmpty() ? QJsonValue() : QJsonValue(command->service)},
                 {QStringLiteral("done"), command->done},
                 {QStringLiteral("accepted"), command->accepted},
                 {QStringLiteral("result"), command->result}});
        else if (command->done)
            terminal.line(QStringLiteral("%1: %2%3")
                              .arg(command->run.isValid() ? command->run.toString() : command->service,
                                   command->accepted ? QString() : QStringLiteral("refused: "), command->result));
    }
    if (waiting > 0)
        terminal.line(QStringLiteral("%1 recorded; %2")
                          .arg(waiting)
                          .arg(runner ? QStringLiteral("the runner will carry it out")
                                      : QStringLiteral("no runner is active: `cairn runner` carries it out")));
    return refused > 0 ? Exit::NeedsPerson : Exit::Well;
}

} // namespace cairn
