#include "workspacetest.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Files are taken as their provenance allows, what they came from is recorded, and what was made of them can be proved to
/// others.
class TestProvenance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void checksums_data();
    void checksums();
    void signatures_data();
    void signatures();
    void optionalSidecars();
    void watchedFolderWaitsForTheSidecar();
    void watchedFolderTellsOfAWrongOne();
    void linksAreNotFollowed();
    void linksLeadOnesOwnFiles();
    void lineage();
    void lineageOfReruns();
    void whatAPersonHasSentStaysTold();
    void attestation();
    void attestationOfOthers();
    void onlyWhatSucceededIsAttested();

private:
    QByteArray sign(const OneServiceWorkspace &workspace, const QString &file, const QString &secret) const;
    static QByteArray sha256sum(const OneServiceWorkspace &workspace, const QString &file);
    static bool shell(const QString &folder, const QString &script);

    QTemporaryDir m_keys;
};

namespace {
const QByteArray Post =
    "  post:\n    service: api\n    request: { method: POST, path: /post, body: { file: \"${{ .input }}\" } }\n";
const QByteArray Deliver = "  out:\n    needs: [post]\n    deliver: { to: outbox, name: \"${{ .input.name }}.json\", content: "
                           "\"${{ .steps.post.body }}\" }\n";
const QByteArray WithChecksum = "input: { provenance: { sidecar: sha256 } }\n";
} // namespace

bool TestProvenance::shell(const QString &folder, const QString &script)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"bash"_s, {u"-ec"_s, script});
    process.closeWriteChannel();
    return process.waitForFinished() && process.exitCode() == 0;
}

void TestProvenance::initTestCase()
{
    QVERIFY2(shell(m_keys.path(), u"minisign -G -W -p vendor.pub -s vendor.key && minisign -G -W -p other.pub -s other.key"_s),
             "minisign must be installed");
}

QByteArray TestProvenance::sha256sum(const OneServiceWorkspace &workspace, const QString &file)
{
    shell(workspace.cairn().path({}), u"sha256sum %1 > %1.sha256"_s.arg(file));
    return workspace.cairn().read(file + u".sha256"_s);
}

QByteArray TestProvenance::sign(const OneServiceWorkspace &workspace, const QString &file, const QString &secret) const
{
    shell(workspace.cairn().path({}), u"minisign -S -s %1 -m %2 -t 'from the vendor'"_s.arg(m_keys.filePath(secret), file));
    return workspace.cairn().read(file + u".minisig"_s);
}

void TestProvenance::checksums_data()
{
    QTest::addColumn<QByteArray>("sidecar"); // DIGEST stands for the right one; null: none
    QTest::addColumn<QByteArray>("told");    // empty: taken
    QTest::newRow("sha256sum") << QByteArray("DIGEST  a.txt\n") << QByteArray();
    QTest::newRow("binary mode, upper case path") << QByteArray("DIGEST *some/where/a.txt\r\n") << QByteArray();
    QTest::newRow("bare") << QByteArray("DIGEST") << QByteArray();
    QTest::newRow("BSD") << QByteArray("SHA256 (a.txt) = DIGEST\n") << QByteArray();
    QTest::newRow("among others") << QByteArray(64, '0') + "  b.txt\nDIGEST  a.txt\n" << QByteArray();
    QTest::newRow("missing") << QByteArray() << QByteArray("a.txt.sha256 is missing");
    QTest::newRow("wrong") << QByteArray(64, '0') + "  a.txt\n" << QByteArray("is what it must be");
    QTest::newRow("of another file") << QByteArray("DIGEST  b.txt\n") << QByteArray("no checksum of it");
    QTest::newRow("no checksum") << QByteArray("hello") << QByteArray("no checksum of it");
}

