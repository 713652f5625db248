#pragma once

#include "base/hasher.h"
#include "store/payload.h"

#include <QFile>

#include <optional>

namespace cairn {

/// A payload's file, read once from its start. Its digest is taken on the way, and the last bytes are handed out only if it is
/// right: whoever reads to the end has the whole, unaltered payload, and nobody can take an altered one for whole.
class VerifiedFile final : public QIODevice
{
public:
    /// `file` is open, at its start, and as long as `expected` says.
    VerifiedFile(std::unique_ptr<QFile> file, const PayloadRef &expected);

    /// Why reading ended early; nothing as long as all is well.
    const std::optional<Error> &damage() const { return m_damage; }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_damage ? 0 : m_expected.size - m_read; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 refuse(const QString &what);

    std::unique_ptr<QFile> m_file;
    PayloadRef m_expected;
    Hasher m_hasher;
    qint64 m_read = 0;
    std::optional<Error> m_damage;
};

} // namespace cairn
