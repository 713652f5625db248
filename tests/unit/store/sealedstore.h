#pragma once

#include "storetesting.h"

#include "store/upkeep.h"

#include <QDirIterator>

#include <map>

namespace storetesting {

using namespace cairn;
using namespace Qt::StringLiterals;

inline const QByteArray Planted = "PLANTED-4711-0815";

/// A vault in memory.
class MemoryVault final : public Vault
{
public:
    explicit MemoryVault(QString name = u"the test's vault"_s) : m_name(std::move(name)) {}
    QString name() const override { return m_name; }
    Result<SecretBytes> read(const QString &key) const override
    {
        if (whenAsked)
            whenAsked();
        const auto found = m_secrets.find(key);
        if (found == m_secrets.end())
            return failure(ErrorKind::NotFound, u"There is no such key"_s, name());
        return SecretBytes::copyOf(found->second.view());
    }
    Result<void> write(const QString &key, const SecretBytes &secret) override
    {
        m_secrets.insert_or_assign(key, SecretBytes::copyOf(secret.view()));
        return {};
    }
    Result<void> remove(const QString &key) override
    {
        m_secrets.erase(key);
        return {};
    }

    std::function<void()> whenAsked;

private:
    const QString m_name;
    std::map<QString, SecretBytes> m_secrets;
};

inline QByteArray large(char fill)
{
    QByteArray bytes(150'000, fill);
    return bytes.replace(70'000, Planted.size(), Planted);
}

inline QList<QString> filesBelow(const QString &folder)
{
    QList<QString> files;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
        files.append(it.next());
    return files;
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the tests of sealed stores are made of: a store in a folder that goes away, whose key is in a vault of its own.
class SealedStore
{
protected:
    std::unique_ptr<Store> opened(bool encrypted = true);
    void reopen(bool encrypted = true);
    StagedPayload recorded(const QByteArray &bytes);
    /// A run that has ended, with a large and a small payload and headers.
    RunId fill(qint64 id, char seed);
    Result<void> check(RunId run, char seed);
    void work(Timestamp now = at(9'000));
    void sql(const QString &statement);
    QString folder() const { return m_folder->filePath(u".cairn"_s); }
    StoreUpkeep &upkeep() { return *m_store->upkeep(); }
    void begin()
    {
        m_folder.emplace();
        m_vault = std::make_shared<MemoryVault>();
        reopen();
    }
    void end()
    {
        m_store.reset();
        m_vault.reset();
    }

    std::optional<QTemporaryDir> m_folder;
    std::shared_ptr<MemoryVault> m_vault;
    std::unique_ptr<Store> m_store;
    qint64 m_pipeline = 0;
};

} // namespace storetesting
