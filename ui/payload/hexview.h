#pragma once

#include "ui/payload/hexlayout.h"
#include "ui/payload/payloadparts.h"

#include <QAbstractScrollArea>

namespace cairn {

/// The bytes of a payload of any size, as numbers and as text. Only what is looked at is read, and never by the UI thread.
class HexView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    static constexpr qint64 MostCopied = 1 << 20; ///< bytes

    explicit HexView(Desk &desk, QWidget *parent = nullptr);

    /// `size`: bytes that lie there.
    void setPayload(const Digest &digest, qint64 size);
    /// Sensitive data is covered, in what is copied as well.
    void setCover(const Cover &cover);
    qint64 size() const { return m_layout.size; }
    qint64 cursor() const { return m_cursor; }
    void goTo(qint64 offset);
    /// First and last byte of what is selected: the one under the cursor if nothing else.
    std::pair<qint64, qint64> selection() const;
    int pagesHeld() const { return m_pages.pagesHeld(); }
    void copy(bool asText);
    void askForOffset();
    QSize sizeHint() const override;

Q_SIGNALS:
    void cursorMoved(qint64 offset);
    /// Something to be told the reader.
    void said(const QString &text);
    void failed(const cairn::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void addActions();
    void fitScrollBars();
    void takeScrollValue(int value);
    void setTop(qint64 line);
    void moveTo(qint64 offset, bool extend);
    void reveal(qint64 offset);
    void paintLine(QPainter &painter, qint64 line, int y);
    void paintByte(QPainter &painter, qint64 offset, int y, int place);
    qint64 offsetAt(const QPoint &position) const;
    int linesShown() const;

    PayloadPages m_pages;
    Desk &m_desk;
    HexLayout m_layout{0};
    qint64 m_top = 0; ///< line
    qint64 m_cursor = 0;
    qint64 m_anchor = 0;
    qint64 m_linesPerStep = 1; ///< of the scroll bar, which counts in int
    int m_charWidth = 8;
    int m_lineHeight = 16;
    bool m_scrolling = false;
};

} // namespace cairn
