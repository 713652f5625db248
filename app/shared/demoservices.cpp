#include "demoservices.h"

#include "signalwatcher.h"

#include "base/eventloops.h"

#include <QCoreApplication>
#include <QDir>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int StartTimeoutMs = 10'000;

QString program()
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(u"cairn-demo-services"_s);
}

} // namespace

DemoServices::DemoServices(QObject *parent) : QObject(parent)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setProcessEnvironment(environmentForOthers());
    SignalWatcher::letThrough(m_process);
    m_patience.setSingleShot(true);
    m_patience.setInterval(StartTimeoutMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail(u"they did not answer in time"_s); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoServices::readAddress);
    connect(&m_process, &QProcess::errorOccurred, this, [this] { fail(m_process.errorString()); });
    connect(&m_process, &QProcess::finished, this, [this] { fail(u"they ended at once"_s); });
}

DemoServices::~DemoServices()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(3'000))
        m_process.kill();
    m_process.waitForFinished(1'000);
}

void DemoServices::start(const QString &folder, quint16 port)
{
    m_patience.start();
    m_process.start(program(), {u"--port"_s, QString::number(port), u"--store"_s, folder, u"--exit-with-parent"_s});
}

/// "cairn-demo-services listening on http://127.0.0.1:PORT"
void DemoServices::readAddress()
{
    m_output += m_process.readAllStandardOutput();
    const qsizetype start = m_output.indexOf("http://");
    const qsizetype end = m_output.indexOf('\n', start);
    if (start < 0 || end < 0 || std::exchange(m_answered, true))
        return;
    m_patience.stop();
    Q_EMIT ready(QString::fromUtf8(m_output.mid(start, end - start)).trimmed());
}

void DemoServices::fail(const QString &why)
{
    if (std::exchange(m_answered, true))
        return;
    m_patience.stop();
    Q_EMIT failed(Error{ErrorKind::Io, u"the demo services did not start: %1"_s.arg(why), program(),
                        u"Install or build cairn-demo-services beside this program, and see that its port is free"_s});
}

} // namespace cairn
