#include "terminal.h"

#include "base/printable.h"
#include "control/json.h"

#include <QRegularExpression>
#include <QTextStream>

#include <algorithm>
#include <cstdio>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
void put(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

Exit exitFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
    case ErrorKind::Definition:
    case ErrorKind::Forbidden: return Exit::Usage;
    case ErrorKind::NotFound: return Exit::NoMatch;
    case ErrorKind::Conflict: // somebody was first, or it is so already: the store is well
        return Exit::NeedsPerson;
    case ErrorKind::Cancelled: return Exit::Interrupted;
    default: return Exit::Store;
    }
}

constexpr qsizetype LeastWrapped = 20; ///< columns; fewer are no help

/// So many columns; 0: it is no terminal, and what is written goes on to a program.
int widthOf(int descriptor)
{
    winsize size{};
    return ::isatty(descriptor) && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// Lines of at most `width` characters, broken between words where there are any.
QStringList wrapped(QString text, qsizetype width)
{
    QStringList lines;
    while (text.size() > width) {
        const qsizetype space = text.lastIndexOf(QLatin1Char(' '), width);
        const qsizetype end = space > 0 ? space : width;
        lines.append(text.left(end));
        text = text.mid(end).trimmed();
    }
    lines.append(text);
    return lines;
}
} // namespace

Terminal::Terminal(bool json)
    : m_json(json), m_interactive(!json && ::isatty(STDERR_FILENO)),
      m_colour(!json && ::isatty(STDOUT_FILENO) && !qEnvironmentVariableIsSet("NO_COLOR"))
{
}

void Terminal::line(const QString &text) const
{
    if (!m_json)
        put(stdout, plain(text) + QLatin1Char('\n'));
}

void Terminal::object(const QJsonObject &object) const
{
    put(stdout, printableJson(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact))) + QLatin1Char('\n'));
}

/// Nothing but our own colours steers the terminal.
QString Terminal::plain(const QString &text) const
{
    static const QRegularExpression colour(u"\033\\[[0-9]{1,2}m"_s);
    if (!m_colour)
        return printableLines(text);
    QString clean;
    qsizetype done = 0;
    for (auto it = colour.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        clean += printableLines(text.mid(done, match.capturedStart() - done)) + match.captured();
        done = match.capturedEnd();
    }
    return clean + printableLines(text.mid(done));
}

void Terminal::table(const QStringList &header, const QList<QStringList> &foreign) const
{
    QList<QStringList> rows = foreign;
    for (QStringList &row : rows)
        std::transform(row.begin(), row.end(), row.begin(), printable);
    QList<qsizetype> widths;
    for (const QString &title : header)
        widths.append(title.size());
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    // what stands last is a sentence: on a terminal it goes on below itself
    qsizetype before = 0;
    for (const qsizetype width : widths.mid(0, std::max<qsizetype>(widths.size() - 1, 0)))
        before += width + 2;
    const qsizetype room = widthOf(STDOUT_FILENO) - before;
    const auto print = [&](const QStringList &row, bool isHeader) {
        QString text;
        for (qsizetype i = 0; i + 1 < row.size(); ++i) {
            const QString cell = row[i].leftJustified(widths[i]) + u"  "_s;
            text += isHeader ? cell : coloured(cell, row[i]);
        }
        const QString last = row.isEmpty() ? QString() : row.last();
        const QStringList lines = room >= LeastWrapped ? wrapped(last, room) : QStringList(last);
        text += isHeader ? lines.first() : coloured(lines.first(), last);
        line(text.trimmed().isEmpty() ? QString() : text);
        for (const QString &more : lines.mid(1))
            line(QString(before, QLatin1Char(' ')) + more);
    };
    print(header, true);
    for (const QStringList &row : rows)
        print(row, false);
}

void Terminal::warn(const QString &text) const
{
    // further lines stand below the first: none of them can be taken for one of the log's
    const QString lines = printableLines(text).replace(QLatin1Char('\n'), u"\n  "_s);
    progress({}, 0, 0);
    put(stderr, u"cairn: "_s + lines + QLatin1Char('\n'));
}

Exit Terminal::fail(const Error &error) const
{
    if (m_json)
        put(stderr,
            printableJson(QString::fromUtf8(QJsonDocument(toJson(error)).toJson(QJsonDocument::Compact))) + QLatin1Char('\n'));
    else
        warn(describe(error));
    return exitFor(error.kind);
}

Exit Terminal::delivered(Exit exit) const
{
    // The stream remembers a failure of any part of it, though not which.
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return exit;
    pollfd reader{STDOUT_FILENO, POLLOUT, 0};
    if (::poll(&reader, 1, 0) > 0 && (reader.revents & POLLERR) != 0)
        return exit; // it has gone: what it wanted, it has read
    return fail({ErrorKind::Io,
                 u"not all of the output could be written"_s,
                 {},
                 u"See whether there is room where standard output goes to"_s});
}

void Terminal::progress(const QString &text, qint64 done, qint64 total) const
{
    if (!m_interactive)
        return;
    if (text.isEmpty())
        return put(stderr, u"\r\033[K"_s);
    constexpr int Width = 30;
    const int filled = total > 0 ? int(done * Width / total) : 0;
    const QString bar = QString(filled, QLatin1Char('#')) + QString(Width - filled, QLatin1Char('-'));
    const QString count = total > 0 ? u"%1/%2"_s.arg(done).arg(total) : QString::number(done);
    QString line = u"[%1] %2 %3"_s.arg(bar, count, printable(text));
    if (const int width = widthOf(STDERR_FILENO); width > 0 && line.size() >= width) // what is wrapped is not drawn over
        line = line.left(width - 2) + QChar(0x2026);
    put(stderr, u"\r\033[K"_s + line);
}

bool Terminal::confirm(const QString &question) const
{
    if (!::isatty(STDIN_FILENO))
        return false;
    put(stderr, printableLines(question) + u" [y/N] "_s);
    QTextStream input(stdin);
    return input.readLine().trimmed().toLower() == "y"_L1;
}

QString Terminal::coloured(const QString &text, const QString &stateWord) const
{
    static const QHash<QString, int> Colours{{u"running"_s, 34},   {u"in_flight"_s, 34},       {u"succeeded"_s, 32},
                                             {u"degraded"_s, 36},  {u"waiting_retry"_s, 33},   {u"waiting_callback"_s, 35},
                                             {u"blocked"_s, 31},   {u"outcome_unknown"_s, 95}, {u"held"_s, 90},
                                             {u"cancelled"_s, 90}, {u"skipped"_s, 90}};
    const int colour = m_colour ? Colours.value(stateWord.trimmed()) : 0;
    return colour ? u"\033[%1m%2\033[0m"_s.arg(colour).arg(text) : text;
}

} // namespace cairn
