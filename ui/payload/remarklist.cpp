#include "ui/payload/remarklist.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QListWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int RowsShown = 5;
}

RemarkList::RemarkList(QWidget *parent) : QWidget(parent), m_title(new TonedLabel(TonedLabel::Bad)), m_list(new QListWidget)
{
    setObjectName(u"schemaErrors"_s);
    m_title->setFont(sectionFont(font()));
    m_title->setObjectName(u"schemaErrorsTitle"_s);
    m_title->setContentsMargins(8, 6, 8, 2);
    m_list->setObjectName(u"schemaErrorsList"_s);
    m_list->setAccessibleName(tr("What the schema has against it"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize(QSize(14, 14));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_list);
    const auto choose = [this](QListWidgetItem *item) { Q_EMIT chosen(item->data(Qt::UserRole).toInt()); };
    connect(m_list, &QListWidget::itemClicked, this, choose);
    connect(m_list, &QListWidget::itemActivated, this, choose);
    hide();
}

void RemarkList::setRemarks(const QString &schema, const QList<JsonRemark> &remarks)
{
    m_list->clear();
    for (const JsonRemark &remark : remarks) {
        const QString place = remark.pointer.isEmpty() ? tr("Document") : remark.pointer;
        auto *item = new QListWidgetItem(tintedIcon(u"warning"_s), u"%1  %2"_s.arg(place, remark.message), m_list);
        item->setData(Qt::UserRole, remark.value);
        item->setToolTip(plainTip(remark.message));
        item->setSizeHint(QSize(0, fontMetrics().height() + 6));
    }
    const int count = int(remarks.size());
    m_title->setText(tr("Does not fit %1: %2").arg(schema, tr("%Ln place(s)", nullptr, count)));
    m_list->setFixedHeight(std::min(count, RowsShown) * (fontMetrics().height() + 6) + 6);
    setVisible(count > 0);
}

} // namespace cairn
