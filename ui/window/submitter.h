#pragma once

#include "control/desk.h"

#include <QQueue>

namespace cairn {

/// Hands files to the desk as new runs, a few at a time, after asking for the pipeline where there are several, and tells what
/// came of it. Where whoever sits at the desk may not submit, that is told at once, and no file is read.
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

    /// Files that are wanted as runs, and are not taken in yet.
    int pending() const { return m_wanted - m_settled; }
    /// How many there are, or have been since there was none pending.
    int wanted() const { return m_wanted; }
    /// How many of these are taken in or refused, with the parts of those under way.
    double done() const;
    /// What is pending is given up.
    void stop();

Q_SIGNALS:
    void told(const QString &text);
    void failed(const cairn::Error &error);
    void pendingChanged();

private:
    struct Batch;
    struct Waiting
    {
        std::shared_ptr<Batch> batch;
        QString path;
    };
    bool refuses();
    void decide(const QList<PipelineVersion> &pipelines, const QStringList &paths);
    void takeNext();
    void take(const Waiting &next);
    void settle(const Waiting &file, const Result<RunId> &run);
    void finish(const Batch &batch);
    void finishOne(const Batch &batch);

    Desk &m_desk;
    QWidget *m_window;
    QQueue<Waiting> m_waiting;
    QList<LongWorkPtr> m_underWay;
    int m_wanted = 0;
    int m_settled = 0;
};

} // namespace cairn
