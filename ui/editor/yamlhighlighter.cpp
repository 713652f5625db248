#include "ui/editor/yamlhighlighter.h"

#include "ui/look/statelook.h"

#include <QEvent>
#include <QRegularExpression>
#include <QWidget>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QColor inkOf(YamlPart part, const QPalette &palette)
{
    switch (part) {
    case YamlPart::Key: return StateLook::ink(Look::Running, palette);
    case YamlPart::Text: return StateLook::ink(Look::Succeeded, palette);
    case YamlPart::Number: return StateLook::ink(Look::WaitingRetry, palette);
    case YamlPart::Comment: return quietInk(palette);
    case YamlPart::Expression: return StateLook::ink(Look::WaitingCallback, palette);
    }
    Q_UNREACHABLE();
    return {};
}

YamlPart partOf(const QRegularExpressionMatch &match)
{
    if (match.hasCaptured(1))
        return YamlPart::Comment;
    if (match.hasCaptured(2))
        return YamlPart::Key;
    return match.hasCaptured(3) ? YamlPart::Text : YamlPart::Number;
}

} // namespace

QList<YamlSpan> yamlSpans(const QString &line)
{
    static const QRegularExpression token(
        uR"x((^#.*|(?<=\s)#.*))x"
        uR"x(|((?:(?<=^)|(?<=[\s{,]))[A-Za-z_][\w.-]*(?=:(?:\s|$))))x"
        uR"x(|((?<!\w)"(?:[^"\\]|\\.)*"?|(?<!\w)'(?:[^']|'')*'?))x"
        uR"x(|((?<![\w./-])\d+(?:\.\d+)?(?:ms|s|m|h|d|KB|MB|GB|%)?(?![\w./-])|\b(?:true|false|null)\b))x"_s);
    static const QRegularExpression expression(uR"x(\$\{\{.*?\}\})x"_s);
    QList<YamlSpan> spans;
    for (auto it = token.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        spans.append({match.capturedStart(), match.capturedLength(), partOf(match)});
    }
    const auto commentAt =
        std::find_if(spans.begin(), spans.end(), [](const YamlSpan &span) { return span.part == YamlPart::Comment; });
    const qsizetype end = commentAt == spans.end() ? line.size() : commentAt->start;
    for (auto it = expression.globalMatch(line); it.hasNext();) {
        const auto match = it.next();
        if (match.capturedStart() < end)
            spans.append({match.capturedStart(), match.capturedLength(), YamlPart::Expression}); // over what surrounds it
    }
    return spans;
}

YamlHighlighter::YamlHighlighter(QWidget *view, QTextDocument *document) : QSyntaxHighlighter(document), m_view(view)
{
    view->installEventFilter(this);
}

bool YamlHighlighter::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::PaletteChange)
        rehighlight();
    return false;
}

void YamlHighlighter::highlightBlock(const QString &text)
{
    for (const YamlSpan &span : yamlSpans(text))
        setFormat(int(span.start), int(span.length), inkOf(span.part, m_view->palette()));
}

} // namespace cairn
