#include "ui/services/serviceheading.h"

#include "definition/servicecredential.h"
#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/statepill.h"
#include "ui/parts/tonedlabel.h"
#include "ui/services/breakerwording.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int ExposedIconSide = 16;
}

ServiceHeading::ServiceHeading(QWidget *parent)
    : QWidget(parent), m_name(new ElidedLabel), m_revision(new ElidedLabel), m_state(new TonedLabel(TonedLabel::Quiet)),
      m_exposed(new TonedLabel(TonedLabel::Bad)), m_pill(new QWidget), m_runs(new QPushButton(tr("Its ru&ns")))
{
    setObjectName(u"serviceHeading"_s);
    m_name->setObjectName(u"serviceName"_s);
    m_name->setFont(sectionFont(font(), 1.35));
    m_revision->setObjectName(u"serviceRevision"_s);
    m_state->setObjectName(u"serviceState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_exposed->setObjectName(u"serviceExposed"_s);
    m_exposed->setTextFormat(Qt::PlainText);
    m_exposed->setWordWrap(true);
    m_exposed->setContentsMargins(ExposedIconSide + 6, 0, 0, 0);
    m_exposed->hide();
    m_runs->setObjectName(u"serviceRuns"_s);
    m_runs->setToolTip(tr("List the runs that stand at this service"));
    connect(m_runs, &QPushButton::clicked, this, &ServiceHeading::runsWanted);
    auto *title = new QHBoxLayout;
    title->setSpacing(10);
    title->addWidget(m_name, 1);
    title->addWidget(m_pill);
    title->addWidget(m_runs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 8);
    column->setSpacing(4);
    column->addLayout(title);
    column->addWidget(m_revision);
    column->addWidget(m_state);
    column->addWidget(m_exposed);
}

void ServiceHeading::setHealth(const ServiceHealth &health, Timestamp now, bool fileDiffers)
{
    m_health = health;
    m_wellbeing = wellbeingOf(health, now);
    m_now = now;
    m_fileDiffers = fileDiffers;
    present();
}

void ServiceHeading::setUnknown(const QString &name)
{
    m_health.reset();
    m_name->setText(name);
    m_revision->setText({});
    m_state->setText({});
    m_exposed->hide();
    update();
}

void ServiceHeading::present()
{
    const ServiceRevision &revision = m_health->revision;
    m_name->setText(revision.service.name);
    const QString who =
        tr("Revision %1, recorded %2 by %3").arg(revision.revision).arg(localTime(revision.recordedAt), revision.actor);
    m_revision->setText(revision.reason.isEmpty() ? who : tr("%1: %2").arg(who, revision.reason));
    QStringList facts{
        revision.service.baseUrl.toDisplayString(), tr("breaker %1").arg(breakerBrief(*m_health, m_now)),
        m_health->inFlight && m_health->waiting
            ? tr("%L1 of %L2 in flight, %L3 queued").arg(*m_health->inFlight).arg(m_health->allowed).arg(*m_health->waiting)
            : tr("no runner is active")};
    if (const QString latency = latencyText(*m_health); !latency.isEmpty())
        facts.append(tr("answers: %1").arg(latency));
    if (!revision.service.contract.owner.isEmpty())
        facts.append(tr("owner %1").arg(revision.service.contract.owner));
    if (m_fileDiffers)
        facts.prepend(tr("the workspace’s file differs (History)"));
    m_state->setText(facts.join(u" · "_s));
    m_exposed->setText(
        tr("Not encrypted: what it is sent, and what it answers, can be read and changed on the way (allow_insecure)."));
    m_exposed->setVisible(isExposed(revision.service));
    m_pill->setFixedSize(pillSize(wellbeingText(m_wellbeing), font()));
    setAccessibleDescription(wellbeingText(m_wellbeing));
    update();
}

void ServiceHeading::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LocaleChange && m_health)
        present();
}

void ServiceHeading::paintEvent(QPaintEvent *)
{
    if (!m_health)
        return;
    QPainter painter(this);
    if (m_exposed->isVisible()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QRectF place(m_exposed->x(), m_exposed->y() + (m_exposed->height() - ExposedIconSide) / 2.0, ExposedIconSide,
                           ExposedIconSide);
        paintIcon(painter, place, u"warning"_s, StateLook::ink(Look::Blocked, palette()));
    }
    paintPill(painter, m_pill->geometry(), lookOf(m_wellbeing), wellbeingText(m_wellbeing), palette(), font());
}

} // namespace cairn
