#include "control/permittedupkeep.h"
#include "security/keyfile.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// Says which of its calls came through.
class WatchedUpkeep final : public StoreUpkeep
{
public:
    Result<Encryption> encryption() override { return told(u"encryption"_s, Encryption()); }
    Result<int> changeKey(const QString &, const QString &, Timestamp) override { return told(u"changeKey"_s, 2); }
    Result<void> rewrap(Vault &, const QString &, const QString &, Timestamp) override
    {
        calls.append(u"rewrap"_s);
        return {};
    }
    Result<qint64> askErasure(const QList<RunId> &, const QString &, const QString &, Timestamp) override
    {
        return told(u"askErasure"_s, qint64(1));
    }
    Result<std::optional<Erasure>> erasureOf(RunId) override { return told(u"erasureOf"_s, std::optional<Erasure>()); }
    Result<qint64> pendingErasures() override { return told(u"pendingErasures"_s, qint64(0)); }
    Result<qint64> pendingErasuresOf(const QList<RunId> &) override { return told(u"pendingErasuresOf"_s, qint64(0)); }
    Result<QList<std::pair<RunId, Timestamp>>> expired(const QString &, Timestamp, Timestamp, int) override
    {
        return told(u"expired"_s, QList<std::pair<RunId, Timestamp>>());
    }
    Result<RemovedRuns> removeRuns(const QString &, Timestamp, Timestamp, const QString &, qint64, Timestamp) override
    {
        return told(u"removeRuns"_s, RemovedRuns{1});
    }
    Result<QStringList> backUp(const QString &, const QString &, const QString &, Timestamp, const BackupProgress &) override
    {
        return told(u"backUp"_s, QStringList());
    }
    Result<std::pair<qint64, qint64>> room() override { return told(u"room"_s, std::pair<qint64, qint64>()); }
    Result<std::pair<qint64, qint64>> compact(const QString &, const QString &, qint64, Timestamp,
                                              const std::function<void(qint64, qint64)> &) override
    {
        return told(u"compact"_s, std::pair<qint64, qint64>());
    }
    Result<bool> work(std::optional<qint64>, Timestamp, const std::atomic<bool> &) override { return told(u"work"_s, false); }

    QStringList calls;

private:
    template <typename T> T told(const QString &call, T value)
    {
        calls.append(call);
        return value;
    }
};

template <typename T> Result<void> outcome(const Result<T> &result)
{
    return result ? Result<void>() : tl::unexpected(result.error());
}

struct UpkeepCall
{
    QString name;
    Role least;
    std::function<Result<void>(StoreUpkeep &)> make;
};

QList<UpkeepCall> everyCall()
{
    static const std::atomic<bool> never = false;
    return {
        {u"encryption"_s, Role::Viewer, [](StoreUpkeep &u) { return outcome(u.encryption()); }},
        {u"erasureOf"_s, Role::Viewer, [](StoreUpkeep &u) { return outcome(u.erasureOf(RunId(1))); }},
        {u"pendingErasures"_s, Role::Viewer, [](StoreUpkeep &u) { return outcome(u.pendingErasures()); }},
        {u"pendingErasuresOf"_s, Role::Viewer, [](StoreUpkeep &u) { return outcome(u.pendingErasuresOf({RunId(1)})); }},
        {u"expired"_s, Role::Viewer, [](StoreUpkeep &u) { return outcome(u.expired(u"p"_s, {}, {}, 1)); }},
        {u"room"_s, Role::Viewer, [](StoreUpkeep &u) { return outcome(u.room()); }},
        {u"work"_s, Role::Operator, [](StoreUpkeep &u) { return outcome(u.work(1, {}, never)); }},
        {u"removeRuns"_s, Role::Operator, [](StoreUpkeep &u) { return outcome(u.removeRuns(u"p"_s, {}, {}, {}, 1, {})); }},
        {u"changeKey"_s, Role::Admin, [](StoreUpkeep &u) { return outcome(u.changeKey(u"vic"_s, {}, {})); }},
        {u"rewrap"_s, Role::Admin,
         [](StoreUpkeep &u) {
             KeyFile nowhere(u"/nonexistent/keys"_s);
             return u.rewrap(nowhere, u"vic"_s, {}, {});
         }},
        {u"askErasure"_s, Role::Admin, [](StoreUpkeep &u) { return outcome(u.askErasure({RunId(1)}, u"vic"_s, {}, {})); }},
        {u"compact"_s, Role::Admin, [](StoreUpkeep &u) { return outcome(u.compact(u"vic"_s, {}, 1, {}, {})); }},
        {u"backUp"_s, Role::Admin, [](StoreUpkeep &u) { return outcome(u.backUp(u"/nonexistent/backup"_s, {}, {}, {}, {})); }},
    };
}

} // namespace

/// Every call of a store's upkeep under every role: what is refused does not reach the store, and is told.
class TestPermittedUpkeep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsNeedTheirRole_data();
    void callsNeedTheirRole();
};

void TestPermittedUpkeep::callsNeedTheirRole_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<Role>("role");
    const QList<UpkeepCall> calls = everyCall();
    for (int i = 0; i < calls.size(); ++i) {
        for (const Role role : {Role::Nobody, Role::Viewer, Role::Operator, Role::Editor, Role::Admin})
            QTest::addRow("%s by %s", qPrintable(calls[i].name), role == Role::Nobody ? "nobody" : qPrintable(word(role)))
                << i << role;
    }
}

void TestPermittedUpkeep::callsNeedTheirRole()
{
    QFETCH(const int, call);
    QFETCH(const Role, role);
    const UpkeepCall asked = everyCall().at(call);
    const Access access{u"vic"_s, role, {u"root"_s}};
    WatchedUpkeep upkeep;
    QList<Error> refused;
    PermittedUpkeep permitted(upkeep, access, [&](const Error &error) { refused.append(error); });
    const auto done = asked.make(permitted);
    const bool may = role >= asked.least;
    QCOMPARE(done.has_value(), may);
    QCOMPARE(upkeep.calls, may ? QStringList{asked.name} : QStringList());
    QCOMPARE(refused.size(), may ? 0 : 1);
    if (may)
        return;
    QCOMPARE(done.error().kind, ErrorKind::Forbidden);
    QCOMPARE(done.error(), refused.first());
    QVERIFY2(done.error().detail.contains(u"vic"_s), qPrintable(done.error().detail));
    QVERIFY2(done.error().remedy.contains(u"root"_s), qPrintable(done.error().remedy));
}

QTEST_APPLESS_MAIN(TestPermittedUpkeep)
#include "tst_permittedupkeep.moc"
