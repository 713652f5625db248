#pragma once

#include <QMap>
#include <QSet>
#include <QWidget>

class QsciLexer;
class QsciLexerJSON;
class QsciLexerYAML;
class QsciScintilla;

namespace cairn {

/// Text with line numbers, folding and marks, in the palette's colours; read-only unless it is said to be edited. Meant for a few
/// MiB: what is larger comes in pages.
class CodeView : public QWidget
{
    Q_OBJECT
public:
    enum class Language { Plain, Json, Yaml };
    enum class Mark { Added, Removed, Changed, Filler, Wrong, Doubtful };

    explicit CodeView(QWidget *parent = nullptr);
    ~CodeView() override;

    void setText(const QString &text, Language language);
    /// Before setText; texts are foldable unless this is said.
    void setFoldable(bool foldable) { m_foldable = foldable; }
    /// Before setText.
    void setEditable(bool editable);
    QString text() const;
    int lineCount() const;
    /// Grounds of lines, from 0, in place of those before.
    void setMarks(const QMultiMap<int, Mark> &marks);
    /// What is said under lines, from 0, in place of what was said before; these lines are marked too: as wrong, or as doubtful.
    void setRemarks(const QMap<int, QString> &remarks, const QSet<int> &doubtful = {});
    /// Puts another text in place of this one and leaves the cursor and what is seen where they are; it can be undone.
    void changeText(const QString &text);
    /// What was before cannot be brought back any more.
    void forgetUndo();
    QMap<int, QString> remarks() const { return m_remarks; }
    /// The number that stands before each line, in place of 1, 2, 3 …; empty texts for lines without.
    void setLineNumbers(const QStringList &numbers);

    /// Selects the next place, from the cursor on and around the end.
    bool find(const QString &text, bool backwards);
    void goToLine(int line);
    int currentLine() const;
    QString selectedText() const;
    int firstVisibleLine() const;
    void setFirstVisibleLine(int line);
    void setWrapped(bool wrapped);
    /// The widget that takes the keys.
    QWidget *editor() const;

Q_SIGNALS:
    void scrolled(int firstLine);
    /// By somebody, or by setText.
    void textChanged();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QsciLexer *lexerOf(Language language) const;
    void configure();
    void takeColours();
    void takeMargins();
    bool isCursorSeen() const;

    QsciScintilla *m_editor;
    QsciLexerJSON *m_json;
    QsciLexerYAML *m_yaml;
    QMap<int, QString> m_remarks;
    QSet<int> m_doubtful; ///< lines of remarks
    QMultiMap<int, Mark> m_marks;
    bool m_ownNumbers = false;
    bool m_foldable = true;
};

} // namespace cairn
