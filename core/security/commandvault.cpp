#include "security/commandvault.h"

#include "base/eventloops.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <sodium.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PatienceMs = 10'000;

/// All that it prints, until it ends; nothing if it takes too long or prints too much.
std::optional<QByteArray> outputOf(QProcess &process)
{
    const QDeadlineTimer deadline(PatienceMs);
    QByteArray output;
    while (process.state() != QProcess::NotRunning) {
        // nothing to be read is an end, or too late
        process.waitForReadyRead(int(deadline.remainingTime()));
        output += process.readAllStandardOutput();
        if (deadline.hasExpired() || output.size() > LargestSecret + 2) {
            sodium_memzero(output.data(), size_t(output.size()));
            process.kill();
            process.waitForFinished();
            return std::nullopt;
        }
    }
    output += process.readAllStandardOutput();
    return output;
}

} // namespace

QString CommandVault::name() const
{
    return CommandPrefix + m_command.first();
}

Result<SecretBytes> CommandVault::read(const QString &key) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder);
    process.setProcessEnvironment(environmentForOthers());
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice()); // it might tell a secret to a log
    process.start(m_command.first(), m_command.mid(1) + QStringList{key});
    if (!process.waitForStarted(PatienceMs))
        return failure(ErrorKind::Io, u"the vault's command cannot be started: %1"_s.arg(process.errorString()),
                       m_command.first(), u"Correct vault: { command: … } in cairn.yaml"_s);
    auto output = outputOf(process);
    if (!output)
        return failure(
            ErrorKind::Busy,
            u"the vault's command gave no secret within %1 s and %2 KiB"_s.arg(PatienceMs / 1000).arg(LargestSecret / 1024),
            m_command.first(), u"Try it by hand: %1 %2"_s.arg(m_command.join(u' '), key));
    qsizetype size = output->size();
    while (size > 0 && (output->at(size - 1) == '\n' || output->at(size - 1) == '\r'))
        --size;
    const bool well = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 && size > 0;
    SecretBytes secret = well ? SecretBytes::copyOf(QByteArrayView(*output).first(size)) : SecretBytes();
    sodium_memzero(output->data(), size_t(output->size()));
    if (!well)
        return failure(ErrorKind::NotFound,
                       u"the vault's command has no credential %1 (status %2)"_s.arg(key).arg(process.exitCode()),
                       m_command.first());
    return secret;
}

Result<void> CommandVault::write(const QString &, const SecretBytes &)
{
    return failure(ErrorKind::Usage, u"secrets that a command gives are not changed from here"_s, m_command.first(),
                   u"Change it with the program that keeps them"_s);
}

Result<void> CommandVault::remove(const QString &key)
{
    return write(key, {});
}

} // namespace cairn
