// JSON from services on its way into expressions: refused, or the same after the way through libjq and back.

#include "definition/expression.h"
#include "definition/jqvalue.h"
#include "definition/stepresult.h"
#include "require.h"

using namespace cairn;
using fuzzing::require;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), qsizetype(size));
    static ExpressionEngine engine;
    if (const auto document = parseJq(json)) {
        JqBounds bounds{1 << 20, !document->lost.isEmpty()};
        if (const auto value = fromJq(document->value, bounds)) {
            const QByteArray text = compactJson(*value);
            const auto again = parseJq(text);
            require(again.has_value(), "what came out can go in again");
            JqBounds unbounded{2 << 20};
            const auto back = fromJq(again->value, unbounded);
            require(back && compactJson(*back) == text, "and is the same");
        }
    }
    ExpressionContext context;
    context.setStep(QStringLiteral("s"), {200, {}, {}, json});
    const bool taken = ExpressionContext::checkBody(json).has_value();
    const auto status = engine.renderText(QStringLiteral("${{ .steps.s.status }}"), context);
    require(status && *status == QLatin1String("200"), "a body hides nothing else");
    const auto kind = engine.renderText(QStringLiteral("${{ .steps.s.body | type }}"), context);
    require(kind.has_value(), "a body has a type");
    require(taken || *kind == QLatin1String("null"), "what was refused is not there");
    engine.testBody(QStringLiteral(".body.type == \"about:blank\""), json);
    return 0;
}
