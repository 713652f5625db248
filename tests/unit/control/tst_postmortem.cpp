#include "control/audit.h"
#include "control/postmortem.h"
#include "incidentsample.h"
#include "insight/policyreview.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Drafts of post-mortems say what is recorded, guess nothing, and let nobody write into them but as text.
class TestPostMortem : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_sample.emplace(); }
    void cleanup() { m_sample.reset(); }
    void tells();
    void hostileTextsStayTexts();
    void followUpsFollow();
    void whatCameBackIsToldFromThereOn();
    void manyAlertsHideNothing();
    void whatIsLeftOutIsSaid();
    void tuningIsTold();
    void asHtml();

private:
    std::optional<IncidentSample> m_sample;
};

void TestPostMortem::tells()
{
    const QString draft = postMortem(m_sample->tell());
    for (
        const QString &part :
        {u"# Post-mortem: incident 1, ocr, step extract: service 503"_s, u"## Impact"_s, u"## Timeline"_s, u"## Causes"_s,
         u"## What helped"_s, u"## Follow-ups"_s, u"## Open questions"_s,
         u"Failures: 2, of which 1 passed later, 0 went on without the step, 0 were cancelled, 0 are on their way, 1 still need a person"_s,
         u"intake (2)"_s, u"Acknowledged 2m 49s after the first failure"_s, u"Failed attempts in the 2 runs told of here: 4"_s,
         u"retry: the last thing done before the step passed, in 1 runs"_s, u"- [ ] 1 failures still need a person"_s,
         u"the service is back"_s, u"Root cause: ______"_s})
        QVERIFY2(draft.contains(part), qPrintable(part + u"\n\n"_s + draft));
    QVERIFY2(!draft.contains("hunter2"_L1), qPrintable(draft));
}

