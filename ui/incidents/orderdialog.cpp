#include "ui/incidents/orderdialog.h"

#include "ui/look/incidentwording.h"
#include "ui/look/wording.h"
#include "ui/run/commanddialog.h"

#include <QBoxLayout>
#include <QLabel>
#include <QRadioButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 WorthACanary = 6; ///< fewer have gone out before a canary tells anything

QString titleOf(CommandKind kind, int count)
{
    return kind == CommandKind::Skip ? OrderDialog::tr("Skip %Ln failing step(s)?", nullptr, count)
                                     : OrderDialog::tr("Retry %Ln failing step(s)?", nullptr, count);
}

QString effectOf(CommandKind kind, const BulkPreview &preview)
{
    QString effect =
        kind == CommandKind::Skip
            ? OrderDialog::tr("Their runs go on without these steps. Later steps find nothing where their answers would be.")
            : OrderDialog::tr(
                  "They are tried again with the same input and a fresh allowance of attempts. The incident is resolved "
                  "only when they have passed.");
    if (const qint64 asked = preview.eligibleByStep.value(StepState::OutcomeUnknown); asked > 0)
        effect += u' ' + askedAboutText(asked);
    if (const qint64 undecided = preview.othersByStep.value(StepState::OutcomeUnknown); undecided > 0)
        effect += u' ' + undecidedText(undecided);
    return effect;
}

} // namespace

OrderDialog::OrderDialog(CommandKind kind, const Incident &incident, const BulkPreview &preview, QWidget *parent)
    : ReasonDialog(
          {u"orderDialog"_s, commandText(kind), titleOf(kind, int(preview.eligible)), effectOf(kind, preview), commandText(kind)},
          parent),
      m_kind(kind), m_incident(incident.id), m_counted(preview.moment)
{
    addSubject(quietLine(u"orderSubject"_s, subjectText(incident)));
    if (kind == CommandKind::Retry)
        addContent(buildWays(preview.eligible));
    addReason(needsReason(kind) ? Reason::Required : Reason::Optional);
    finish();
}

QWidget *OrderDialog::buildWays(qint64 count)
{
    auto *ways = new QWidget;
    auto *column = new QVBoxLayout(ways);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *plain = new QRadioButton(tr("&All at once, as the services' policies let them"));
    plain->setObjectName(u"orderPlain"_s);
    m_canary =
        new QRadioButton(tr("&Canary: one first, then five, then the rest in waves; it stops by itself if they fail again"));
    m_canary->setObjectName(u"orderCanary"_s);
    (count >= WorthACanary ? m_canary : plain)->setChecked(true);
    column->addWidget(plain);
    column->addWidget(m_canary);
    return ways;
}

BulkOrder OrderDialog::order() const
{
    BulkOrder order;
    order.kind = m_kind;
    order.incident = m_incident;
    order.counted = m_counted;
    order.reason = reason();
    order.canary = m_canary && m_canary->isChecked();
    return order;
}

} // namespace cairn
