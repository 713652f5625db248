#pragma once

#include "base/error.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace cairn {

/// The bundled demo services as a child process on a loopback port; they end with this object, and with this process.
class DemoServices : public QObject
{
    Q_OBJECT
public:
    explicit DemoServices(QObject *parent = nullptr);
    ~DemoServices() override;

    /// Documents are kept in `folder`. `port` 0: any free one. Answers with ready() or failed(), once.
    void start(const QString &folder, quint16 port);

Q_SIGNALS:
    void ready(const QString &address); ///< "http://127.0.0.1:PORT"
    void failed(const cairn::Error &error);

private:
    void readAddress();
    void fail(const QString &why);

    QProcess m_process;
    QTimer m_patience;
    QByteArray m_output;
    bool m_answered = false;
};

} // namespace cairn
