#include "definition/datajson.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QStringList readTexts(JsonReader &json, const QString &key)
{
    QStringList texts;
    json.list(key, [&](const QJsonValue &value) {
        if (!value.isString())
            json.damaged(key, u"a list of texts"_s);
        texts.append(value.toString());
    });
    return texts;
}

DataClass readOneClass(JsonReader &json)
{
    DataClass read;
    QString by;
    json.text(u"class"_s, read.name);
    json.text(u"by"_s, by);
    json.text(u"how"_s, read.how);
    if (const auto known = dataClassByFromWord(by))
        read.by = *known;
    else
        json.damaged(u"by"_s, u"detect, regex or jq"_s);
    return read;
}

} // namespace

void putDataRule(QJsonObject &pipeline, const DataRule &rule)
{
    if (rule == DataRule())
        return;
    QJsonArray classes;
    for (const DataClass &one : rule.protect)
        classes.append(QJsonObject{{u"class"_s, one.name}, {u"by"_s, word(one.by)}, {u"how"_s, one.how}});
    QJsonObject data{{u"protect"_s, classes}};
    if (rule.quarantine)
        data.insert(u"quarantine"_s, true);
    pipeline.insert(u"data"_s, data);
}

void readDataRule(JsonReader &pipeline, DataRule &rule)
{
    pipeline.object(u"data"_s, [&](JsonReader &data) {
        data.objects(u"protect"_s, [&](JsonReader &one) { rule.protect.append(readOneClass(one)); });
        data.boolean(u"quarantine"_s, rule.quarantine);
    });
}

void putProvenance(QJsonObject &input, const ProvenanceRule &rule)
{
    if (rule.sidecar == ProvenanceRule::Sidecar::None)
        return;
    QJsonObject object{{u"sidecar"_s, word(rule.sidecar)}, {u"required"_s, rule.required}};
    if (!rule.keys.isEmpty())
        object.insert(u"keys"_s, QJsonArray::fromStringList(rule.keys));
    input.insert(u"provenance"_s, object);
}

void readProvenance(JsonReader &input, ProvenanceRule &rule)
{
    input.object(u"provenance"_s, [&](JsonReader &object) {
        QString sidecar;
        object.text(u"sidecar"_s, sidecar);
        if (const auto known = sidecarFromWord(sidecar))
            rule.sidecar = *known;
        else
            object.damaged(u"sidecar"_s, u"sha256 or minisign"_s);
        object.boolean(u"required"_s, rule.required);
        rule.keys = readTexts(object, u"keys"_s);
    });
}

void putClearance(QJsonObject &service, const QStringList &clearedFor)
{
    if (!clearedFor.isEmpty())
        service.insert(u"cleared_for"_s, QJsonArray::fromStringList(clearedFor));
}

void readClearance(JsonReader &service, QStringList &clearedFor)
{
    clearedFor = readTexts(service, u"cleared_for"_s);
}

} // namespace cairn
