#include "definition/workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What cairn.yaml says of roles; where it is wrong, nobody gets one by it.
class TestRoles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allOfItIsRead();
    void withoutThemNothingIsSaid();
    void mistakes_data();
    void mistakes();
    void whatCannotBeReadIsDoubtful();
    void anotherMistakeIsNone();

private:
    static Workspace load(const QByteArray &text)
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"cairn.yaml"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no file");
        file.close();
        return loadWorkspace(folder.path());
    }
};

void TestRoles::allOfItIsRead()
{
    const Workspace workspace = load("workspace: w\nroles:\n  viewer: [\"group:auditors\"]\n  operator: [ann, \"group:ops\"]\n"
                                     "  editor: [b.miller@corp]\n  admin: [root]\n");
    QVERIFY(workspace.problems.isEmpty());
    const RoleSettings expected{{{Role::Viewer, {{}, {u"auditors"_s}}},
                                 {Role::Operator, {{u"ann"_s}, {u"ops"_s}}},
                                 {Role::Editor, {{u"b.miller@corp"_s}, {}}},
                                 {Role::Admin, {{u"root"_s}, {}}}},
                                false};
    QVERIFY(workspace.settings.roles == expected);
}

void TestRoles::withoutThemNothingIsSaid()
{
    QVERIFY(load("workspace: w\n").settings.roles == RoleSettings());
}

void TestRoles::mistakes_data()
{
    QTest::addColumn<QByteArray>("roles");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("what");
    QTest::newRow("no admin") << QByteArray("roles:\n  operator: [ann]\n") << 3 << u"nobody is admin"_s;
    QTest::newRow("unknown role") << QByteArray("roles:\n  oprator: [ann]\n  admin: [root]\n") << 3 << u"oprator"_s;
    QTest::newRow("no list") << QByteArray("roles:\n  admin: root\n") << 3 << u"must be a list"_s;
    QTest::newRow("a list in it") << QByteArray("roles:\n  admin: [[root]]\n") << 3 << u"not a user or group"_s;
    QTest::newRow("a group without a name") << QByteArray("roles:\n  admin: [\"group:\"]\n") << 3 << u"not a user or group"_s;
    QTest::newRow("spaces") << QByteArray("roles:\n  admin: [\"root ann\"]\n") << 3 << u"not a user or group"_s;
    QTest::newRow("empty") << QByteArray("roles:\n") << 2 << u"roles"_s;
    QTest::newRow("no map") << QByteArray("roles: [root]\n") << 2 << u"roles"_s;
}

void TestRoles::mistakes()
{
    QFETCH(const QByteArray, roles);
    const Workspace workspace = load("workspace: w\n" + roles);
    QVERIFY(!workspace.problems.isEmpty());
    const Problem &problem = workspace.problems.first();
    QTEST(problem.line, "line");
    QFETCH(const QString, what);
    QVERIFY2(problem.what.contains(what), qPrintable(problem.toString()));
    QVERIFY(!problem.remedy.isEmpty());
    QVERIFY(workspace.settings.roles.isDoubtful);
}

void TestRoles::whatCannotBeReadIsDoubtful()
{
    QVERIFY(load("workspace: [\n").settings.roles.isDoubtful);
    QVERIFY(loadSettings(u"/nowhere"_s).roles.isDoubtful);
    QByteArray much = "workspace: w\n"; // more mistakes than are listed stand before it
    for (int i = 0; i < 150; ++i)
        much += "k" + QByteArray::number(i) + ": 1\n";
    QVERIFY(load(much + "roles: { admin: [ann], operater: [bob] }\n").settings.roles.isDoubtful);
}

/// A typing error elsewhere must not keep people from bringing runs back.
void TestRoles::anotherMistakeIsNone()
{
    const Workspace workspace = load("workspace: w\nlistner: { port: 1 }\nroles: { admin: [root] }\n");
    QVERIFY(!workspace.problems.isEmpty());
    QVERIFY(!workspace.settings.roles.isDoubtful);
    QCOMPARE(workspace.settings.roles.holders.value(Role::Admin).users, QStringList(u"root"_s));
}

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
