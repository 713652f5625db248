// Runbooks: front matter, steps and fences cut up by us, YAML in the pieces.

#include "definition/runbookfile.h"
#include "require.h"

using namespace cairn;
using namespace Qt::StringLiterals;
using fuzzing::require;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const RunbookFile file = readRunbookFile(text, u"runbooks/r.md"_s);
    const qsizetype lines = text.count('\n') + 1;
    for (const Problem &problem : file.problems)
        require(!problem.what.isEmpty() && problem.line >= 0 && problem.line <= lines + 1,
                "a problem has words and a place in the file");
    if (!file.problems.isEmpty())
        return 0;
    require(!file.runbook.title.isEmpty(), "a title");
    for (const RunbookPart &part : file.runbook.parts) {
        require(part.kind == RunbookPart::Kind::Action || !part.text.isEmpty(), "no empty piece");
        require(part.kind != RunbookPart::Kind::Action || !part.action.label.isEmpty(), "every button says something");
    }
    return 0;
}
