#include "ui/runs/bulkcommand.h"

#include "ui/look/incidentwording.h"
#include "ui/look/wording.h"
#include "ui/parts/whendone.h"
#include "ui/run/commanddialog.h"
#include "ui/runs/bulkprogress.h"

#include <QLocale>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
QString bothTexts(const QString &some, const QString &others)
{
    return some.isEmpty() || others.isEmpty() ? some + others : some + u", "_s + others;
}
} // namespace

BulkCommand::BulkCommand(Desk &desk, CommandKind kind, const MatchingRuns &runs, const QString &actor, QWidget *window)
    : QObject(window), m_desk(desk), m_bulks(desk), m_window(window)
{
    m_order.kind = kind;
    m_order.filter = runs.line;
    m_order.actor = actor;
}

void BulkCommand::start()
{
    whenDone(this, m_bulks.preview(m_order), [this](const Result<BulkPreview> &preview) {
        if (preview)
            confirm(*preview);
        else
            refuse(preview.error());
    });
}

void BulkCommand::refuse(const Error &error)
{
    Q_EMIT failed(error);
    deleteLater();
}

QString BulkCommand::leftOutText(const BulkPreview &preview) const
{
    if (preview.others() == 0)
        return {};
    return tr("%1 of the %2 are left out, because their state does not allow it: %3.")
        .arg(QLocale().toString(preview.others()), QLocale().toString(preview.others() + preview.eligible),
             bothTexts(statesText(preview.othersByState), statesText(preview.othersByStep)));
}

void BulkCommand::confirm(const BulkPreview &preview)
{
    if (preview.eligible == 0) {
        refuse({ErrorKind::Conflict,
                tr("“%1” can be asked for none of these runs").arg(commandText(m_order.kind)),
                {},
                leftOutText(preview)});
        return;
    }
    m_order.newest = preview.newest; // what is submitted from now on was not meant
    m_order.counted = preview.moment;
    ask(preview, 0);
}

/// The filter is named: while a line that cannot be read stands in the list, the last good one is meant.
QString BulkCommand::whatText(const BulkPreview &preview, qint64 grown) const
{
    const QString states = bothTexts(statesText(preview.eligibleByState), statesText(preview.eligibleByStep));
    const QString what =
        m_order.filter.isEmpty() ? tr("All runs: %1").arg(states) : tr("All that match “%1”: %2").arg(m_order.filter, states);
    const QString meant = grown > 0 ? tr("%Ln more came to it meanwhile.", nullptr, int(grown)) + u'\n' + what : what;
    if (m_order.kind != CommandKind::Retry)
        return meant;
    if (const qint64 asked = preview.eligibleByStep.value(StepState::OutcomeUnknown); asked > 0)
        return meant + u'\n' + askedAboutText(asked);
    const bool mayAsk = preview.eligibleByState.value(RunState::OutcomeUnknown) > 0; // of some of their steps
    return mayAsk ? meant + u'\n' + askedWhereUnknownText() : meant;
}

void BulkCommand::ask(const BulkPreview &preview, qint64 grown)
{
    CommandSubject subject;
    subject.count = preview.eligible;
    subject.what = whatText(preview, grown);
    subject.leftOut = leftOutText(preview);
    if (!preview.eligibleByStep.isEmpty())
        subject.steps = preview.eligible;
    subject.ofManyRuns = true;
    subject.offersCanary = preview.eligible > 1 && isFollowedUp(m_order.kind);
    subject.reason = m_order.reason;
    subject.isCanary = m_order.canary;
    auto *dialog = new CommandDialog(m_order.kind, subject, m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, confirmed = preview.eligible] {
        m_order.reason = dialog->reason();
        m_order.canary = dialog->wantsCanary();
        countAgain(confirmed);
    });
    connect(dialog, &QDialog::rejected, this, &QObject::deleteLater);
    dialog->open();
}

/// Runs may have come to match while the reason was written. Asked anew once: where it grows all the time, nobody would ever get
/// through.
void BulkCommand::countAgain(qint64 confirmed)
{
    whenDone(this, m_bulks.preview(m_order), [this, confirmed](const Result<BulkPreview> &now) {
        if (!now)
            refuse(now.error());
        else if (now->eligible == 0)
            confirm(*now); // which says so
        else if (now->eligible > confirmed && !std::exchange(m_askedAnew, true))
            ask(*now, now->eligible - confirmed);
        else
            give(now->eligible);
    });
}

void BulkCommand::give(qint64 expected)
{
    whenDone(this, m_bulks.order(m_order), [this, expected](const Result<qint64> &id) {
        if (!id) {
            refuse(id.error());
            return;
        }
        auto *progress = new BulkProgress(m_desk, *id, expected, m_order.actor, m_window);
        connect(progress, &BulkProgress::listWanted, this, &BulkCommand::listWanted);
        connect(progress, &BulkProgress::failed, this, &BulkCommand::failed);
        connect(progress, &QObject::destroyed, this, &QObject::deleteLater);
        progress->setVisible(true);
    });
}

} // namespace cairn
