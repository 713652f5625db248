// The examples that `cairn init --example` unpacks are all there.

#include <QDirIterator>
#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

class TestExamples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resourceListsEveryFile();
    void samplesAreSmall();

private:
    static QString folder() { return qEnvironmentVariable("CAIRN_SOURCE") + u"/resources"_s; }
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
    QFile file(folder() + u"/examples.qrc"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QStringList listed;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != u"file"_s)
            continue;
        const QString alias = xml.attributes().value(u"alias"_s).toString();
        QCOMPARE(xml.readElementText(), u"examples/"_s + alias);
        listed.append(alias);
    }
    QVERIFY(!xml.hasError());
    listed.sort();
    QCOMPARE(listed, filesIn(folder() + u"/examples"_s));
}

void TestExamples::samplesAreSmall()
{
    for (const QString &name : filesIn(folder() + u"/examples"_s))
        QVERIFY2(QFile(folder() + u"/examples/"_s + name).size() < 8192, qPrintable(name));
}

QTEST_GUILESS_MAIN(TestExamples)
#include "tst_examples.moc"
