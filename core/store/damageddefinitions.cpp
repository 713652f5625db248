#include "definition/canonical.h"
#include "store/incidentrows.h"
#include "store/rows.h"
#include "store/sqlitereader.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct RecordedText
{
    QString name;
    int number = 0;
    Digest digest;
    QByteArray text;
};

template <auto Read> std::optional<QString> whyUnreadable(const QByteArray &json)
{
    const auto read = Read(QJsonDocument::fromJson(json).object());
    return read ? std::nullopt : std::optional(read.error().detail);
}

/// Schemas are looked into where they are used.
std::optional<QString> nothingAgainst(const QByteArray &)
{
    return std::nullopt;
}

} // namespace

Result<void> SqliteReader::addDamaged(QList<DamagedDefinition> &damaged, DamagedDefinition::Kind kind, QLatin1String query,
                                      WhyUnreadable why)
{
    const auto texts = all(query, NothingBound, [](Row &row) {
        return RecordedText{row.text(), row.number(), row.digest(), row.blob()}; // braces: from left to right
    });
    if (!texts)
        return tl::unexpected(texts.error());
    for (const RecordedText &recorded : *texts) {
        const bool isWhole = Digest::of(recorded.text) == recorded.digest;
        const QString changed = isWhole ? QString() : u"it is not what was recorded (its digest is another)"_s;
        const QString defect = why(recorded.text).value_or(changed);
        if (!defect.isEmpty())
            damaged.append({kind, recorded.name, recorded.number, recorded.digest, defect, isWhole});
    }
    return {};
}

Result<QList<DamagedDefinition>> SqliteReader::damagedDefinitions()
{
    using Kind = DamagedDefinition::Kind;
    QList<DamagedDefinition> damaged;
    auto looked = addDamaged(damaged, Kind::Pipeline, "pipeline_texts"_L1, whyUnreadable<pipelineFromJson>);
    if (looked)
        looked = addDamaged(damaged, Kind::Service, "service_texts"_L1, whyUnreadable<serviceFromJson>);
    if (looked)
        looked = addDamaged(damaged, Kind::Schema, "schema_texts"_L1, nothingAgainst);
    if (!looked)
        return tl::unexpected(looked.error());
    return damaged;
}

template <typename Read>
Result<void> SqliteReader::addUnreadable(QList<UnreadableRow> &unreadable, QLatin1String query, const QString &what, Read read)
{
    const auto prepared = m_connection->prepared(query);
    if (!prepared)
        return tl::unexpected(prepared.error());
    QString id;
    const auto bad = [&](const Error &damage) {
        unreadable.append({what.arg(id), damage.detail});
        return Result<void>();
    };
    const auto rows = [&](Row &row) {
        id = read(row);
        return true;
    };
    return Statement(**prepared, m_connection->database()).all(rows, bad).map([](const QList<bool> &) {});
}

Result<QList<UnreadableRow>> SqliteReader::unreadableRows()
{
    const auto number = [](qint64 id) { return QString::number(id); };
    QList<UnreadableRow> found;
    auto looked = addUnreadable(found, "every_run"_L1, u"run %1"_s, [](Row &row) { return readRun(row).id.toString(); });
    if (looked)
        looked =
            addUnreadable(found, "every_incident"_L1, u"incident %1"_s, [&](Row &row) { return number(readIncident(row).id); });
    if (looked)
        looked = addUnreadable(found, "every_bulk"_L1, u"order %1"_s, [&](Row &row) { return number(readBulk(row).id); });
    if (looked)
        looked = addUnreadable(found, "every_command"_L1, u"command %1"_s, [&](Row &row) { return number(readCommand(row).id); });
    if (!looked)
        return tl::unexpected(looked.error());
    return found;
}

} // namespace cairn
