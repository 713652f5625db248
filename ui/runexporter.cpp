#include "ui/runexporter.h"

#include "ui/dialogparts.h"
#include "ui/progressdialog.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QLocale>
#include <QPointer>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

void showResult(ProgressDialog &dialog, const QFuture<Result<qint64>> &future, const QString &path)
{
    const QString file = QDir::toNativeSeparators(path);
    if (future.resultCount() == 0)
        return; // the program ends
    const Result<qint64> written = future.result();
    if (!written)
        return dialog.finishUnwritten(written.error(), path);
    dialog.finish(RunExporter::tr("%1 runs are written").arg(QLocale().toString(*written)),
                  RunExporter::tr("%1\nTexts that begin with = + - or @ have an apostrophe before them, so that no spreadsheet "
                                  "takes them for formulas. Times are in UTC.")
                      .arg(file));
}

} // namespace

RunExporter::RunExporter(Desk &desk, QWidget *parent) : QObject(parent), m_desk(desk), m_parent(parent) {}

void RunExporter::choose(const RunFilter &filter, qint64 expected)
{
    auto *dialog = saveDialog(m_parent->window(), u"exportFile"_s, tr("Export runs as CSV"), tr("CSV files (*.csv)"),
                              u"runs-%1.csv"_s.arg(QDate::currentDate().toString(Qt::ISODate)));
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, filter, expected](const QString &path) { write(filter, expected, path); });
    dialog->open();
}

void RunExporter::write(const RunFilter &filter, qint64 expected, const QString &path)
{
    const QPointer<ProgressDialog> dialog =
        new ProgressDialog(tr("Export as CSV"), tr("Writing the runs that match"), m_parent->window());
    auto *watcher = new QFutureWatcher<Result<qint64>>(this);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, dialog,
            [dialog, expected](int done) { dialog->setProgress(done, std::max<qint64>(expected, done)); });
    const auto stop = std::make_shared<std::atomic_bool>(false);
    connect(dialog, &ProgressDialog::stopWanted, watcher, [stop] { *stop = true; });
    connect(watcher, &QFutureWatcherBase::finished, this, [watcher, dialog, path] {
        watcher->deleteLater();
        if (dialog)
            showResult(*dialog, watcher->future(), path);
    });
    dialog->open();
    watcher->setFuture(m_desk.exportRuns(filter, path, stop));
}

} // namespace cairn
