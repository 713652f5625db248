#include "cairnprogram.h"
#include "wholefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace cairn::testing {

QString programPath(const QString &name)
{
    const QString folder = qEnvironmentVariable("CAIRN_BIN", QCoreApplication::applicationDirPath());
    return QDir(folder).filePath(name);
}

QList<QJsonObject> Outcome::json() const
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : output.split('\n')) {
        if (!line.trimmed().isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

CairnProgram::CairnProgram()
{
    write(u"cairn.yaml"_s, "workspace: test\n");
}

void CairnProgram::write(const QString &relative, const QByteArray &content) const
{
    QDir().mkpath(QFileInfo(path(relative)).absolutePath());
    if (!putWhole(m_folder.path(), path(relative), content))
        qFatal("cannot write %s", qPrintable(path(relative)));
}

QByteArray CairnProgram::read(const QString &relative) const
{
    QFile file(path(relative));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList CairnProgram::payloadFiles() const
{
    QStringList files;
    for (QDirIterator it(path(u".cairn/payloads"_s), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files.append(it.next());
    return files;
}

std::unique_ptr<QProcess> CairnProgram::start(const QStringList &words) const
{
    auto process = std::make_unique<QProcess>();
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->start(programPath(u"cairn"_s), QStringList{u"-C"_s, m_folder.path()} + words);
    return process;
}

Outcome CairnProgram::run(const QStringList &words, int timeoutMs) const
{
    const auto process = start(words);
    Outcome outcome;
    if (process->waitForFinished(timeoutMs)) {
        outcome.exitCode = process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
    } else {
        process->kill();
        process->waitForFinished(5'000);
    }
    outcome.output = process->readAllStandardOutput();
    outcome.errors = process->readAllStandardError();
    return outcome;
}

bool askToStop(const QProcess &runner)
{
    ::kill(pid_t(runner.processId()), SIGTERM);
    const auto isTaken = [&runner] { // by the program's loop (proc(5))
        QFile file(u"/proc/%1/status"_s.arg(runner.processId()));
        const QByteArray status = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        const QByteArray signs = status.mid(status.indexOf("ShdPnd:") + 7, 17).trimmed();
        return (signs.toULongLong(nullptr, 16) >> (SIGTERM - 1) & 1) == 0;
    };
    return QTest::qWaitFor(isTaken, 20'000);
}

} // namespace cairn::testing
