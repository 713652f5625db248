#include "definition/runbookpage.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// An opened fence: what closes it, and whether it holds an action.
struct Fence
{
    QChar mark;
    qsizetype length = 0;
    bool ofAction = false;
    int line = 0;
};

std::optional<Fence> openingFence(const QString &line, int number)
{
    static const QRegularExpression form(u"^ {0,3}(`{3,}|~{3,})\\s*(.*?)\\s*$"_s);
    const auto match = form.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    const QString marks = match.captured(1);
    const QString info = match.captured(2);
    if (marks.front() == u'`' && info.contains(u'`'))
        return std::nullopt; // code within a line
    return Fence{marks.front(), marks.size(), info.section(u' ', 0, 0) == "action"_L1, number};
}

bool closes(const Fence &fence, const QString &line)
{
    const QString marks = line.trimmed();
    return line.indexOf(marks) <= 3 && marks.size() >= fence.length && marks.count(fence.mark) == marks.size();
}

class Cutter
{
public:
    Cutter(const QString &source, FileReport &report) : m_lines(source.split(u'\n')), m_report(report) {}

    RunbookPage run()
    {
        qsizetype next = readFront();
        for (; next < m_lines.size(); ++next)
            take(m_lines.at(next), int(next) + 1);
        endText();
        if (m_fence)
            m_report.add({m_fence->line, 1}, u"this block is never closed"_s,
                         u"Write a line of %1 after it"_s.arg(QString(m_fence->length, m_fence->mark)));
        return std::move(m_page);
    }

private:
    /// Brings the line after it.
    qsizetype readFront()
    {
        if (m_lines.value(0).trimmed() != "---"_L1)
            return 0;
        m_page.hasFront = true;
        m_page.front = "\n";
        for (qsizetype i = 1; i < m_lines.size(); ++i) {
            if (m_lines.at(i).trimmed() == "---"_L1)
                return i + 1;
            m_page.front += m_lines.at(i).toUtf8() + '\n';
        }
        m_report.add({1, 1}, u"the front matter never ends"_s, u"Write a line of --- after its last key"_s);
        m_page.front.clear();
        return m_lines.size();
    }

    void take(const QString &line, int number)
    {
        if (m_fence)
            return takeFenced(line);
        if (const auto fence = openingFence(line, number))
            return open(*fence, line, number);
        static const QRegularExpression item(u"^\\s*[-*+] \\[([ xX])\\](?:\\s+(.*))?$"_s);
        if (const auto match = item.match(line); match.hasMatch())
            return takeStep(match, number);
        // CommonMark's continuation of a list item: indented, or lazily without a blank line before
        if (m_inStep && !line.trimmed().isEmpty() && (line.startsWith("  "_L1) || !startsBlock(line))) {
            m_page.pieces.last().text += u'\n' + line.trimmed();
            return;
        }
        m_inStep = false;
        addText(line, number);
    }

    static bool startsBlock(const QString &line)
    {
        static const QRegularExpression form(u"^ {0,3}(#{1,6}\\s|>|[-*+] |\\d+[.)] |\\|)"_s);
        return form.match(line).hasMatch();
    }

    void takeStep(const QRegularExpressionMatch &match, int number)
    {
        endText();
        const QString text = match.captured(2).trimmed();
        if (text.isEmpty())
            m_report.add({number, 1}, u"this step says nothing"_s, u"Write what is to be done: - [ ] TEXT"_s);
        if (match.captured(1) != " "_L1)
            m_report.add({number, int(match.capturedStart(1)) + 1}, u"a step is not ticked in its file"_s,
                         u"Write - [ ]: whoever follows the runbook ticks it, and that is recorded"_s);
        m_page.pieces.append({RunbookPiece::Kind::Step, number, text});
        m_inStep = true;
    }

    void open(const Fence &fence, const QString &line, int number)
    {
        m_fence = fence;
        m_inStep = false;
        if (!fence.ofAction)
            return addText(line, number);
        endText();
        m_page.pieces.append({RunbookPiece::Kind::Action, number + 1, {}});
    }

    void takeFenced(const QString &line)
    {
        const bool last = closes(*m_fence, line);
        if (!m_fence->ofAction)
            addText(line, 0);
        else if (!last)
            m_page.pieces.last().text += line + u'\n';
        if (last)
            m_fence.reset();
    }

    void addText(const QString &line, int number)
    {
        if (m_text.isEmpty()) {
            if (line.trimmed().isEmpty())
                return;
            m_textLine = number;
        }
        m_text.append(line);
    }

    void endText()
    {
        const QString text = m_text.join(u'\n').trimmed();
        m_text.clear();
        if (!text.isEmpty())
            m_page.pieces.append({RunbookPiece::Kind::Text, m_textLine, text});
        m_inStep = false;
    }

    const QStringList m_lines;
    FileReport &m_report;
    RunbookPage m_page;
    std::optional<Fence> m_fence;
    QStringList m_text; ///< lines of the text that goes on
    int m_textLine = 0;
    bool m_inStep = false; ///< the next line may belong to the step before
};

} // namespace

RunbookPage cutRunbookPage(const QString &source, FileReport &report)
{
    QString text = source;
    text.replace("\r\n"_L1, "\n"_L1);
    return Cutter(text, report).run();
}

} // namespace cairn