void TestProvenance::checksums()
{
    QFETCH(QByteArray, sidecar);
    QFETCH(QByteArray, told);
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, WithChecksum);
    const QByteArray digest = sha256sum(workspace, u"a.txt"_s).left(64);
    QCOMPARE(digest.size(), 64);
    if (sidecar.isNull())
        QFile::remove(workspace.cairn().path(u"a.txt.sha256"_s));
    else
        workspace.cairn().write(u"a.txt.sha256"_s, sidecar.replace("DIGEST", digest));
    const Outcome run = workspace.cairn({"run", "p", "a.txt"});
    if (told.isEmpty()) {
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        QCOMPARE(ledger.count(), 1);
        return;
    }
    QCOMPARE(run.exitCode, 2); // what was given is refused: nothing is wrong with the store
    QVERIFY2(run.errors.contains(told) && run.errors.contains("policy"), run.errors.constData());
    QCOMPARE(ledger.count(), 0);
    QVERIFY(workspace.cairn({"runs", "--json"}).json().isEmpty());
}

void TestProvenance::signatures_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<bool>("changed");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("right") << u"vendor.key"_s << false << QByteArray();
    QTest::newRow("changed afterwards") << u"vendor.key"_s << true << QByteArray("not the one that was signed");
    QTest::newRow("other key") << u"other.key"_s << false << QByteArray("the pipeline trusts");
}

void TestProvenance::signatures()
{
    QFETCH(QString, secret);
    QFETCH(bool, changed);
    QFETCH(QByteArray, told);
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {},
                                        "input: { provenance: { sidecar: minisign, key: keys/vendor.pub } }\n");
    QDir(workspace.cairn().path({})).mkdir(u"keys"_s);
    QVERIFY(QFile::copy(m_keys.filePath(u"vendor.pub"_s), workspace.cairn().path(u"keys/vendor.pub"_s)));
    QVERIFY(!sign(workspace, u"a.txt"_s, secret).isEmpty());
    if (changed)
        workspace.cairn().write(u"a.txt"_s, "Some content");
    const Outcome run = workspace.cairn({"run", "p", "a.txt"});
    QVERIFY2((run.exitCode == 0) == told.isEmpty() && run.errors.contains(told), run.errors.constData());
    QCOMPARE(ledger.count(), told.isEmpty() ? 1 : 0);
    if (!told.isEmpty())
        return;
    const QJsonObject origin = workspace.cairn({"show", workspace.id().toUtf8(), "--lineage", "--json"})
                                   .json()
                                   .value(0)[u"input"_s][u"origin"_s]
                                   .toObject();
    QCOMPARE(origin.value(u"sidecar"_s).toString(), u"minisign"_s);
    QCOMPARE(origin.value(u"comment"_s).toString(), u"from the vendor"_s);
    QFile key(m_keys.filePath(u"vendor.pub"_s));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QVERIFY(key.readAll().contains(origin.value(u"key_id"_s).toString().toLatin1()));
}

void TestProvenance::optionalSidecars()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, "input: { provenance: { sidecar: sha256, required: false } }\n");
    QCOMPARE(workspace.run(), 0);
    workspace.cairn().write(u"a.txt.sha256"_s, QByteArray(64, '0') + "  a.txt\n");
    QVERIFY(workspace.run() != 0); // one that is there must be right
    QCOMPARE(ledger.count(), 1);
}

void TestProvenance::watchedFolderWaitsForTheSidecar()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, "input: { watch: inbox, provenance: { sidecar: sha256 } }\n");
    workspace.cairn().write(u"inbox/late.txt"_s, "content");
    workspace.cairn().write(u"inbox/marker.txt"_s, "content");
    shell(workspace.cairn().path(u"inbox"_s), u"sha256sum marker.txt > marker.txt.sha256"_s);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);                             // and the sidecar is no input itself
    QVERIFY(!workspace.cairn({"events", "--json"}).output.contains("watch.refused")); // it may still come
    shell(workspace.cairn().path(u"inbox"_s), u"sha256sum late.txt > late.txt.sha256"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QCOMPARE(workspace.cairn({"runs", "--json"}).json().size(), 2);
    const QJsonObject lineage = workspace.cairn({"show", workspace.id().toUtf8(), "--lineage", "--json"}).json().value(0);
    QCOMPARE(lineage[u"input"_s][u"origin"_s][u"submitter"_s].toString(), u"runner"_s);
}

