#pragma once

#include "definition/mapreader.h"
#include "definition/templatecheck.h"
#include "model/pipeline.h"

namespace cairn {

/// A schema that a definition names, and where.
struct SchemaUse
{
    QString ref; ///< name@version
    SourcePosition at;
};

/// Reads what a step does: its request, the rule for the response, how it is awaited, or its delivery. Templates and schemas it
/// meets are handed on for checking.
class StepReader
{
public:
    StepReader(FileReport &report, const StepId &step, QList<TemplateUse> &templates, QList<SchemaUse> &schemas)
        : m_report(report), m_step(step), m_templates(templates), m_schemas(schemas)
    {
    }

    void request(const YamlNode &node, Step &step);
    ResponseRule response(const YamlNode &node);
    Delivery delivery(const YamlNode &node);

    // asyncreader.cpp
    void awaited(const YamlNode &node, Step &step);
    Reconciliation reconciliation(const YamlNode &node);
    Request cancellation(const YamlNode &node);
    void fanOut(const MapReader &step, Step &out);

private:
    using Pairs = QList<std::pair<QString, QString>>;

    const YamlNode *templateText(const MapReader &map, const QString &key, QString &out)
    {
        return readTemplate(map, key, out, m_step, m_templates);
    }
    Request requestFrom(const MapReader &map);
    void schema(const MapReader &map, QString &out);
    Polling polling(const YamlNode &node);
    CallbackRule callback(const YamlNode &node);
    void partial(const YamlNode &node, PartialRule &out);
    void letSee(qsizetype from, const QString &field);
    void method(const MapReader &map, QString &out);
    void path(const MapReader &map, QString &out);
    void checkNames(const YamlNode &path);
    Pairs pairs(const MapReader &map, const QString &key);
    void headers(const MapReader &map, Request &request);
    void status(const YamlNode &node, QList<int> &out);
    void test(const MapReader &map, const QString &key, QString &out);
    void fileName(const MapReader &map, QString &out);

    FileReport &m_report;
    StepId m_step;
    QList<TemplateUse> &m_templates;
    QList<SchemaUse> &m_schemas;
};

/// A folder inside the workspace, cleaned of "." and doubled slashes; reports absolute paths, ways out, and Cairn's own folders.
void readFolder(const MapReader &map, const QString &key, QString &out);

} // namespace cairn
