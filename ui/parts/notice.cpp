#include "ui/parts/notice.h"

#include "ui/look/tintedicon.h"
#include "ui/parts/statepill.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int NoticeMargin = 16;
constexpr int WidestText = 560;
constexpr int NoticeIcon = 18;
constexpr qsizetype MostWarnings = 3;
constexpr std::chrono::milliseconds GoodNewsStay{6'000};
} // namespace

Notice::Notice(QWidget *area) : QFrame(area), m_text(new QLabel)
{
    setObjectName(u"notice"_s);
    m_text->setObjectName(u"noticeText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton;
    close->setObjectName(u"noticeClose"_s);
    close->setIcon(tintedIcon(u"close"_s));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close this notice"));
    connect(close, &QToolButton::clicked, this, &Notice::forget);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16 + NoticeIcon + 10, 10, 8, 10);
    row->setSpacing(10);
    row->addWidget(m_text, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    m_leave.setSingleShot(true);
    m_leave.setInterval(GoodNewsStay);
    connect(&m_leave, &QTimer::timeout, this, &Notice::goOn);
    area->installEventFilter(this);
    hide();
}

void Notice::tell(const QString &text)
{
    m_news = text;
    present();
    m_leave.start();
}

void Notice::warn(const QString &text)
{
    m_warnings.removeAll(text);
    m_warnings.append(text);
    m_warnings = m_warnings.mid(std::max<qsizetype>(0, m_warnings.size() - MostWarnings));
    m_isBehind = false;
    m_news.clear(); // which is older than that
    m_leave.stop();
    present();
}

bool Notice::closeWarning()
{
    if (m_warnings.isEmpty())
        return false;
    forget();
    return true;
}

void Notice::leaveBehind()
{
    if (m_warnings.isEmpty())
        return;
    m_isBehind = true;
    m_leave.start();
}

/// A warning that nobody has closed outlasts the news below it.
void Notice::goOn()
{
    m_news.clear();
    m_warnings.isEmpty() || m_isBehind ? forget() : present();
}

void Notice::forget()
{
    m_leave.stop();
    m_warnings.clear();
    m_news.clear();
    hide();
}

void Notice::present()
{
    const QString text = (m_news.isEmpty() ? m_warnings : m_warnings + QStringList{m_news}).join(u'\n');
    m_text->setText(text);
    setAccessibleName(text);
    place();
    raise();
    show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Notice::place()
{
    const QMargins inner = layout()->contentsMargins();
    const int around = inner.left() + inner.right() + 40;
    const int room = std::min(parentWidget()->width() - 2 * NoticeMargin - around, WidestText);
    m_text->setFixedWidth(std::min(room, m_text->fontMetrics().size(0, m_text->text()).width() + 4));
    layout()->activate();
    const int height = std::max(m_text->heightForWidth(m_text->width()), 24) + inner.top() + inner.bottom();
    const int width = m_text->width() + around;
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - height - NoticeMargin, width, height);
}

bool Notice::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return false;
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const bool bad = !m_warnings.isEmpty();
    const Look look = bad ? Look::Blocked : Look::Succeeded;
    paintCard(painter, rect(), look, palette());
    const QColor ink = StateLook::ink(look, palette());
    paintIcon(painter, QRectF(16, 13, NoticeIcon, NoticeIcon), bad ? u"warning"_s : u"happened"_s, ink);
}

} // namespace cairn