void TestProvenance::watchedFolderTellsOfAWrongOne()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, "input: { watch: inbox, provenance: { sidecar: sha256 } }\n");
    workspace.cairn().write(u"inbox/old.txt"_s, "nobody vouches for it");
    workspace.cairn().write(u"inbox/wrong.txt"_s, "content");
    workspace.cairn().write(u"inbox/wrong.txt.sha256"_s, QByteArray(64, 'a') + "  wrong.txt\n");
    QVERIFY(shell(workspace.cairn().path(u"inbox"_s), u"touch -d '2 minutes ago' old.txt"_s));
    const auto runner = workspace.cairn().start({u"runner"_s});
    const auto refused = [&](const QByteArray &what) { return workspace.cairn({"events", "--json"}).output.contains(what); };
    QTRY_VERIFY_WITH_TIMEOUT(refused("old.txt.sha256 is missing") && refused("is what it must be"), 20'000);
    const auto refusedFiles = [&] {
        const QJsonObject status = workspace.cairn({"status", "--json"}).json().value(0);
        QStringList paths;
        for (const QJsonValue &file : status[u"refused_files"_s][u"files"_s].toArray())
            paths.append(file[u"path"_s].toString());
        paths.sort();
        return paths;
    };
    QTRY_COMPARE(refusedFiles(), (QStringList{u"inbox/old.txt"_s, u"inbox/wrong.txt"_s}));
    QVERIFY(workspace.cairn({"status"}).output.contains("is what it must be"));
    const Outcome doctor = workspace.cairn({"doctor"});
    QCOMPARE(doctor.exitCode, 1);
    QVERIFY2(doctor.output.contains("does not take inbox/wrong.txt, since "), doctor.output.constData());
    QCOMPARE(workspace.cairn({"audit", "list", "--json"}).output.count("file.refused"), 2);
    shell(workspace.cairn().path(u"inbox"_s), u"sha256sum wrong.txt > wrong.txt.sha256"_s); // mended, it is taken
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    QVERIFY(QFile::exists(workspace.cairn().path(u"inbox/old.txt"_s))); // left where it was
    QCOMPARE(refusedFiles(), QStringList{u"inbox/old.txt"_s});
    QVERIFY(QFile::remove(workspace.cairn().path(u"inbox/old.txt"_s)));
    QVERIFY(refusedFiles().isEmpty());
}

/// Who may write into a watched folder gets nothing read that he could not read himself.
void TestProvenance::linksAreNotFollowed()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post, {}, "input: { watch: inbox }\n");
    workspace.cairn().write(u"secret.txt"_s, "secret");
    workspace.cairn().write(u"inbox/plain.txt"_s, "plain");
    QVERIFY(QFile::link(workspace.cairn().path(u"secret.txt"_s), workspace.cairn().path(u"inbox/link.txt"_s)));
    QCOMPARE(::mkfifo(workspace.cairn().path(u"inbox/pipe.txt"_s).toLocal8Bit().constData(), 0600), 0);
    const auto runner = workspace.cairn().start({u"runner"_s});
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 1, 20'000);
    workspace.cairn().write(u"inbox/later.txt"_s, "later"); // when it is taken, the link has been passed over twice
    QTRY_COMPARE_WITH_TIMEOUT(ledger.count(), 2, 20'000);
    runner->terminate();
    QVERIFY(runner->waitForFinished(20'000));
    for (const LedgerEntry &entry : ledger.entries())
        QVERIFY(!entry.body.contains("secret"));
}

void TestProvenance::linksLeadOnesOwnFiles()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QVERIFY(QFile::link(workspace.cairn().path(u"a.txt"_s), workspace.cairn().path(u"link.txt"_s)));
    QCOMPARE(workspace.cairn({"run", "p", "link.txt"}).exitCode, 0);
    QCOMPARE(ledger.entries().first().body, QByteArray("some content"));
}

void TestProvenance::lineage()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post + Deliver);
    QCOMPARE(workspace.run(), 0);
    const QJsonObject told = workspace.cairn({"show", workspace.id().toUtf8(), "--lineage", "--json"}).json().value(0);
    const QJsonObject origin = told[u"input"_s][u"origin"_s].toObject();
    QCOMPARE(origin.value(u"path"_s).toString(), workspace.cairn().path(u"a.txt"_s));
    QCOMPARE(origin.value(u"owner_id"_s).toInt(-1), int(::getuid()));
    QVERIFY(origin.value(u"submitter"_s).toString().contains(u'@'));
    QVERIFY(!origin.value(u"modified_at"_s).toString().isEmpty());
    const QJsonObject post = told[u"steps"_s][0].toObject();
    QCOMPARE(post[u"service"_s][u"name"_s].toString(), u"api"_s);
    QCOMPARE(post[u"service"_s][u"revision"_s].toInt(), 1);
    QCOMPARE(post[u"attempts"_s][0][u"request"_s][u"sha256"_s].toString().toLatin1(), ledger.entries().first().bodySha256);
    QCOMPARE(told[u"outputs"_s][0][u"name"_s].toString(), u"a.txt.json"_s);
    const Outcome text = workspace.cairn({"show", workspace.id().toUtf8(), "--lineage"});
    for (const QByteArray &part : {QByteArray("origin     file " + workspace.cairn().path(u"a.txt"_s).toUtf8()),
                                   QByteArray("api@1"), QByteArray("a.txt.json")})
        QVERIFY2(text.output.contains(part), text.output.constData());
}

