#include "ui/payload/hexpanel.h"

#include "ui/parts/handfocus.h"
#include "ui/parts/tonedlabel.h"
#include "ui/payload/hexview.h"

#include <QAction>
#include <QBoxLayout>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

HexPanel::HexPanel(HexView *view, QWidget *parent) : QWidget(parent), m_view(view), m_place(new TonedLabel(TonedLabel::Quiet))
{
    auto *goTo = new QToolButton;
    goTo->setObjectName(u"hexGoToButton"_s);
    goTo->setDefaultAction(view->findChild<QAction *>(u"hexGoTo"_s));
    m_place->setObjectName(u"hexPlace"_s);
    m_place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(8, 5, 8, 5);
    bar->setSpacing(8);
    bar->addWidget(goTo);
    bar->addWidget(m_place, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(view, 1);
    handFocus(this, view);
    connect(view, &HexView::cursorMoved, this, &HexPanel::tellPlace);
    tellPlace();
}

void HexPanel::tellPlace()
{
    if (m_view->size() == 0) {
        m_place->setText(tr("No bytes"));
        return;
    }
    const auto [first, last] = m_view->selection();
    const HexLayout layout(m_view->size());
    const QString place = tr("Offset 0x%1 (%L2)").arg(layout.offsetText(m_view->cursor())).arg(m_view->cursor());
    m_place->setText(first == last ? place : tr("%1, %L2 bytes selected").arg(place).arg(last - first + 1));
}

} // namespace cairn
