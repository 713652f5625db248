#include "definition/runbookfile.h"
#include "definition/workspace.h"
#include "runbook/shelf.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is at hand: the workspace's own runbooks, and those that come with Cairn.
class TestRunbookShelf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder.emplace(); }
    void shippedAreSound();
    void thereIsOneForEveryFailure();
    void theWorkspacesOwnTakesThePlace();
    void faultyFilesAreNamedAndLeftOut();
    void checkedAgainstTheWorkspace();
    void recordedTextIsReadAgain();

private:
    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    std::optional<QTemporaryDir> m_folder;
};

void TestRunbookShelf::shippedAreSound()
{
    const QDir folder(qEnvironmentVariable("CAIRN_SOURCE") + u"/resources/runbooks"_s);
    const QStringList files = folder.entryList({u"*.md"_s});
    QCOMPARE(shippedRunbooks().size(), files.size());
    for (const QString &name : files) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const RunbookFile read = readRunbookFile(file.readAll(), name);
        QVERIFY2(read.problems.isEmpty(), qPrintable(read.problems.value(0).toString()));
        QVERIFY2(read.uses.isEmpty(), qPrintable(name)); // it fits any workspace
        QVERIFY(read.runbook.isShipped());
        QVERIFY(read.runbook.count(RunbookPart::Kind::Step) >= 3);
        QVERIFY(read.runbook.count(RunbookPart::Kind::Action) >= 3);
    }
}

void TestRunbookShelf::thereIsOneForEveryFailure()
{
    const RunbookShelf shelf = RunbookShelf::read(m_folder->path());
    QSet<QString> titles;
    for (int i = 0; i <= int(Category::Internal); ++i) {
        const auto category = Category(i);
        const QList<Runbook> found = shelf.matching({{u"any"_s, StepId(u"any"_s), category, {}}});
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().name, u"standard-%1"_s.arg(word(category)));
        titles.insert(found.first().title);
        const auto undecided = shelf.matching({{u"any"_s, StepId(u"any"_s), category, {}}, {}, true});
        QCOMPARE(undecided.first().name, u"standard-unknown"_s);
        QCOMPARE(undecided.value(1).name, found.first().name);
    }
    QCOMPARE(titles.size(), 10);
}

void TestRunbookShelf::theWorkspacesOwnTakesThePlace()
{
    write(u"runbooks/standard-network.md"_s, "---\ntitle: Ours\nmatch: { category: network }\n---\nText\n");
    const RunbookShelf shelf = RunbookShelf::read(m_folder->path());
    QCOMPARE(shelf.all().size(), 11);
    QCOMPARE(shelf.find(u"standard-network"_s)->title, u"Ours"_s);
    QCOMPARE(shelf.find(u"standard-network"_s)->file, u"runbooks/standard-network.md"_s);
    const auto missing = shelf.find(u"standard-netwrk"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY2(missing.error().remedy.contains(u"standard-network"_s), qPrintable(missing.error().remedy));
}

void TestRunbookShelf::faultyFilesAreNamedAndLeftOut()
{
    write(u"runbooks/bad.md"_s, "no front matter\n");
    write(u"runbooks/good.md"_s, "---\ntitle: Good\n---\nText\n");
    const RunbookShelf shelf = RunbookShelf::read(m_folder->path());
    QVERIFY(!shelf.find(u"bad"_s));
    QVERIFY(shelf.find(u"good"_s).has_value());
    QCOMPARE(shelf.problems().size(), 1);
    QCOMPARE(shelf.problems().first().file, u"runbooks/bad.md"_s);
}

void TestRunbookShelf::checkedAgainstTheWorkspace()
{
    write(u"cairn.yaml"_s, "workspace: w\n");
    write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: http://127.0.0.1:1\n");
    write(u"pipelines/p.yaml"_s,
          "pipeline: p\nversion: 1\nsteps:\n  read:\n    service: ocr\n    request: { method: GET, path: / }\n");
    write(u"runbooks/a.md"_s, "---\ntitle: A\nmatch: { service: orc, step: reed, pipeline: invoices }\n---\n");
    write(u"runbooks/b.md"_s, "---\ntitle: B\nmatch: { service: ocr, step: read, pipeline: p }\n---\n");
    const Workspace workspace = loadWorkspace(m_folder->path());
    QStringList said;
    for (const Problem &problem : workspace.problems)
        said.append(problem.toString());
    QCOMPARE(said, (QStringList{u"runbooks/a.md:3:19: there is no service 'orc'. Did you mean 'ocr'?"_s,
                                u"runbooks/a.md:3:30: there is no step 'reed' in any pipeline. Did you mean 'read'?"_s,
                                u"runbooks/a.md:3:46: there is no pipeline 'invoices'. There are: p"_s}));
    QCOMPARE(workspace.runbooks.size(), 1);
    QCOMPARE(workspace.runbooks.first().name, u"b"_s);
}

void TestRunbookShelf::recordedTextIsReadAgain()
{
    const Runbook &shipped = shippedRunbooks().first();
    const auto again = recordedRunbook(shipped.name, shipped.source);
    QVERIFY(again.has_value());
    QCOMPARE(again->parts, shipped.parts);
    QCOMPARE(recordedRunbook(u"x"_s, "rubbish").error().kind, ErrorKind::Damaged);
}

QTEST_GUILESS_MAIN(TestRunbookShelf)
#include "tst_runbook_shelf.moc"
