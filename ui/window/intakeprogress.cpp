#include "ui/window/intakeprogress.h"

#include "ui/parts/tonedlabel.h"
#include "ui/window/submitter.h"

#include <QBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int LookEvery = 300; ///< ms; the first look is the one that shows it
constexpr int BarSteps = 1'000;
constexpr int BarWidth = 90;
} // namespace

IntakeProgress::IntakeProgress(Submitter &submitter, QWidget *parent)
    : QWidget(parent), m_submitter(submitter), m_text(new TonedLabel(TonedLabel::Plain)), m_bar(new QProgressBar),
      m_stop(new QToolButton)
{
    setObjectName(u"intakeProgress"_s);
    m_text->setObjectName(u"intakeText"_s);
    m_bar->setObjectName(u"intakeBar"_s);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, BarSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(BarWidth);
    m_stop->setObjectName(u"stopIntake"_s);
    m_stop->setAutoRaise(true);
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("What is taken in already stays; the other files are not submitted"));
    m_stop->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 12, 0);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_stop);
    hide();
    m_look.setInterval(LookEvery);
    connect(&m_look, &QTimer::timeout, this, &IntakeProgress::present);
    connect(m_stop, &QAbstractButton::clicked, &m_submitter, &Submitter::stop);
    connect(&m_submitter, &Submitter::pendingChanged, this, &IntakeProgress::follow);
}

void IntakeProgress::follow()
{
    if (m_submitter.pending() > 0) {
        if (!m_look.isActive())
            m_look.start();
        return;
    }
    m_look.stop();
    hide();
    Q_EMIT resized();
}

void IntakeProgress::present()
{
    const int files = m_submitter.wanted();
    const QLocale locale;
    const QString next = locale.toString(files - m_submitter.pending() + 1);
    m_text->setText(files == 1 ? tr("Taking in a file…") : tr("Taking in file %1 of %2…").arg(next, locale.toString(files)));
    m_bar->setValue(int(m_submitter.done() * BarSteps / std::max(files, 1)));
    show();
    Q_EMIT resized();
}

} // namespace cairn
