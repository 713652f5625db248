#include "ui/parts/findbar.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/tonedlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QToolButton *button(const QString &name, const QString &icon, const QString &tip)
{
    auto *made = new QToolButton;
    made->setObjectName(name);
    made->setIcon(tintedIcon(icon));
    made->setAutoRaise(true);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    return made;
}

void addKey(QWidget *area, const QList<QKeySequence> &keys, const std::function<void()> &then)
{
    auto *action = new QAction(area);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(action, &QAction::triggered, area, then);
    area->addAction(action);
}

} // namespace

FindBar::FindBar(QWidget *area, QWidget *target, Opens opens)
    : QWidget(area), m_target(target), m_text(new QLineEdit), m_outcome(new TonedLabel(TonedLabel::Quiet))
{
    setObjectName(u"findBar"_s);
    m_text->setObjectName(u"findText"_s);
    m_text->setAccessibleName(tr("Find"));
    m_text->setPlaceholderText(tr("Find…"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(360);
    m_outcome->setObjectName(u"findOutcome"_s);
    auto *previous = button(u"findPrevious"_s, u"up"_s, tr("Previous (Shift+F3)"));
    auto *next = button(u"findNext"_s, u"down"_s, tr("Next (F3)"));
    auto *close = button(u"findClose"_s, u"close"_s, tr("Close (Esc)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addSpacing(8);
    row->addWidget(m_outcome, 1);
    row->addWidget(close);
    connect(previous, &QToolButton::clicked, this, [this] { ask(true); });
    connect(next, &QToolButton::clicked, this, [this] { ask(false); });
    connect(close, &QToolButton::clicked, this, &FindBar::dismiss);
    connect(m_text, &QLineEdit::textEdited, this, [this] { m_outcome->clear(); });
    if (opens == Opens::ByKey)
        addKey(area, {QKeySequence::Find}, [this] { open(); });
    addKey(area, {Qt::Key_F3}, [this] { ask(false); });
    addKey(area, {Qt::SHIFT | Qt::Key_F3}, [this] { ask(true); });
    hide();
}

void FindBar::open()
{
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FindBar::tell(const QString &outcome)
{
    m_outcome->setText(outcome);
}

void FindBar::ask(bool backwards)
{
    if (m_text->text().isEmpty())
        open();
    else
        Q_EMIT wanted(m_text->text(), backwards);
}

void FindBar::dismiss()
{
    hide();
    m_target->setFocus(Qt::OtherFocusReason);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        dismiss();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        ask(event->modifiers().testFlag(Qt::ShiftModifier));
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace cairn
