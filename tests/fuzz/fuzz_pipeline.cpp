// Pipeline files: whatever they hold, they are read or refused with places inside the file, and what was read means the same when
// it comes back from the store.

#include "definition/canonical.h"
#include "definition/parser.h"
#include "require.h"

using namespace cairn;
using namespace Qt::StringLiterals;
using fuzzing::require;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray yaml(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto parsed = parsePipeline(yaml, u"p.yaml"_s);
    if (!parsed) {
        require(!parsed.error().isEmpty(), "a refusal says why");
        for (const Problem &problem : parsed.error())
            require(!problem.what.isEmpty() && problem.line >= 0 && problem.line <= yaml.size() + 1,
                    "a problem has words and a place");
        return 0;
    }
    const auto back = pipelineFromJson(toJson(parsed->pipeline));
    require(back.has_value(), "what was read can be read back from the store");
    require(digestOf(*back) == parsed->digest, "and is the same");
    return 0;
}