void TestProvenance::lineageOfReruns()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 0);
    const QByteArray first = workspace.id().toUtf8();
    QCOMPARE(workspace.cairn({"rerun", first}).exitCode, 0);
    QCOMPARE(workspace.drain(), 0);
    QVERIFY(workspace.id().toUtf8() != first);
    const QJsonObject input =
        workspace.cairn({"show", workspace.id().toUtf8(), "--lineage", "--json"}).json().value(0)[u"input"_s].toObject();
    QCOMPARE(input.value(u"taken_by"_s).toString().toUtf8(), first);
    QCOMPARE(input[u"origin"_s][u"path"_s].toString(), workspace.cairn().path(u"a.txt"_s));
}

/// A step that a rerun takes over sent what somebody had put there.
void TestProvenance::whatAPersonHasSentStaysTold()
{
    LedgerServer ledger([](const LedgerEntry &entry, int sent) {
        return jsonAnswer("{}", entry.body.contains("some content") || (entry.path == "/b" && sent < 5) ? 422 : 200);
    });
    const OneServiceWorkspace workspace(ledger.port(),
                                        Post + "  b:\n    needs: [post]\n    service: api\n    request: { path: /b }\n");
    QCOMPARE(workspace.run(), 1);
    workspace.cairn().write(u"good.txt"_s, "good");
    workspace.cairn({"resume", workspace.id().toUtf8() + "/post", "--input", "good.txt"});
    workspace.drain();
    for (int i = 0; i < 3 && workspace.state() != u"succeeded"_s; ++i) {
        QCOMPARE(workspace.cairn({"rerun", workspace.id().toUtf8(), "--from", "b"}).exitCode, 0);
        workspace.drain();
    }
    QCOMPARE(workspace.state(), u"succeeded"_s);
    const QJsonObject told = workspace.cairn({"show", workspace.id().toUtf8(), "--lineage", "--json"}).json().value(0);
    QVERIFY2(told[u"steps"_s][0][u"edited"_s].isObject(), QJsonDocument(told).toJson().constData());
    const Outcome attested = workspace.cairn({"show", workspace.id().toUtf8(), "--attest"});
    const QJsonObject envelope = QJsonDocument::fromJson(attested.output).object();
    const QByteArray statement = QByteArray::fromBase64(envelope.value(u"payload"_s).toString().toLatin1());
    QVERIFY2(statement.contains("\"edited/post\"") && statement.contains("\"cairn://run/"), statement.constData());
}

