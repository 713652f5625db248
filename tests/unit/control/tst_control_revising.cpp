#include "control/apply.h"
#include "control/review.h"
#include "control/revising.h"
#include "control/servicedesk.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// New revisions of services: what differs, who comes first, what they inherit, and the files beside them.
class TestRevising : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void changesAreNamedByTheirPlaces();
    void theFirstComerWins();
    void aRollBackSaysToWhichRevision();
    void aFileTakesBackNothingThatWasSet();
    void inheritanceIsRecorded();
    void aChangeKeepsWhatWasInherited();
    void onDiskSaysWhatTheFileIsWorth();
    void aFileIsWrittenOnlyAsItWasSeen();

private:
    void write(const QString &name, const QByteArray &text) const;
    QByteArray read(const QString &name) const;
    void apply();
    ServiceRevision live() { return m_reader->service(u"ocr"_s).value(); }
    Result<Committed> commit(const ServiceRevision &wanted, const ServiceRevision &seen);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreReader> m_reader;
};

void TestRevising::init()
{
    m_reader.reset();
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    QDir(m_folder->path()).mkpath(u"services"_s);
    write(u"cairn.yaml"_s, "workspace: harbour\npolicy: { retry: { attempts: 4 } }\n");
    write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\n");
    m_store = std::move(*openSqliteStore({m_folder->filePath(u".cairn"_s), false}));
    m_reader = std::move(*m_store->reader());
    apply();
}

