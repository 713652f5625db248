#include "control/csv.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool looksLikeAFormula(const QString &text)
{
    return !text.isEmpty() && u"=+-@\t\r"_s.contains(text.front());
}

bool needsQuotes(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r' || c == u'\t'; }) ||
           text.startsWith(u' ') || text.endsWith(u' ');
}

QString timeText(const std::optional<Timestamp> &time)
{
    return time ? toRfc3339(*time) : QString();
}

} // namespace

QString csvField(const QString &text)
{
    QString field = looksLikeAFormula(text) ? u'\'' + text : text;
    if (!needsQuotes(field))
        return field;
    return u'"' + field.replace(u'"', u"\"\""_s) + u'"';
}

QByteArray csvLine(const QStringList &fields)
{
    QStringList quoted;
    for (const QString &field : fields)
        quoted.append(csvField(field));
    return (quoted.join(u',') + u"\r\n"_s).toUtf8();
}

QStringList runCsvHeadings()
{
    return {u"id"_s,           u"state"_s,      u"input_name"_s,  u"input_size"_s, u"input_sha256"_s, u"pipeline"_s,
            u"version"_s,      u"step"_s,       u"category"_s,    u"cause"_s,      u"attempts"_s,     u"rerun_of"_s,
            u"submitted_at"_s, u"started_at"_s, u"finished_at"_s, u"next_at"_s};
}

QStringList runCsvFields(const RunRecord &run)
{
    return {run.id.toString(),
            word(run.state),
            run.inputName,
            QString::number(run.input.size),
            run.input.digest.toHex(),
            run.pipeline,
            QString::number(run.version),
            run.step.name(),
            run.category ? word(*run.category) : QString(),
            run.cause,
            QString::number(run.attempts),
            run.rerunOf ? run.rerunOf->toString() : QString(),
            toRfc3339(run.submittedAt),
            timeText(run.startedAt),
            timeText(run.finishedAt),
            movesByItself(run.state) ? timeText(run.nextAt) : QString()};
}

} // namespace cairn
