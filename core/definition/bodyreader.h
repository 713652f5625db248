#pragma once

#include "definition/mapreader.h"
#include "definition/templatecheck.h"

namespace cairn {

/// Reads what a request carries.
class BodyReader
{
public:
    BodyReader(FileReport &report, const StepId &step, QList<TemplateUse> &templates)
        : m_report(report), m_step(step), m_templates(templates)
    {
    }

    RequestBody read(const YamlNode &node);

private:
    void fileBody(const MapReader &map, QString &out);
    void contentType(const MapReader &map, QString &out);
    QList<RequestBody::Part> parts(const YamlNode &node);
    std::optional<RequestBody::Part> part(const YamlEntry &entry);
    std::optional<QJsonValue> json(const YamlNode &node);
    const YamlNode *templateText(const MapReader &map, const QString &key, QString &out)
    {
        return readTemplate(map, key, out, m_step, m_templates);
    }

    FileReport &m_report;
    StepId m_step;
    QList<TemplateUse> &m_templates;
};

} // namespace cairn
