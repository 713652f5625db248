#include "ui/audit/auditjobs.h"

#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/progressdialog.h"
#include "ui/parts/whendone.h"
#include "ui/parts/workprogress.h"

#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QPointer>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype FlawsShown = 10;

QString sealText(const AuditVerdict &verdict)
{
    if (verdict.seals == 0)
        return AuditJobs::tr("Nothing is sealed yet: a runner seals when it starts, every ten minutes, and when it stops.");
    return AuditJobs::tr("Sealed up to entry %L1 (%2) by key %3.")
        .arg(verdict.sealedUpTo)
        .arg(localTime(verdict.sealedAt), QString::fromLatin1(verdict.key.toBase64()));
}

QString detailsOf(const AuditVerdict &verdict)
{
    QStringList lines;
    for (const AuditFlaw &flaw : verdict.flaws.mid(0, FlawsShown))
        lines.append(u"• %1: %2"_s.arg(word(flaw.kind), flaw.detail));
    if (verdict.flaws.size() > FlawsShown)
        lines.append(AuditJobs::tr("… and %L1 more").arg(verdict.flaws.size() - FlawsShown));
    for (const qint64 seq : verdict.keyChanges)
        lines.append(AuditJobs::tr("From entry %L1 on, another key has sealed: ask why.").arg(seq));
    lines.append(sealText(verdict));
    if (verdict.sealedUpTo < verdict.entries && verdict.seals > 0)
        lines.append(AuditJobs::tr("What came later is bound by hashes alone until it is sealed."));
    return lines.join(u'\n');
}

void showVerdict(ProgressDialog &dialog, const Result<AuditVerdict> &verdict)
{
    if (!verdict && verdict.error().kind == ErrorKind::Cancelled)
        return dialog.finish(AuditJobs::tr("Stopped: the audit is not verified"), errorText(verdict.error()));
    if (!verdict)
        return dialog.finish(AuditJobs::tr("The audit could not be verified"), errorText(verdict.error()), true);
    const QString entries = AuditJobs::tr("%Ln entry(s)", nullptr, counted(verdict->entries));
    if (verdict->isSound())
        return dialog.finish(AuditJobs::tr("The audit is sound: %1, each as it was recorded").arg(entries), detailsOf(*verdict));
    dialog.finish(
        AuditJobs::tr("The audit has been touched: %Ln flaw(s) in %1", nullptr, int(verdict->flaws.size())).arg(entries),
        detailsOf(*verdict), true);
}

void showExport(ProgressDialog &dialog, const Result<qint64> &written, const QString &path)
{
    if (!written)
        return dialog.finishUnwritten(written.error(), path);
    dialog.finish(AuditJobs::tr("%Ln entry(s) written", nullptr, counted(*written)),
                  AuditJobs::tr("%1\nOne JSON object a line, oldest first; only you may read the file.")
                      .arg(QDir::toNativeSeparators(path)));
}

} // namespace

AuditJobs::AuditJobs(Desk &desk, QWidget *parent) : QObject(parent), m_desk(desk), m_parent(parent) {}

ProgressDialog *AuditJobs::start(const QString &title, const QString &what, const LongWorkPtr &work)
{
    auto *dialog = new ProgressDialog(title, what, m_parent->window());
    followWork(*dialog, work);
    dialog->open();
    return dialog;
}

void AuditJobs::verify()
{
    const auto work = std::make_shared<LongWork>();
    ProgressDialog *dialog = start(tr("Verify the audit"), tr("Going through the chain, entry by entry"), work);
    whenDone(dialog, m_desk.verify(work), [dialog](const Result<AuditVerdict> &verdict) { showVerdict(*dialog, verdict); });
}

void AuditJobs::chooseExport(const AuditFilter &filter)
{
    auto *dialog = saveDialog(m_parent->window(), u"exportFile"_s, tr("Export the audit"), tr("JSON lines (*.jsonl)"),
                              u"audit-%1.jsonl"_s.arg(QDate::currentDate().toString(Qt::ISODate)));
    dialog->setLabelText(QFileDialog::Accept, tr("Export"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, filter](const QString &path) { writeExport(filter, path); });
    dialog->open();
}

void AuditJobs::writeExport(const AuditFilter &filter, const QString &path)
{
    const auto work = std::make_shared<LongWork>();
    ProgressDialog *dialog = start(tr("Export the audit"), tr("Writing the entries that match"), work);
    whenDone(dialog, m_desk.exportTo(filter, path, work),
             [dialog, path](const Result<qint64> &written) { showExport(*dialog, written, path); });
}

} // namespace cairn
