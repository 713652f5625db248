#include "ui/services/servicelist.h"

#include "ui/services/servicedelegate.h"
#include "ui/services/servicesmodel.h"

#include <QSortFilterProxyModel>

namespace cairn {

using namespace Qt::StringLiterals;

ServiceList::ServiceList(ServicesModel &model, QWidget *parent) : QListView(parent), m_filtered(new QSortFilterProxyModel(this))
{
    setObjectName(u"serviceList"_s);
    setAccessibleName(tr("Services"));
    m_filtered->setSourceModel(&model);
    m_filtered->setFilterKeyColumn(ServicesModel::NameColumn);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    setModel(m_filtered);
    setModelColumn(ServicesModel::NameColumn);
    setItemDelegate(new ServiceDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
}

void ServiceList::setNameFilter(const QString &text)
{
    m_filtered->setFilterFixedString(text);
}

QString ServiceList::currentService() const
{
    return currentIndex().siblingAtColumn(ServicesModel::NameColumn).data().toString();
}

bool ServiceList::choose(const QString &name)
{
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        const QModelIndex index = m_filtered->index(row, ServicesModel::NameColumn);
        if (index.data().toString() != name)
            continue;
        if (currentIndex() != index)
            setCurrentIndex(index);
        return true;
    }
    return false;
}

void ServiceList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT serviceChosen(currentService());
}

} // namespace cairn
