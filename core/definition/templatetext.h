#pragma once

#include "definition/jqscan.h"

#include <tl/expected.hpp>

namespace cairn {

/// A piece of a template: literal text, or the jq program of one ${{ }}.
struct TemplatePart
{
    bool expression = false;
    QString text;        ///< the program without surrounding white space
    qsizetype at = 0;    ///< index of `text` in the template
};

/// Where and why a template cannot be taken apart.
struct TemplateFault
{
    QString what;
    QString remedy;
    qsizetype at = 0;
};

inline bool hasExpressions(QStringView text)
{
    return text.contains(QLatin1String("${{"));
}

/// Takes a template apart. The "}}" that ends an expression is the first one outside its brackets and strings, so that
/// ${{ {a: {b: 1}} }} is one expression.
tl::expected<QList<TemplatePart>, TemplateFault> splitTemplate(const QString &text);

} // namespace cairn
