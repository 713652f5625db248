#include "commandline.h"
#include "reading.h"
#include "signalwatcher.h"

#include "control/events.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int EventPageSize = 500;
constexpr int FollowEveryMs = 200;
constexpr int ReopenEveryMs = 5'000;

void printEvent(const QJsonObject &event, const Terminal &terminal)
{
    if (terminal.json())
        return terminal.object(event);
    const QJsonObject data = event.value(u"data"_s).toObject();
    QString told;
    for (const QString &field : {u"cause"_s, u"reason"_s, u"detail"_s}) {
        if (told.isEmpty())
            told = data.value(field).toString();
    }
    terminal.line(u"%1  %2  %3  %4"_s
                      .arg(event.value(u"time"_s).toString(),
                           event.value(u"type"_s).toString().mid(int(qstrlen("dev.cairn."))).leftJustified(22),
                           event.value(u"subject"_s).toString(), told)
                      .trimmed());
}

/// Prints all that is there and moves the cursor behind it. `mayPrint` is asked before each. Errors: Cancelled, if it says no.
Result<void> printNew(Reading &reading, const QString &workspace, EventCursor &cursor, const Terminal &terminal,
                      const std::function<bool()> &mayPrint)
{
    for (;;) {
        const auto page = readEvents(*reading.reader, cursor, workspace, EventPageSize);
        if (!page)
            return tl::unexpected(page.error());
        if (page->events.isEmpty())
            return {};
        for (const QJsonObject &event : page->events) {
            if (!mayPrint())
                return failure(ErrorKind::Cancelled, u"interrupted before all was told"_s, {},
                               u"`cairn events --after %1` goes on"_s.arg(toText(cursor)));
            printEvent(event, terminal);
        }
        cursor = page->next;
    }
}

/// A store that could not be written when it was opened is seen as it was then: it is opened anew now and then.
class Following
{
public:
    Following(const Invocation &invocation, Reading &reading) : m_folder(invocation.folder), m_reading(reading)
    {
        m_since.start();
    }

    void lookAgain()
    {
        if (!m_reading.session->onlyViewed() || !m_since.hasExpired(ReopenEveryMs))
            return;
        m_since.start();
        auto session = Session::open(m_folder, Session::Use::Looking);
        auto reader = session ? (*session)->store().reader() : tl::unexpected(session.error());
        if (!reader)
            return;                            // at the moment
        m_reading.reader = std::move(*reader); // before the store that the old one reads
        m_reading.session = std::move(*session);
    }

private:
    QString m_folder;
    Reading &m_reading;
    QElapsedTimer m_since;
};

/// Until a signal comes, or something cannot be read or printed.
Result<void> follow(const Invocation &invocation, Reading &reading, const QString &workspace, EventCursor &cursor,
                    const Terminal &terminal, const SignalWatcher &signalWatcher)
{
    Result<void> printed;
    QEventLoop loop;
    QTimer timer;
    Following following(invocation, reading);
    QObject::connect(&signalWatcher, &SignalWatcher::received, &loop, &QEventLoop::quit);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        following.lookAgain();
        printed = printNew(reading, workspace, cursor, terminal, [&] { return signalWatcher.waitToWrite(STDOUT_FILENO); });
        if (!printed)
            loop.quit();
    });
    timer.start(FollowEveryMs);
    loop.exec();
    return printed;
}

} // namespace

Exit eventsCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {}, u"All that happened, in order; with --json as CloudEvents 1.0, one a line."_s);
    arguments.addFlag(u"follow"_s, u"go on with what happens, until interrupted"_s);
    arguments.addOption(u"after"_s, u"PLACE"_s,
                        u"begin after this place, which an earlier call told at its end (\"now\": with what comes next)"_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    const bool follows = arguments.isSet(u"follow"_s);
    std::optional<SignalWatcher> signalWatcher; // without one, signals end this at once
    if (follows)
        signalWatcher.emplace();
    auto opened = openReading(invocation, Session::Use::Looking);
    if (!opened)
        return terminal.fail(opened.error());
    const QString workspace = scanWorkspace(opened->session->root()).name;
    const QString after = arguments.value(u"after"_s);
    const auto from = after.isEmpty()     ? Result<EventCursor>(EventCursor())
                      : after == "now"_L1 ? opened->reader->lastEvent()
                                          : cursorFromText(after);
    if (!from)
        return terminal.fail(from.error());
    EventCursor cursor = *from;
    auto printed = printNew(*opened, workspace, cursor, terminal,
                            [&] { return !follows || (!signalWatcher->hasCome() && signalWatcher->waitToWrite(STDOUT_FILENO)); });
    if (printed && follows)
        printed = follow(invocation, *opened, workspace, cursor, terminal, *signalWatcher);
    if (!printed)
        return terminal.fail(printed.error());
    if (!terminal.json())
        terminal.line(u"(place %1)"_s.arg(toText(cursor)));
    return Exit::Well;
}

} // namespace cairn
