#include "ui/columnsdialog.h"

#include "ui/orderedlist.h"
#include "ui/runcolumns.h"
#include "ui/tonedlabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

ColumnsDialog::ColumnsDialog(const QStringList &all, const QStringList &wanted, const QStringList &needed, QWidget *parent)
    : QDialog(parent), m_list(new OrderedList(tr("Columns")))
{
    setObjectName(u"columnsDialog"_s);
    setWindowTitle(tr("Columns"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &word : all) {
        auto *item = new QListWidgetItem(runColumnTitle(runColumnFromWord(word)), m_list->list());
        item->setFlags(item->flags() & ~Qt::ItemIsDropEnabled);
        item->setFlags(item->flags().setFlag(Qt::ItemIsUserCheckable, !needed.contains(word)));
        item->setCheckState(wanted.contains(word) ? Qt::Checked : Qt::Unchecked);
        item->setData(Qt::UserRole, word);
    }
    m_list->list()->setCurrentRow(0);
    auto *hint = new TonedLabel(TonedLabel::Quiet);
    hint->setWordWrap(true);
    hint->setText(tr("Space shows or hides, Alt+Up and Alt+Down move. The topmost stands at the left."));
    auto *buttons = new QDialogButtonBox;
    auto *use = buttons->addButton(tr("Show these"), QDialogButtonBox::AcceptRole);
    use->setObjectName(u"columnsUse"_s);
    buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(m_list, 1);
    column->addWidget(hint);
    column->addWidget(buttons);
    resize(400, 480);
    use->setDefault(true);
    m_list->list()->setFocus();
}

QStringList ColumnsDialog::wanted() const
{
    QStringList words;
    for (const QListWidgetItem *item : m_list->items()) {
        if (item->checkState() == Qt::Checked)
            words.append(item->data(Qt::UserRole).toString());
    }
    return words;
}

} // namespace cairn
