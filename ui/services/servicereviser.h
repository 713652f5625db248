#pragma once

#include "ui/services/revisiondialog.h"

#include <QObject>

namespace cairn {

class Desk;

/// Makes definitions of services live: asks for the reason, records the revision, and tells how that went.
class ServiceReviser : public QObject
{
    Q_OBJECT
public:
    /// Dialogs stand over `window`.
    ServiceReviser(Desk &desk, QWidget *window);

    void revise(RevisionDialog::Why why, const ServiceRevision &live, const ServiceRevision &wanted);

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);
    void revised(const QString &service);

private:
    void commit(const ServiceRevision &live, const ServiceRevision &wanted, RevisionDialog *dialog);

    Desk &m_desk;
    QWidget *m_window;
};

} // namespace cairn
