// Goes through the seeds of a fuzz target, and through some thousand changes of them that are the same every time: what every
// build knows of hostile input without clang's fuzzer, which finds its own. The target ends the program where something is not as
// it must be.

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <cstdio>
#include <random>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

namespace {

constexpr int Changes = 2'000;
constexpr qsizetype Longest = 4'096; // bytes, as with the fuzzer

using Random = std::mt19937_64;

qsizetype below(Random &random, qsizetype limit)
{
    return limit > 0 ? qsizetype(random() % quint64(limit)) : 0;
}

QList<QByteArray> seedsIn(const QString &folder)
{
    QList<QByteArray> seeds;
    const QDir corpus(folder);
    for (const QString &name : corpus.entryList(QDir::Files, QDir::Name)) {
        QFile file(corpus.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            seeds.append(file.readAll());
    }
    return seeds;
}

/// One to four of: another byte, a part cut out, a part said twice, the rest from another seed.
QByteArray changed(QByteArray bytes, const QList<QByteArray> &seeds, Random &random)
{
    for (qsizetype times = 1 + below(random, 4); times > 0; --times) {
        const qsizetype at = below(random, bytes.size());
        const qsizetype length = below(random, std::min<qsizetype>(64, bytes.size() - at)) + 1;
        switch (below(random, 4)) {
        case 0:
            if (!bytes.isEmpty())
                bytes[at] = char(random());
            break;
        case 1: bytes.remove(at, length); break;
        case 2: bytes.insert(at, bytes.mid(at, length)); break;
        default:
            const QByteArray &other = seeds.at(below(random, seeds.size()));
            bytes = bytes.left(at) + other.mid(below(random, other.size()));
        }
    }
    return bytes.left(Longest);
}

void run(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size()));
}

} // namespace

int main(int argc, char **argv)
{
    const QList<QByteArray> seeds = argc == 2 ? seedsIn(QString::fromLocal8Bit(argv[1])) : QList<QByteArray>();
    if (seeds.isEmpty()) {
        std::fprintf(stderr, "usage: %s FOLDER-WITH-SEEDS\n", argv[0]);
        return 2;
    }
    for (const QByteArray &seed : seeds)
        run(seed);
    Random random(1);
    for (int i = 0; i < Changes; ++i)
        run(changed(seeds.at(i % seeds.size()), seeds, random));
    std::printf("%lld seeds, %d changes of them\n", qint64(seeds.size()), Changes);
}
