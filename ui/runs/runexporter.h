#pragma once

#include "control/desk.h"

#include <QObject>

namespace cairn {

class ProgressDialog;

/// Writes all runs that match a filter into a CSV file of the operator's choice, with progress, and says what came of it.
class RunExporter : public QObject
{
    Q_OBJECT
public:
    RunExporter(Desk &desk, QWidget *parent);

    /// Asks for the file first. `expected`: how many match, for the progress.
    void choose(const RunFilter &filter, qint64 expected);
    void write(const RunFilter &filter, qint64 expected, const QString &path);

private:
    Desk &m_desk;
    QWidget *m_parent;
};

} // namespace cairn
