#include "ui/services/breakerpage.h"

#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/commandwatch.h"
#include "ui/parts/emptystate.h"
#include "ui/parts/flowlayout.h"
#include "ui/parts/offering.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/sectiontitle.h"
#include "ui/parts/whendone.h"
#include "ui/services/breakerhistory.h"
#include "ui/services/breakerorderdialog.h"
#include "ui/services/breakerwording.h"

#include "control/actor.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds RefreshRest{400};
constexpr int IconSide = 28;
constexpr int CauseLines = 2; ///< room is kept for them: what is below does not jump

} // namespace

BreakerPage::BreakerPage(Desk &desk, QWidget *parent)
    : ServicePage(parent), m_desk(desk), m_breakers(desk), m_refresher(RefreshRest), m_icon(new QLabel), m_title(new QLabel),
      m_cause(new QLabel), m_held(new QPushButton), m_answer(new TonedLabel(TonedLabel::Quiet)),
      m_history(new BreakerHistory(desk)), m_empty(new EmptyState), m_pages(new QStackedWidget)
{
    setObjectName(u"breakerPage"_s);
    setAccessibleName(tr("Breaker"));
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    column->addWidget(buildState());
    column->addWidget(m_answer);
    column->addWidget(m_history, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(body);
    m_empty->say(tr("Choose a service"), {}, {});
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);
    connect(&m_refresher, &Refresher::due, this, &BreakerPage::ask);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (!m_detail || !isVisible())
            return;
        presentState();
        m_history->tick();
    });
    m_second.start();
}

QLabel *BreakerPage::addFact(QGridLayout *grid, const QString &name, const QString &objectName)
{
    auto *label = new TonedLabel(TonedLabel::Quiet);
    label->setText(name);
    auto *value = new QLabel;
    value->setObjectName(objectName);
    value->setAccessibleName(name);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
    m_factNames.insert(value, label);
    return value;
}

/// A fact that there is nothing of is not told.
void BreakerPage::showFact(QLabel *value, const QString &text)
{
    value->setText(text);
    value->setVisible(!text.isEmpty());
    m_factNames.value(value)->setVisible(!text.isEmpty());
}

QWidget *BreakerPage::buildState()
{
    auto *state = new QWidget;
    m_title->setObjectName(u"breakerTitle"_s);
    m_title->setFont(sectionFont(m_title->font(), 1.4));
    m_cause->setObjectName(u"breakerCause"_s);
    m_cause->setTextFormat(Qt::PlainText);
    m_cause->setWordWrap(true);
    m_cause->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_cause->setMinimumHeight(CauseLines * m_cause->fontMetrics().lineSpacing());
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    m_order = addFact(grid, tr("Order"), u"breakerOrder"_s);
    m_progress = addFact(grid, tr("So far"), u"breakerProgress"_s);
    m_next = addFact(grid, tr("Next call"), u"breakerNext"_s);
    m_window = addFact(grid, tr("Window"), u"breakerWindow"_s);
    auto *waiting = new TonedLabel(TonedLabel::Quiet);
    waiting->setText(tr("Held runs"));
    m_held->setObjectName(u"breakerHeld"_s);
    m_held->setAccessibleName(tr("List the runs that wait for the service"));
    connect(m_held, &QPushButton::clicked, this, [this] { Q_EMIT runsWanted(u"state:held service:%1"_s.arg(m_service)); });
    const int row = grid->rowCount();
    grid->addWidget(waiting, row, 0);
    grid->addWidget(m_held, row, 1, Qt::AlignLeft);
    auto *top = new QHBoxLayout;
    top->addWidget(m_icon);
    top->addWidget(m_title, 1);
    auto *column = new QVBoxLayout(state);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(top);
    column->addWidget(buildOrders()); // above all that comes and goes
    column->addWidget(m_cause);
    column->addLayout(grid);
    column->addStretch(1);
    return state;
}

QPushButton *BreakerPage::addOrder(QLayout *row, CommandKind kind, const QString &icon, const QString &name, const QString &text)
{
    auto *button = new QPushButton(tintedIcon(icon), text);
    button->setObjectName(name);
    listInPalette(*button, tr("Breaker"));
    connect(button, &QPushButton::clicked, this, [this, kind] { choose(kind); });
    row->addWidget(button);
    m_orders.insert(kind, button);
    return button;
}

QWidget *BreakerPage::buildOrders()
{
    auto *orders = new QWidget;
    auto *row = new FlowLayout(6);
    orders->setLayout(row);
    addOrder(row, CommandKind::OpenBreaker, u"blocked"_s, u"forceOpen"_s, tr("Force o&pen…"));
    addOrder(row, CommandKind::CloseBreaker, u"succeeded"_s, u"forceClosed"_s, tr("Force &closed…"));
    addOrder(row, CommandKind::ReleaseBreaker, u"waves"_s, u"releaseWaves"_s, tr("Release in &waves…"));
    addOrder(row, CommandKind::FreeBreaker, u"retry"_s, u"letDecide"_s, tr("&Let it decide…"));
    addOrder(row, CommandKind::ProbeService, u"probe"_s, u"probeNow"_s, tr("Pro&be now"))
        ->setToolTip(tr("One GET of the base URL, past breaker and limits; it counts for none"));
    m_answer->setObjectName(u"breakerAnswer"_s);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_answer->hide();
    return orders;
}

