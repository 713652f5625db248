#include "definition/schema.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The tests of the JSON Schema organisation for draft 7 (Debian's json-schema-test-suite). What we do not pass, and why, is
/// written down by name in schema-suite-known.txt: any other failure fails here, and so does a name in that list that passes.
class TestSchemaSuite : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void required();
    void optional();

private:
    void run(const QString &filter, bool optionalOnes);
};

namespace {

const QString Root = QStringLiteral(CAIRN_SCHEMA_SUITE "/tests/draft7/");

QJsonArray groupsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

QStringList files(bool optionalOnes)
{
    QStringList found;
    QDirIterator entries(Root, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        if (path.startsWith(Root + u"optional/"_s) == optionalOnes)
            found.append(path);
    }
    found.sort();
    return found;
}

/// The names listed for one of the two runs; lines with # are reasons.
QSet<QString> knownFailures(bool optionalOnes)
{
    QFile file(QStringLiteral(CAIRN_SCHEMA_SUITE_KNOWN));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("schema-suite-known.txt cannot be read");
    QSet<QString> names;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!line.startsWith(QLatin1Char('#')) && line.startsWith(u"optional/"_s) == optionalOnes)
            names.insert(line);
    }
    return names;
}

/// "file: group: test" of those that fail; `count` grows by all there are.
QSet<QString> failuresIn(const QString &path, int &count)
{
    QSet<QString> failures;
    for (const QJsonValue &group : groupsOf(path)) {
        const auto schema = Schema::compile({u"suite"_s, 1}, group["schema"_L1]);
        for (const QJsonValue &test : group["tests"_L1].toArray()) {
            ++count;
            const bool passes = schema && schema->validate(test["data"_L1]).isEmpty() == test["valid"_L1].toBool();
            if (!passes)
                failures.insert(path.mid(Root.size()) + u": "_s + group["description"_L1].toString() + u": "_s +
                                test["description"_L1].toString());
        }
    }
    return failures;
}

/// Says the names one by one, because Qt Test cuts long messages off; true if there are none.
bool areNone(const QSet<QString> &names)
{
    QStringList sorted(names.begin(), names.end());
    sorted.sort();
    for (const QString &name : sorted)
        qWarning("%s", qPrintable(name));
    return names.isEmpty();
}

} // namespace

void TestSchemaSuite::run(const QString &kind, bool optionalOnes)
{
    int count = 0;
    QSet<QString> failures;
    for (const QString &path : files(optionalOnes))
        failures += failuresIn(path, count);
    qInfo("%s: %d of %d pass", qPrintable(kind), count - int(failures.size()), count);
    QVERIFY2(count > 100, "the suite is not where CMake found it");
    const QSet<QString> known = knownFailures(optionalOnes);
    QVERIFY2(areNone(failures - known), "these fail, and are not in schema-suite-known.txt");
    QVERIFY2(areNone(known - failures), "these pass, or are gone: take them out of schema-suite-known.txt");
}

void TestSchemaSuite::required()
{
    run(u"required"_s, false);
}

void TestSchemaSuite::optional()
{
    run(u"optional"_s, true);
}

QTEST_GUILESS_MAIN(TestSchemaSuite)
#include "tst_schema_suite.moc"
