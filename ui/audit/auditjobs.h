#pragma once

#include "control/auditdesk.h"

#include <QObject>

namespace cairn {

class ProgressDialog;

/// Long work on the audit, with progress and a way to stop: verifies the chain, writes a copy. Says what came of it.
class AuditJobs : public QObject
{
    Q_OBJECT
public:
    AuditJobs(Desk &desk, QWidget *parent);

    void verify();
    /// Asks for the file first.
    void chooseExport(const AuditFilter &filter);
    void writeExport(const AuditFilter &filter, const QString &path);

private:
    ProgressDialog *start(const QString &title, const QString &what, const LongWorkPtr &work);

    AuditDesk m_desk;
    QWidget *m_parent;
};

} // namespace cairn
