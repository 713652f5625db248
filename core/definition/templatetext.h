#pragma once

#include "definition/jqscan.h"

#include <tl/expected.hpp>

namespace cairn {

/// A piece of a template: literal text, or the jq program of one ${{ }}.
struct TemplatePart
{
    bool expression = false;
    QString text;     ///< the program without surrounding white space
    qsizetype at = 0; ///< index of `text` in the template
};

/// Where and why a template cannot be taken apart.
struct TemplateFault
{
    QString what;
    QString remedy;
    qsizetype at = 0;
};

/// Asked for every text on its way to a request, most of which have no expression: the search is for one character.
inline bool hasExpressions(QStringView text)
{
    qsizetype at = text.indexOf(u'$');
    while (at >= 0 && !text.sliced(at).startsWith(u"${{"))
        at = text.indexOf(u'$', at + 1);
    return at >= 0;
}

/// Takes a template apart. The "}}" that ends an expression is the first one outside its brackets and strings, so that
/// ${{ {a: {b: 1}} }} is one expression.
tl::expected<QList<TemplatePart>, TemplateFault> splitTemplate(const QString &text);

/// It is one ${{ }} and nothing around it.
bool isOneExpression(const QString &text);

/// The literal text around a template's expressions; empty if it does not come apart.
QString literalText(const QString &text);

} // namespace cairn