void TestRevising::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray TestRevising::read(const QString &name) const
{
    QFile file(m_folder->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestRevising::apply()
{
    const auto applied = applyWorkspace(*m_store, loadWorkspace(m_folder->path()), SystemClock(), u"ann"_s, u"from the file"_s);
    QVERIFY2(applied, applied ? "" : qPrintable(describe(applied.error())));
}

Result<Committed> TestRevising::commit(const ServiceRevision &wanted, const ServiceRevision &seen)
{
    return m_store->commitAndWait(revisionTransaction(wanted, seen, SystemClock().now(), u"ben"_s, u"a try"_s));
}

void TestRevising::changesAreNamedByTheirPlaces()
{
    Service before;
    Service after = before;
    QVERIFY(serviceChanges(before, after).isEmpty());
    after.policy.timeout.step = Milliseconds(90'000);
    after.policy.rate = RatePolicy{Milliseconds(1'000), 5, 5};
    CategoryRule rule;
    rule.status = 409;
    rule.as = Category::Data;
    after.policy.categories = {rule};
    before.contract.owner = u"docs"_s;
    QStringList texts;
    for (const ServiceChange &change : serviceChanges(before, after))
        texts.append(toText(change));
    QCOMPARE(texts, (QStringList{u"policy.timeout.step: none → 90s"_s, u"policy.rate.limit: none → 5"_s,
                                 u"policy.rate.per: none → 1s"_s, u"policy.rate.burst: none → 5"_s,
                                 u"contract.owner: docs → none"_s, u"policy.categories: none → 409 as data"_s}));
}

void TestRevising::theFirstComerWins()
{
    const ServiceRevision first = live();
    const auto mine = withValues(first, {{u"policy.retry.attempts"_s, u"2"_s}});
    const auto theirs = withValues(first, {{u"policy.retry.attempts"_s, u"3"_s}});
    QVERIFY(mine && theirs);
    QVERIFY(commit(*theirs, first));
    QCOMPARE(live().revision, 2);
    const qint64 entries = (*m_reader->lastAuditEntry())->seq;
    const auto late = commit(*mine, first);
    QVERIFY(!late);
    QVERIFY(late.error().kind == ErrorKind::Conflict);
    QVERIFY2(late.error().detail.contains(u"ben recorded revision 2 of ocr"_s) && late.error().detail.contains(u"(a try)"_s),
             qPrintable(late.error().detail));
    QCOMPARE(live().revision, 2);
    QCOMPARE((*m_reader->lastAuditEntry())->seq, entries); // nothing of it is in the record
    QVERIFY(commit(*mine, live()));
    QCOMPARE(live().service.policy.retry.attempts, 2);
    ServiceRevision unknown = *mine;
    unknown.service.name = u"geo"_s;
    QVERIFY(commit(unknown, live()).error().kind == ErrorKind::Conflict); // there is none
}

void TestRevising::aRollBackSaysToWhichRevision()
{
    const auto after = [this] { return QJsonDocument::fromJson((*m_reader->lastAuditEntry())->after).object(); };
    const ServiceRevision first = live();
    const auto second = withValues(first, {{u"policy.retry.attempts"_s, u"9"_s}});
    QVERIFY(second && commit(*second, first));
    QVERIFY(!after().contains(u"rolled_back_to"_s));
    QVERIFY(commit(first, live()));
    QCOMPARE(after().value(u"rolled_back_to"_s).toInt(), 1);
    QCOMPARE(after().value(u"revision"_s).toInt(), 3);
    QCOMPARE(live().digest, first.digest);
}

/// Only what is said of values counts that somebody set beside it, and that the file leaves as they were before.
void TestRevising::aFileTakesBackNothingThatWasSet()
{
    const auto undone = [this] {
        const auto drift = findDrift(*m_reader, loadWorkspace(m_folder->path())).value();
        return drift.isEmpty() ? QStringList{u"nothing has changed"_s} : drift.first().undone;
    };
    const auto say = [this](const QByteArray &policy) {
        write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\npolicy: " + policy + "\n");
    };
    const auto set = [this](const QString &attempts) {
        return commit(withValues(live(), {{u"policy.retry.attempts"_s, attempts}}).value(), live());
    };
    QVERIFY(set(u"9"_s));
    say("{ timeout: { attempt: 2s } }"); // the file of revision 1, changed elsewhere
    QCOMPARE(undone(), QStringList{u"policy.retry.attempts"_s});
    say("{ timeout: { attempt: 2s }, retry: { attempts: 9 } }"); // as it was exported
    QCOMPARE(undone(), QStringList());
    say("{ timeout: { attempt: 2s }, retry: { attempts: 7 } }"); // that very value
    QCOMPARE(undone(), QStringList());
    apply();
    say("{ retry: { attempts: 5 }, timeout: { attempt: 3s } }"); // what a file said before is its own affair
    QCOMPARE(undone(), QStringList());
    QVERIFY(set(u"9"_s));
    say("{ retry: { attempts: 7 }, timeout: { attempt: 3s } }");
    QCOMPARE(undone(), QStringList{u"policy.retry.attempts"_s});
}

void TestRevising::inheritanceIsRecorded()
{
    const ServiceRevision first = live();
    QCOMPARE(first.service.policy.retry.attempts, 4);
    QCOMPARE(first.inherited, QByteArray("{ retry: { attempts: 4 } }"));
    QVERIFY(!first.source.contains("attempts"));
    write(u"cairn.yaml"_s, "workspace: harbour\npolicy: { retry: { attempts: 5 } }\n");
    QCOMPARE(live().service.policy.retry.attempts, 4); // until it is applied
    apply();
    QCOMPARE(live().revision, 2);
    QCOMPARE(live().service.policy.retry.attempts, 5);
    QCOMPARE(m_reader->serviceHistory(u"ocr"_s, 10)->last().inherited, first.inherited);
    QCOMPARE(m_reader->serviceRevision(first.id)->inherited, first.inherited);
}

void TestRevising::aChangeKeepsWhatWasInherited()
{
    write(u"cairn.yaml"_s, "workspace: harbour\n"); // not applied
    const auto changed = withValues(live(), {{u"policy.timeout.attempt"_s, u"9s"_s}});
    QVERIFY(changed);
    QCOMPARE(changed->service.policy.retry.attempts, 4);
    QCOMPARE(withSource(live(), "service: geo\nbase_url: https://e.net\n", u"x.yaml"_s).error().where, u"x.yaml"_s);
    QVERIFY(withValues(live(), {{u"policy.retry.atempts"_s, u"9"_s}}).error().remedy.contains(u"policy.retry.attempts"_s));
    QVERIFY(withValues(live(), {{u"policy.retry.attempts"_s, u"0"_s}}).error().where.startsWith(u"ocr.yaml:4:"_s));
}

void TestRevising::onDiskSaysWhatTheFileIsWorth()
{
    ServiceOnDisk file = readServiceOnDisk(m_folder->path(), u"ocr"_s);
    QVERIFY(file.canBeTaken());
    QCOMPARE(file.revision.digest, live().digest);
    QCOMPARE(file.file, u"services/ocr.yaml"_s);
    write(u"services/ocr.yaml"_s, "service: ocr\nbase_url: https://ocr.example.net\npolicy: { retry: { atempts: 1 } }\n");
    file = readServiceOnDisk(m_folder->path(), u"ocr"_s);
    QVERIFY(file.exists && !file.canBeTaken());
    QCOMPARE(file.problems.size(), 1);
    file = readServiceOnDisk(m_folder->path(), u"geo"_s);
    QVERIFY(!file.exists && !file.canBeTaken());
    QCOMPARE(file.file, u"services/geo.yaml"_s);
}

void TestRevising::aFileIsWrittenOnlyAsItWasSeen()
{
    const ServiceOnDisk seen = readServiceOnDisk(m_folder->path(), u"ocr"_s);
    QVERIFY(writeServiceFile(m_folder->path(), seen, "service: ocr\n"));
    QCOMPARE(read(u"services/ocr.yaml"_s), QByteArray("service: ocr\n"));
    const auto late = writeServiceFile(m_folder->path(), seen, "service: mine\n");
    QVERIFY(!late && late.error().kind == ErrorKind::Conflict);
    QCOMPARE(read(u"services/ocr.yaml"_s), QByteArray("service: ocr\n"));
    QVERIFY(writeServiceFile(m_folder->path(), readServiceOnDisk(m_folder->path(), u"new"_s), "service: new\n"));
    QCOMPARE(read(u"services/new.yaml"_s), QByteArray("service: new\n"));
}

QTEST_GUILESS_MAIN(TestRevising)
#include "tst_control_revising.moc"
