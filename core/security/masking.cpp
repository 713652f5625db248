#include "security/masking.h"

#include "security/bytewindow.h"

namespace cairn {

namespace {

constexpr int LastKept = 4;

/// A letter, a digit, or a part of one beyond ASCII.
bool tells(char c)
{
    return isAlnumByte(c) || static_cast<unsigned char>(c) >= 0x80;
}

void cover(char *begin, char *end, bool keepsLast)
{
    int kept = keepsLast ? LastKept : 0;
    for (char *p = end; p > begin;) {
        --p;
        if (!tells(*p))
            continue;
        if (kept > 0)
            --kept;
        else
            *p = '*';
    }
}

} // namespace

std::shared_ptr<const DetectorSet> everyDetector()
{
    static const std::shared_ptr<const DetectorSet> set = DetectorSet::of(allDataKinds());
    return set;
}

std::shared_ptr<const DetectorSet> messageDetectors()
{
    static const std::shared_ptr<const DetectorSet> set =
        DetectorSet::of({DataKind::Card, DataKind::Iban, DataKind::NationalId, DataKind::PrivateKey, DataKind::Token});
    return set;
}

QByteArray maskBytes(QByteArray bytes, const DetectorSet &set, QList<DataFinding> *findings)
{
    const QList<DataFinding> found = DataScanner::scan(set, bytes);
    for (const DataFinding &finding : found) {
        const QString &how = set.classes()[finding.what].how;
        const bool keepsLast = how == word(DataKind::Card) || how == word(DataKind::Iban);
        cover(bytes.data() + finding.offset, bytes.data() + finding.offset + finding.length, keepsLast);
    }
    if (findings)
        *findings = found;
    return bytes;
}

QByteArray coverAll(QByteArray bytes)
{
    cover(bytes.data(), bytes.data() + bytes.size(), false);
    return bytes;
}

QString maskText(const QString &text)
{
    QList<DataFinding> findings;
    const QByteArray masked = maskBytes(text.toUtf8(), *messageDetectors(), &findings);
    return findings.isEmpty() ? text : QString::fromUtf8(masked);
}

} // namespace cairn
