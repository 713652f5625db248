#include "figures.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <QThread>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace cairn::bench {

double Sample::median() const
{
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty())
        return 0;
    const size_t middle = sorted.size() / 2;
    return sorted.size() % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

double Sample::low() const
{
    return values.empty() ? 0 : *std::min_element(values.begin(), values.end());
}
double Sample::high() const
{
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

double Figure::judged() const
{
    return baseline ? value.median() / baseline->median() : value.median();
}

bool Figure::holds() const
{
    return !goal || (goalIsCeiling ? judged() <= *goal : judged() >= *goal);
}

void Report::machine() const
{
    const auto field = [](const QString &path, const QByteArray &key) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return QString();
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (line.startsWith(key))
                return QString::fromLatin1(line.mid(line.indexOf(':') + 1).trimmed());
        }
        return QString();
    };
    std::fprintf(m_json ? stderr : stdout, "machine: %s, %d cores, memory %s, %s, %s\n",
                 qPrintable(field(u"/proc/cpuinfo"_s, "model name")), QThread::idealThreadCount(),
                 qPrintable(field(u"/proc/meminfo"_s, "MemTotal")), qPrintable(QSysInfo::prettyProductName()),
                 qPrintable(QSysInfo::kernelVersion()));
}

void Report::add(const Figure &figure)
{
    m_allHold = m_allHold && figure.holds();
    if (m_json) {
        QJsonObject line{{u"bench"_s, figure.bench},
                         {u"figure"_s, figure.figure},
                         {u"value"_s, figure.value.median()},
                         {u"unit"_s, figure.unit},
                         {u"goal"_s, figure.goal ? QJsonValue(*figure.goal) : QJsonValue()},
                         {u"holds"_s, figure.holds()},
                         {u"low"_s, figure.value.low()},
                         {u"high"_s, figure.value.high()}};
        line.insert(u"baseline"_s, figure.baseline ? QJsonValue(figure.baseline->median()) : QJsonValue());
        line.insert(u"ratio"_s, figure.baseline ? QJsonValue(figure.judged()) : QJsonValue());
        std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    } else {
        if (!std::exchange(m_headed, true))
            std::printf("%-8s %-34s %12s %-8s %21s %10s %6s %6s\n", "bench", "figure", "median", "unit", "spread", "baseline",
                        "ratio", "goal");
        const QString spread = u"%1 – %2"_s.arg(figure.value.low(), 0, 'f', 1).arg(figure.value.high(), 0, 'f', 1);
        const QString baseline = figure.baseline ? QString::number(figure.baseline->median(), 'f', 1) : u"-"_s;
        const QString ratio = figure.baseline ? QString::number(figure.judged(), 'f', 2) : u"-"_s;
        QString goal = u"-"_s;
        if (figure.goal)
            goal = (figure.goalIsCeiling ? u"≤%1 "_s : u"≥%1 "_s).arg(*figure.goal) + (figure.holds() ? u"holds"_s : u"MISSED"_s);
        std::printf("%-8s %-34s %12.1f %-8s %21s %10s %6s %s\n", qPrintable(figure.bench), qPrintable(figure.figure),
                    figure.value.median(), qPrintable(figure.unit), qPrintable(spread), qPrintable(baseline), qPrintable(ratio),
                    qPrintable(goal));
    }
    std::fflush(stdout);
}

} // namespace cairn::bench
