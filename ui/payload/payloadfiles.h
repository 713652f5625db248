#pragma once

#include "control/desk.h"
#include "ui/payload/payloadnature.h"

#include <QPointer>

class QFileDialog;
class QProgressDialog;

namespace cairn {

class TemporaryCopies;

/// Takes a payload out of the console: into a file, into its own program, onto the clipboard. Only what has proved to be whole
/// leaves; a damaged one is refused.
class PayloadFiles : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 MostCopied = 16 << 20; ///< bytes, onto the clipboard

    /// Dialogs stand over `window`.
    PayloadFiles(Desk &desk, TemporaryCopies &copies, QWidget *window);

    void saveAs(const PayloadRef &ref, const QString &fileName);
    void saveTo(const PayloadRef &ref, const QString &path);
    /// What may be a program, a script or a web page is refused.
    void open(const PayloadRef &ref, const QString &fileName);
    void copyText(const PayloadRef &ref, const PayloadNature &nature);

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    void save(const PayloadRef &ref, const QString &path, const QString &doing, const std::function<void()> &then);

    Desk &m_desk;
    TemporaryCopies &m_copies;
    QWidget *m_window;
};

} // namespace cairn
