#pragma once

#include "definition/mapreader.h"
#include "definition/templatecheck.h"
#include "model/pipeline.h"

namespace cairn {

/// Reads what a step does: its request, the rule for the response, or its delivery. Templates it meets are handed on for
/// checking.
class StepReader
{
public:
    StepReader(FileReport &report, const StepId &step, QList<TemplateUse> &templates)
        : m_report(report), m_step(step), m_templates(templates)
    {
    }

    Request request(const YamlNode &node);
    ResponseRule response(const YamlNode &node);
    std::optional<Polling> awaited(const YamlNode &node);
    Delivery delivery(const YamlNode &node);

private:
    using Pairs = QList<std::pair<QString, QString>>;

    const YamlNode *templateText(const MapReader &map, const QString &key, QString &out)
    {
        return readTemplate(map, key, out, m_step, m_templates);
    }
    void method(const MapReader &map, QString &out);
    void path(const MapReader &map, QString &out);
    Pairs pairs(const MapReader &map, const QString &key);
    void headers(const MapReader &map, Request &request);
    void status(const YamlNode &node, QList<int> &out);
    void test(const MapReader &map, const QString &key, QString &out);
    void fileName(const MapReader &map, QString &out);

    FileReport &m_report;
    StepId m_step;
    QList<TemplateUse> &m_templates;
};

/// A folder inside the workspace, cleaned of "." and doubled slashes; reports absolute paths, ways out, and Cairn's own folders.
void readFolder(const MapReader &map, const QString &key, QString &out);

} // namespace cairn
