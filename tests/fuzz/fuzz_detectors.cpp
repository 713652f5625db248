// Bytes that are looked through for sensitive data: what is found lies within them, and is the same wherever blocks end.

#include "require.h"
#include "security/masking.h"
#include "security/minisign.h"

using namespace cairn;
using fuzzing::require;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto set = everyDetector();
    const auto whole = DataScanner::scan(*set, bytes);
    for (const DataFinding &finding : whole)
        require(finding.offset >= 0 && finding.length > 0 && finding.offset + finding.length <= bytes.size(), "it lies within");
    QList<DataFinding> inParts;
    DataScanner scanner(set, [&](const DataFinding &finding) { inParts.append(finding); });
    for (qsizetype at = 0; at < bytes.size(); at += 7)
        scanner.add(QByteArrayView(bytes).sliced(at, std::min<qsizetype>(7, bytes.size() - at)));
    scanner.finish();
    require(inParts == whole, "blocks make no difference");
    require(maskBytes(bytes, *set).size() == bytes.size(), "nothing moves");
    std::ignore = MinisignSignature::fromFile(bytes);
    return 0;
}
