#pragma once

#include "definition/mapreader.h"
#include "model/pipeline.h"

namespace cairn {

/// One template or test of a definition, to be checked once the whole file is read.
struct TemplateUse
{
    const YamlNode *node = nullptr; ///< the scalar that holds it
    StepId step;                    ///< whose expressions may use what this step needs
    QStringList extra{};            ///< fields that it sees beyond those that all see: "response", "callback", …
    bool isTest = false;            ///< a bare jq test over the step's own result, or one wrapped in ${{ }}
    bool ofWhole = false;           ///< evaluated once for a fanned-out step, not for each item
};

/// The text of `key` into `out`, and a use of it if it holds expressions. Its node, or nothing.
const YamlNode *readTemplate(const MapReader &map, const QString &key, QString &out, const StepId &step,
                             QList<TemplateUse> &uses);

/// Checks that every template comes apart, compiles, and refers only to steps that come before. All of a file are compiled
/// together, because libjq takes 13 ms for each compilation, whatever is in it.
void checkTemplates(const QList<TemplateUse> &uses, const QList<Step> &steps, const QByteArray &source, FileReport &report);

} // namespace cairn
