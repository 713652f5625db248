#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace cairn::testing {

/// What a program printed and how it ended.
struct Outcome
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    /// The output as JSON, one object a line.
    QList<QJsonObject> json() const;
};

/// The real `cairn` on a workspace of its own in a temporary folder.
class CairnProgram
{
public:
    CairnProgram();

    QString path(const QString &relative) const { return m_folder.filePath(relative); }
    void write(const QString &relative, const QByteArray &content) const;
    QByteArray read(const QString &relative) const;
    /// The files of payloads; their names tell nothing.
    QStringList payloadFiles() const;

    /// Runs to the end, at most `timeoutMs`.
    Outcome run(const QStringList &words, int timeoutMs = 60'000) const;
    /// Starts and leaves it running; dies with this process.
    std::unique_ptr<QProcess> start(const QStringList &words) const;

private:
    QTemporaryDir m_folder;
};

/// Asks a runner to stop (SIGTERM), and waits until it knows; whether it does.
bool askToStop(const QProcess &runner);

/// Path of one of our programs (environment CAIRN_BIN, or beside the test).
QString programPath(const QString &name);

} // namespace cairn::testing
