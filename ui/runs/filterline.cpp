#include "ui/runs/filterline.h"

#include "control/filter.h"
#include "ui/runs/filterpopup.h"

#include <QKeyEvent>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds TypingPause{300};
}

FilterLine::FilterLine(QWidget *parent) : FramedLine(u"runFilter"_s, tr("Filter runs"), parent)
{
    setPlaceholderText(tr("Filter: state:blocked  service:ocr  since:2h  invoice"));
    setToolTip(tr("Part of a file name or a run id, and any of %1 followed by a colon and a value. Ctrl+Space offers them.")
                   .arg(filterKeys().join(", "_L1)));
    m_pause.setSingleShot(true);
    m_pause.setInterval(TypingPause);
    connect(&m_pause, &QTimer::timeout, this, &FilterLine::applyAfterPause);
    connect(this, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_typing = true;
        offer(Asked::ByTyping);
    });
    connect(this, &QLineEdit::cursorPositionChanged, this, [this] {
        if (isOffering())
            offer(Asked::ByTyping);
    });
}

/// The names may come when somebody has typed "service:" already.
void FilterLine::setVocabulary(const FilterVocabulary &vocabulary)
{
    if (std::exchange(m_vocabulary, vocabulary) != vocabulary && m_typing && hasFocus())
        offer(Asked::ByTyping);
}

void FilterLine::setFilterText(const QString &text)
{
    m_typing = false;
    closePopup();
    setText(text);
    apply();
}

/// Half a word is no mistake while its ends are on offer.
void FilterLine::applyAfterPause()
{
    if (!isOffering() || parseFilter(splitFilterLine(text()), SystemClock().now()))
        apply();
}

bool FilterLine::apply()
{
    m_pause.stop();
    const Timestamp now = SystemClock().now();
    const auto filter = parseFilter(splitFilterLine(text()), now);
    if (!filter) {
        Q_EMIT wrong(filter.error());
        return false;
    }
    Q_EMIT right();
    if (*filter == m_last)
        return true;
    m_last = *filter;
    m_moment = now;
    Q_EMIT filterChanged(*filter);
    return true;
}

bool FilterLine::isOffering() const
{
    return m_popup && m_popup->isVisible();
}

void FilterLine::closePopup()
{
    if (!isOffering())
        return;
    m_popup->hide();
    m_pause.start(); // what stands there now may be a mistake
}

void FilterLine::offer(Asked asked)
{
    if (m_accepting)
        return;
    const int cursor = cursorPosition();
    const bool inWord = cursor > 0 && !text().at(cursor - 1).isSpace();
    const FilterCompletion completion = completeFilter(text(), cursor, m_vocabulary);
    if (completion.candidates.isEmpty() || (asked == Asked::ByTyping && !inWord)) {
        closePopup();
        return;
    }
    if (!m_popup) {
        m_popup = new FilterPopup(window());
        connect(m_popup, &FilterPopup::accepted, this, &FilterLine::accept);
    }
    const int typed = fontMetrics().horizontalAdvance(text().mid(completion.from, cursor - completion.from));
    const int left = std::clamp(cursorRect().center().x() - typed - 10, 0, width());
    m_popup->offer(completion.candidates, mapTo(m_popup->parentWidget(), QPoint(left, height() + 2)));
}

bool FilterLine::acceptChoice()
{
    const auto choice = isOffering() ? m_popup->choice() : std::nullopt;
    if (choice)
        accept(*choice);
    return choice.has_value();
}

void FilterLine::accept(const FilterCandidate &candidate)
{
    const FilterCompletion completion = completeFilter(text(), cursorPosition(), m_vocabulary);
    m_accepting = true;
    setSelection(completion.from, completion.to - completion.from);
    insert(candidate.text);
    m_accepting = false;
    m_typing = candidate.kind == FilterCandidate::Kind::Key;
    if (m_typing)
        offer(Asked::ByTyping); // on to its values
    else
        closePopup();
}

/// Whether the popup is meant by a key.
bool FilterLine::popupTakes(QKeyEvent *event)
{
    if (!isOffering())
        return false;
    switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp: m_popup->move(event->key()); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: return acceptChoice();
    case Qt::Key_Escape:
        m_typing = false;
        closePopup();
        return true;
    default: return false;
    }
}

bool FilterLine::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && isOffering() && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // closes the popup, does not leave the line
        return true;
    }
    const bool isTab = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab;
    if (isTab && popupTakes(static_cast<QKeyEvent *>(event)))
        return true;
    return QLineEdit::event(event);
}

void FilterLine::keyPressEvent(QKeyEvent *event)
{
    if (popupTakes(event))
        return;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        closePopup();
        if (apply())
            Q_EMIT leave();
        return;
    case Qt::Key_Space:
        if (event->modifiers() == Qt::ControlModifier) {
            offer(Asked::ByKey);
            return;
        }
        break;
    default: break;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterLine::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    Q_EMIT vocabularyWanted();
}

void FilterLine::focusOutEvent(QFocusEvent *event)
{
    m_typing = false;
    closePopup();
    QLineEdit::focusOutEvent(event);
}

void FilterLine::resizeEvent(QResizeEvent *event)
{
    closePopup();
    QLineEdit::resizeEvent(event);
}

} // namespace cairn
