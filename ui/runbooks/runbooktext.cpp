#include "ui/runbooks/runbooktext.h"

#include "ui/help/guidedress.h"
#include "ui/parts/plaintip.h"

#include <QImage>
#include <QMouseEvent>
#include <QTextBlock>
#include <QTextDocument>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool leadsSomewhere(const QUrl &url)
{
    return url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && !url.host().isEmpty();
}

} // namespace

RunbookText::RunbookText(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(u"runbookText"_s);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setFrameShape(NoFrame);
    setUndoRedoEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTabChangesFocus(true);
    viewport()->setAutoFillBackground(false);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (leadsSomewhere(url))
            Q_EMIT linkWanted(url);
    });
    // where a link leads is told before it is followed
    connect(this, &QTextBrowser::highlighted, this,
            [this](const QUrl &url) { setToolTip(leadsSomewhere(url) ? plainTip(url.toDisplayString()) : QString()); });
}

void RunbookText::setText(const QString &markdown)
{
    document()->setMarkdown(markdown, QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                          QTextDocument::MarkdownNoHTML);
    takeOutPictures();
    setAccessibleName(document()->toPlainText().simplified().left(200));
    const bool hasLinks = markdown.contains(u"]("_s) || markdown.contains(u"://"_s);
    setFocusPolicy(hasLinks ? Qt::StrongFocus : Qt::ClickFocus); // Tab leads to what can be used
    dress();
}

/// An empty picture: given nothing at all, Qt's layout of pictures looks for a file of that name by itself.
QVariant RunbookText::loadResource(int type, const QUrl &)
{
    if (type != QTextDocument::ImageResource)
        return {};
    QImage nothing(1, 1, QImage::Format_ARGB32_Premultiplied);
    nothing.fill(Qt::transparent);
    return nothing;
}

/// What is said instead of a picture leaves no doubt that there is one in the file.
void RunbookText::takeOutPictures()
{
    QList<std::pair<int, QString>> pictures; // place and description, the last first
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat format = it.fragment().charFormat();
            if (!format.isImageFormat())
                continue;
            const QString told = format.stringProperty(QTextFormat::ImageAltText);
            const QString text = told.isEmpty() ? tr("[picture, not shown]") : tr("[picture, not shown: %1]").arg(told);
            for (int i = 0; i < it.fragment().length(); ++i)
                pictures.prepend({it.fragment().position() + i, text});
        }
    }
    for (const auto &[place, text] : std::as_const(pictures)) {
        QTextCursor cursor(document());
        cursor.setPosition(place);
        cursor.setPosition(place + 1, QTextCursor::KeepAnchor);
        cursor.insertText(text, QTextCharFormat());
    }
}

void RunbookText::dress()
{
    m_dressing = true;
    dressGuide(*document(), font(), palette());
    document()->setDocumentMargin(0);
    m_dressing = false;
    fit();
}

void RunbookText::fit()
{
    document()->setTextWidth(viewport()->width());
    const int needed = int(std::ceil(document()->size().height()));
    if (needed != height())
        setFixedHeight(needed);
}

void RunbookText::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (!m_dressing && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        dress();
}

void RunbookText::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    fit();
}

void RunbookText::mouseReleaseEvent(QMouseEvent *event)
{
    const bool plain = event->button() == Qt::LeftButton && anchorAt(event->position().toPoint()).isEmpty();
    QTextBrowser::mouseReleaseEvent(event);
    if (plain && !textCursor().hasSelection())
        Q_EMIT clicked();
}

/// The page scrolls, not the piece.
void RunbookText::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace cairn
