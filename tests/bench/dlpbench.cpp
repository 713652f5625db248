#include "scenarios.h"

#include "measured.h"

#include "security/detectors.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <cstring>
#include <random>

namespace cairn::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype TextSize = 256 << 20;
constexpr qsizetype BlockSize = 256 * 1024; // as payloads are read
constexpr int Rounds = 5;

/// Running text, log lines and CSV with numbers, as services are sent it; now and then something that is found. The same each
/// time.
QByteArray mixedText()
{
    static constexpr const char *Words[] = {"the",     "invoice", "between", "number", "of",     "delivery", "Zahlung", "and",
                                            "payable", "to",      "bank",    "job",    "within", "account",  "days",    "service",
                                            "by",      "order",   "subject", "please", "terms",  "a",        "is",      "in"};
    std::mt19937 random(42);
    QByteArray text;
    text.reserve(TextSize + 256);
    while (text.size() < TextSize) {
        switch (random() % 8) {
        case 0:
            text += "2026-11-26T21:" + QByteArray::number(10 + random() % 50) + ":07.123Z INFO request " +
                    QByteArray::number(random()) + " took 12 ms\n";
            break;
        case 1:
            text += QByteArray::number(random() % 100'000) + ';' + QByteArray::number(random() % 1'000) + ".50;DE;Musterstadt\n";
            break;
        case 2: text += random() % 50 == 0 ? "ann@example.com paid with 4111 1111 1111 1111\n" : "no news\n"; break;
        default:
            for (int i = 0; i < 12; ++i)
                text += QByteArray(Words[random() % std::size(Words)]) + (i == 11 ? ".\n" : " ");
        }
    }
    text.truncate(TextSize);
    return text;
}

double megabytesPerSecond(const std::function<void()> &work)
{
    const auto begun = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    return TextSize / 1e6 / taken.count();
}

qint64 scan(const std::shared_ptr<const DetectorSet> &set, const QByteArray &text)
{
    qint64 found = 0;
    DataScanner scanner(set, [&](const DataFinding &) { ++found; });
    for (qsizetype at = 0; at < text.size(); at += BlockSize)
        scanner.add(QByteArrayView(text).sliced(at, std::min(BlockSize, text.size() - at)));
    scanner.finish();
    return found;
}

Sample repeated(const std::function<void()> &work)
{
    Sample sample;
    for (int round = 0; round < Rounds; ++round)
        sample.values.push_back(megabytesPerSecond(work));
    return sample;
}

/// The real grep, counting lines with a card-like number in the same bytes: of the file, from the page cache.
Sample grep(const QString &path, const QString &log)
{
    Sample sample;
    for (int round = 0; round < Rounds; ++round) {
        const Usage usage = measure({u"grep"_s, u"-cE"_s, u"[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}"_s, path}, log);
        sample.values.push_back(TextSize / 1e6 / usage.seconds);
    }
    return sample;
}

} // namespace

/// How fast one core looks through text for all built-in classes, and with a regular expression of one's own: MB/s, and the ratio
/// to copying the same bytes and to grep looking for one of the classes.
void dlp(Report &report)
{
    const QByteArray text = mixedText();
    const auto every = DetectorSet::of(allDataKinds());
    const auto card = DetectorSet::of({DataKind::Card});
    QList<DataClass> classes{{u"customer"_s, DataClass::By::Regex, u"\\bKD-[0-9]{8}\\b"_s}};
    for (const DataKind kind : allDataKinds())
        classes.append({word(kind), DataClass::By::Detector, word(kind)});
    const auto withOwn = DetectorSet::make(classes).value();

    QByteArray copy(TextSize, '\0');
    const Sample copied = repeated([&] { std::memcpy(copy.data(), text.constData(), TextSize); });
    const Sample all = repeated([&] { std::ignore = scan(every, text); });
    report.add({u"dlp"_s, u"all classes"_s, all, u"MB/s"_s, {}, 200, false});
    report.add({u"dlp"_s, u"cards alone"_s, repeated([&] { std::ignore = scan(card, text); }), u"MB/s"_s, {}, 200, false});
    report.add(
        {u"dlp"_s, u"all classes and a regex"_s, repeated([&] { std::ignore = scan(withOwn, text); }), u"MB/s"_s, {}, 0, false});
    report.add({u"dlp"_s, u"all classes, to memcpy"_s, all, u"MB/s"_s, copied, 0, false});

    const QTemporaryDir folder;
    QFile file(folder.filePath(u"text"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("the text cannot be written");
    file.close();
    report.add({u"dlp"_s, u"all classes, to grep -cE for cards"_s, all, u"MB/s"_s,
                grep(file.fileName(), folder.filePath(u"log"_s)), 0, false});
}

} // namespace cairn::bench
