#include "ui/filterline.h"

#include "control/filter.h"
#include "ui/statelook.h"
#include "ui/tintedicon.h"

#include <QKeyEvent>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds TypingPause{300};
}

FilterLine::FilterLine(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(u"runFilter"_s);
    setPlaceholderText(tr("Filter: state:blocked  service:ocr  since:2h  invoice"));
    setAccessibleName(tr("Filter runs"));
    setToolTip(tr("Part of a file name or a run id, and any of %1 followed by a colon and a value.")
                   .arg(filterKeys().join(QLatin1String(", "))));
    setClearButtonEnabled(true);
    setAcceptDrops(false); // a dropped file is to be submitted, not written into the filter
    addAction(tintedIcon(u"filter"_s), LeadingPosition);
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, [this] { apply(); });
    connect(this, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
}

void FilterLine::setFilterText(const QString &text)
{
    setText(text);
    apply();
}

bool FilterLine::apply()
{
    m_pause.stop();
    const auto filter = parseFilter(splitFilterLine(text()), SystemClock().now());
    if (!filter) {
        Q_EMIT wrong(filter.error());
        return false;
    }
    Q_EMIT right();
    if (*filter == m_last)
        return true;
    m_last = *filter;
    Q_EMIT filterChanged(*filter);
    return true;
}

void FilterLine::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        if (apply())
            Q_EMIT leave();
        return;
    default: QLineEdit::keyPressEvent(event);
    }
}

/// A frame that can be seen on any ground: some dark styles draw none.
void FilterLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Active, QPalette::Highlight), 1.5)
                              : QPen(blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.4), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 3, 3);
}

} // namespace cairn