void BreakerPage::setService(const QString &name)
{
    if (name == m_service)
        return;
    m_service = name;
    m_detail.reset();
    m_history->setService(name);
    m_inForce = false;
    m_answer->hide();
    m_empty->say(tr("Looking…"), {}, {});
    m_pages->setCurrentWidget(m_empty);
    if (isVisible())
        m_refresher.restart();
}

void BreakerPage::refresh()
{
    m_refresher.wake();
}

void BreakerPage::ask()
{
    const quint64 asked = ++m_asked;
    whenDone(this, m_breakers.breaker(m_service), [this, asked, service = m_service](const Result<BreakerDetail> &detail) {
        if (asked != m_asked)
            return;
        m_refresher.done();
        if (service == m_service)
            take(detail);
    });
}

void BreakerPage::take(const Result<BreakerDetail> &detail)
{
    if (!detail) {
        m_detail.reset();
        m_empty->say(tr("There is nothing to be told of it"), errorText(detail.error()).toHtmlEscaped(), {});
        m_pages->setCurrentWidget(m_empty);
        return;
    }
    m_detail = *detail;
    m_history->take(*detail);
    present();
}

void BreakerPage::present()
{
    m_pages->setCurrentIndex(1);
    presentState();
}

void BreakerPage::presentState()
{
    const ServiceHealth &health = m_detail->health;
    const Timestamp now = m_desk.clock().now();
    const BreakerState state = health.state.breaker.state(now);
    const Look look = lookOf(health, now);
    m_icon->setPixmap(iconPixmap(StateLook::iconName(look), StateLook::ink(look, palette()), IconSide, devicePixelRatioF()));
    m_title->setText(breakerTitle(health, now));
    m_cause->setText(breakerCause(health, now));
    showFact(m_order, orderText(health, now));
    showFact(m_progress, progressText(health, now));
    showFact(m_next, nextCallText(health, now));
    showFact(m_window, state == BreakerState::Closed ? windowText(health, now) : QString());
    m_held->setText(m_detail->held == 0 ? tr("None") : tr("%Ln run(s) held: list them", nullptr, int(m_detail->held)));
    m_held->setEnabled(m_detail->held > 0);
    const bool inForce = health.state.breaker.orderInForce(now) != nullptr;
    if (std::exchange(m_inForce, inForce) && !inForce && m_answered != CommandKind::ProbeService &&
        m_answered != CommandKind::FreeBreaker)
        m_answer->hide(); // what it says of an order holds no more
    for (const auto &[kind, button] : m_orders.asKeyValueRange()) {
        const bool possible = kind == CommandKind::FreeBreaker      ? inForce
                              : kind == CommandKind::ReleaseBreaker ? state != BreakerState::Closed || m_detail->held > 0
                                                                    : true;
        offer(*button, possible, m_desk, Role::Operator);
    }
}

/// A probe asks the service, and nobody for a reason.
void BreakerPage::choose(CommandKind kind)
{
    if (!m_detail)
        return;
    const Order order{kind, m_service};
    if (kind == CommandKind::ProbeService)
        return probe(order);
    auto *dialog = new BreakerOrderDialog(kind, m_service, m_detail->held, window());
    const auto give = [this, dialog, order] {
        return m_breakers.order(order.kind, order.service, dialog->lasts(), currentActor(), dialog->reason());
    };
    dialog->whenGiven(give, [this, order](qint64 id) { await(order, id); });
    dialog->open();
}

void BreakerPage::probe(const Order &order)
{
    whenDone(this, m_breakers.order(order.kind, order.service, {}, currentActor(), {}), [this, order](const Result<qint64> &id) {
        if (id)
            return await(order, *id);
        Q_EMIT failed(id.error());
    });
}

/// Of what was ordered for a service that is not shown any more, nothing is said here. No text: it is hidden.
void BreakerPage::answer(const Order &order, const QString &text, TonedLabel::Tone tone)
{
    if (order.service != m_service)
        return;
    m_answered = order.kind;
    m_answer->setTone(tone);
    m_answer->setText(text);
    m_answer->setVisible(!text.isEmpty());
}

void BreakerPage::await(const Order &order, qint64 command)
{
    answer(order, tr("%1: asked for; it is done as soon as a runner is at work.").arg(commandText(order.kind)),
           TonedLabel::Quiet);
    auto *watch = new CommandWatch(m_desk, {command}, this);
    const auto say = [this, order](const QString &result, TonedLabel::Tone tone) {
        answer(order, tr("%1, %2: %3").arg(commandText(order.kind), clockTime(m_desk.clock().now()), result), tone);
        refresh();
    };
    connect(watch, &CommandWatch::accepted, this, [say, order](const QString &result) {
        if (order.kind != CommandKind::ProbeService)
            return say(result, TonedLabel::Plain);
        const Probed probed = probedText(order.service, result);
        say(probed.text, probed.well ? TonedLabel::Plain : TonedLabel::Bad);
    });
    connect(watch, &CommandWatch::refused, this, [say](const Error &error) { say(error.detail, TonedLabel::Bad); });
}

void BreakerPage::changeEvent(QEvent *event)
{
    ServicePage::changeEvent(event);
    if (m_detail && (event->type() == QEvent::PaletteChange || event->type() == QEvent::LocaleChange))
        present();
}

} // namespace cairn
