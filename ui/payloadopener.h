#pragma once

#include "control/desk.h"

namespace cairn {

class TemporaryCopies;

/// Opens payload windows, and tells each what it is to its run: the attempt it belongs to, its schema, what it may be compared
/// with.
class PayloadOpener : public QObject
{
    Q_OBJECT
public:
    /// `copies` lives as long as the program; `window` is the console's.
    PayloadOpener(Desk &desk, TemporaryCopies &copies, QWidget *window);

    /// `run`: whose payload it is, if that is known.
    void open(const PayloadRef &payload, const QString &title, const std::optional<RunDetail> &run);

Q_SIGNALS:
    void failed(const cairn::Error &error);

private:
    Desk &m_desk;
    TemporaryCopies &m_copies;
    QWidget *m_window;
};

} // namespace cairn
