#include "consolescenarios.h"

#include "consolewindow.h"
#include "failurestore.h"
#include "uiwatchdog.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QTest>

#include <chrono>

namespace cairn::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int Failures = 100'000;
constexpr int Incidents = 500;
constexpr int Rounds = 5;
constexpr int Steps = 40;

double msSince(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

QAction *room(ConsoleWindow &console, const char *name)
{
    return console.window().findChild<QAction *>(QString::fromLatin1(name));
}

} // namespace

/// From Ctrl+3 to the first page of the inbox and the newest incident beside it, both painted; then from one incident to the next
/// by the keyboard, and the longest turn of the UI thread in all that.
void consoleInbox(Report &report)
{
    const QString store = testing::cachedFailureStore(Failures, Incidents);
    Sample opened;
    for (int round = 0; round < Rounds; ++round) {
        ConsoleWindow console(store);
        console.show();
        console.untilFirstPage();
        auto *list = console.window().findChild<QListView *>(u"incidentList"_s);
        auto *counts = console.window().findChild<QLabel *>(u"incidentCounts"_s);
        const auto begun = std::chrono::steady_clock::now();
        room(console, "showFailures")->trigger();
        ConsoleWindow::until([&] { return list->model()->rowCount() > 0 && !counts->text().isEmpty() && counts->isVisible(); });
        console.window().repaint();
        opened.values.push_back(msSince(begun));
    }
    report.add({u"console"_s, u"inbox"_s, opened, u"ms"_s, {}, 150, true});
    ConsoleWindow console(store);
    console.show();
    console.untilFirstPage();
    testing::UiWatchdog watchdog;
    room(console, "showFailures")->trigger();
    auto *list = console.window().findChild<QListView *>(u"incidentList"_s);
    auto *number = console.window().findChild<QLabel *>(u"incidentNumber"_s);
    ConsoleWindow::until([&] { return list->model()->rowCount() > 0 && !number->text().isEmpty(); });
    Sample next;
    for (int step = 0; step < Steps; ++step) {
        const QString before = number->text();
        const auto begun = std::chrono::steady_clock::now();
        QTest::keyClick(list, Qt::Key_Down);
        ConsoleWindow::until([&] { return number->text() != before; });
        next.values.push_back(msSince(begun));
    }
    report.add({u"console"_s, u"inbox: the next incident"_s, next, u"ms"_s, {}, 150, true}); // 60 of them wait for the next key
    report.add({u"console"_s, u"inbox: longest turn of the UI thread"_s, {{watchdog.longest().count()}}, u"ms"_s, {}, 50, true});
}

} // namespace cairn::bench
