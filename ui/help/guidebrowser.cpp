#include "ui/help/guidebrowser.h"

#include "ui/help/guide.h"
#include "ui/help/guidedress.h"
#include "ui/look/statelook.h"
#include "ui/parts/focusmark.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int ReadableCharacters = 118; ///< longer lines are hard to follow back
constexpr int LeastMargin = 24;
constexpr int FocusFrame = 3; ///< above and below the text, for it to be seen
constexpr int MostMarks = 1'000;

} // namespace

GuideBrowser::GuideBrowser(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(u"guideText"_s);
    setAccessibleName(tr("Guide"));
    setOpenLinks(false);
    setFrameShape(NoFrame);
    setUndoRedoEnabled(false);
    connect(this, &QTextBrowser::sourceChanged, this, &GuideBrowser::dress);
    connect(this, &QTextBrowser::anchorClicked, this, &GuideBrowser::follow);
}

/// Beside the text, which hides what is painted under it.
bool GuideBrowser::event(QEvent *event)
{
    const bool done = QTextBrowser::event(event);
    if (event->type() == QEvent::Paint && hasFocus())
        paintFocusFrame(*this);
    return done;
}

void GuideBrowser::open(const QString &page)
{
    setSource(QUrl(u"guide:/%1"_s.arg(page)));
}

QVariant GuideBrowser::loadResource(int, const QUrl &name)
{
    if (name.scheme() != "guide"_L1)
        return {};
    return guideText(name.path().mid(1));
}

void GuideBrowser::follow(const QUrl &link)
{
    const QUrl target = source().resolved(link);
    if (target.scheme() == "guide"_L1)
        setSource(target);
    else
        Q_EMIT outsideWanted(target);
}

/// Gives the page its looks and its headings the names that links know them by.
/// source() is not the new page yet while its signal is sent.
void GuideBrowser::dress(const QUrl &page)
{
    const int place = verticalScrollBar()->value();
    m_marks.clear();
    m_current = -1;
    setExtraSelections({});
    dressGuide(*document(), font(), palette());
    verticalScrollBar()->setValue(place);
    if (page.hasFragment())
        scrollToAnchor(page.fragment());
}

void GuideBrowser::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        dressGuide(*document(), font(), palette());
        colourMarks();
    }
}

void GuideBrowser::resizeEvent(QResizeEvent *event)
{
    const int text = ReadableCharacters * fontMetrics().averageCharWidth();
    const int margin = std::max(LeastMargin, (width() - text) / 2);
    const int right = margin > 4 * LeastMargin ? 2 * margin - 4 * LeastMargin : margin;
    setViewportMargins(std::min(margin, 4 * LeastMargin), FocusFrame, right, FocusFrame);
    QTextBrowser::resizeEvent(event);
}

int GuideBrowser::mark(const QString &text, bool show)
{
    m_marks.clear();
    m_current = -1;
    const int from = textCursor().selectionStart();
    QTextCursor found;
    while (!text.isEmpty() && m_marks.size() < MostMarks) {
        found = document()->find(text, found);
        if (found.isNull())
            break;
        if (m_current < 0 && found.selectionStart() >= from)
            m_current = int(m_marks.size());
        m_marks.append(found);
    }
    if (m_current < 0 && !m_marks.isEmpty())
        m_current = 0;
    colourMarks();
    if (show)
        showCurrentMark();
    return int(m_marks.size());
}

int GuideBrowser::goOn(bool backwards)
{
    const int count = int(m_marks.size());
    if (count > 0)
        m_current = (m_current + (backwards ? count - 1 : 1)) % count;
    colourMarks();
    showCurrentMark();
    return currentMark();
}

void GuideBrowser::colourMarks()
{
    QList<QTextEdit::ExtraSelection> selections;
    for (int i = 0; i < m_marks.size(); ++i) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = m_marks.at(i);
        const QColor ink = StateLook::ink(Look::WaitingRetry, palette());
        selection.format.setBackground(i == m_current ? ink : StateLook::wash(Look::WaitingRetry, palette()));
        if (i == m_current)
            selection.format.setForeground(palette().color(QPalette::Base));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void GuideBrowser::showCurrentMark()
{
    if (m_current < 0)
        return;
    QTextCursor place = m_marks.at(m_current);
    place.setPosition(place.selectionStart()); // the mark shows it, not a selection
    setTextCursor(place);
    ensureCursorVisible();
}

} // namespace cairn
