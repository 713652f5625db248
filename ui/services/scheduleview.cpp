#include "ui/services/scheduleview.h"

#include "ui/look/servicewording.h"
#include "ui/services/schedulepicture.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostSteps = 100'000;
enum Failing { AtOnce, InASecond, AtItsLimit };

ScheduleCase supposed(int failing, int steps, const Service &service)
{
    switch (failing) {
    case AtOnce: return {Category::Service, Milliseconds(0), steps};
    case InASecond: return {Category::Service, Milliseconds(1'000), steps};
    default: return {Category::Timeout, service.policy.timeout.attempt, steps};
    }
}

} // namespace

ScheduleView::ScheduleView(QWidget *parent)
    : QWidget(parent), m_failing(new QComboBox), m_steps(new QSpinBox), m_text(new QLabel), m_picture(new SchedulePicture)
{
    setObjectName(u"scheduleView"_s);
    m_text->setObjectName(u"scheduleText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setContentsMargins(10, 0, 10, 0);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_picture);
    m_picture->setAutoFillBackground(true);
    m_picture->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildCase());
    column->addWidget(m_text);
    column->addWidget(scroll, 1);
    connect(m_failing, &QComboBox::currentIndexChanged, this, &ScheduleView::present);
    connect(m_steps, &QSpinBox::valueChanged, this, &ScheduleView::present);
}

QWidget *ScheduleView::buildCase()
{
    m_failing->setObjectName(u"scheduleFailing"_s);
    m_failing->addItems({tr("at once"), tr("after a second"), tr("by taking too long")});
    m_failing->setAccessibleName(tr("How each attempt fails"));
    m_steps->setObjectName(u"scheduleSteps"_s);
    m_steps->setRange(1, MostSteps);
    m_steps->setKeyboardTracking(false);
    m_steps->setAccessibleName(tr("Steps that fail at the same time"));
    m_steps->setToolTip(tr("They share the service's retry budget"));
    auto *failing = new QLabel(tr("&Each attempt fails"));
    failing->setBuddy(m_failing);
    auto *steps = new QLabel(tr("Steps at the same &time"));
    steps->setBuddy(m_steps);
    auto *bar = new QWidget;
    auto *rows = new QGridLayout(bar); // not beside each other: some languages need more words
    rows->setContentsMargins(10, 6, 10, 2);
    rows->setHorizontalSpacing(8);
    rows->setVerticalSpacing(4);
    rows->setColumnStretch(2, 1);
    rows->addWidget(failing, 0, 0);
    rows->addWidget(m_failing, 0, 1);
    rows->addWidget(steps, 1, 0);
    rows->addWidget(m_steps, 1, 1);
    return bar;
}

void ScheduleView::setService(const Service &service)
{
    m_service = service;
    present();
}

void ScheduleView::present()
{
    const Schedule schedule = scheduleOf(m_service, supposed(m_failing->currentIndex(), m_steps->value(), m_service));
    m_picture->setSchedule(schedule, m_service.policy.timeout.attempt);
    m_text->setText(scheduleText(schedule, m_service));
    m_picture->setAccessibleDescription(m_text->text());
}

} // namespace cairn
