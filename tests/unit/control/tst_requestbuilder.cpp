#include "control/requestbuilder.h"
#include "definition/stepresult.h"
#include "store/upkeep.h"
#include "storetesting.h"

#include <QDirIterator>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace storetesting;

/// What a request, or an expression, is given of payloads: their whole bytes, or none.
class TestRequestBuilder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesWholePayloads_data();
    void givesWholePayloads();
    void refusesWhatIsTooLarge();
    void refusesDamagedFiles();
    void forgetsWhatIsErased();
    void anAnswerIsNoFile_data();
    void anAnswerIsNoFile();
    void addresses_data();
    void addresses();

private:
    static constexpr qint64 Limit = 8 << 20;
    PayloadRef stored(const QByteArray &bytes);

    Fixture m_fixture;
    ExpressionEngine m_engine;
    RequestBuilder m_builder{m_fixture.reader(), m_engine};
};

PayloadRef TestRequestBuilder::stored(const QByteArray &bytes)
{
    const auto staged = m_fixture.store().payloads().stage(bytes);
    if (!staged || !m_fixture.store().commitAndWait(Transaction(PutPayload{*staged})))
        qFatal("a payload cannot be stored");
    return staged->ref;
}

void TestRequestBuilder::givesWholePayloads_data()
{
    QTest::addColumn<qint64>("size");
    QTest::newRow("none") << qint64(0);
    QTest::newRow("a row's") << qint64(4'096);
    QTest::newRow("the largest of a row") << InlineLimit;
    QTest::newRow("the smallest file") << InlineLimit + 1;
    QTest::newRow("a file of several pieces") << qint64(300'000);
}

void TestRequestBuilder::givesWholePayloads()
{
    QFETCH(qint64, size);
    const QByteArray bytes(size, 'x');
    const PayloadRef payload = stored(bytes);
    for (int time = 1; time <= 2; ++time) { // small ones are remembered
        const auto given = m_builder.bytesOf(payload, Limit);
        VERIFY_OK(given);
        QVERIFY(*given == bytes);
    }
}

void TestRequestBuilder::refusesWhatIsTooLarge()
{
    const PayloadRef payload = stored(QByteArray(200'000, 'l'));
    COMPARE_ERROR(m_builder.bytesOf(payload, 199'999), ErrorKind::Usage);
    COMPARE_ERROR(m_builder.bytesOf(PayloadRef{payload.digest, 1}, 199'999), ErrorKind::Usage); // whatever the reference says
    VERIFY_OK(m_builder.bytesOf(payload, 200'000));
}

void TestRequestBuilder::refusesDamagedFiles()
{
    const PayloadRef payload = stored(QByteArray(150'000, 'd'));
    int altered = 0;
    for (QDirIterator files(m_fixture.folder() + u"/payloads"_s, QDir::Files, QDirIterator::Subdirectories); files.hasNext();
         ++altered) {
        QFile file(files.next());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        QVERIFY(file.write("?") == 1);
    }
    QVERIFY(altered > 0);
    COMPARE_ERROR(m_builder.bytesOf(payload, Limit), ErrorKind::Damaged);
}

/// Also by another program beside.
void TestRequestBuilder::forgetsWhatIsErased()
{
    RunRecord run = runRecord(9, m_fixture.pipelineId, RunState::Succeeded);
    run.input = stored("personal");
    run.finishedAt = at(4'000);
    VERIFY_OK(m_fixture.store().commitAndWait(Transaction(InsertRun{run})));
    VERIFY_OK(m_builder.bytesOf(run.input, Limit));
    StoreUpkeep &upkeep = *m_fixture.store().upkeep();
    QCOMPARE(upkeep.askErasure({run.id}, u"ann"_s, u"the law"_s, at(5'000)).value(), 1);
    const auto lease = m_fixture.store().acquireLease();
    VERIFY_OK(lease);
    const std::atomic<bool> stop = false;
    while (upkeep.work(lease->fence, at(6'000), stop).value()) {
    }
    m_fixture.store().releaseLease();
    QTRY_VERIFY(!m_builder.bytesOf(run.input, Limit));
    const auto gone = m_builder.bytesOf(run.input, Limit);
    COMPARE_ERROR(gone, ErrorKind::NotFound);
    QVERIFY2(gone.error().detail.startsWith("Erased on "_L1), qPrintable(gone.error().detail));
    std::ignore = stored("personal"); // given anew
    QCOMPARE(m_builder.bytesOf(run.input, Limit).value(), QByteArray("personal"));
}

void TestRequestBuilder::anAnswerIsNoFile_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("of another run") << true;
    QTest::newRow("that nobody knows") << false;
}

/// Whatever document it describes: it is sent itself, and where only a file will do nothing is.
void TestRequestBuilder::anAnswerIsNoFile()
{
    QFETCH(bool, isKnown);
    const PayloadRef secret = isKnown ? stored("of another run") : PayloadRef{Digest::of("unknown"), 7};
    const QByteArray answer =
        R"({"name":"d.txt","media_type":"text/plain","size":14,"sha256":")" + secret.digest.toHex().toLatin1() + R"("})";
    ExpressionContext context;
    context.setStep(u"look"_s, {200, {{"content-type", "application/json"}}, stored(answer), answer});
    Step step;
    Service service;
    service.baseUrl = QUrl(u"https://h.example/"_s);
    step.request.body.kind = RequestBody::Kind::Multipart;
    step.request.body.parts = {{u"report"_s, u"${{ .steps.look.body }}"_s, {}, {}},
                               {u"whole"_s, u"${{ .steps.look }}"_s, {}, {}}};
    const auto built = m_builder.build(step, service, context, {});
    QVERIFY2(built, built ? "" : qPrintable(built.error().cause));
    QCOMPARE(built->files.size(), 1);
    QCOMPARE(built->files.first().digest, Digest::of(answer));
    const QJsonArray parts = QJsonDocument::fromJson(*built->newRecord)[u"multipart"_s].toArray();
    QCOMPARE(QJsonDocument::fromJson(parts.first()[u"value"_s].toString().toUtf8()), QJsonDocument::fromJson(answer));
    step.request.body.kind = RequestBody::Kind::File;
    step.request.body.text = u"${{ .steps.look.body }}"_s;
    const auto refused = m_builder.build(step, service, context, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().category, Category::Data);
    QVERIFY2(refused.error().cause.contains(u"it gives no payload"_s), qPrintable(refused.error().cause));
}

void TestRequestBuilder::addresses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("address"); // empty: refused
    const auto row = [](const char *name, const char *path, const char *given, const char *address) {
        QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(given) << QString::fromLatin1(address);
    };
    row("plain", "/docs/${{ .input.name }}", "a.pdf", "https://h.example/api/docs/a.pdf");
    row("blank", "/docs/${{ .input.name }}", "a b.pdf", "https://h.example/api/docs/a%20b.pdf");
    row("number sign", "/docs/${{ .input.name }}", "Invoice #41.pdf", "");
    row("a name alone", "${{ .input.name }}", "Invoice #41.pdf", "");
    row("encoded", "/docs/${{ .input.name | @uri }}", "Invoice #41? 50%41.pdf",
        "https://h.example/api/docs/Invoice%20%2341%3F%2050%2541.pdf");
    row("Location from the root", "${{ .input.name }}", "/api/jobs/1?x=2", "https://h.example/api/jobs/1?x=2");
    row("Location below", "${{ .input.name }}", "/jobs/1", "https://h.example/api/jobs/1");
    row("Location that only begins alike", "${{ .input.name }}", "/apis/1", "https://h.example/api/apis/1");
    row("Location with a fragment", "${{ .input.name }}", "/api/jobs/1#end", "https://h.example/api/jobs/1");
    row("Location as an address", "${{ .input.name }}", "https://h.example/x#end", "https://h.example/x");
    row("elsewhere", "${{ .input.name }}", "https://g.example/x", "");
    row("written so", "/api/jobs/${{ .input.name }}", "1", "https://h.example/api/api/jobs/1");
}

void TestRequestBuilder::addresses()
{
    QFETCH(QString, path);
    QFETCH(QString, given);
    QFETCH(QString, address);
    Step step;
    step.request.path = path;
    Service service;
    service.baseUrl = QUrl(u"https://h.example/api/"_s);
    ExpressionContext context;
    context.set(u"input"_s, QJsonObject{{u"name"_s, given}});
    const auto built = m_builder.build(step, service, context, {});
    QCOMPARE(built ? built->http.url.toString(QUrl::FullyEncoded) : QString(), address);
}

QTEST_GUILESS_MAIN(TestRequestBuilder)
#include "tst_requestbuilder.moc"
