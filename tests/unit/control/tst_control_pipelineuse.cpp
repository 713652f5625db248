#include "control/pipelineuse.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Versions and counts of runs, joined.
class TestPipelineUse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void joinsVersionsOfAName();
    void sumsTheirRuns();
    void countsOfUnknownVersionsAreLeftOut();

private:
    static PipelineHead head(qint64 id, const QString &name, int version) { return {id, name, version, {}, {}}; }
    const QList<PipelineHead> m_heads{head(7, u"archive"_s, 2), head(3, u"archive"_s, 1), head(5, u"intake"_s, 1)};
};

void TestPipelineUse::joinsVersionsOfAName()
{
    const auto uses = pipelineUses(m_heads, {{3, RunState::Blocked, 4, RunId(40)}, {3, RunState::Succeeded, 9, RunId(31)}});
    QCOMPARE(uses.size(), 2);
    QCOMPARE(uses[0].head().version, 2);
    QCOMPARE(uses[0].versions.size(), 2);
    QVERIFY(uses[0].versions[0].runs.isEmpty());
    QVERIFY(!uses[0].versions[0].newest.isValid());
    QCOMPARE(uses[0].versions[1].runs.value(RunState::Blocked), 4);
    QCOMPARE(uses[0].versions[1].newest.value(), 40); // whatever its state
    QCOMPARE(uses[1].head().name, u"intake"_s);
    QVERIFY(pipelineUses({}, {}).isEmpty());
}

void TestPipelineUse::sumsTheirRuns()
{
    const auto uses = pipelineUses(
        m_heads, {{3, RunState::Blocked, 4, RunId(1)}, {7, RunState::Blocked, 2, RunId(2)}, {7, RunState::Held, 1, RunId(3)}});
    QCOMPARE(uses[0].runs(), (QMap<RunState, qint64>{{RunState::Blocked, 6}, {RunState::Held, 1}}));
    QVERIFY(uses[1].runs().isEmpty());
}

void TestPipelineUse::countsOfUnknownVersionsAreLeftOut()
{
    const auto uses = pipelineUses(m_heads, {{99, RunState::Blocked, 4, RunId(1)}});
    QCOMPARE(uses.size(), 2);
    QVERIFY(uses[0].runs().isEmpty() && uses[1].runs().isEmpty());
}

QTEST_GUILESS_MAIN(TestPipelineUse)
#include "tst_control_pipelineuse.moc"
