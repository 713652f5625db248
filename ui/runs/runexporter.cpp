#include "ui/runs/runexporter.h"

#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/progressdialog.h"
#include "ui/parts/whendone.h"
#include "ui/parts/workprogress.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

void showResult(ProgressDialog &dialog, const Result<qint64> &written, const QString &path)
{
    if (!written)
        return dialog.finishUnwritten(written.error(), path);
    dialog.finish(RunExporter::tr("%Ln run(s) are written", nullptr, counted(*written)),
                  RunExporter::tr("%1\nTexts that begin with = + - or @ have an apostrophe before them, so that no spreadsheet "
                                  "takes them for formulas. Times are in UTC.")
                      .arg(QDir::toNativeSeparators(path)));
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
    const auto work = std::make_shared<LongWork>();
    work->total = expected;
    auto *dialog = new ProgressDialog(tr("Export as CSV"), tr("Writing the runs that match"), m_parent->window());
    followWork(*dialog, work);
    dialog->open();
    whenDone(dialog, m_desk.exportRuns(filter, path, work),
             [dialog, path](const Result<qint64> &written) { showResult(*dialog, written, path); });
}

} // namespace cairn
