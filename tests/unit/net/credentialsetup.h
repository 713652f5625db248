#pragma once

#include "call.h"

#include "net/authorizedtransport.h"
#include "security/foldervault.h"

#include <QDir>
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
    /// As `cairn secret` does it: whoever reads meanwhile gets the one or the other, never a part.
    void put(const QString &key, const QByteArray &secret) const
    {
        QDir(folder.path()).mkpath(QStringLiteral(".cairn"));
        cairn::FolderVault vault(folder.filePath(QStringLiteral(".cairn/credentials")), cairn::FolderVault::Kind::Own);
        if (!vault.write(key, cairn::SecretBytes::copyOf(secret)))
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
