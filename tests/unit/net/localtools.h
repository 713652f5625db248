#pragma once

#include "freeport.h"

#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

using cairn::testing::freePort;

/// An nginx of our own in a temporary folder, stopped with this object.
class Nginx
{
public:
    /// `servers`: server blocks for its configuration; FOLDER in it stands for the temporary folder.
    explicit Nginx(QByteArray servers);
    ~Nginx();

    /// Empty if it runs; else why not, for QVERIFY2.
    const QByteArray &problem() const { return m_problem; }
    qint64 processId() const { return m_process.processId(); }
    QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_problem;
};

struct KeyPair
{
    QSslCertificate certificate;
    QSslKey key;
    QString certificateFile;
    QString keyFile;
};

/// Makes certificates with the openssl program, in a temporary folder.
class CertificateMaker
{
public:
    /// Valid for `altName` (as openssl writes it: "IP:127.0.0.1"), signed by itself.
    KeyPair selfSigned(const QString &name, const QString &altName, int days = 2);
    /// The same, signed by that one.
    KeyPair signedBy(const KeyPair &authority, const QString &name, const QString &altName);
    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    KeyPair make(const QString &name, const QString &altName, int days, const QStringList &more);

    QTemporaryDir m_folder;
};

/// A port on which connecting neither succeeds nor fails: its queue of connections is full (Linux then ignores SYNs).
class DeafPort
{
public:
    DeafPort();
    ~DeafPort();
    quint16 port() const { return m_port; }
    /// Accepts what waits, so that connecting goes on at the next SYN.
    void open();

private:
    int m_listener = -1;
    QList<int> m_fillers;
    quint16 m_port = 0;
};
