#include "ui/parts/orderedlist.h"

#include "ui/look/tintedicon.h"

#include <QAction>
#include <QBoxLayout>
#include <QListWidget>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

OrderedList::OrderedList(const QString &accessibleName, QWidget *parent)
    : QWidget(parent), m_list(new QListWidget), m_buttons(new QVBoxLayout)
{
    m_list->setObjectName(u"orderedList"_s);
    m_list->setAccessibleName(accessibleName);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setSpacing(2);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_list, 1);
    m_buttons->addStretch(1);
    row->addLayout(m_buttons);

    m_up = addButton(u"moveUp"_s, u"up"_s, tr("Move up (Alt+Up)"));
    m_down = addButton(u"moveDown"_s, u"down"_s, tr("Move down (Alt+Down)"));
    connect(m_up, &QToolButton::clicked, this, [this] { moveCurrent(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveCurrent(1); });
    for (const auto &[key, by] : {std::pair(Qt::Key_Up, -1), std::pair(Qt::Key_Down, 1)}) {
        auto *action = new QAction(this);
        action->setShortcut(QKeySequence(Qt::ALT | key));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, step = by] { moveCurrent(step); });
        addAction(action);
    }
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        updateButtons();
        Q_EMIT currentChanged();
    });
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, &OrderedList::updateButtons);
    connect(m_list->model(), &QAbstractItemModel::rowsRemoved, this, &OrderedList::updateButtons);
    updateButtons();
}

QList<QListWidgetItem *> OrderedList::items() const
{
    QList<QListWidgetItem *> all;
    for (int row = 0; row < m_list->count(); ++row)
        all.append(m_list->item(row));
    return all;
}

QToolButton *OrderedList::addButton(const QString &name, const QString &icon, const QString &text)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(tintedIcon(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

void OrderedList::moveCurrent(int by)
{
    const int row = m_list->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_list->count())
        return;
    m_list->insertItem(row + by, m_list->takeItem(row));
    m_list->setCurrentRow(row + by);
}

void OrderedList::updateButtons()
{
    const int row = m_list->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row < m_list->count() - 1);
}

} // namespace cairn
