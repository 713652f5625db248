#include "ui/services/breakerhistory.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/whendone.h"
#include "ui/services/breakerstrip.h"
#include "ui/services/breakerwording.h"

#include "control/servicedesk.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::hours Spans[] = {std::chrono::hours(24), std::chrono::hours(7 * 24), std::chrono::hours(30 * 24)};
} // namespace

BreakerHistory::BreakerHistory(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_breakers(desk), m_span(new QComboBox), m_strip(new BreakerStrip), m_list(new QListWidget),
      m_older(new QPushButton(tr("Show &older")))
{
    setObjectName(u"breakerHistory"_s);
    build();
    connect(m_span, &QComboBox::currentIndexChanged, this, &BreakerHistory::present);
    connect(m_older, &QPushButton::clicked, this, &BreakerHistory::askOlder);
}

void BreakerHistory::build()
{
    QLabel *title = sectionTitle(tr("History"));
    m_span->setObjectName(u"breakerSpan"_s);
    m_span->setAccessibleName(tr("How far back the strip goes"));
    m_span->addItems({tr("24 hours"), tr("7 days"), tr("30 days")});
    m_list->setObjectName(u"breakerMoments"_s);
    m_list->setAccessibleName(tr("What became of the breaker, the newest first"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_older->setObjectName(u"breakerOlder"_s);
    auto *top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(m_span);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(m_strip);
    column->addWidget(m_list, 1);
    column->addWidget(m_older, 0, Qt::AlignLeft);
}

void BreakerHistory::setService(const QString &name)
{
    m_service = name;
    m_moments.clear();
    m_recorded.reset();
    m_whole = false;
    m_askingOlder = false; // the answer that is still to come is of the service before
}

void BreakerHistory::take(const BreakerDetail &detail)
{
    QList<BreakerMoment> moments = detail.moments;
    const qint64 oldest = moments.isEmpty() ? 0 : moments.last().event;
    bool meets = moments.isEmpty() || detail.whole || m_moments.isEmpty();
    for (const BreakerMoment &known : std::as_const(m_moments)) {
        meets = meets || known.event == oldest;
        if (known.event < oldest && meets)
            moments.append(known);
    }
    m_whole = detail.whole || (m_whole && meets && !m_moments.isEmpty());
    m_moments = moments;
    if (!m_recorded)
        askBeginning();
    present();
}

/// A service did not stand well before it was there.
void BreakerHistory::askBeginning()
{
    m_recorded = Timestamp();
    whenDone(this, ServiceDesk(m_desk).history(m_service),
             [this, service = m_service](const Result<QList<ServiceRevision>> &revisions) {
                 if (service != m_service || !revisions || revisions->isEmpty())
                     return;
                 m_recorded = revisions->last().recordedAt;
                 present();
             });
}

Timestamp BreakerHistory::spanStart() const
{
    return m_desk.clock().now() - Spans[m_span->currentIndex()];
}

void BreakerHistory::tick()
{
    m_strip->setSpan(spanStart(), m_desk.clock().now());
}

void BreakerHistory::present()
{
    const Timestamp recorded = m_recorded.value_or(Timestamp());
    m_strip->setBeginning(m_moments.isEmpty() ? recorded : std::min(recorded, m_moments.last().at));
    tick();
    m_strip->setMoments(m_moments, m_whole);
    if (m_listed != m_moments || m_list->count() == 0)
        listMoments();
    m_older->setVisible(!m_whole);
    const bool reachesBack = m_whole || (!m_moments.isEmpty() && m_moments.last().at <= spanStart());
    if (!reachesBack && isVisible())
        askOlder();
}

QListWidgetItem *BreakerHistory::itemOf(const BreakerMoment &moment) const
{
    const Look look = lookOf(moment.state);
    const QPixmap icon = iconPixmap(StateLook::iconName(look), StateLook::ink(look, palette()), 16, devicePixelRatioF());
    auto *item = new QListWidgetItem(icon, momentText(moment));
    item->setToolTip(utcTime(moment.at));
    return item;
}

/// Some weeks of a breaker that flaps are not listed anew with each page: what stands there already stays.
void BreakerHistory::listMoments()
{
    const auto eventAt = [this](int row) { return row < 0 || row >= m_listed.size() ? 0 : m_listed.at(row).event; };
    const int first = m_list->verticalScrollBar()->value(); // in rows
    const qint64 chosen = eventAt(m_list->currentRow());
    const qint64 top = first > 0 ? eventAt(first) : 0;
    const int newer = m_listed.isEmpty() || m_list->count() == 0 ? -1 : rowOf(m_listed.first().event);
    const bool areThere = newer >= 0 && m_moments.mid(newer, m_listed.size()) == m_listed;
    if (!areThere)
        m_list->clear();
    for (int row = 0; row < m_moments.size(); ++row) {
        if (!areThere || row < newer || row >= newer + m_listed.size())
            m_list->insertItem(row, itemOf(m_moments.at(row)));
    }
    m_listed = m_moments;
    if (m_moments.isEmpty())
        m_list->addItem(tr("It has never turned: there was no reason to leave the service alone."));
    // the same moments as before, although newer ones stand above them now
    if (const int row = rowOf(chosen); row >= 0)
        m_list->setCurrentRow(row);
    if (const int row = rowOf(top); row >= 0)
        m_list->scrollToItem(m_list->item(row), QAbstractItemView::PositionAtTop);
}

int BreakerHistory::rowOf(qint64 event) const
{
    const auto found =
        std::find_if(m_moments.begin(), m_moments.end(), [event](const BreakerMoment &moment) { return moment.event == event; });
    return found == m_moments.end() ? -1 : int(found - m_moments.begin());
}

void BreakerHistory::askOlder()
{
    if (std::exchange(m_askingOlder, true))
        return;
    const qint64 before = m_moments.isEmpty() ? 0 : m_moments.last().event;
    whenDone(this, m_breakers.older(m_service, before),
             [this, before, service = m_service](const Result<QList<BreakerMoment>> &older) {
                 if (service != m_service)
                     return;
                 m_askingOlder = false;
                 const bool fits = !m_moments.isEmpty() && m_moments.last().event == before;
                 if (!older || !fits)
                     return;
                 m_moments += *older;
                 m_whole = older->size() < BreakerMomentsAtOnce;
                 present();
             });
}

void BreakerHistory::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_service.isEmpty() || (event->type() != QEvent::PaletteChange && event->type() != QEvent::LocaleChange))
        return;
    m_list->clear(); // its icons and times
    present();
}

} // namespace cairn
