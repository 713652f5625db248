#include "bulkpreviewtext.h"

#include <QJsonObject>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

template <typename Key> QString countsText(const QMap<Key, qint64> &counts)
{
    QStringList parts;
    for (const auto &[key, count] : counts.asKeyValueRange())
        parts.append(u"%1 %2"_s.arg(count).arg(word(key)));
    return parts.join(u", "_s);
}

template <typename Key> QJsonObject countsJson(const QMap<Key, qint64> &counts)
{
    QJsonObject json;
    for (const auto &[key, count] : counts.asKeyValueRange())
        json.insert(word(key), count);
    return json;
}

} // namespace

QString othersText(const BulkPreview &preview)
{
    QStringList parts;
    for (const QString &part :
         {countsText(preview.othersByState), countsText(preview.othersByStep), countsText(preview.othersByFate)}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    const bool isUndecided = preview.othersByStep.contains(StepState::OutcomeUnknown);
    return parts.join(u", "_s) + (isUndecided ? u"; `cairn decide` says first whether they happened"_s : QString());
}

QString textOf(const BulkPreview &preview)
{
    const QString counts = countsText(preview.eligibleByState) + countsText(preview.eligibleByStep);
    const QString eligible = counts.isEmpty() ? QString() : u" (%1)"_s.arg(counts);
    const QString others = preview.others() == 0 ? QString() : u", %1 not: %2"_s.arg(preview.others()).arg(othersText(preview));
    return u"%1 eligible%2%3"_s.arg(QString::number(preview.eligible), eligible, others);
}

QString meantText(const BulkPreview &preview, const BulkOrder &order)
{
    const QString what = order.incident != 0 ? u"failures"_s : preview.eligibleByStep.isEmpty() ? u"runs"_s : u"steps"_s;
    return QString::number(preview.eligible) + u' ' + what;
}

Exit tellPreview(const Terminal &terminal, const BulkPreview &preview)
{
    if (terminal.json())
        terminal.object({{u"eligible"_s, preview.eligible},
                         {u"eligible_by_state"_s, countsJson(preview.eligibleByState)},
                         {u"eligible_by_step"_s, countsJson(preview.eligibleByStep)},
                         {u"others"_s, preview.others()},
                         {u"others_by_state"_s, countsJson(preview.othersByState)},
                         {u"others_by_step"_s, countsJson(preview.othersByStep)},
                         {u"others_by_fate"_s, countsJson(preview.othersByFate)}});
    terminal.line(textOf(preview));
    return preview.eligible > 0 ? Exit::Well : Exit::NoMatch;
}

} // namespace cairn
