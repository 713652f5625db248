#include "ui/incidents/incidentpage.h"

#include "ui/incidents/historylist.h"
#include "ui/incidents/historymodel.h"
#include "ui/incidents/incidentactions.h"
#include "ui/incidents/memberslist.h"
#include "ui/look/incidentwording.h"
#include "ui/look/wording.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/statepill.h"
#include "ui/parts/tonedlabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QSplitter>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageSide = 14;

template <typename Label> Label *named(Label *label, const QString &name, bool wraps)
{
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(wraps);
    return label;
}

QString seenText(const Incident &incident)
{
    QString text = IncidentPage::tr("First failure %1, last %2").arg(localTime(incident.firstAt), localTime(incident.lastAt));
    if (incident.reopened > 0)
        text += u" · "_s + IncidentPage::tr("came back %Ln time(s)", nullptr, incident.reopened);
    return text;
}

QString ownerText(const IncidentDetail &detail)
{
    QString text = IncidentPage::tr("Owner: %1").arg(responsibilityText(detail.responsibility));
    if (!detail.incident.assignee.isEmpty())
        text += u" · "_s + IncidentPage::tr("assigned to %1").arg(detail.incident.assignee);
    const QStringList pipelines = detail.pipelines.keys();
    if (!pipelines.isEmpty())
        text += u" · "_s + IncidentPage::tr("in %1").arg(pipelines.join(u", "_s));
    return text;
}

} // namespace

IncidentPage::IncidentPage(Desk &desk, const QString &root, const IncidentActions &actions, QWidget *parent)
    : QWidget(parent), m_pill(new StatePill), m_place(new ElidedLabel), m_number(new TonedLabel(TonedLabel::Quiet)),
      m_atOnce(new TonedLabel(TonedLabel::Bad)), m_trouble(named(new QLabel, u"incidentTrouble"_s, true)),
      m_counts(named(new QLabel, u"incidentCounts"_s, true)), m_cause(named(new QLabel, u"incidentCause"_s, true)),
      m_owner(named(new TonedLabel(TonedLabel::Quiet), u"incidentOwner"_s, true)),
      m_seen(named(new TonedLabel(TonedLabel::Quiet), u"incidentSeen"_s, true)), m_tools(new QWidget),
      m_members(new MembersList(desk, root)), m_history(new HistoryModel(this)), m_historyList(new HistoryList),
      m_splitter(new QSplitter(Qt::Vertical))
{
    setObjectName(u"incidentPage"_s);
    setAccessibleName(tr("Incident"));
    m_splitter->setObjectName(u"incidentSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_members);
    m_splitter->addWidget(buildHistory());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead(actions));
    column->addWidget(m_splitter, 1);
    connect(m_members, &MembersList::runWanted, this, &IncidentPage::runWanted);
    connect(m_members, &MembersList::told, this, &IncidentPage::told);
    connect(m_members, &MembersList::failed, this, &IncidentPage::failed);
}

QWidget *IncidentPage::buildTitle()
{
    auto *title = new QWidget;
    auto *row = new QHBoxLayout(title);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_place->setFont(sectionFont(m_place->font(), 1.25));
    m_place->setObjectName(u"incidentPlace"_s);
    m_pill->setObjectName(u"incidentPill"_s);
    m_number->setObjectName(u"incidentNumber"_s);
    row->addWidget(m_pill);
    row->addWidget(m_place, 1);
    row->addWidget(m_number);
    return title;
}

QWidget *IncidentPage::buildHead(const IncidentActions &actions)
{
    m_counts->setFont(sectionFont(m_counts->font()));
    m_atOnce->setObjectName(u"incidentAtOnce"_s);
    m_atOnce->setWordWrap(true);
    fillTools(actions);
    auto *head = new QWidget;
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(PageSide, 12, PageSide, 8);
    column->setSpacing(5);
    column->addWidget(buildTitle());
    column->addSpacing(2);
    column->addWidget(m_trouble);
    column->addWidget(m_counts);
    column->addWidget(m_cause);
    column->addWidget(m_owner);
    column->addWidget(m_seen);
    column->addWidget(m_atOnce);
    column->addSpacing(4);
    column->addWidget(m_tools);
    return head;
}

/// In as many rows as it takes: what cannot be seen is not found at three in the morning.
void IncidentPage::fillTools(const IncidentActions &actions)
{
    m_tools->setObjectName(u"incidentTools"_s);
    m_tools->setAccessibleName(tr("What can be done"));
    auto *flow = new FlowLayout(4);
    m_tools->setLayout(flow);
    for (QAction *action : actions.all()) {
        if (action->isSeparator() || action == actions.copyLink()) // a link is in the menus; here there is room for what helps
            continue;
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize({16, 16});
        flow->addWidget(button);
    }
}

QWidget *IncidentPage::buildHistory()
{
    m_historyList->setModel(m_history);
    auto *whole = new QWidget;
    auto *title = sectionTitle(tr("History"));
    title->setContentsMargins(PageSide, 6, PageSide, 2);
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(title);
    column->addWidget(m_historyList, 1);
    return whole;
}

void IncidentPage::setIncident(const IncidentDetail &incident)
{
    const bool another = !m_detail || m_detail->incident.id != incident.incident.id;
    m_detail = incident;
    const QList<HistoryLine> history = historyLines(incident);
    if (another)
        m_history->replace(history, true);
    else
        m_history->merge(history, true);
    present();
}

void IncidentPage::present()
{
    const Incident &incident = m_detail->incident;
    m_pill->setLook(lookOf(incident.state()));
    m_place->setText(placeText(incident.fingerprint));
    m_number->setText(tr("Incident %1").arg(incident.id));
    m_trouble->setText(troubleText(incident.fingerprint));
    m_counts->setText(countsText(incident.counts));
    m_cause->setText(capitalized(incident.cause));
    m_cause->setVisible(!incident.cause.isEmpty());
    m_owner->setText(ownerText(*m_detail));
    m_seen->setText(seenText(incident));
    m_seen->setToolTip(u"%1\n%2"_s.arg(utcTime(incident.firstAt), utcTime(incident.lastAt)));
    const bool escalates =
        m_detail->responsibility.atOnce && incident.counts.failing > 0 && incident.handling != IncidentState::Escalated;
    m_atOnce->setVisible(escalates);
    m_atOnce->setText(tr("Escalate at once: failures of this kind do not wait for the owner."));
    m_members->setIncident(incident);
}

/// Times are written into some of its texts.
void IncidentPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (m_detail && event->type() == QEvent::LocaleChange)
        present();
}

/// A line towards the inbox: both stand on the same ground.
void IncidentPage::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, 0, 1, height(), blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.25));
}

void IncidentPage::focusMembers()
{
    m_members->focusTable();
}

void IncidentPage::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(u"failures/pageSplitter"_s).toByteArray());
}

void IncidentPage::save(QSettings &settings) const
{
    settings.setValue(u"failures/pageSplitter"_s, m_splitter->saveState());
}

} // namespace cairn
