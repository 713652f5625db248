#pragma once

#include "model/records.h"
#include "security/filesealing.h"

#include <QFile>
#include <QIODevice>

namespace cairn {

/// The payload in a sealed file, readable from any place. Each piece is opened by itself, and given out only if it is what was
/// sealed there; reading fails at one that is not.
class SealedDevice final : public QIODevice
{
public:
    enum class Whole {
        Needed, ///< its end is checked before anything is read: it is that payload and nothing is missing
        Wished, ///< what is left of it may be looked at
    };
    /// `file` is open. Errors: Damaged.
    static Result<std::unique_ptr<QIODevice>> open(std::unique_ptr<QFile> file, const PayloadRef &ref,
                                                   const std::shared_ptr<const DataKey> &key, Whole whole);

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_size; }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    SealedDevice(std::unique_ptr<QFile> file, FileOpener opener, qint64 size);
    bool hold(qint64 piece);

    std::unique_ptr<QFile> m_file;
    FileOpener m_opener;
    qint64 m_size;      ///< of the payload, as far as it is here
    QByteArray m_piece; ///< the one that was opened last
    qint64 m_held = -1; ///< its place
    QByteArray m_sealed;
};

} // namespace cairn
