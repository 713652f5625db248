#include "ui/services/servicedialog.h"

#include "ui/editor/linedtext.h"
#include "ui/editor/yamlhighlighter.h"
#include "ui/parts/dialogparts.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

ServiceDialog::ServiceDialog(const ServiceRevision &revision, bool atPolicy, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"serviceDialog"_s);
    setWindowTitle(tr("Service %1").arg(revision.service.name));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *title = new TonedLabel(TonedLabel::Quiet);
    title->setTextFormat(Qt::PlainText);
    title->setText(tr("Service %1, revision %2, as it is live").arg(revision.service.name).arg(revision.revision));
    auto *text = new LinedText;
    text->setObjectName(u"serviceText"_s);
    text->setAccessibleName(tr("Definition of the service"));
    new YamlHighlighter(text, text->document());
    text->setSource(QString::fromUtf8(revision.source));
    auto *buttons = new QDialogButtonBox;
    auto *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *edit = buttons->addButton(tr("&Edit…"), QDialogButtonBox::ActionRole);
    edit->setObjectName(u"serviceEdit"_s);
    edit->setToolTip(tr("Open it in the room of services"));
    connect(edit, &QPushButton::clicked, this, [this, name = revision.service.name] {
        accept();
        Q_EMIT editWanted(name);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->addWidget(title);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    resize(withinScreen(*this, {720, 520}));
    close->setDefault(true);
    const auto lines = revision.source.split('\n');
    for (qsizetype i = 0; atPolicy && i < lines.size(); ++i) {
        if (lines.at(i).startsWith("policy:"))
            text->showLine(int(i) + 1);
    }
}

} // namespace cairn
