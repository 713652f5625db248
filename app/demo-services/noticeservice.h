#pragma once

#include "message.h"

#include <QMap>

namespace cairn::demo {

/// Sends notices, as a printer or a mail server would: each request is another notice, whatever key comes with it. The demo's
/// service that is not idempotent; what it sent is kept in a file, one a line.
///   POST v1/notices   {"reference": TEXT, …}    GET v1/notices   what was sent
class NoticeService final : public Service
{
public:
    /// `file` is made at the first notice.
    explicit NoticeService(QString file);

    Reply answer(const Call &call) override;
    /// How many notices were sent for each reference.
    const QMap<QString, int> &byReference() const { return m_byReference; }

private:
    Reply send(const Call &call);

    QString m_file;
    int m_sent = 0;
    QMap<QString, int> m_byReference;
};

} // namespace cairn::demo
