#include "ui/window/submitter.h"

#include "ui/parts/offering.h"
#include "ui/parts/whendone.h"
#include "ui/window/pipelinedialog.h"

#include <QFileDialog>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int AtOnce = 2;

QString fileName(const QString &path)
{
    return path.section(QLatin1Char('/'), -1, -1, QString::SectionSkipEmpty);
}

} // namespace

/// What has come of files that were submitted together.
struct Submitter::Batch
{
    QStringList paths;
    QString pipeline;
    int done = 0;
    QList<RunId> runs;
    int stopped = 0;
    QStringList refusals; ///< one line per file that was not taken
    std::optional<Error> error;
};

Submitter::Submitter(Desk &desk, QWidget *window) : QObject(window), m_desk(desk), m_window(window) {}

/// The store would refuse the runs, but only after all bytes were taken in.
bool Submitter::refuses()
{
    if (m_desk.may(Role::Operator))
        return false;
    Q_EMIT failed({ErrorKind::Forbidden, tr("You may not submit files"), {}, roleNeededText(Role::Operator)});
    return true;
}

void Submitter::chooseFor(const QString &pipeline)
{
    if (refuses())
        return;
    auto *dialog = new QFileDialog(m_window, pipeline.isEmpty() ? tr("Submit files") : tr("Submit files to %1").arg(pipeline));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setLabelText(QFileDialog::Accept, tr("Submit"));
    connect(dialog, &QFileDialog::filesSelected, this, [this, pipeline](const QStringList &paths) {
        if (pipeline.isEmpty())
            submit(paths);
        else
            submitTo(pipeline, paths);
    });
    dialog->open();
}

void Submitter::submit(const QStringList &paths)
{
    if (paths.isEmpty() || refuses())
        return;
    whenDone(this, m_desk.pipelines(), [this, paths](const Result<QList<PipelineVersion>> &pipelines) {
        if (pipelines)
            decide(*pipelines, paths);
        else
            Q_EMIT failed(pipelines.error());
    });
}

void Submitter::decide(const QList<PipelineVersion> &pipelines, const QStringList &paths)
{
    if (pipelines.isEmpty()) {
        Q_EMIT failed({ErrorKind::NotFound,
                       tr("this workspace has no pipeline yet that could take the file"),
                       {},
                       tr("Write one in pipelines/, then run: cairn apply")});
        return;
    }
    if (pipelines.size() == 1) {
        submitTo(pipelines.first().pipeline.name, paths);
        return;
    }
    QStringList names;
    std::transform(paths.begin(), paths.end(), std::back_inserter(names), fileName);
    auto *dialog = new PipelineDialog(pipelines, names, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, paths] { submitTo(dialog->pipeline(), paths); });
    dialog->open();
}

void Submitter::submitTo(const QString &pipeline, const QStringList &paths)
{
    if (paths.isEmpty() || refuses())
        return;
    auto batch = std::make_shared<Batch>();
    batch->paths = paths;
    batch->pipeline = pipeline;
    if (paths.size() > 1)
        Q_EMIT told(tr("Taking in %Ln files for %1…", nullptr, int(paths.size())).arg(pipeline));
    for (const QString &path : paths)
        m_waiting.enqueue({batch, path});
    m_wanted += int(paths.size());
    takeNext();
}

void Submitter::takeNext()
{
    while (m_underWay.size() < AtOnce && !m_waiting.isEmpty())
        take(m_waiting.dequeue());
    if (pending() == 0)
        m_wanted = m_settled = 0;
    Q_EMIT pendingChanged();
}

void Submitter::take(const Waiting &next)
{
    const auto work = std::make_shared<LongWork>();
    m_underWay.append(work);
    whenDone(this, m_desk.submit(next.batch->pipeline, next.path, work), [this, next, work](const Result<RunId> &run) {
        m_underWay.removeOne(work);
        settle(next, run);
        takeNext();
    });
}

void Submitter::settle(const Waiting &file, const Result<RunId> &run)
{
    Batch &batch = *file.batch;
    ++batch.done;
    ++m_settled;
    if (run) {
        batch.runs.append(*run);
    } else if (run.error().kind == ErrorKind::Cancelled) {
        ++batch.stopped;
    } else {
        batch.error = run.error();
        batch.refusals.append(u"%1: %2"_s.arg(fileName(file.path), run.error().detail));
    }
    if (batch.done == batch.paths.size())
        finish(batch);
}

double Submitter::done() const
{
    double files = m_settled;
    for (const LongWorkPtr &work : m_underWay)
        files += double(work->done) / double(std::max<qint64>({work->total, work->done, 1}));
    return files;
}

void Submitter::stop()
{
    for (const LongWorkPtr &work : std::as_const(m_underWay))
        work->stop = true;
    while (!m_waiting.isEmpty())
        settle(m_waiting.dequeue(), failure(ErrorKind::Cancelled, {}));
    takeNext();
}

void Submitter::finish(const Batch &batch)
{
    if (batch.paths.size() == 1)
        return finishOne(batch);
    const qsizetype files = batch.paths.size();
    if (batch.refusals.isEmpty()) {
        Q_EMIT told(batch.stopped > 0
                        ? tr("Stopped: %1 of %2 files are submitted to %3.").arg(batch.runs.size()).arg(files).arg(batch.pipeline)
                        : tr("%Ln files are submitted to %1.", nullptr, int(batch.runs.size())).arg(batch.pipeline));
        return;
    }
    constexpr int LinesShown = 5;
    QStringList lines = batch.refusals.first(std::min<qsizetype>(batch.refusals.size(), LinesShown));
    if (batch.refusals.size() > LinesShown)
        lines.append(tr("and %Ln more", nullptr, int(batch.refusals.size()) - LinesShown));
    const QString counts = tr("%1 of %2 files were not submitted:").arg(batch.refusals.size() + batch.stopped).arg(files);
    Q_EMIT failed({batch.error->kind, counts + QLatin1Char('\n') + lines.join(QLatin1Char('\n')), {}, batch.error->remedy});
}

void Submitter::finishOne(const Batch &batch)
{
    const QString name = fileName(batch.paths.first());
    if (batch.error) {
        Q_EMIT failed(*batch.error);
    } else if (batch.stopped > 0) {
        Q_EMIT told(tr("Stopped: %1 is not submitted.").arg(name));
    } else {
        Q_EMIT told(tr("%1 is submitted to %2 as run %3.").arg(name, batch.pipeline, batch.runs.first().toString()));
    }
}

} // namespace cairn
