#pragma once

#include "control/desk.h"

namespace cairn {

/// Hands files to the desk as new runs, after asking for the pipeline where there are several, and tells what came of it. Where
/// whoever sits at the desk may not submit, that is told at once, and no file is read.
class Submitter : public QObject
{
    Q_OBJECT
public:
    Submitter(Desk &desk, QWidget *window);

    void submit(const QStringList &paths);
    /// Without asking for the pipeline.
    void submitTo(const QString &pipeline, const QStringList &paths);
    /// Lets a person choose the files.
    void choose() { chooseFor({}); }
    /// For a certain pipeline; empty: see submit().
    void chooseFor(const QString &pipeline);

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);
    /// A single file was submitted and became this run.
    void submitted(cairn::RunId run);

private:
    struct Batch;
    bool refuses();
    void decide(const QList<PipelineVersion> &pipelines, const QStringList &paths);
    void finish(const Batch &batch);

    Desk &m_desk;
    QWidget *m_window;
};

} // namespace cairn
