#include "ui/training/faultswitches.h"

#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/training/trainingsession.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QPushButton>

#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct FaultText
{
    const char *word;
    const char *title;
    const char *effect;
};

constexpr std::array<FaultText, 11> Texts{{
    {"down", QT_TRANSLATE_NOOP("FaultSwitches", "Down"),
     QT_TRANSLATE_NOOP("FaultSwitches", "answers 503 to everything, and does nothing")},
    {"flaky", QT_TRANSLATE_NOOP("FaultSwitches", "Flaky"),
     QT_TRANSLATE_NOOP("FaultSwitches", "answers 503 to four of ten requests")},
    {"slow", QT_TRANSLATE_NOOP("FaultSwitches", "Slow"),
     QT_TRANSLATE_NOOP("FaultSwitches", "takes three seconds for each answer")},
    {"throttled", QT_TRANSLATE_NOOP("FaultSwitches", "Throttling"),
     QT_TRANSLATE_NOOP("FaultSwitches", "answers 429 to a third of the requests, and wants five seconds of rest")},
    {"refused", QT_TRANSLATE_NOOP("FaultSwitches", "Credential refused"),
     QT_TRANSLATE_NOOP("FaultSwitches", "answers 401 to everything")},
    {"contract", QT_TRANSLATE_NOOP("FaultSwitches", "Contract broken"),
     QT_TRANSLATE_NOOP("FaultSwitches", "does its work, and answers in another form than agreed")},
    {"strict", QT_TRANSLATE_NOOP("FaultSwitches", "Strict about dates"),
     QT_TRANSLATE_NOOP("FaultSwitches", "refuses texts with dates such as 24/12/2026 with 422")},
    {"cut", QT_TRANSLATE_NOOP("FaultSwitches", "Answer cut off"),
     QT_TRANSLATE_NOOP("FaultSwitches", "does its work; the answer breaks off")},
    {"reset", QT_TRANSLATE_NOOP("FaultSwitches", "Connection reset"),
     QT_TRANSLATE_NOOP("FaultSwitches", "does its work; the connection is reset before the answer")},
    {"silent", QT_TRANSLATE_NOOP("FaultSwitches", "Silent"),
     QT_TRANSLATE_NOOP("FaultSwitches", "does its work and never answers")},
    {"doubtful", QT_TRANSLATE_NOOP("FaultSwitches", "Silent and forgetful"),
     QT_TRANSLATE_NOOP("FaultSwitches", "never answers; half of the requests are forgotten")},
}};

QString textOf(const QString &word, const char *FaultText::*text)
{
    for (const FaultText &one : Texts) {
        if (word == QLatin1String(one.word))
            return QCoreApplication::translate("FaultSwitches", one.*text);
    }
    return word;
}

} // namespace

QString faultTitle(const QString &word)
{
    return textOf(word, &FaultText::title);
}

QString faultEffect(const QString &word)
{
    return textOf(word, &FaultText::effect);
}

FaultSwitches::FaultSwitches(TrainingSession &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_grid(new QGridLayout), m_clear(new QPushButton(tr("Switch all off")))
{
    setObjectName(u"faultSwitches"_s);
    m_clear->setObjectName(u"clearFaults"_s);
    connect(m_clear, &QPushButton::clicked, &m_session, &TrainingSession::clearFaults);
    auto *title = sectionTitle(tr("Faults of the demo's services"), 1.3);
    auto *text = new TonedLabel(TonedLabel::Quiet);
    text->setText(tr("What is switched on here happens to every request from now on. The exercises use the same switches."));
    text->setWordWrap(true);
    m_grid->setHorizontalSpacing(18);
    m_grid->setVerticalSpacing(8);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(28, 22, 28, 22);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(10);
    column->addLayout(m_grid);
    column->addSpacing(10);
    column->addWidget(m_clear, 0, Qt::AlignLeft);
    column->addStretch();
    connect(&m_session, &TrainingSession::changed, this, &FaultSwitches::present);
    present();
}

/// Once it is known which services there are.
void FaultSwitches::build(const QStringList &services)
{
    for (int column = 0; column < services.size(); ++column)
        m_grid->addWidget(sectionTitle(services.at(column)), 0, column + 1, Qt::AlignHCenter);
    int row = 1;
    for (const FaultSwitch &fault : faultSwitches())
        addFault(row++, fault.word, services);
    m_grid->setColumnStretch(0, 1);
}

void FaultSwitches::addFault(int row, const QString &word, const QStringList &services)
{
    auto *text = new QWidget;
    auto *lines = new QVBoxLayout(text);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(new QLabel(faultTitle(word)));
    auto *effect = new TonedLabel(TonedLabel::Quiet);
    effect->setText(faultEffect(word));
    effect->setWordWrap(true);
    lines->addWidget(effect);
    m_grid->addWidget(text, row, 0);
    for (int column = 0; column < services.size(); ++column) {
        const QString &service = services.at(column);
        auto *box = new QCheckBox;
        box->setObjectName(u"fault_%1_%2"_s.arg(service, word));
        box->setAccessibleName(tr("%1: %2").arg(service, faultTitle(word)));
        box->setToolTip(tr("%1 %2").arg(service, faultEffect(word)));
        connect(box, &QCheckBox::clicked, this,
                [this, service, word](bool on) { m_session.setFault(service, *faultSwitch(word), on); });
        m_grid->addWidget(box, row, column + 1, Qt::AlignCenter);
        m_boxes[service][word] = box;
    }
}

void FaultSwitches::present()
{
    const auto &settings = m_session.faults().settings;
    if (m_boxes.isEmpty() && !settings.isEmpty())
        build(settings.keys());
    bool any = false;
    for (const auto &[service, boxes] : m_boxes.asKeyValueRange()) {
        for (const auto &[word, box] : boxes.asKeyValueRange()) {
            const bool on = isOn(*faultSwitch(word), settings.value(service));
            box->setChecked(on); // clicked() is only told of people
            any = any || on;
        }
    }
    m_clear->setEnabled(any);
}

} // namespace cairn
