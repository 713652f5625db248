#include "ui/editor/reviewtext.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is said of a workspace's files, and whether they may be applied.
class TestReviewText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void inOrderIsSaid();
    void warningsStopNothing();
    void errorsStopApplying();
    void driftIsOffered();
    void anObstacleStopsApplying();
    void manyDriftsAreSummedUp();
    void driftsAreNamed();
    void placesAreNamed();

private:
    static WorkspaceReview review(const QList<Problem> &problems, const QList<Drift> &drift);
};

WorkspaceReview TestReviewText::review(const QList<Problem> &problems, const QList<Drift> &drift)
{
    auto files = std::make_shared<Workspace>();
    files->problems = problems;
    files->pipelines.resize(2);
    files->services.resize(3);
    return {files, {}, drift};
}

void TestReviewText::inOrderIsSaid()
{
    const ReviewSummary summary = summaryOf(review({}, {}));
    QCOMPARE(summary.look, Look::Succeeded);
    QVERIFY(summary.title.contains(u"in order"_s));
    QVERIFY(summary.text.contains(u'2') && summary.text.contains(u'3'));
    QVERIFY(!summary.offersApply);
}

void TestReviewText::warningsStopNothing()
{
    const Problem warning{u"cairn.yaml"_s, 1, 1, u"old key"_s, {}, true};
    QCOMPARE(summaryOf(review({warning}, {})).look, Look::WaitingRetry);
    const ReviewSummary summary = summaryOf(review({warning}, {{Drift::Kind::Service, u"ocr"_s, 1, 2, {}}}));
    QVERIFY(summary.canApply);
}

void TestReviewText::errorsStopApplying()
{
    const Problem error{u"cairn.yaml"_s, 1, 1, u"no such key"_s, {}, false};
    const ReviewSummary summary = summaryOf(review({error, error}, {{Drift::Kind::Service, u"ocr"_s, 1, 2, {}}}));
    QCOMPARE(summary.look, Look::Blocked);
    QVERIFY(summary.title.startsWith(u"2 "_s));
    QVERIFY(summary.offersApply);
    QVERIFY(!summary.canApply);
}

void TestReviewText::driftIsOffered()
{
    const ReviewSummary summary = summaryOf(review({}, {{Drift::Kind::Pipeline, u"intake"_s, 3, 4, {}}}));
    QVERIFY(summary.offersApply && summary.canApply);
    QCOMPARE(summary.text, u"pipeline intake: version 3 → 4"_s);
    Drift left{Drift::Kind::Left, u"orders"_s, 3, 3, {}};
    left.watch = u"inbox"_s;
    const ReviewSummary goesOn = summaryOf(review({}, {left}));
    QVERIFY(goesOn.canApply); // it can be retired
    QVERIFY(goesOn.text.contains(u"inbox"_s) && goesOn.text.contains(u"--retire orders"_s));
}

void TestReviewText::anObstacleStopsApplying()
{
    Drift stuck{Drift::Kind::Pipeline, u"intake"_s, 3, 3, {ErrorKind::Definition, u"it changed"_s, {}, u"Write version: 4"_s}};
    const ReviewSummary summary = summaryOf(review({}, {{Drift::Kind::Service, u"ocr"_s, 1, 2, {}}, stuck}));
    QVERIFY(summary.offersApply && !summary.canApply);
    QCOMPARE(summary.text, u"It changed. Write version: 4."_s);
}

void TestReviewText::manyDriftsAreSummedUp()
{
    QList<Drift> many;
    for (int i = 0; i < 40; ++i)
        many.append({Drift::Kind::Service, u"s%1"_s.arg(i), 1, 2, {}});
    const ReviewSummary summary = summaryOf(review({}, many));
    QVERIFY(summary.title.startsWith(u"40 "_s));
    QVERIFY(summary.text.endsWith(u"and 34 more"_s));
}

void TestReviewText::driftsAreNamed()
{
    QCOMPARE(driftText({Drift::Kind::Pipeline, u"p"_s, 0, 1, {}}), u"pipeline p: new, version 1"_s);
    QCOMPARE(driftText({Drift::Kind::Service, u"s"_s, 0, 1, {}}), u"service s: new"_s);
    QCOMPARE(driftText({Drift::Kind::Service, u"s"_s, 4, 5, {}}), u"service s: revision 4 → 5"_s);
    Drift undoing{Drift::Kind::Service, u"s"_s, 4, 5, {}};
    undoing.changes = {{u"policy.retry.attempts"_s, u"3"_s, u"8"_s}};
    undoing.backTo = 3;
    undoing.liveBy = u"ann@desk"_s;
    undoing.liveReason = u"it was too much"_s;
    QCOMPARE(driftText(undoing), u"service s: revision 4 → 5, undoes revision 4"_s);
    const QString details = driftDetails(undoing);
    for (const QString &part : {u"3 → 8"_s, u"as revision 3 was"_s, u"ann@desk"_s, u"it was too much"_s})
        QVERIFY2(details.contains(part), qPrintable(details));
    undoing.backTo = 0;
    undoing.undone = {u"policy.retry.attempts"_s};
    QCOMPARE(driftText(undoing), u"service s: revision 4 → 5, undoes revision 4"_s);
    QVERIFY(driftDetails(undoing).contains(u"takes back what was set since: policy.retry.attempts"_s));
    QCOMPARE(driftText({Drift::Kind::Schema, u"x@2"_s, 0, 2, {}}), u"schema x@2: new"_s);
    Applied applied{{u"p@2"_s}, {u"s revision 5"_s}, {}, {}, {}};
    QCOMPARE(appliedText(applied), u"Live now: p@2, s revision 5."_s);
    applied.retired.append(u"old"_s);
    QCOMPARE(appliedText(applied), u"Live now: p@2, s revision 5. Retired: old."_s);
    QVERIFY(!appliedText({}).isEmpty());
}

void TestReviewText::placesAreNamed()
{
    QCOMPARE(placeText({u"a.yaml"_s, 3, 7, {}, {}, false}), u"a.yaml:3:7"_s);
    QCOMPARE(placeText({u"a.yaml"_s, 0, 0, {}, {}, false}), u"a.yaml"_s);
}

QTEST_GUILESS_MAIN(TestReviewText)
#include "tst_ui_reviewtext.moc"
