#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace cairn::testing {

/// This program was started by runOnOwnKeyring.
inline bool hasOwnKeyring()
{
    return qEnvironmentVariable("CAIRN_KEYRING") == QLatin1String("own");
}

/// Starts a program on a bus and in a home of its own, with a gnome-keyring that is unlocked and empty; its exit status.
inline int runOnOwnKeyring(const QString &program, const QStringList &arguments)
{
    QTemporaryDir home;
    QProcess session;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *folder : {"HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1String(folder), home.path());
    environment.insert(QStringLiteral("CAIRN_KEYRING"), QStringLiteral("own"));
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    environment.remove(QStringLiteral("CREDENTIALS_DIRECTORY"));
    session.setProcessEnvironment(environment);
    session.setProcessChannelMode(QProcess::ForwardedChannels);
    const QString script =
        QStringLiteral("printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec \"$0\" \"$@\"");
    session.start(QStringLiteral("dbus-run-session"),
                  QStringList{QStringLiteral("--"), QStringLiteral("bash"), QStringLiteral("-c"), script, program} + arguments);
    if (!session.waitForFinished(200'000) || session.exitStatus() != QProcess::NormalExit)
        return 99;
    return session.exitCode();
}

/// Locks it: nobody is there to unlock it again. False: it could not be.
inline bool lockKeyring()
{
    return QProcess::execute(QStringLiteral("dbus-send"),
                             {QStringLiteral("--session"), QStringLiteral("--print-reply"),
                              QStringLiteral("--dest=org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets"),
                              QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                              QStringLiteral("array:objpath:/org/freedesktop/secrets/collection/login")}) == 0;
}

} // namespace cairn::testing
