#include "control/folderwatch.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Files that change, are replaced, come and go.
class TestFolderWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void tellsOfWhatItBeginsToWatch();
    void tellsOfAChangedFile();
    void tellsOfAReplacedFileAgainAndAgain();
    void tellsOfANewFile();
    void missingPathsDoNoHarm();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestFolderWatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(u"a.yaml"_s, "one");
}

void TestFolderWatch::write(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

void TestFolderWatch::tellsOfWhatItBeginsToWatch()
{
    FolderWatch watch;
    QSignalSpy changed(&watch, &FolderWatch::changed);
    watch.watch({m_folder->path()});
    QVERIFY(changed.wait(20'000));
    watch.watch({m_folder->path()}); // nothing new
    watch.watch({m_folder->path(), path(u"a.yaml"_s)});
    QVERIFY(changed.wait(20'000));
    QCOMPARE(changed.size(), 2);
}

void TestFolderWatch::tellsOfAChangedFile()
{
    FolderWatch watch;
    QSignalSpy changed(&watch, &FolderWatch::changed);
    watch.watch({path(u"a.yaml"_s)});
    QVERIFY(changed.wait(20'000));
    write(u"a.yaml"_s, "two");
    QVERIFY(changed.wait(20'000));
}

/// As editors do that write a new file and rename it: the watched one is gone.
void TestFolderWatch::tellsOfAReplacedFileAgainAndAgain()
{
    FolderWatch watch;
    QSignalSpy changed(&watch, &FolderWatch::changed);
    const QStringList paths{m_folder->path(), path(u"a.yaml"_s)};
    watch.watch(paths);
    QVERIFY(changed.wait(20'000));
    for (int i = 0; i < 3; ++i) {
        QSaveFile file(path(u"a.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::number(i));
        QVERIFY(file.commit());
        QVERIFY(changed.wait(20'000));
        watch.watch(paths); // as after a look at what changed
    }
}

void TestFolderWatch::tellsOfANewFile()
{
    FolderWatch watch;
    QSignalSpy changed(&watch, &FolderWatch::changed);
    watch.watch({m_folder->path()});
    QVERIFY(changed.wait(20'000));
    write(u"b.yaml"_s, "new");
    QVERIFY(changed.wait(20'000));
}

void TestFolderWatch::missingPathsDoNoHarm()
{
    FolderWatch watch;
    QSignalSpy changed(&watch, &FolderWatch::changed);
    watch.watch({path(u"none"_s)});
    watch.watch({path(u"none"_s), m_folder->path()});
    QVERIFY(changed.wait(20'000));
    write(u"c.yaml"_s, "new");
    QVERIFY(changed.wait(20'000));
}

QTEST_GUILESS_MAIN(TestFolderWatch)
#include "tst_control_folderwatch.moc"
