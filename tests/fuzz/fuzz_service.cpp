// Service files, likewise: policies and category rules among them.

#include "definition/canonical.h"
#include "definition/parser.h"
#include "require.h"

using namespace cairn;
using namespace Qt::StringLiterals;
using fuzzing::require;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray yaml(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto parsed = parseService(yaml, u"s.yaml"_s);
    if (!parsed) {
        require(!parsed.error().isEmpty(), "a refusal says why");
        return 0;
    }
    const auto back = serviceFromJson(toJson(parsed->service));
    require(back.has_value(), "what was read can be read back from the store");
    require(digestOf(*back) == parsed->digest, "and is the same");
    const Policy &policy = parsed->service.policy;
    require(policy.retry.attempts >= 1 && policy.maxConcurrency >= 1, "limits that let something through");
    require(policy.timeout.attempt.count() >= 0 && policy.retry.max.count() >= 0, "no negative times");
    return 0;
}
