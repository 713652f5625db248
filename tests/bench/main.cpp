#include "bareloop.h"
#include "scenarios.h"

#include <QCoreApplication>
#include <QStringList>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace cairn::bench;

namespace {
struct Entry
{
    const char *name;
    void (*measure)(Report &);
};
constexpr Entry Entries[] = {{"files4", files4},     {"growth", growth},         {"big", big},         {"resume", resume},
                             {"policy", policy},     {"faults", faults},         {"waiting", waiting}, {"bulk", bulk},
                             {"simulate", simulate}, {"encryption", encryption}, {"dlp", dlp}};

int usage()
{
    std::fprintf(stderr, "Usage: cairn-bench [NAME…] [--json]\nNames:");
    for (const Entry &entry : Entries)
        std::fprintf(stderr, " %s", entry.name);
    std::fprintf(stderr, "\n");
    return 2;
}
} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QStringList words = QCoreApplication::arguments().mid(1);
    if (words.value(0) == "--bare"_L1 && words.size() == 6)
        return bareLoop(words[1], words[3].toInt(), words[4].toInt(), words[5].toInt(), words[2] == "2"_L1) == 0 ? 0 : 1;
    Report report(words.removeAll(u"--json"_s) > 0);
    for (const QString &word : std::as_const(words)) {
        const bool known = std::any_of(std::begin(Entries), std::end(Entries),
                                       [&](const Entry &entry) { return word == QLatin1String(entry.name); });
        if (!known)
            return usage();
    }
    report.machine();
    for (const Entry &entry : Entries) {
        if (words.isEmpty() || words.contains(QLatin1String(entry.name)))
            entry.measure(report);
    }
    return report.allHold() ? 0 : 1;
}
