#pragma once

#include "control/incidentbundle.h"

#include <QObject>

class QWidget;

namespace cairn {

class Desk;

/// Writes what a run made of what, signed, into a file of the operator's choice.
class StatementExporter : public QObject
{
    Q_OBJECT
public:
    StatementExporter(Desk &desk, const BundleAuthor &author, QWidget *parent);

    void choose(RunId run);
    void write(RunId run, const QString &path);

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);

private:
    Desk &m_desk;
    BundleAuthor m_author;
    QWidget *m_parent;
};

} // namespace cairn
