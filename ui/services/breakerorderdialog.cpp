#include "ui/services/breakerorderdialog.h"

#include "ui/look/wording.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int UsualMinutes = 10;
constexpr int MostCount = 999;
constexpr Milliseconds Longest = std::chrono::hours(24 * 30); ///< of an order

QString titleOf(CommandKind kind, const QString &service)
{
    switch (kind) {
    case CommandKind::OpenBreaker: return BreakerOrderDialog::tr("Force the breaker of %1 open?").arg(service);
    case CommandKind::CloseBreaker: return BreakerOrderDialog::tr("Force the breaker of %1 closed?").arg(service);
    case CommandKind::ReleaseBreaker: return BreakerOrderDialog::tr("Release what waits for %1 in waves?").arg(service);
    default: return BreakerOrderDialog::tr("Let the breaker of %1 decide again?").arg(service);
    }
}

QString effectOf(CommandKind kind, qint64 held)
{
    const QString runs = BreakerOrderDialog::tr("%Ln run(s) wait for it now.", nullptr, int(held));
    switch (kind) {
    case CommandKind::OpenBreaker:
        return BreakerOrderDialog::tr(
            "Nothing is sent to it until the order ends: runs that need it are held, and use up no attempt. What is "
            "under way comes to its end.");
    case CommandKind::CloseBreaker:
        return BreakerOrderDialog::tr("All that waits is sent as fast as rate and concurrency allow, whatever comes back. %1")
            .arg(runs);
    case CommandKind::ReleaseBreaker:
        return BreakerOrderDialog::tr(
                   "One is sent first, then five, ten, then twice as many each time all have come back. When half of a wave "
                   "fails the breaker opens again. It ends by itself once nothing waits. %1")
            .arg(runs);
    default: return BreakerOrderDialog::tr("What was ordered ends now. %1").arg(runs);
    }
}

} // namespace

BreakerOrderDialog::BreakerOrderDialog(CommandKind kind, const QString &service, qint64 held, QWidget *parent)
    : ReasonDialog({u"breakerDialog"_s, commandText(kind), titleOf(kind, service), effectOf(kind, held), commandText(kind)},
                   parent),
      m_kind(kind)
{
    if (kind != CommandKind::FreeBreaker)
        addContent(buildDuration());
    addReason(Reason::Required);
    finish();
}

QWidget *BreakerOrderDialog::buildDuration()
{
    auto *row = new QWidget;
    auto *label = new QLabel(m_kind == CommandKind::ReleaseBreaker ? tr("&At most for") : tr("&For"));
    m_count = new QSpinBox;
    m_count->setObjectName(u"breakerFor"_s);
    m_count->setAccessibleName(tr("How long the order holds"));
    m_count->setRange(1, MostCount);
    m_unit = new QComboBox;
    m_unit->setObjectName(u"breakerForUnit"_s);
    m_unit->setAccessibleName(tr("Unit of time"));
    m_unit->addItem(tr("minutes"), qint64(60'000));
    m_unit->addItem(tr("hours"), qint64(3'600'000));
    connect(m_unit, &QComboBox::currentIndexChanged, this, &BreakerOrderDialog::fitCount);
    const bool isRelease = m_kind == CommandKind::ReleaseBreaker;
    m_count->setValue(isRelease ? 1 : UsualMinutes);
    m_unit->setCurrentIndex(isRelease ? 1 : 0);
    label->setBuddy(m_count);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(label);
    line->addWidget(m_count);
    line->addWidget(m_unit);
    line->addStretch(1);
    return row;
}

void BreakerOrderDialog::fitCount()
{
    m_count->setMaximum(int(std::min<qint64>(MostCount, Longest / unit())));
}

Milliseconds BreakerOrderDialog::unit() const
{
    return Milliseconds(m_unit->currentData().toLongLong());
}

Milliseconds BreakerOrderDialog::lasts() const
{
    return m_count ? m_count->value() * unit() : Milliseconds(0);
}

} // namespace cairn
