#pragma once

#include "definition/datarules.h"
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
    QStringList sees{};             ///< fields that a test has; empty: those of an answer
    bool isCondition = false;       ///< a template of which only counts whether it holds
    bool ofWhole = false;           ///< evaluated once for a fanned-out step, not for each item
};

/// A use of a scalar if it holds expressions; a warning if it only looks as if it did, and is sent as it stands.
void noteTemplate(const YamlNode &scalar, const StepId &step, QList<TemplateUse> &uses, FileReport &report);

/// The text of `key` into `out`, and noted. Its node, or nothing.
const YamlNode *readTemplate(const MapReader &map, const QString &key, QString &out, const StepId &step,
                             QList<TemplateUse> &uses);

/// Checks a test that stands by itself. What is wrong is told at the scalar's beginning.
void checkTest(const TemplateUse &test, FileReport &report);

/// Checks that every template comes apart, compiles, and refers only to steps that come before. All of a file are compiled
/// together, because libjq takes 13 ms for each compilation, whatever is in it.
void checkTemplates(const QList<TemplateUse> &uses, const QList<Step> &steps, const QByteArray &source, FileReport &report,
                    Expressions expressions = Expressions::Compiled);

} // namespace cairn
