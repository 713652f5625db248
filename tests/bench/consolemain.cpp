#include "consolescenarios.h"
#include "fleetstore.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QSettings>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace cairn::bench;

namespace {
struct Entry
{
    const char *name;
    void (*measure)(Report &);
};
constexpr Entry Entries[] = {{"console", consoleStart}, {"console", consoleFilters},       {"console", consoleScroll},
                             {"console", consoleInbox}, {"console-files4", consoleFiles4}, {"trends", trendsOverMillions}};
} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                       QDir::tempPath() + u"/cairn-console-bench"_s); // nobody's own
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"cairn-console-bench"_s);
    QLocale::setDefault(QLocale::c());
    QStringList words = QCoreApplication::arguments().mid(1);
    if (words.value(0) == "--start"_L1)
        return tellStart(words.value(1));
    Report report(words.removeAll(u"--json"_s) > 0);
    for (const QString &word : std::as_const(words)) {
        const bool known = std::any_of(std::begin(Entries), std::end(Entries),
                                       [&](const Entry &entry) { return word == QLatin1String(entry.name); });
        if (!known) {
            std::fprintf(stderr, "Usage: cairn-console-bench [console] [console-files4] [trends] [--json]\n");
            return 2;
        }
    }
    report.machine();
    for (const Entry &entry : Entries) {
        if (words.isEmpty() || words.contains(QLatin1String(entry.name)))
            entry.measure(report);
    }
    return report.allHold() ? 0 : 1;
}