void TestPostMortem::hostileTextsStayTexts()
{
    IncidentBundle bundle = m_sample->tell();
    bundle.about.notes.append(
        {0, 1, at(IncidentSample::Day + 400'000), u"eve"_s, u"note"_s,
         u"<script>alert(1)</script> ![x](http://evil/p.png) | broken\n# Not a heading\n[click](javascript:x)"_s});
    bundle.runs.first().run.inputName = u"`rm -rf`*.pdf <img src=x>"_s;
    const QByteArray html = postMortemHtml(postMortem(bundle), u"A <b>title</b>"_s);
    for (const char *evil : {"<script", "<img", "<a ", "javascript:x\"", "<b>"})
        QVERIFY2(!html.contains(evil), evil);
    QVERIFY(html.contains("&lt;script&gt;"));
    QVERIFY(!html.contains("<h1>Not a heading"));
    QCOMPARE(html.count("<h1>"), 1);
}

void TestPostMortem::followUpsFollow()
{
    IncidentBundle bundle = m_sample->tell();
    QVERIFY(postMortem(bundle).contains(u"No runbook was used"_s));
    QVERIFY(!postMortem(bundle).contains(u"Nobody acknowledged"_s));
    QVERIFY(postMortem(bundle).contains(u"Name who comes after the owner"_s));
    bundle.about.responsibility.escalateTo = u"oncall-docs"_s;
    bundle.about.notes.append({0, 1, at(IncidentSample::Day + 500'000), u"ann"_s, u"runbook.action"_s, u"probe: well"_s});
    bundle.about.notes.removeIf([](const IncidentNote &note) { return note.kind == u"acknowledge"_s; });
    const QString other = postMortem(bundle);
    QVERIFY(!other.contains(u"No runbook was used"_s));
    QVERIFY(other.contains(u"- retry (runbook: probe: well): the last thing done"_s));
    QVERIFY(other.contains(u"Nobody acknowledged"_s));
    QVERIFY(!other.contains(u"Name who comes after"_s));
    bundle.about.incident.counts = {0, 0, 2, 0};
    bundle.about.incident.resolvedAt = at(IncidentSample::Day + 7'200'000);
    const QString over = postMortem(bundle);
    QVERIFY2(over.contains(u"consider whether the policy"_s), qPrintable(over)); // a minute of retries, two hours of outage
    QVERIFY2(over.contains(u", 0 still need a person"_s), qPrintable(over));
    QVERIFY2(!over.contains(u"failures still need a person"_s), qPrintable(over)); // nobody is asked to do anything for them
}

/// An incident of long ago comes back: neither its length nor who cared for it then is told of today's.
void TestPostMortem::whatCameBackIsToldFromThereOn()
{
    constexpr qint64 Later = IncidentSample::Day + 60LL * 86'400'000;
    IncidentBundle bundle = m_sample->tell();
    BundledRun today = bundle.runs.last();
    today.run.inputName = u"today.pdf"_s;
    for (Attempt &attempt : today.history.attempts)
        attempt.startedAt += at(Later) - at(IncidentSample::Day);
    for (Checkpoint &checkpoint : today.history.checkpoints)
        checkpoint.at += at(Later) - at(IncidentSample::Day);
    bundle.runs.append(today);
    bundle.about.notes.append({0, 1, at(IncidentSample::Day + 7'200'000), u"runner"_s, u"resolved"_s, u"2 passed"_s});
    bundle.about.notes.append({0, 1, at(Later + 132'000), u"runner"_s, u"reopened"_s, {}});
    bundle.about.notes.append({0, 1, at(Later + 192'000), u"runner"_s, u"resolved"_s, u"3 passed"_s});
    bundle.about.incident.reopened = 1;
    bundle.about.incident.lastAt = at(Later + 132'000);
    bundle.about.incident.resolvedAt = at(Later + 192'000);
    const QString draft = postMortem(bundle);
    for (const QString &part : {u", 1m after it came back"_s, u"Files: today.pdf"_s, u"Nobody acknowledged"_s,
                                u"1 runs. 2 more failed so, now or before, and are left out"_s,
                                u"Failed attempts in the 1 runs told of here: 2"_s, u"It came back 1 times"_s})
        QVERIFY2(draft.contains(part), qPrintable(part + u"\n\n"_s + draft));
    for (const QString &part : {u"consider whether the policy"_s, u"Acknowledged "_s, u"the service is back"_s})
        QVERIFY2(!draft.contains(part), qPrintable(part + u"\n\n"_s + draft));
}

/// Of three hundred notes the acknowledgement is the first but one.
void TestPostMortem::manyAlertsHideNothing()
{
    Transaction alerts;
    for (int i = 0; i < 300; ++i)
        alerts.add(AddIncidentNote{
            {0, m_sample->incident(), at(IncidentSample::Day + 400'000 + i), u"runner"_s, u"alerted"_s, u"told ann"_s}});
    QVERIFY(m_sample->store().commitAndWait(std::move(alerts)).has_value());
    const IncidentBundle bundle = m_sample->tell();
    QVERIFY(bundle.about.notes.size() > 300 && !bundle.notesShortened);
    const QString draft = postMortem(bundle);
    QVERIFY2(draft.contains(u"Acknowledged 2m 49s after the first failure"_s), qPrintable(draft.left(3'000)));
    QVERIFY(!draft.contains(u"Nobody acknowledged"_s) && !draft.contains(u"is left out"_s));
}

void TestPostMortem::whatIsLeftOutIsSaid()
{
    IncidentBundle bundle = m_sample->tell();
    bundle.about.notes = {{0, 1, at(IncidentSample::Day + 500'000), u"runner"_s, u"alerted"_s, {}}};
    QVERIFY(postMortem(bundle).contains(u"Nobody acknowledged"_s));
    bundle.notesShortened = true;
    const QString draft = postMortem(bundle);
    QVERIFY2(!draft.contains(u"Nobody acknowledged"_s) && !draft.contains(u"No runbook was used"_s), qPrintable(draft));
    QVERIFY2(draft.contains(u"What was noted of the incident before 1970-01-02 00:08:20 UTC is left out"_s), qPrintable(draft));
    QVERIFY(!draft.contains(u"Told of here"_s));
    bundle.runsLeftOut = 70;
    QVERIFY2(postMortem(bundle).contains(u"what helped: 2 runs. 70 more failed so and are left out"_s),
             qPrintable(postMortem(bundle)));
}

/// The audit has tuning under another name of the service than its revisions.
void TestPostMortem::tuningIsTold()
{
    const Transaction tuned(
        audited(at(IncidentSample::Day + 400'000), u"cairn"_s, u"policy.tuned"_s, serviceSubject(u"ocr"_s), u"p99 is 2s"_s));
    QVERIFY(m_sample->store().commitAndWait(tuned).has_value());
    const Transaction revised(
        audited(at(IncidentSample::Day + 500'000), u"ann@pier"_s, u"service.revised"_s, u"ocr"_s, u"more patience"_s));
    QVERIFY(m_sample->store().commitAndWait(revised).has_value());
    const QString draft = postMortem(m_sample->tell());
    for (const QString &action : {u"policy.tuned"_s, u"service.revised"_s})
        QVERIFY2(draft.contains(u"Done to the service meanwhile: "_s + action), qPrintable(draft));
}

void TestPostMortem::asHtml()
{
    const QByteArray html = postMortemHtml(postMortem(m_sample->tell()), u"Post-mortem"_s);
    QVERIFY(html.startsWith("<!DOCTYPE html>"));
    for (const char *part :
         {"<title>Post-mortem</title>", "<table>", "<th>Time</th>", "type=\"checkbox\"", "<h2>Impact</h2>", "</html>"})
        QVERIFY2(html.contains(part), part);
}

QTEST_GUILESS_MAIN(TestPostMortem)
#include "tst_postmortem.moc"
