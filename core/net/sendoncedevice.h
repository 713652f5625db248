#pragma once

#include "net/httpclient.h"

#include <QIODevice>

#include <optional>

namespace cairn {

/// Is told that request bytes leave.
class UploadObserver
{
public:
    virtual ~UploadObserver() = default;
    virtual void uploadMoved() = 0;
};

/// A request body that can be sent only once: Qt repeats a request by itself when a connection breaks before the answer, unless
/// its body is a sequential device that cannot be rewound (and is not buffered: DoNotBufferUploadDataAttribute with an explicit
/// Content-Length). Requests without a body are given an empty one for the same reason.
///
/// Segments are opened when their turn comes. One that is not exactly as long as announced ends the upload before the last of
/// its bytes are handed out, so that the service can never take a wrong body for a whole one.
class SendOnceDevice final : public QIODevice
{
public:
    explicit SendOnceDevice(OutgoingBody body);

    /// Observes until the device is abandoned; may be null.
    void setObserver(UploadObserver *observer) { m_observer = observer; }
    /// Gives nothing any more and closes what is open. For uploads nobody waits for.
    void abandon();
    /// Opens what comes first, so that a payload that is gone is found out before anything is sent. Checks segments announced
    /// as empty: Qt never reads an upload of size 0. False: see error().
    bool prepare();

    qint64 delivered() const { return m_delivered; }
    bool rewindAsked() const { return m_rewindAsked; }
    const std::optional<Error> &error() const { return m_error; }

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override;
    bool atEnd() const override { return bytesAvailable() == 0; }
    bool reset() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 readSegment(char *data, qint64 maxSize);
    bool openSegment();
    bool finishSegments();
    bool endsHere();
    void fail(const Error &error);

    OutgoingBody m_body;
    qint64 m_size = 0;
    qint64 m_delivered = 0;
    size_t m_index = 0;       ///< of the segment being read
    qint64 m_segmentRead = 0; ///< bytes of it handed out
    std::unique_ptr<QIODevice> m_source;
    std::optional<Error> m_error;
    UploadObserver *m_observer = nullptr;
    bool m_rewindAsked = false;
};

} // namespace cairn
