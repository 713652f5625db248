#include "guiworkspace.h"

#include "ui/settings/dataprotectionpage.h"

#include <QLabel>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Which data is sensitive is seen, with where it may go; a text can be tried.
class TestGuiDataProtection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init();
    void cleanup();
    void tellsWhereAClassIsProtected();
    void whatAPipelineWasAppliedWithIsItsOwn();
    void whatIsWrongIsNamed();
    void aTextIsTried();
    void ownClassesAreTried();

private:
    enum { Class, By, Said, Protected, Cleared };
    template <typename T> T *find(const char *name) const { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    void open(const QByteArray &data);
    void protect(const QString &pipeline, const DataClass &what, bool quarantine);
    void clear(const QString &service, const QString &what);
    int rowOf(const QString &name) const;
    QString cell(int row, int column) const
    {
        return find<QTableView>("dataClasses")->model()->index(row, column).data().toString();
    }
    QString text(const char *name) const { return find<QPlainTextEdit>(name)->toPlainText(); }

    std::unique_ptr<GuiWorkspace> m_workspace;
    std::unique_ptr<QMainWindow> m_window;
};

void TestGuiDataProtection::init()
{
    m_workspace = std::make_unique<GuiWorkspace>();
}

void TestGuiDataProtection::cleanup()
{
    m_window.reset();
    m_workspace.reset();
}

void TestGuiDataProtection::open(const QByteArray &data)
{
    m_workspace->write(u"cairn.yaml"_s, "workspace: w\n" + data);
    m_window = std::make_unique<QMainWindow>();
    m_window->setCentralWidget(new DataProtectionPage(m_workspace->desk(), m_workspace->path({})));
    m_window->resize(1'100, 700);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QTRY_VERIFY(find<QTableView>("dataClasses")->model()->rowCount() > 0);
}

void TestGuiDataProtection::protect(const QString &pipeline, const DataClass &what, bool quarantine)
{
    PipelineVersion version;
    version.pipeline.name = pipeline;
    version.pipeline.data = {{what}, quarantine};
    version.pipeline.steps.append(Step{});
    version.pipeline.steps.last().id = StepId(u"only"_s);
    version.pipeline.steps.last().service = u"bank"_s;
    version.source = pipeline.toUtf8();
    version.digest = Digest::of(version.source);
    m_workspace->commit(Transaction(PutPipelineVersion{version, m_workspace->desk().clock().now()}));
}

void TestGuiDataProtection::clear(const QString &service, const QString &what)
{
    ServiceRevision revision;
    revision.service.name = service;
    revision.service.baseUrl = QUrl(u"https://bank.example.net"_s);
    revision.service.clearedFor = {what};
    revision.source = service.toUtf8();
    revision.digest = Digest::of(revision.source);
    m_workspace->commit(Transaction(PutServiceRevision{revision, m_workspace->desk().clock().now(), u"ann"_s, u"why"_s}));
}

int TestGuiDataProtection::rowOf(const QString &name) const
{
    const auto *model = find<QTableView>("dataClasses")->model();
    const auto found = model->match(model->index(0, Class), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    return found.isEmpty() ? -1 : found.first().row();
}

void TestGuiDataProtection::tellsWhereAClassIsProtected()
{
    const DataClass iban{u"iban"_s, DataClass::By::Detector, u"iban"_s};
    protect(u"intake"_s, iban, false);
    protect(u"scans"_s, iban, true);
    clear(u"bank"_s, u"iban"_s);
    open({});
    QCOMPARE(find<QTableView>("dataClasses")->model()->rowCount(), 7);
    const int row = rowOf(u"iban"_s);
    QCOMPARE(cell(row, Said), u"built in"_s);
    QCOMPARE(cell(row, Protected), u"intake, scans (quarantine)"_s);
    QCOMPARE(cell(row, Cleared), u"bank"_s);
    QCOMPARE(cell(rowOf(u"card"_s), Protected), u"nowhere"_s);
    QCOMPARE(cell(rowOf(u"card"_s), Cleared), u"no service"_s);
}

/// The class of that name has become another since.
void TestGuiDataProtection::whatAPipelineWasAppliedWithIsItsOwn()
{
    protect(u"intake"_s, {u"customer"_s, DataClass::By::Regex, u"K-[0-9]{8}"_s}, false);
    open("data: { classes: { customer: { regex: \"KD-[0-9]{8}\" } } }\n");
    QCOMPARE(find<QTableView>("dataClasses")->model()->rowCount(), 9);
    QCOMPARE(cell(7, Said), u"cairn.yaml"_s);
    QCOMPARE(cell(7, Protected), u"nowhere"_s);
    QCOMPARE(cell(8, Said), u"the pipeline as it was applied"_s);
    QCOMPARE(cell(8, By), u"regular expression K-[0-9]{8}"_s);
    QCOMPARE(cell(8, Protected), u"intake"_s);
}

void TestGuiDataProtection::whatIsWrongIsNamed()
{
    open("data: { classes: { customer: { regex: \"(\" } } }\n");
    const auto *wrong = find<QLabel>("protectionLeftOut");
    QVERIFY(wrong->isVisible());
    QVERIFY2(wrong->text().startsWith("cairn.yaml:2:"_L1), qPrintable(wrong->text()));
}

void TestGuiDataProtection::aTextIsTried()
{
    open({});
    QTest::keyClicks(find<QPlainTextEdit>("trialText"), u"ann@example.com 4111 1111 1111 1111 password=hunter22"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!text("trialShown").isEmpty(), 20'000);
    QTRY_VERIFY2_WITH_TIMEOUT(text("trialShown").endsWith("password=hunter22"_L1), qPrintable(text("trialShown")), 20'000);
    QVERIFY2(!text("trialShown").contains("ann@"_L1), qPrintable(text("trialShown")));
    QVERIFY2(text("trialPassedOn").startsWith("ann@example.com"_L1), qPrintable(text("trialPassedOn")));
    QVERIFY2(!text("trialPassedOn").contains("4111 1111 1111"_L1), qPrintable(text("trialPassedOn")));
    QVERIFY2(!text("trialPassedOn").contains("hunter22"_L1), qPrintable(text("trialPassedOn")));
    QVERIFY2(find<QLabel>("trialFound")->text().contains("payment card"_L1), qPrintable(find<QLabel>("trialFound")->text()));
    find<QPlainTextEdit>("trialText")->clear();
    QTRY_VERIFY_WITH_TIMEOUT(text("trialShown").isEmpty() && find<QLabel>("trialFound")->text().isEmpty(), 20'000);
}

void TestGuiDataProtection::ownClassesAreTried()
{
    open("data: { classes: { patient: { jq: .body.patient.id } } }\n");
    find<QPlainTextEdit>("trialText")->setPlainText(u"{\"patient\": {\"id\": \"Miller-17\"}, \"ward\": \"north\"}"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(text("trialShown").contains("north"_L1), qPrintable(text("trialShown")), 20'000);
    QVERIFY2(!text("trialShown").contains("Miller"_L1), qPrintable(text("trialShown")));
    QVERIFY2(find<QLabel>("trialFound")->text().contains("patient"_L1), qPrintable(find<QLabel>("trialFound")->text()));
}

QTEST_MAIN(TestGuiDataProtection)
#include "tst_gui_dataprotection.moc"
