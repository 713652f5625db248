#include "ui/payloadopener.h"

#include "ui/headersmodel.h"
#include "ui/payloadview.h"
#include "ui/payloadwindow.h"
#include "ui/whendone.h"
#include "ui/wording.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostOthers = 40;

QString mediaType(const QByteArray &headers)
{
    return headerField(headers, u"content-type"_s);
}

PayloadOther requestOf(const Attempt &attempt)
{
    return {PayloadOpener::tr("Request of %1, attempt %2").arg(stepText(attempt.step, attempt.item)).arg(attempt.number),
            attempt.request,
            {},
            mediaType(attempt.requestHeaders)};
}

PayloadOther responseOf(const Attempt &attempt)
{
    return {PayloadOpener::tr("Answer of %1, attempt %2").arg(stepText(attempt.step, attempt.item)).arg(attempt.number),
            attempt.response,
            {},
            mediaType(attempt.responseHeaders)};
}

/// All payloads of a run that are worth comparing with, each once.
QList<PayloadOther> payloadsOf(const RunDetail &detail)
{
    QList<PayloadOther> all{{PayloadOpener::tr("Input of the run"), detail.run.input, detail.run.inputName, {}}};
    for (const Attempt &attempt : detail.history.attempts)
        all << requestOf(attempt) << responseOf(attempt);
    QSet<Digest> seen;
    all.removeIf([&](const PayloadOther &other) {
        const bool repeated = !other.ref.isValid() || seen.contains(other.ref.digest);
        seen.insert(other.ref.digest);
        return repeated;
    });
    return all.first(std::min<qsizetype>(all.size(), MostOthers));
}

/// The newest attempt that it went out with or came in by.
std::optional<Attempt> attemptOf(const PayloadRef &payload, const RunDetail &detail)
{
    const QList<Attempt> &attempts = detail.history.attempts;
    const auto found = std::find_if(attempts.crbegin(), attempts.crend(), [&](const Attempt &attempt) {
        return attempt.response == payload || attempt.request == payload;
    });
    return found == attempts.crend() ? std::nullopt : std::optional(*found);
}

/// `name@version` that it has to satisfy; empty if it has to satisfy none.
QString schemaOf(const PayloadRef &payload, const Attempt &attempt, const PipelineVersion &version)
{
    for (const Step &step : version.pipeline.steps) {
        if (step.id == attempt.step)
            return attempt.response == payload ? step.response.schema : step.requestSchema;
    }
    return {};
}

} // namespace

PayloadOpener::PayloadOpener(Desk &desk, TemporaryCopies &copies, QWidget *window)
    : QObject(window), m_desk(desk), m_copies(copies), m_window(window)
{
}

void PayloadOpener::open(const PayloadRef &payload, const QString &title, const std::optional<RunDetail> &run)
{
    const QList<PayloadOther> others = run ? payloadsOf(*run) : QList<PayloadOther>();
    const auto own = std::find_if(others.begin(), others.end(), [&](const PayloadOther &other) { return other.ref == payload; });
    PayloadOther shown{title, payload, {}, {}};
    if (own != others.end()) {
        shown.name = own->name;
        shown.mediaType = own->mediaType;
    }
    auto *window = new PayloadWindow(m_desk, m_copies, m_window);
    window->showPayload(shown);
    window->view()->setOthers(others);
    const auto attempt = run ? attemptOf(payload, *run) : std::nullopt;
    if (attempt) {
        window->view()->setAttempt(attempt);
        if (const QString schema = schemaOf(payload, *attempt, run->version); !schema.isEmpty()) {
            whenDone(window, m_desk.schema(schema), [this, window](const Result<Schema> &read) {
                if (read)
                    window->view()->setSchema(*read);
                else
                    Q_EMIT failed(read.error());
            });
        }
    }
    window->show();
}

} // namespace cairn
