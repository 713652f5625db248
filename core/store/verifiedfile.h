#pragma once

#include "base/hasher.h"
#include "store/payload.h"

#include <QIODevice>

#include <optional>

namespace cairn {

/// A payload's file, read once from its start. Its digest is taken on the way, and the last bytes are handed out only if it is
/// right: whoever reads to the end has the whole, unaltered payload, and nobody can take an altered one for whole. A sealed file
/// gives out nothing else anyway, and its end, which was looked at first, binds it to the digest: that is not taken once more.
class VerifiedFile final : public QIODevice
{
public:
    /// `file` is open, at its start, and as long as `expected` says; `path` is for errors.
    enum class Kind { Plain, Sealed };
    VerifiedFile(std::unique_ptr<QIODevice> file, QString path, const PayloadRef &expected, Kind kind);

    /// Why reading ended early; nothing as long as all is well.
    const std::optional<Error> &damage() const { return m_damage; }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_damage ? 0 : m_expected.size - m_read; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 refuse(const QString &what);

    std::unique_ptr<QIODevice> m_file;
    QString m_path;
    PayloadRef m_expected;
    Kind m_kind;
    Hasher m_hasher;
    qint64 m_read = 0;
    std::optional<Error> m_damage;
};

} // namespace cairn
