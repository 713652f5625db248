#include "ui/run/attemptsmodel.h"

#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/tableexport.h"

#include "control/masked.h"

#include <QUrl>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString covered(const QString &address)
{
    static const Cover cover = Cover::standard();
    return cover.address(address);
}

} // namespace

QVariant AttemptsModel::cell(const Attempt &attempt, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text(attempt, column);
    case Qt::ToolTipRole: return plainTip(tip(attempt, column));
    case ExportRole: return column == StartedColumn ? toRfc3339(attempt.startedAt) : QString();
    default: return {};
    }
}

QVariant AttemptsModel::text(const Attempt &attempt, int column) const
{
    switch (column) {
    case StartedColumn: return localTimeExact(attempt.startedAt);
    case StepColumn: return stepText(attempt.step, attempt.item);
    case NumberColumn: return attempt.number;
    case AnswerColumn: return answerText(attempt);
    case CategoryColumn: return attempt.category ? categoryText(*attempt.category) : QString();
    case DecisionColumn: return decisionText(attempt);
    case TookColumn: return durationText(attempt.timing.total);
    case RequestColumn: return u"%1 %2"_s.arg(QString::fromLatin1(attempt.method), covered(QUrl(attempt.url).path()));
    default: return {};
    }
}

QString AttemptsModel::tip(const Attempt &attempt, int column) const
{
    switch (column) {
    case StartedColumn: return utcTime(attempt.startedAt);
    case AnswerColumn:
    case CategoryColumn: return attempt.cause;
    case DecisionColumn:
        return attempt.advised ? tr("The service asked to wait %1").arg(durationText(*attempt.advised)) : QString();
    case TookColumn: return timingText(attempt.timing);
    case RequestColumn:
        return tr("%1 %2\nService %3\nIdempotency key %4")
            .arg(QString::fromLatin1(attempt.method), covered(attempt.url), attempt.service, attempt.idempotencyKey);
    default: return {};
    }
}

QString AttemptsModel::head(int column) const
{
    switch (column) {
    case StartedColumn: return tr("Started");
    case StepColumn: return tr("Step");
    case NumberColumn: return tr("No.");
    case AnswerColumn: return tr("Answer");
    case CategoryColumn: return tr("Category");
    case DecisionColumn: return tr("Decision");
    case TookColumn: return tr("Took");
    case RequestColumn: return tr("Request");
    default: return {};
    }
}

void AttemptsModel::setAttempts(const QList<Attempt> &attempts)
{
    const auto key = [](const Attempt &attempt) {
        return std::tie(attempt.run, attempt.step, attempt.item, attempt.generation, attempt.number);
    };
    grow(attempts, [&](const Attempt &a, const Attempt &b) { return key(a) == key(b); });
}

} // namespace cairn
