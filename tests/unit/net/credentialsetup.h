#pragma once

#include "call.h"

#include "net/authorizedtransport.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

/// Time that passes when a test says so.
class HandClock final : public cairn::Clock
{
public:
    cairn::Timestamp now() const override { return cairn::Timestamp(cairn::Milliseconds(1'800'000'000'000)) + m_passed; }
    std::chrono::nanoseconds steady() const override { return m_passed; }
    void pass(cairn::Milliseconds time) { m_passed += time; }

private:
    cairn::Milliseconds m_passed{1'000'000};
};

/// A workspace whose secrets are files, and a transport that uses them.
class CredentialSetup
{
public:
    CredentialSetup(const QUrl &base, const cairn::CredentialRule &rule) : service(serviceAt(base))
    {
        qunsetenv("CREDENTIALS_DIRECTORY");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); // no keychain of whoever runs the test
        service.credential = rule;
    }
    void put(const QString &key, const QByteArray &secret) const
    {
        QDir(folder.path()).mkpath(QStringLiteral(".cairn/credentials"));
        QFile file(folder.filePath(QStringLiteral(".cairn/credentials/") + key));
        if (!file.open(QIODevice::WriteOnly) || file.write(secret) != secret.size() ||
            !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            qFatal("the secret cannot be written");
    }
    cairn::AuthorizedTransport &transport()
    {
        if (!m_transport)
            m_transport =
                std::make_unique<cairn::AuthorizedTransport>(service, cairn::Credentials(folder.path()), folder.path(), clock);
        return *m_transport;
    }

    QTemporaryDir folder;
    HandClock clock;
    cairn::Service service;

private:
    std::unique_ptr<cairn::AuthorizedTransport> m_transport;
};
