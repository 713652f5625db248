#include "advicesample.h"

namespace cairn::testing {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

void recordService(GuiWorkspace &workspace, Timestamp at)
{
    ServiceRevision revision;
    revision.service.name = u"ocr"_s;
    revision.service.baseUrl = QUrl(u"https://ocr.example.net"_s);
    revision.source = "service: ocr\nbase_url: https://ocr.example.net\n";
    revision.digest = Digest::of(revision.source);
    workspace.commit(Transaction(PutServiceRevision{revision, at, u"anna@harbour"_s, u"first version"_s}));
}

AdviceSample::AdviceSample(GuiWorkspace &workspace, Timestamp now)
    : m_workspace(workspace), m_run(workspace.addRun(u"intake"_s, u"invoice.pdf"_s, RunState::Running)), m_now(now)
{
}

Timestamp AdviceSample::day(int before) const
{
    return std::chrono::floor<std::chrono::days>(m_now) - std::chrono::days(before) + 10h; // no stretch crosses midnight
}

void AdviceSample::add(Timestamp at, Milliseconds took, std::optional<Category> category, int number, Action decision,
                       std::optional<Milliseconds> advised)
{
    Attempt attempt;
    attempt.run = m_run;
    attempt.step = StepId(u"ocr"_s);
    attempt.item = m_item;
    attempt.number = number;
    attempt.idempotencyKey = u"\"%1\""_s.arg(m_item);
    attempt.service = u"ocr"_s;
    attempt.method = "POST";
    attempt.url = u"https://ocr.example.net/v1/jobs"_s;
    attempt.category = category;
    attempt.status = category ? (category == Category::RateLimit ? 429 : 0) : 200;
    attempt.decision = decision;
    attempt.advised = advised;
    attempt.timing.total = took;
    if (category == Category::Timeout) { // an answer that began and did not end
        attempt.fault = TransportFault::AttemptTimeout;
        attempt.status = 200;
        attempt.timing.firstByte = 100ms;
    }
    attempt.startedAt = at;
    if (decision == Action::Retry)
        attempt.delay = 1s;
    m_pending.add(AddAttempt{attempt});
}

void AdviceSample::commit()
{
    m_workspace.commit(std::exchange(m_pending, {}));
}

void AdviceSample::addTimeouts(int perDay, int days)
{
    for (int before = days; before >= 1; --before) {
        for (int i = 0; i < perDay; ++i, ++m_item) {
            const Timestamp at = day(before) + i * 5min;
            for (int number = 1; number <= 3; ++number)
                add(at + (number - 1) * 61s, 60s, Category::Timeout, number, number < 3 ? Action::Retry : Action::Block);
        }
    }
    commit();
}

void AdviceSample::addAnswers(int perDay, int days)
{
    for (int before = days; before >= 1; --before) {
        for (int i = 0; i < perDay; ++i, ++m_item)
            add(day(before) + i * 20s, Milliseconds(150 + i % 7 * 20), {}, 1, Action::Succeed);
    }
    commit();
}

void AdviceSample::addSilences(int perDay, int days)
{
    for (int before = days; before >= 1; --before) {
        for (int i = 0; i < perDay; ++i, ++m_item)
            add(day(before) + i * 1min, 40ms, Category::RateLimit, 1, Action::Block, 15min);
    }
    commit();
}

} // namespace cairn::testing
