// The examples that `cairn init --example` unpacks are all there.

#include <QDirIterator>
#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

class TestExamples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resourceListsEveryFile();
    void samplesAreSmall();

private:
    static QString folder() { return qEnvironmentVariable("CAIRN_SOURCE") + QStringLiteral("/resources"); }
    static QStringList filesIn(const QString &path);
};

QStringList TestExamples::filesIn(const QString &path)
{
    QStringList files;
    QDirIterator iterator(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (iterator.hasNext())
        files.append(QDir(path).relativeFilePath(iterator.next()));
    files.sort();
    return files;
}

void TestExamples::resourceListsEveryFile()
{
    QFile file(folder() + QStringLiteral("/examples.qrc"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QStringList listed;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != QStringLiteral("file"))
            continue;
        const QString alias = xml.attributes().value(QStringLiteral("alias")).toString();
        QCOMPARE(xml.readElementText(), QStringLiteral("examples/") + alias);
        listed.append(alias);
    }
    QVERIFY(!xml.hasError());
    listed.sort();
    QCOMPARE(listed, filesIn(folder() + QStringLiteral("/examples")));
}

void TestExamples::samplesAreSmall()
{
    for (const QString &name : filesIn(folder() + QStringLiteral("/examples")))
        QVERIFY2(QFile(folder() + QStringLiteral("/examples/") + name).size() < 8192, qPrintable(name));
}

QTEST_GUILESS_MAIN(TestExamples)
#include "test_examples.moc"
