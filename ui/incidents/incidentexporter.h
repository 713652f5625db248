#pragma once

#include "control/bundledesk.h"

#include <QObject>

namespace cairn {

/// Tells others of an incident: writes it into a file of the operator's choice, with progress, and says what came of it; drafts a
/// post-mortem in a window.
class IncidentExporter : public QObject
{
    Q_OBJECT
public:
    IncidentExporter(Desk &desk, const BundleAuthor &author, QWidget *parent);

    /// Asks for the file, and which payloads go into it.
    void choose(qint64 incident);
    void write(const BundleOrder &order);
    void draft(qint64 incident);

Q_SIGNALS:
    void failed(const cairn::Error &error);

private:
    BundleDesk m_desk;
    QWidget *m_parent;
};

} // namespace cairn
