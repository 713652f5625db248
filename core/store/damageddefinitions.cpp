#include "definition/canonical.h"
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
    const auto texts = all(query, [](Statement &) {}, [](Row &row) {
        return RecordedText{row.text(), row.number(), row.digest(), row.blob()}; // braces: from left to right
    });
    if (!texts)
        return tl::unexpected(texts.error());
    for (const RecordedText &recorded : *texts) {
        const QString changed =
            Digest::of(recorded.text) == recorded.digest ? QString() : u"it is not what was recorded (its digest is another)"_s;
        const QString defect = why(recorded.text).value_or(changed);
        if (!defect.isEmpty())
            damaged.append({kind, recorded.name, recorded.number, recorded.digest, defect});
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

} // namespace cairn
