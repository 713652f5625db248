#include "ui/runs/bulkprogress.h"

#include "ui/look/wording.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/tonedlabel.h"
#include "ui/parts/whendone.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int TextWidth = 480;
constexpr int BarSteps = 1'000;
constexpr int RefusalsRead = 200;
constexpr int RefusalsShown = 3;

/// It is over, and nothing came of it.
bool wasInVain(const Bulk &bulk)
{
    return bulk.state == BulkState::Done && bulk.counts.refused > 0 &&
           bulk.counts.passed + bulk.counts.failed + bulk.counts.left == 0;
}

/// The most frequent reasons, one a line.
QString reasonsOf(const QList<Command> &refused)
{
    QHash<QString, int> counts;
    for (const Command &command : refused)
        ++counts[command.result];
    QStringList reasons = counts.keys();
    std::sort(reasons.begin(), reasons.end(), [&](const QString &a, const QString &b) {
        return counts.value(a) != counts.value(b) ? counts.value(a) > counts.value(b) : a < b;
    });
    return reasons.first(std::min<qsizetype>(reasons.size(), RefusalsShown)).join(u'\n');
}

} // namespace

QString bulkCountsText(const BulkCounts &counts)
{
    QStringList parts{BulkProgress::tr("%Ln passed", nullptr, int(counts.passed))};
    if (counts.failed > 0)
        parts.append(BulkProgress::tr("%Ln failed again", nullptr, int(counts.failed)));
    if (counts.refused > 0)
        parts.append(BulkProgress::tr("%Ln could not be asked", nullptr, int(counts.refused)));
    if (counts.left > 0)
        parts.append(BulkProgress::tr("%Ln went on without it", nullptr, int(counts.left)));
    if (counts.outstanding() > 0)
        parts.append(BulkProgress::tr("%Ln under way", nullptr, int(counts.outstanding())));
    return parts.join(u", "_s);
}