void TestProvenance::attestation()
{
    LedgerServer ledger;
    const OneServiceWorkspace workspace(ledger.port(), Post + Deliver);
    QCOMPARE(workspace.run(), 0);
    const QByteArray path = workspace.cairn().path(u"statement.json"_s).toUtf8();
    QCOMPARE(workspace.cairn({"show", workspace.id().toUtf8(), "--attest", "-o", path}).exitCode, 0);
    const QJsonObject envelope = QJsonDocument::fromJson(workspace.cairn().read(u"statement.json"_s)).object();
    const QJsonObject statement =
        QJsonDocument::fromJson(QByteArray::fromBase64(envelope.value(u"payload"_s).toString().toLatin1())).object();
    QCOMPARE(statement.value(u"_type"_s).toString(), u"https://in-toto.io/Statement/v1"_s);
    QCOMPARE(statement.value(u"predicateType"_s).toString(), u"https://slsa.dev/provenance/v1"_s);
    const QJsonArray materials = statement[u"predicate"_s][u"buildDefinition"_s][u"resolvedDependencies"_s].toArray();
    QCOMPARE(materials.first()[u"name"_s].toString(), u"a.txt"_s);
    QVERIFY(std::any_of(materials.begin(), materials.end(),
                        [](const QJsonValue &one) { return one[u"name"_s].toString() == u"service/api@1"_s; }));

    const Outcome good = workspace.cairn({"attest", "verify", "statement.json", "outbox/a.txt.json"});
    QVERIFY2(good.exitCode == 0 && good.output.contains("this workspace's") && good.output.contains("is a.txt.json"),
             (good.output + good.errors).constData());
    const Outcome other = workspace.cairn({"attest", "verify", "statement.json", "a.txt"});
    QVERIFY2(other.exitCode == 1 && other.output.contains("not among what it made"), other.output.constData());
    QJsonObject changed = envelope;
    changed.insert(u"payload"_s, QString::fromLatin1(QByteArray::fromBase64(envelope.value(u"payload"_s).toString().toLatin1())
                                                         .replace("a.txt.json", "b.txt.json")
                                                         .toBase64()));
    workspace.cairn().write(u"changed.json"_s, QJsonDocument(changed).toJson());
    const Outcome bad = workspace.cairn({"attest", "verify", "changed.json"});
    QVERIFY2(bad.exitCode != 0 && bad.errors.contains("changed"), bad.errors.constData());
}

/// A key that nobody here knows proves nothing until it is named.
void TestProvenance::attestationOfOthers()
{
    LedgerServer ledger;
    const OneServiceWorkspace theirs(ledger.port(), Post);
    QCOMPARE(theirs.run(), 0);
    const Outcome statement = theirs.cairn({"show", theirs.id().toUtf8(), "--attest"});
    QCOMPARE(statement.exitCode, 0);
    const OneServiceWorkspace ours(ledger.port(), Post);
    ours.cairn().write(u"theirs.json"_s, statement.output);
    const Outcome unknown = ours.cairn({"attest", "verify", "theirs.json", "--json"});
    QCOMPARE(unknown.exitCode, 1);
    const QByteArray key = unknown.json().value(0).value(u"key"_s).toString().toLatin1();
    QCOMPARE(key.size(), 44);
    QCOMPARE(ours.cairn({"attest", "verify", "theirs.json", "--key", key}).exitCode, 0);
    QVERIFY(ours.cairn({"attest", "verify", "theirs.json", "--key", QByteArray(32, 'x').toBase64()}).exitCode != 0);
}

void TestProvenance::onlyWhatSucceededIsAttested()
{
    LedgerServer ledger([](const LedgerEntry &, int) { return jsonAnswer("{}", 400); });
    const OneServiceWorkspace workspace(ledger.port(), Post);
    QCOMPARE(workspace.run(), 1);
    const Outcome refused = workspace.cairn({"show", workspace.id().toUtf8(), "--attest"});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errors.contains("only what has succeeded"), refused.errors.constData());
}

QTEST_GUILESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
