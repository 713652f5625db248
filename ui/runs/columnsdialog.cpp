#include "ui/runs/columnsdialog.h"

#include "ui/parts/dialogparts.h"
#include "ui/parts/orderedlist.h"
#include "ui/parts/tonedlabel.h"
#include "ui/runs/runcolumns.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QListWidget>

namespace cairn {

using namespace Qt::StringLiterals;

ColumnsDialog::ColumnsDialog(const QStringList &all, const QStringList &wanted, const QStringList &needed, QWidget *parent)
    : QDialog(parent), m_list(new OrderedList(tr("Columns")))
{
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

    auto *column = dialogColumn(*this, u"columnsDialog"_s, tr("Columns"));
    column->addWidget(m_list, 1);
    column->addWidget(hint);
    const GoOrLeave buttons = addGoOrLeave(*this, u"columnsUse"_s, tr("Show these"));
    connect(buttons.box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    resize(400, 480);
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