BulkProgress::BulkProgress(Desk &desk, qint64 bulk, qint64 expected, const QString &actor, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_bulks(desk), m_id(bulk), m_expected(expected), m_actor(actor), m_what(new QLabel),
      m_counts(new QLabel), m_note(new TonedLabel(TonedLabel::Quiet)), m_bar(new QProgressBar)
{
    setObjectName(u"bulkProgress"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(m_cancel, &QPushButton::clicked, this, [this] { move(BulkState::Cancelled); });
    connect(m_goOn, &QPushButton::clicked, this, [this] { move(BulkState::Running); });
    connect(m_list, &QPushButton::clicked, this, [this] {
        Q_EMIT listWanted(u"bulk:%1/failed"_s.arg(m_id));
        if (m_isOver)
            reject(); // it would stand before what it has opened
        else if (parentWidget())
            parentWidget()->activateWindow(); // whoever has looked at them goes on with the order, or ends it
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_desk, &Desk::changed, this, &BulkProgress::refresh);
    refresh();
}

void BulkProgress::build()
{
    m_what->setFont(sectionFont(m_what->font()));
    m_what->setObjectName(u"bulkText"_s);
    m_counts->setObjectName(u"bulkCounts"_s);
    m_note->setObjectName(u"bulkNote"_s);
    for (QLabel *label : {m_what, m_counts, static_cast<QLabel *>(m_note)}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(TextWidth);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_note->setMinimumHeight(2 * m_note->fontMetrics().lineSpacing());
    m_note->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_bar->setObjectName(u"bulkBar"_s);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, BarSteps);
    m_bar->setTextVisible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->addWidget(m_what);
    column->addWidget(m_bar);
    column->addWidget(m_counts);
    column->addWidget(m_note);
    auto *row = new QHBoxLayout;
    row->addWidget(m_list = addButton(tr("&Show those that failed"), u"bulkShowFailed"_s));
    row->addStretch();
    row->addWidget(m_goOn = addButton(tr("&Go on"), u"bulkGoOn"_s));
    row->addWidget(m_cancel = addButton(tr("&Cancel the rest"), u"bulkCancel"_s));
    row->addWidget(m_close = addButton(tr("Close"), u"bulkClose"_s));
    column->addLayout(row);
    m_list->hide();
    m_goOn->hide();
}

QPushButton *BulkProgress::addButton(const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAutoDefault(false); // Return in a window that appears by itself is to do nothing
    return button;
}

void BulkProgress::refresh()
{
    m_again = m_asking;
    if (std::exchange(m_asking, true))
        return;
    whenDone(this, m_bulks.bulk(m_id), [this](const Result<Bulk> &bulk) {
        m_asking = false;
        if (bulk)
            present(*bulk);
        else
            Q_EMIT failed(bulk.error());
        if (std::exchange(m_again, false))
            refresh();
    });
}

void BulkProgress::present(const Bulk &bulk)
{
    m_isOver = bulk.state == BulkState::Done || bulk.state == BulkState::Cancelled;
    const qint64 expected = bulk.listed || m_isOver ? bulk.counts.asked : std::max(m_expected, bulk.counts.asked);
    setWindowTitle(commandText(bulk.kind));
    m_what->setText(tr("“%1” for %Ln target(s)", nullptr, int(expected)).arg(commandText(bulk.kind)));
    m_counts->setText(bulkCountsText(bulk.counts));
    m_bar->setValue(expected > 0 ? int(bulk.counts.settled() * BarSteps / expected) : BarSteps);
    m_bar->setVisible(!m_isOver || bulk.counts.outstanding() > 0);
    m_list->setVisible(bulk.counts.failed > 0);
    const bool mayMove = m_desk.may(Role::Operator);
    m_goOn->setVisible(bulk.state == BulkState::Stopped && mayMove);
    m_cancel->setVisible(!m_isOver && mayMove);
    m_cancel->setText(bulk.state == BulkState::Stopped ? tr("&End it") : tr("&Cancel the rest"));
    explain(bulk);
    if (bulk.counts.refused > m_refused) {
        m_refused = bulk.counts.refused;
        askWhyRefused();
    }
    if (std::exchange(m_state, bulk.state) == bulk.state)
        return;
    setAccessibleDescription(m_what->text() + u' ' + m_counts->text() + u' ' + m_note->text());
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void BulkProgress::explain(const Bulk &bulk)
{
    QStringList lines;
    const bool isBad =
        bulk.state == BulkState::Stopped || wasInVain(bulk) || (bulk.state == BulkState::Done && bulk.counts.failed > 0);
    switch (bulk.state) {
    case BulkState::Running:
        lines.append(bulk.canary ? tr("One goes first, then five, then the rest in waves. You may close this window.")
                                 : tr("The runner carries it out. You may close this window."));
        break;
    case BulkState::Stopped: lines.append(tr("It has stopped by itself: %1.").arg(bulk.why)); break;
    case BulkState::Cancelled: lines.append(tr("Cancelled: what was asked for goes on, the rest is not asked for.")); break;
    case BulkState::Done:
        lines.append(bulk.counts.failed > 0 ? tr("Those that failed again need a person.")
                     : wasInVain(bulk)      ? tr("Nothing was done: none of them could be asked.")
                                            : tr("It is done."));
        break;
    }
    lines.append(m_refusals);
    lines.removeAll(QString());
    m_note->setTone(isBad ? TonedLabel::Bad : TonedLabel::Quiet);
    m_note->setText(lines.join(u'\n'));
}

void BulkProgress::askWhyRefused()
{
    whenDone(this, m_bulks.results(m_id, CommandOutcome::Refused, 0, RefusalsRead),
             [this](const Result<QList<Command>> &refused) {
                 if (!refused || refused->isEmpty())
                     return;
                 m_refusals = tr("Could not be asked: %1").arg(reasonsOf(*refused));
                 refresh();
             });
}

void BulkProgress::move(BulkState to)
{
    const auto moved = to == BulkState::Cancelled ? m_bulks.cancel(m_id, m_actor, {}) : m_bulks.goOn(m_id, m_actor, {});
    whenDone(this, moved, [this](const Result<Committed> &done) {
        if (!done) // it had ended meanwhile: what is shown next says how
            Q_EMIT failed(done.error());
        refresh();
    });
}

} // namespace cairn
