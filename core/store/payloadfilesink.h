#pragma once

#include "base/hasher.h"
#include "security/filesealing.h"
#include "store/payloadfolder.h"

#include <optional>

namespace cairn {

/// Keeps what comes in memory up to InlineLimit, and in a temporary file beyond.
class PayloadFileSink final : public PayloadSink
{
public:
    explicit PayloadFileSink(PayloadFolder &folder) : m_folder(folder) {}

    Result<void> write(QByteArrayView bytes) override;
    qint64 size() const override { return m_size; }
    void finish(std::function<void(Result<StagedPayload>)> done) override;
    /// The same, waiting.
    Result<StagedPayload> finishNow();

private:
    Result<void> append(QByteArrayView bytes);
    Result<void> startFile();
    Result<void> flush();
    Result<void> put(QByteArrayView bytes);
    /// Ends the taking of bytes; whatever is not in memory is in the file then.
    Result<PayloadRef> close();
    StagedPayload inlined(const PayloadRef &ref);

    PayloadFolder &m_folder;
    Hasher m_hasher;
    QByteArray m_buffer; ///< not in the file yet
    std::optional<TemporaryFile> m_file;
    std::shared_ptr<const DataKey> m_key; ///< that the file is sealed with; null: it is not
    std::optional<FileSealer> m_sealer;
    QByteArray m_sealed; ///< what is to be written next, if it is
    qint64 m_size = 0;
    std::optional<Error> m_ended; ///< why no more bytes are taken
};

} // namespace cairn
