// JSON from services on its way into expressions: refused, or the same after the way through libjq and back.

#include "definition/expression.h"
#include "definition/jqvalue.h"
#include "definition/stepresult.h"
#include "require.h"

using namespace cairn;
using namespace Qt::StringLiterals;
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
    context.setStep(u"s"_s, {200, {}, {}, json});
    const bool taken = ExpressionContext::checkBody(json).has_value();
    const auto status = engine.renderText(u"${{ .steps.s.status }}"_s, context);
    require(status && *status == "200"_L1, "a body hides nothing else");
    const auto kind = engine.renderText(u"${{ .steps.s.body | type }}"_s, context);
    require(kind.has_value(), "a body has a type");
    require(taken || *kind == "null"_L1, "what was refused is not there");
    engine.testBody(u".body.type == \"about:blank\""_s, json);
    return 0;
}
