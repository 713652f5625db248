#include "ledgerserver.h"
#include "windowtest.h"

#include "ui/settings/credentialsmodel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QPushButton>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

/// A window in the room of settings, over a workspace whose services name two secrets, of which one is there.
class TestCredentials : public WindowTest
{
public:
    explicit TestCredentials(Role role = Role::Admin, const CredentialRule &ocr = {CredentialKind::Bearer, u"ocr-token"_s},
                             const QUrl &base = QUrl(u"https://e.net"_s))
        : WindowTest([&](GuiWorkspace &made) {
              fill(made, ocr, base);
              made.seat(role);
          })
    {
        enter("showSettings");
    }

    QTableView *table() const { return find<QTableView>("credentialsTable"); }
    int rowOfKey(const QString &key) const
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (cell(table(), row, CredentialsModel::KeyColumn) == key)
                return row;
        }
        return -1;
    }
    QString of(const QString &key, int column) const { return cell(table(), rowOfKey(key), column); }
    void select(const QString &key) const
    {
        const QModelIndex index = table()->model()->index(rowOfKey(key), CredentialsModel::KeyColumn);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(index).center());
    }
    QDialog *open(const char *button) const
    {
        QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton);
        return find<QDialog>("credentialDialog");
    }
    void type(QDialog *dialog, const char *line, const QString &text) const
    {
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QString::fromLatin1(line)), text);
    }
    void go(QDialog *dialog) const { QTest::mouseClick(dialog->findChild<QPushButton *>(u"reasonGo"_s), Qt::LeftButton); }
    QByteArray fileOf(const QString &key) const
    {
        QFile file(workspace.path(u".cairn/credentials/"_s + key));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    static void fill(GuiWorkspace &workspace, const CredentialRule &ocr, const QUrl &base)
    {
        qunsetenv("CREDENTIALS_DIRECTORY");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        for (const char *name : {"ocr", "geo"}) {
            ServiceRevision revision;
            revision.service.name = QString::fromLatin1(name);
            revision.service.baseUrl = base;
            revision.service.credential =
                revision.service.name == "ocr"_L1 ? ocr : CredentialRule{CredentialKind::Bearer, u"geo-token"_s};
            revision.digest = Digest::of(name);
            workspace.commit(Transaction(PutServiceRevision{revision, SystemClock().now(), u"ann@pier"_s, u"first"_s}));
        }
        const Credentials credentials(workspace.path({}));
        if (!credentials.write(VaultPlace::Folder, u"ocr-token"_s, SecretBytes::copyOf("there")))
            qFatal("the secret cannot be written");
    }
};

} // namespace

/// The page of credentials, as its user works in it.
class TestGuiCredentials : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatIsThereAndWhatIsMissing();
    void setsOneThatIsMissing();
    void rotatesAndRemoves();
    void aServiceGivesTheNewOne();
    void withoutAKeychainItSaysWhatElse();
    void whatIsFoundElsewhereFirstIsTold();
    void whoIsNoAdminChangesNone();
    void theDayIsTheOneThatWasChosen();

private:
    static bool isWarned(const TestCredentials &test, const QString &text)
    {
        const QList<QLabel *> labels = test.window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
};

