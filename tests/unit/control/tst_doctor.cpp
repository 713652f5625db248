#include "control/doctor.h"

#include "../store/sealedstore.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What examining a store tells of one that others work on meanwhile.
class TestDoctor : public QObject, private SealedStore
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void tellsOfNothingThatIsErasedMeanwhile();
    void tellsOfNothingThatIsRemovedMeanwhile();
    void takesNoRunThatIsBeingRemovedForADefect();

private:
    QStringList examined(const DoctorProgress &progress = {});
    void removeRun(qint64 id);
};

/// What it found, each with how grave it is.
QStringList TestDoctor::examined(const DoctorProgress &progress)
{
    const auto findings = examine(*m_store, folder(), SystemClock(), progress);
    if (!findings)
        qFatal("%s", qPrintable(describe(findings.error())));
    QStringList told;
    for (const Finding &finding : *findings) {
        const QString grave = finding.severity == Finding::Severity::Bad    ? u"BAD"_s
                              : finding.severity == Finding::Severity::Note ? u"note"_s
                                                                            : u"good"_s;
        told.append(u"%1 %2: %3"_s.arg(grave, finding.subject, finding.detail));
    }
    return told;
}

void TestDoctor::tellsOfNothingThatIsErasedMeanwhile()
{
    fill(1, 'a');
    fill(2, 'b');
    const QStringList told = examined([&, done = false](Examined, qint64, qint64) mutable {
        if (!std::exchange(done, true)) {
            if (!upkeep().askErasure({RunId(1), RunId(2)}, u"ann"_s, u"gdpr"_s, at(5'000)))
                qFatal("cannot be erased");
            work();
        }
        return true;
    });
    QCOMPARE(told.filter(u"BAD payload"_s), QStringList());
    QVERIFY(told.contains(u"good payloads: all payloads have the bytes they had"_s));
}

void TestDoctor::removeRun(qint64 id)
{
    for (const auto table : {"attempt"_L1, "checkpoint"_L1})
        sql(u"DELETE FROM %1 WHERE run_id = %2"_s.arg(table).arg(id));
    sql(u"DELETE FROM callback_message"_s);
    sql(u"DELETE FROM callback"_s);
    sql(u"DELETE FROM run WHERE id = %1"_s.arg(id));
}

void TestDoctor::tellsOfNothingThatIsRemovedMeanwhile()
{
    fill(1, 'a');
    const QStringList told = examined([&, done = false](Examined what, qint64, qint64) mutable {
        if (what == Examined::Payloads && !std::exchange(done, true))
            fill(2, 'b');
        else if (what == Examined::Runs && std::exchange(done, false))
            removeRun(1); // the next of the page, from the newest on
        return true;
    });
    QCOMPARE(told.filter(u"run 0000000000001"_s), QStringList());
}

/// Its rows go by pieces, with the run's own last (see StoreUpkeep::removeRuns); of one that nobody removes they may not lack.
void TestDoctor::takesNoRunThatIsBeingRemovedForADefect()
{
    const RunId going = fill(1, 'a');
    const RunId other = fill(2, 'b');
    QVERIFY(upkeep().askErasure({going}, u"runner"_s, u"kept for 1d"_s, at(5'000)));
    work();
    for (const int id : {1, 2})
        sql(u"DELETE FROM checkpoint WHERE run_id = %1"_s.arg(id));
    const QStringList told = examined();
    QVERIFY(told.contains(u"note run %1: is being removed"_s.arg(going.toString())));
    QCOMPARE(told.filter(u"BAD run"_s).size(), 1);
    QVERIFY(told.filter(u"BAD run"_s).value(0).contains(other.toString()));
}

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
