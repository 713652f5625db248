#include "ui/payload/payloadopener.h"

#include "control/editdesk.h"
#include "control/editing.h"
#include "ui/look/wording.h"
#include "ui/parts/commandwatch.h"
#include "ui/parts/whendone.h"
#include "ui/payload/editdialog.h"
#include "ui/payload/headersmodel.h"
#include "ui/payload/payloadview.h"
#include "ui/payload/payloadwindow.h"

#include <QPointer>

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

/// The newest attempt there that it went out with or came in by.
std::optional<Attempt> attemptOf(const PayloadRef &payload, const RunDetail &detail, const PayloadOrigin &origin)
{
    const QList<Attempt> &attempts = detail.history.attempts;
    const auto found = std::find_if(attempts.crbegin(), attempts.crend(), [&](const Attempt &attempt) {
        return origin.fits(attempt) && (attempt.response == payload || attempt.request == payload);
    });
    return found == attempts.crend() ? std::nullopt : std::optional(*found);
}

/// What an edit made of it, or was made of.
QList<PayloadOther> counterparts(const PayloadRef &payload, const RunHistory &history)
{
    QList<PayloadOther> found;
    for (const InputEdit &edit : editsOf(history)) {
        const QString step = stepText(edit.key.step, edit.key.item);
        if (edit.after == payload)
            found.append({PayloadOpener::tr("The original, before it was edited: input of %1").arg(step), edit.before, {}, {}});
        if (edit.before == payload)
            found.append({PayloadOpener::tr("The edited input of %1").arg(step), edit.after, {}, {}});
    }
    return found;
}

/// What is worth comparing with, each once, the nearest first: what it was before an edit or is since, the run's input, its own
/// attempt, others of that step, all others.
QList<PayloadOther> payloadsOf(const PayloadRef &payload, const RunDetail &detail, const std::optional<Attempt> &own)
{
    QList<PayloadOther> found;
    QSet<Digest> seen;
    const auto add = [&](const PayloadOther &other) {
        if (!other.ref.isValid() || seen.contains(other.ref.digest) || found.size() >= MostOthers)
            return;
        seen.insert(other.ref.digest);
        found.append(other);
        found.last().run = detail.run.id;
    };
    const auto addBoth = [&](const Attempt &attempt) {
        add(requestOf(attempt));
        add(responseOf(attempt));
    };
    for (const PayloadOther &other : counterparts(payload, detail.history))
        add(other);
    add({PayloadOpener::tr("Input of the run"), detail.run.input, detail.run.inputName, {}});
    if (own)
        addBoth(*own);
    const QList<Attempt> &attempts = detail.history.attempts;
    for (const bool sameStep : {true, false}) {
        for (auto it = attempts.crbegin(); it != attempts.crend() && found.size() < MostOthers; ++it) {
            if ((own && it->key() == own->key()) == sameStep)
                addBoth(*it);
        }
    }
    return found;
}

/// It went out by that step, or is to go out by it.
bool isSent(const PayloadRef &payload, const RunHistory &history, const StepKey &key)
{
    const auto isEdit = [&](const Checkpoint &one) { return one.key() == key && one.edited == payload; };
    const auto isRequest = [&](const Attempt &one) { return one.key() == key && one.request == payload; };
    return std::any_of(history.checkpoints.begin(), history.checkpoints.end(), isEdit) ||
           std::any_of(history.attempts.begin(), history.attempts.end(), isRequest);
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

PayloadOpener::PayloadOpener(Desk &desk, TemporaryCopies &copies, const QString &root, QWidget *window)
    : QObject(window), m_desk(desk), m_copies(copies), m_root(root), m_window(window)
{
}

void PayloadOpener::open(const PayloadRef &payload, const QString &title, const std::optional<RunDetail> &run,
                         const PayloadOrigin &origin)
{
    const auto attempt = run ? attemptOf(payload, *run, origin) : std::nullopt;
    const QList<PayloadOther> others = run ? payloadsOf(payload, *run, attempt) : QList<PayloadOther>();
    const auto own = std::find_if(others.begin(), others.end(), [&](const PayloadOther &other) { return other.ref == payload; });
    PayloadOther shown{title, payload, {}, {}, run ? run->run.id : RunId(), run ? run->run.inputName : QString()};
    if (own != others.end()) {
        shown.name = own->name;
        shown.mediaType = own->mediaType;
    }
    if (attempt)
        shown.mediaType = mediaType(attempt->response == payload ? attempt->responseHeaders : attempt->requestHeaders);
    auto *window = new PayloadWindow(m_desk, m_copies, m_root, m_window);
    if (m_isOutside)
        window->view()->setOutside();
    window->showPayload(shown);
    window->view()->setOthers(others);
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
    if (const StepKey key = attempt ? attempt->key() : origin.step; run && !m_isOutside && canEdit(*run, key))
        offerEdit(window, payload, *run, key);
    window->show();
}

void PayloadOpener::offerEdit(PayloadWindow *window, const PayloadRef &payload, const RunDetail &run, const StepKey &key)
{
    window->offerEdit(m_desk, isSent(payload, run.history, key));
    connect(window, &PayloadWindow::editWanted, this, [this, window, key, record = run.run] {
        auto *dialog = new EditDialog(m_desk, m_root, record, key, window);
        connect(dialog, &EditDialog::requested, this, [this, window](qint64 command) { watch(window, command); });
        dialog->open();
    });
}

/// In the window where it was asked for; that may be closed by the time it is known how it ended.
void PayloadOpener::watch(PayloadWindow *window, qint64 command)
{
    window->view()->tell(tr("It is recorded; the runner carries it out."));
    auto *outcome = new CommandWatch(m_desk, {command}, this);
    const QPointer<PayloadWindow> place(window);
    connect(outcome, &CommandWatch::accepted, this, [this, place](const QString &text) {
        if (place)
            place->view()->tell(text);
        else
            Q_EMIT told(text);
    });
    connect(outcome, &CommandWatch::refused, this, [this, place](const Error &error) {
        if (place)
            place->view()->warn(error);
        else
            Q_EMIT failed(error);
    });
}

} // namespace cairn
