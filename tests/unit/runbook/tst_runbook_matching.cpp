#include "runbook/matching.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The most specific runbook wins; of equals the workspace's own, then the first by name.
class TestRunbookMatching : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fits_data();
    void fits();
    void whatNobodyKnowsComesFirst();
    void mostSpecificComesFirst();

private:
    static Fingerprint print(const QString &code = u"503"_s)
    {
        return {u"publish"_s, StepId(u"send"_s), Category::Service, code};
    }
};

void TestRunbookMatching::fits_data()
{
    QTest::addColumn<RunbookMatch>("match");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("fit"); // -1: not at all
    const auto row = [](const char *name, const RunbookMatch &match, int fit, const QString &code = u"503"_s) {
        QTest::newRow(name) << match << code << fit;
    };
    row("no condition", {}, -1);
    row("service", {{u"publish"_s}, {}, {}, {}, {}}, 1);
    row("another service", {{u"ocr"_s}, {}, {}, {}, {}}, -1);
    row("one of two services", {{u"ocr"_s, u"publish"_s}, {}, {}, {}, {}}, 1);
    row("step", {{}, {u"send"_s}, {}, {}, {}}, 1);
    row("another step", {{}, {u"scan"_s}, {}, {}, {}}, -1);
    row("category", {{}, {}, {Category::Service}, {}, {}}, 1);
    row("another category", {{}, {}, {Category::Auth, Category::Data}, {}, {}}, -1);
    row("status", {{}, {}, {}, {u"503"_s}, {}}, 1);
    row("another status", {{}, {}, {}, {u"502"_s}, {}}, -1);
    row("class of status", {{}, {}, {}, {u"5xx"_s}, {}}, 1);
    row("another class", {{}, {}, {}, {u"4xx"_s}, {}}, -1);
    row("a fault is of no class", {{}, {}, {}, {u"5xx"_s}, {}}, -1, u"connection_refused"_s);
    row("a fault", {{}, {}, {}, {u"connection_refused"_s}, {}}, 1, u"connection_refused"_s);
    row("no code", {{}, {}, {}, {u"5xx"_s}, {}}, -1, QString());
    row("pipeline", {{}, {}, {}, {}, {u"intake"_s}}, 1);
    row("another pipeline", {{}, {}, {}, {}, {u"outtake"_s}}, -1);
    row("all", {{u"publish"_s}, {u"send"_s}, {Category::Service}, {u"5xx"_s}, {u"intake"_s}}, 5);
    row("all but one", {{u"publish"_s}, {u"send"_s}, {Category::Service}, {u"4xx"_s}, {u"intake"_s}}, -1);
}

void TestRunbookMatching::fits()
{
    QFETCH(RunbookMatch, match);
    QFETCH(QString, code);
    QFETCH(int, fit);
    QCOMPARE(fitOf(match, {print(code), {u"archive"_s, u"intake"_s}}).value_or(-1), fit);
}

/// Whatever they failed of; and before what there is to do about that, for none of it can be done yet.
void TestRunbookMatching::whatNobodyKnowsComesFirst()
{
    const auto runbook = [](const QString &name, const RunbookMatch &match, bool shipped) {
        Runbook made;
        made.name = name;
        made.file = shipped ? QString() : u"runbooks/%1.md"_s.arg(name);
        made.match = match;
        return made;
    };
    const QList<Runbook> all{runbook(u"category"_s, {{}, {}, {Category::Service}, {}, {}}, true),
                             runbook(u"own"_s, {{}, {}, {Category::Service}, {}, {}}, false),
                             runbook(u"unknown"_s, {{}, {}, {}, {u"outcome_unknown"_s}, {}}, true),
                             runbook(u"specific"_s, {{u"publish"_s}, {u"send"_s}, {}, {}, {}}, false)};
    const auto names = [&](bool isUndecided) {
        QStringList found;
        for (const Runbook &one : matchingRunbooks(all, {print(), {}, isUndecided}))
            found.append(one.name);
        return found;
    };
    QCOMPARE(names(true), (QStringList{u"specific"_s, u"unknown"_s, u"own"_s, u"category"_s}));
    QCOMPARE(names(false), (QStringList{u"specific"_s, u"own"_s, u"category"_s}));
}

void TestRunbookMatching::mostSpecificComesFirst()
{
    const auto runbook = [](const QString &name, const RunbookMatch &match, bool shipped) {
        Runbook made;
        made.name = name;
        made.file = shipped ? QString() : u"runbooks/%1.md"_s.arg(name);
        made.match = match;
        return made;
    };
    const RunbookMatch category{{}, {}, {Category::Service}, {}, {}};
    const RunbookMatch service{{u"publish"_s}, {}, {}, {}, {}};
    const RunbookMatch both{{u"publish"_s}, {}, {Category::Service}, {}, {}};
    const QList<Runbook> all{runbook(u"aaa-shipped"_s, category, true),
                             runbook(u"zebra"_s, category, false),
                             runbook(u"mole"_s, service, false),
                             runbook(u"specific"_s, both, true),
                             runbook(u"other"_s, {{u"ocr"_s}, {}, {}, {}, {}}, false),
                             runbook(u"by-hand"_s, {}, false)};
    QStringList names;
    for (const Runbook &one : matchingRunbooks(all, {print()}))
        names.append(one.name);
    QCOMPARE(names, (QStringList{u"specific"_s, u"mole"_s, u"zebra"_s, u"aaa-shipped"_s}));
}

QTEST_GUILESS_MAIN(TestRunbookMatching)
#include "tst_runbook_matching.moc"
