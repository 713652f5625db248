#pragma once

#include "control/desk.h"
#include "ui/payload/payloadorigin.h"

namespace cairn {

class PayloadWindow;
class TemporaryCopies;

/// Opens payload windows, and tells each what it is to its run: the attempt it belongs to, its schema, what it may be compared
/// with.
class PayloadOpener : public QObject
{
    Q_OBJECT
public:
    /// `copies` lives as long as the program; `root` is the workspace's folder (empty: there is none); `window` is the console's.
    PayloadOpener(Desk &desk, TemporaryCopies &copies, const QString &root, QWidget *window);

    /// What is opened is of a file that somebody sent; see PayloadMask.
    void setOutside() { m_isOutside = true; }
    /// `run`: whose payload it is, if that is known; `origin`: where it was found there.
    void open(const PayloadRef &payload, const QString &title, const std::optional<RunDetail> &run,
              const PayloadOrigin &origin = {});

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    void offerEdit(PayloadWindow *window, const PayloadRef &payload, const RunDetail &run, const StepKey &key);
    void watch(PayloadWindow *window, qint64 command);

    Desk &m_desk;
    TemporaryCopies &m_copies;
    const QString m_root;
    QWidget *m_window;
    bool m_isOutside = false;
};

} // namespace cairn