void TestGuiCredentials::showsWhatIsThereAndWhatIsMissing()
{
    const TestCredentials test;
    const QAbstractItemModelTester tester(test.table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(test.find<QAction>("showSettings")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_9));
    QTRY_COMPARE_WITH_TIMEOUT(test.table()->model()->rowCount(), 2, 20'000);
    QCOMPARE(test.of(u"ocr-token"_s, CredentialsModel::StateColumn), u"Good"_s);
    QCOMPARE(test.of(u"ocr-token"_s, CredentialsModel::UsersColumn), u"service ocr"_s);
    QCOMPARE(test.of(u"geo-token"_s, CredentialsModel::StateColumn), u"Missing"_s);
    test.select(u"geo-token"_s);
    QVERIFY(test.find<QLabel>("credentialNote")->text().contains(u"cairn credential set"_s));
    QVERIFY(!test.find<QPushButton>("credentialRotate")->isEnabled());
    test.select(u"ocr-token"_s);
    QVERIFY(test.find<QPushButton>("credentialRotate")->isEnabled());
}

void TestGuiCredentials::setsOneThatIsMissing()
{
    const TestCredentials test;
    QTRY_COMPARE_WITH_TIMEOUT(test.table()->model()->rowCount(), 2, 20'000);
    test.select(u"geo-token"_s);
    QDialog *dialog = test.open("credentialSet");
    QCOMPARE(dialog->findChild<QLineEdit *>(u"credentialSecret"_s)->echoMode(), QLineEdit::Password);
    QVERIFY(!dialog->findChild<QPushButton *>(u"reasonGo"_s)->isEnabled());
    test.type(dialog, "credentialSecret", u"planted"_s);
    auto *place = dialog->findChild<QComboBox *>(u"credentialPlace"_s);
    QTest::keyClick(place, Qt::Key_Down);
    QVERIFY(!dialog->findChild<QPushButton *>(u"reasonGo"_s)->isEnabled()); // without a reason
    test.type(dialog, "reasonLine", u"given by the provider"_s);
    test.go(dialog);
    QTRY_COMPARE_WITH_TIMEOUT(test.of(u"geo-token"_s, CredentialsModel::StateColumn), u"Good"_s, 20'000);
    QCOMPARE(test.fileOf(u"geo-token"_s), QByteArray("planted"));
    QVERIFY(test.of(u"geo-token"_s, CredentialsModel::AgeColumn) != u"unknown"_s);
}

void TestGuiCredentials::rotatesAndRemoves()
{
    const TestCredentials test;
    QTRY_COMPARE_WITH_TIMEOUT(test.table()->model()->rowCount(), 2, 20'000);
    test.select(u"ocr-token"_s);
    QDialog *dialog = test.open("credentialRotate");
    test.type(dialog, "credentialSecret", u"the next"_s);
    test.type(dialog, "reasonLine", u"every month"_s);
    test.go(dialog);
    QTRY_COMPARE_WITH_TIMEOUT(test.fileOf(u"ocr-token"_s), QByteArray("the next"), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(test.find<QLabel>("credentialNote")->text().contains(u"The one before it"_s), 20'000);
    QTRY_VERIFY(!test.window->findChild<QDialog *>(u"credentialDialog"_s));

    dialog = test.open("credentialRemove");
    QVERIFY(!dialog->findChild<QLineEdit *>(u"credentialSecret"_s));
    test.type(dialog, "reasonLine", u"withdrawn"_s);
    test.go(dialog);
    QTRY_COMPARE_WITH_TIMEOUT(test.of(u"ocr-token"_s, CredentialsModel::StateColumn), u"Missing"_s, 20'000);
    QVERIFY(test.fileOf(u"ocr-token.previous"_s).isEmpty());
}

void TestGuiCredentials::aServiceGivesTheNewOne()
{
    LedgerServer ledger([](const LedgerEntry &entry, int) {
        const bool known = entry.headers.value("authorization") == "Bearer there";
        LedgerAnswer answer;
        answer.status = known ? 200 : 401;
        answer.body = "{\"token\":\"planted\"}";
        return answer;
    });
    CredentialRule rule{CredentialKind::Bearer, u"ocr-token"_s};
    rule.rotation = {"POST", u"/keys"_s, {}, u".token"_s, {}};
    const TestCredentials test(Role::Admin, rule, QUrl(u"http://127.0.0.1:%1"_s.arg(ledger.port())));
    QTRY_COMPARE_WITH_TIMEOUT(test.table()->model()->rowCount(), 2, 20'000);
    test.select(u"ocr-token"_s);
    QDialog *dialog = test.open("credentialRotate");
    QVERIFY(!dialog->findChild<QLineEdit *>(u"credentialSecret"_s));
    test.type(dialog, "reasonLine", u"every month"_s);
    test.go(dialog);
    QTRY_COMPARE_WITH_TIMEOUT(test.fileOf(u"ocr-token"_s), QByteArray("planted"), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(test.find<QLabel>("credentialNote")->text().contains(u"The one before it"_s), 20'000);
    QCOMPARE(ledger.count(), 1);
}

void TestGuiCredentials::withoutAKeychainItSaysWhatElse()
{
    const TestCredentials test;
    QTRY_COMPARE_WITH_TIMEOUT(test.table()->model()->rowCount(), 2, 20'000);
    test.select(u"geo-token"_s);
    QDialog *dialog = test.open("credentialSet");
    test.type(dialog, "credentialSecret", u"planted"_s);
    test.type(dialog, "reasonLine", u"why not"_s);
    test.go(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isWarned(test, u"keychain cannot be used"_s), 20'000);
    QVERIFY(test.fileOf(u"geo-token"_s).isEmpty());
}

/// The service manager hands one over, and is asked before the folder.
void TestGuiCredentials::whatIsFoundElsewhereFirstIsTold()
{
    const TestCredentials test;
    QTRY_COMPARE_WITH_TIMEOUT(test.table()->model()->rowCount(), 2, 20'000);
    test.select(u"geo-token"_s);
    QDialog *dialog = test.open("credentialSet");
    test.type(dialog, "credentialSecret", u"planted"_s);
    QTest::keyClick(dialog->findChild<QComboBox *>(u"credentialPlace"_s), Qt::Key_Down);
    test.type(dialog, "reasonLine", u"given by the provider"_s);
    test.workspace.write(u"geo-token"_s, "theirs");
    QVERIFY(QFile::setPermissions(test.workspace.path(u"geo-token"_s), QFile::ReadOwner));
    qputenv("CREDENTIALS_DIRECTORY", test.workspace.path({}).toUtf8());
    test.go(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(isWarned(test, u"first: what was set will not be used"_s), 20'000);
    QCOMPARE(test.fileOf(u"geo-token"_s), QByteArray("planted"));
    qunsetenv("CREDENTIALS_DIRECTORY");
}

void TestGuiCredentials::whoIsNoAdminChangesNone()
{
    const TestCredentials test(Role::Editor);
    QTRY_COMPARE_WITH_TIMEOUT(test.table()->model()->rowCount(), 2, 20'000);
    test.select(u"ocr-token"_s);
    for (const char *name : {"credentialSet", "credentialRotate", "credentialRemove"}) {
        QVERIFY2(!test.find<QPushButton>(name)->isEnabled(), name);
        QVERIFY2(test.find<QPushButton>(name)->toolTip().contains(u"role admin"_s), name);
    }
    QTest::keyClick(test.table(), Qt::Key_Return);
    QVERIFY(!test.window->findChild<QDialog *>(u"credentialDialog"_s));
}

/// It was chosen as a day in UTC; west of Greenwich that begins the day before.
void TestGuiCredentials::theDayIsTheOneThatWasChosen()
{
    qputenv("TZ", "America/New_York");
    CredentialUse use;
    use.key = u"ocr-token"_s;
    use.record = CredentialRecord();
    use.record->expiresAt = *fromRfc3339(u"2026-12-24T00:00:00Z"_s);
    CredentialsModel model;
    model.setCredentials({use}, SystemClock().now());
    QCOMPARE(model.index(0, CredentialsModel::ExpiryColumn).data().toString(),
             QLocale().toString(QDate(2026, 12, 24), QLocale::ShortFormat));
}

QTEST_MAIN(TestGuiCredentials)
#include "tst_gui_credentials.moc"
