#pragma once

#include "ui/look/statelook.h"

#include <QPlainTextEdit>

#include <optional>

namespace cairn {

/// One line of text as it is shown: its numbers, and what is to be seen about it.
struct TextLine
{
    QString text;
    int before = 0;           ///< number in the left column; 0: none
    int after = 0;            ///< number in the right column, if there are two; 0: none
    QString sign;             ///< one character between the numbers and the text
    std::optional<Look> look; ///< the ground of the line
    QString tip;              ///< said of the line when the mouse rests on it
};

/// Text with line numbers that is read, not written: sources and comparisons. Lines are not broken.
class LinedText : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit LinedText(QWidget *parent = nullptr);

    /// A text as it stands.
    void setSource(const QString &text);
    /// With one column of numbers (`before`), or two.
    void setLines(const QList<TextLine> &lines, int numberColumns);
    /// Makes a line the current one, in the middle of what is seen.
    void showLine(int line);
    const QList<TextLine> &lines() const { return m_lines; }

protected:
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Gutter;
    void useFixedFont();
    int gutterWidth() const;
    int numberWidth() const;
    void placeGutter();
    void paintGutter(QPainter &painter, const QRect &area);
    void paintNumbers(QPainter &painter, const TextLine &line, const QRect &row, bool isCurrent);
    template <typename Paint> void forVisibleLines(const QRect &area, Paint paint);

    Gutter *m_gutter;
    QList<TextLine> m_lines;
    int m_numberColumns = 1;
    int m_shown = 0; ///< the line that showLine() asked for, from 1; 0: none
};

} // namespace cairn
