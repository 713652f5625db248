#pragma once

#include "model/pipeline.h"

#include <QDialog>

class QListWidget;

namespace cairn {

/// Asks which pipeline files are to go through, when there are several. The one whose pattern takes them all is proposed.
class PipelineDialog : public QDialog
{
    Q_OBJECT
public:
    PipelineDialog(const QList<PipelineVersion> &pipelines, const QStringList &fileNames, QWidget *parent = nullptr);

    QString pipeline() const;

private:
    QListWidget *m_list;
};

} // namespace cairn
