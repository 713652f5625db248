#include "ui/runs/viewsdialog.h"

#include "ui/parts/dialogparts.h"
#include "ui/parts/orderedlist.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
enum Role { IdRole = Qt::UserRole, GivenNameRole, FilterRole, ColumnsRole };
}

ViewsDialog::ViewsDialog(const QList<SavedView> &views, QWidget *parent)
    : QDialog(parent), m_list(new OrderedList(tr("Saved views")))
{
    QListWidget *list = m_list->list();
    list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    for (const SavedView &view : views)
        add(view);
    addButtons();
    list->setCurrentRow(0);

    auto *column = dialogColumn(*this, u"viewsDialog"_s, tr("Saved views"));
    column->addWidget(m_list, 1);
    column->addWidget(filterText());
    const GoOrLeave buttons = addGoOrLeave(*this, u"viewsKeep"_s, tr("Keep these"));
    connect(buttons.box, &QDialogButtonBox::accepted, this, &QDialog::accept);
    auto *restore = buttons.box->addButton(tr("Add the built-in ones"), QDialogButtonBox::ResetRole);
    restore->setObjectName(u"viewsRestore"_s);
    connect(restore, &QPushButton::clicked, this, &ViewsDialog::addMissing);
    resize(520, 360);
    list->setFocus();
}

void ViewsDialog::addButtons()
{
    QListWidget *list = m_list->list();
    QToolButton *rename = m_list->addButton(u"renameView"_s, u"edit"_s, tr("Rename (F2)"));
    QToolButton *remove = m_list->addButton(u"removeView"_s, u"cancel"_s, tr("Remove"));
    connect(rename, &QToolButton::clicked, this, [list] { list->editItem(list->currentItem()); });
    connect(remove, &QToolButton::clicked, this, [list] { delete list->takeItem(list->currentRow()); });
    const auto update = [list, rename, remove] {
        rename->setEnabled(list->currentRow() >= 0);
        remove->setEnabled(list->currentRow() >= 0);
    };
    connect(m_list, &OrderedList::currentChanged, this, update);
    update();
}

/// What the chosen view is about.
QWidget *ViewsDialog::filterText() const
{
    QListWidget *list = m_list->list();
    auto *filter = new TonedLabel(TonedLabel::Quiet);
    filter->setObjectName(u"viewFilter"_s);
    filter->setTextFormat(Qt::PlainText);
    filter->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto showFilter = [list, filter] {
        filter->setText(list->currentItem() ? tr("Filter: %1").arg(list->currentItem()->data(FilterRole).toString()) : QString());
    };
    connect(m_list, &OrderedList::currentChanged, this, showFilter);
    showFilter();
    return filter;
}

void ViewsDialog::add(const SavedView &view)
{
    auto *item = new QListWidgetItem(view.name, m_list->list());
    item->setFlags((item->flags() | Qt::ItemIsEditable) & ~Qt::ItemIsDropEnabled);
    item->setToolTip(plainTip(view.filter));
    item->setData(IdRole, view.id);
    item->setData(GivenNameRole, view.name);
    item->setData(FilterRole, view.filter);
    item->setData(ColumnsRole, view.columns);
}

void ViewsDialog::addMissing()
{
    const QList<SavedView> present = views();
    for (const SavedView &view : builtInViews()) {
        if (std::none_of(present.begin(), present.end(), [&](const SavedView &other) { return other.id == view.id; }))
            add(view);
    }
}

/// A view of ours that was given another name is somebody's from then on.
SavedView ViewsDialog::viewOf(const QListWidgetItem *item) const
{
    const QString given = item->data(GivenNameRole).toString();
    const QString name = item->text().trimmed().isEmpty() ? given : item->text().trimmed();
    return {name == given ? item->data(IdRole).toString() : QString(), name, item->data(FilterRole).toString(),
            item->data(ColumnsRole).toStringList()};
}

QList<SavedView> ViewsDialog::views() const
{
    QList<SavedView> all;
    for (const QListWidgetItem *item : m_list->items())
        all.append(viewOf(item));
    return all;
}

} // namespace cairn
