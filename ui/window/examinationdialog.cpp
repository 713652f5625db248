#include "ui/window/examinationdialog.h"

#include "ui/look/wording.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/tableexport.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/valuetable.h"
#include "ui/window/findingsmodel.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

ExaminationDialog::ExaminationDialog(Desk &desk, const QString &storeFolder, QWidget *parent)
    : QDialog(parent), m_model(new FindingsModel(this)), m_status(new TonedLabel(TonedLabel::Plain)), m_bar(new QProgressBar),
      m_table(new ValueTable)
{
    setObjectName(u"examinationDialog"_s);
    setWindowTitle(tr("Examine the store"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(withinScreen(*this, {820, 420}));
    m_status->setObjectName(u"examinationStatus"_s);
    m_status->setWordWrap(true);
    m_status->setText(tr("The database's structure is examined…"));
    m_bar->setRange(0, 0);
    m_table->setObjectName(u"findingsTable"_s);
    new TableExport(*m_table, u"findings"_s);
    m_table->setAccessibleName(tr("Findings"));
    m_table->setModel(m_model);
    m_table->setStateColumn(FindingsModel::SeverityColumn);
    m_table->setColumnCharacters(FindingsModel::SubjectColumn, 20);
    m_table->setColumnCharacters(FindingsModel::DetailColumn, 42);
    m_table->setStretchColumn(FindingsModel::RemedyColumn);
    auto *buttons = new QDialogButtonBox;
    m_copy = buttons->addButton(tr("&Copy report"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(u"copyReport"_s);
    m_copy->setEnabled(false);
    m_stop = buttons->addButton(tr("&Stop"), QDialogButtonBox::RejectRole);
    m_stop->setObjectName(u"stopExamination"_s);
    connect(buttons, &QDialogButtonBox::rejected, this, [this] {
        if (m_work.isRunning())
            m_work.cancel();
        else
            reject();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_model->report()); });
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_status);
    column->addWidget(m_bar);
    column->addWidget(m_table, 1);
    column->addWidget(buttons);

    connect(&m_work, &QFutureWatcherBase::progressValueChanged, this, &ExaminationDialog::showProgress);
    connect(&m_work, &QFutureWatcherBase::finished, this, &ExaminationDialog::finish);
    m_work.setFuture(desk.examineStore(storeFolder));
}

ExaminationDialog::~ExaminationDialog()
{
    m_work.cancel();
}

void ExaminationDialog::showProgress()
{
    const QLocale locale;
    const int total = m_work.progressMaximum();
    const QString done = locale.toString(m_work.progressValue());
    m_bar->setRange(0, total);
    m_bar->setValue(m_work.progressValue());
    m_status->setText(m_work.progressText() == "runs"_L1
                          ? tr("Runs and their checkpoints: %1 of %2").arg(done, locale.toString(total))
                          : tr("Payloads are read and compared with their digests: %1").arg(done));
}

void ExaminationDialog::finish()
{
    m_bar->hide();
    m_stop->setText(tr("&Close"));
    if (m_work.future().resultCount() == 0) {
        m_status->setText(tr("Stopped. What was not examined yet may be sound or not."));
        return;
    }
    const Result<QList<Finding>> found = m_work.result();
    if (!found) {
        m_status->setTone(TonedLabel::Bad);
        m_status->setText(errorText(found.error()));
        return;
    }
    m_model->setFindings(*found);
    m_copy->setEnabled(true);
    const auto bad = std::count_if(found->begin(), found->end(),
                                   [](const Finding &finding) { return finding.severity == Finding::Severity::Bad; });
    m_status->setTone(bad > 0 ? TonedLabel::Bad : TonedLabel::Plain);
    m_status->setText(bad > 0 ? tr("%Ln finding(s) need somebody.", nullptr, int(bad)) : tr("The store is sound."));
}

} // namespace cairn
