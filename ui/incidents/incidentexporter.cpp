#include "ui/incidents/incidentexporter.h"

#include "ui/incidents/postmortemview.h"
#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/notice.h"
#include "ui/parts/progressdialog.h"
#include "ui/parts/whendone.h"
#include "ui/parts/workprogress.h"

#include <QBoxLayout>
#include <QDialog>
#include <QDir>
#include <QFileDialog>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Which payloads are chosen by the kind of file, as programs do with levels of detail; the safest first.
QList<std::pair<QString, BundledPayloads>> kinds()
{
    return {{IncidentExporter::tr("Without payloads (*.cairn-incident)"), BundledPayloads::None},
            {IncidentExporter::tr("With what the failing steps sent and got (*.cairn-incident)"), BundledPayloads::Failing},
            {IncidentExporter::tr("With all payloads of its runs (*.cairn-incident)"), BundledPayloads::All}};
}

BundledPayloads kindNamed(const QString &text)
{
    for (const auto &[name, payloads] : kinds()) {
        if (name == text)
            return payloads;
    }
    return BundledPayloads::None;
}

void showResult(ProgressDialog &dialog, const Result<IncidentBundle> &written, const QString &path)
{
    if (!written)
        return dialog.finishUnwritten(written.error(), path);
    QStringList lines{QDir::toNativeSeparators(path),
                      IncidentExporter::tr("%Ln run(s)", nullptr, int(written->runs.size())) + u", "_s +
                          IncidentExporter::tr("%Ln payload(s)", nullptr, int(written->payloads.size())),
                      IncidentExporter::tr("Signed by key %1.").arg(QString::fromLatin1(written->key.toBase64()))};
    if (written->runsLeftOut > 0)
        lines.append(IncidentExporter::tr("%L1 more runs failed so and are left out.").arg(written->runsLeftOut));
    if (written->payloadsLeftOut > 0)
        lines.append(IncidentExporter::tr("%L1 payloads are left out: too many, too large, damaged or erased.")
                         .arg(written->payloadsLeftOut));
    dialog.finish(IncidentExporter::tr("The incident is written"), lines.join(u'\n'));
}

} // namespace

IncidentExporter::IncidentExporter(Desk &desk, const BundleAuthor &author, QWidget *parent)
    : QObject(parent), m_desk(desk, author), m_parent(parent)
{
}

void IncidentExporter::choose(qint64 incident)
{
    QStringList names;
    for (const auto &kind : kinds())
        names.append(kind.first);
    auto *dialog = saveDialog(m_parent->window(), u"saveIncidentDialog"_s, tr("Save the incident as a file"), names.join(u";;"_s),
                              u"incident-%1.cairn-incident"_s.arg(incident));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, incident](const QString &path) {
        write({incident, kindNamed(dialog->selectedNameFilter()), path, {}});
    });
    dialog->open();
}

void IncidentExporter::write(const BundleOrder &order)
{
    const auto work = std::make_shared<LongWork>();
    auto *dialog = new ProgressDialog(tr("Save the incident"), tr("Collecting what is recorded of it"), m_parent->window());
    followWork(*dialog, work);
    dialog->open();
    whenDone(dialog, m_desk.save(order, work),
             [dialog, path = order.path](const Result<IncidentBundle> &written) { showResult(*dialog, written, path); });
}

void IncidentExporter::draft(qint64 incident)
{
    whenDone(this, m_desk.tell(incident), [this](const Result<IncidentBundle> &bundle) {
        if (!bundle)
            return Q_EMIT failed(bundle.error());
        auto *dialog = new QDialog(m_parent->window());
        dialog->setObjectName(u"postMortemDialog"_s);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(tr("Post-mortem of incident %1").arg(bundle->about.incident.id));
        dialog->resize(withinScreen(*dialog, {820, 720}));
        auto *view = new PostMortemView;
        view->setBundle(*bundle);
        auto *column = new QVBoxLayout(dialog);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(view);
        auto *notice = new Notice(dialog);
        connect(view, &PostMortemView::told, notice, &Notice::tell);
        connect(view, &PostMortemView::failed, notice, [notice](const Error &error) { notice->warn(errorText(error)); });
        dialog->show();
    });
}

} // namespace cairn
