#include "ui/window/pipelinedialog.h"

#include "ui/parts/dialogparts.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QListWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool takesAll(const Pipeline &pipeline, const QStringList &fileNames)
{
    return std::all_of(fileNames.begin(), fileNames.end(),
                       [&](const QString &name) { return QDir::match(pipeline.input.match, name); });
}

/// The most telling pattern comes first: "*" takes everything and says nothing.
int proposed(const QList<PipelineVersion> &pipelines, const QStringList &fileNames)
{
    int best = -1;
    for (int i = 0; i < pipelines.size(); ++i) {
        if (takesAll(pipelines.at(i).pipeline, fileNames) && (best < 0 || pipelines.at(best).pipeline.input.match == "*"_L1))
            best = i;
    }
    return std::max(best, 0);
}

} // namespace

PipelineDialog::PipelineDialog(const QList<PipelineVersion> &pipelines, const QStringList &fileNames, QWidget *parent)
    : QDialog(parent), m_list(new QListWidget)
{
    auto *title = new QLabel(fileNames.size() == 1
                                 ? tr("Which pipeline is %1 to go through?").arg(fileNames.first())
                                 : tr("Which pipeline are these %Ln files to go through?", nullptr, int(fileNames.size())));
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    m_list->setObjectName(u"pipelineChoice"_s);
    m_list->setAccessibleName(tr("Pipelines"));
    m_list->setSpacing(3);
    for (const PipelineVersion &version : pipelines) {
        const Pipeline &pipeline = version.pipeline;
        auto *item = new QListWidgetItem(
            tr("%1, version %2, for %3").arg(pipeline.name).arg(pipeline.version).arg(pipeline.input.match), m_list);
        item->setData(Qt::UserRole, pipeline.name);
    }
    m_list->setCurrentRow(proposed(pipelines, fileNames));
    connect(m_list, &QListWidget::itemDoubleClicked, this, &QDialog::accept);

    auto *column = dialogColumn(*this, u"pipelineDialog"_s, tr("Submit files"));
    column->addWidget(title);
    column->addWidget(m_list, 1);
    const GoOrLeave buttons = addGoOrLeave(*this, u"pipelineSubmit"_s, tr("Submit"), tr("Do not submit"));
    connect(buttons.box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    resize(460, 300);
    m_list->setFocus();
}

QString PipelineDialog::pipeline() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

} // namespace cairn
