#include "definition/templatetext.h"

namespace cairn {

using namespace Qt::StringLiterals;

tl::expected<QList<TemplatePart>, TemplateFault> splitTemplate(const QString &text)
{
    constexpr qsizetype Mark = 3; // "${{"
    QList<TemplatePart> parts;
    qsizetype from = 0;
    while (true) {
        const qsizetype open = text.indexOf("${{"_L1, from);
        if (const QString literal = text.mid(from, open < 0 ? -1 : open - from); !literal.isEmpty())
            parts.append({false, literal, from});
        if (open < 0)
            return parts;
        const JqScan scan = scanJq(text, open + Mark, true);
        if (!scan.fault.isEmpty())
            return tl::unexpected(TemplateFault{u"in an expression, "_s + scan.fault,
                                                u"Check its brackets and quotes up to the closing }}"_s, scan.faultAt});
        if (!scan.closed)
            return tl::unexpected(TemplateFault{u"'${{' is never closed"_s,
                                                scan.comment ? u"A # comment goes on to the end of the line: leave it out"_s
                                                             : u"Write }} after the expression"_s,
                                                open});
        qsizetype start = open + Mark;
        while (start < scan.end && text[start].isSpace())
            ++start;
        const QString program = QStringView(text).mid(start, scan.end - start).trimmed().toString();
        if (program.isEmpty())
            return tl::unexpected(
                TemplateFault{u"an expression is empty"_s, u"Write what to put there: ${{ .input.name }}"_s, open});
        parts.append({true, program, start});
        from = scan.end + 2;
    }
}

bool isOneExpression(const QString &text)
{
    const auto parts = splitTemplate(text);
    return parts && parts->size() == 1 && parts->first().expression;
}

QString literalText(const QString &text)
{
    QString literal;
    if (const auto parts = splitTemplate(text)) {
        for (const TemplatePart &part : *parts) {
            if (!part.expression)
                literal += part.text;
        }
    }
    return literal;
}

} // namespace cairn
