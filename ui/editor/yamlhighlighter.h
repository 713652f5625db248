#pragma once

#include <QSyntaxHighlighter>

namespace cairn {

/// What a piece of a line of YAML is.
enum class YamlPart { Key, Text, Number, Comment, Expression };

/// A piece of a line, in UTF-16 units.
struct YamlSpan
{
    qsizetype start = 0;
    qsizetype length = 0;
    YamlPart part = YamlPart::Text;
    bool operator==(const YamlSpan &) const = default;
};

/// The pieces of one line that are to be told apart, from left to right. A sketch for the eye: texts over several lines are
/// taken line by line.
QList<YamlSpan> yamlSpans(const QString &line);

/// Colours definitions: keys, texts, numbers, comments and the expressions within them.
class YamlHighlighter : public QSyntaxHighlighter
{
public:
    /// Colours come from the palette of `view`, also when it changes.
    explicit YamlHighlighter(QWidget *view, QTextDocument *document);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void highlightBlock(const QString &text) override;

private:
    QWidget *m_view;
};

} // namespace cairn
