#pragma once

#include "base/error.h"
#include "model/dataprotection.h"

#include <QByteArrayView>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace re2 {
class RE2;
}

namespace cairn {

/// Sensitive data in a stream of bytes.
struct DataFinding
{
    int what = 0;      ///< which of the set's classes
    qint64 offset = 0; ///< bytes from the beginning
    qint64 length = 0;
    bool operator==(const DataFinding &) const = default;
};

/// Classes of data, ready to be looked for. Immutable; any thread.
class DetectorSet
{
public:
    /// Those that are found by jq are for documents, not for bytes: they are left out here. Errors: Definition, for a regular
    /// expression that RE2 does not know.
    static Result<std::shared_ptr<const DetectorSet>> make(const QList<DataClass> &classes);
    /// Of kinds that need no definition.
    static std::shared_ptr<const DetectorSet> of(const QList<DataKind> &kinds);
    ~DetectorSet();

    const QList<DataClass> &classes() const { return m_classes; }
    const QString &nameOf(const DataFinding &finding) const { return m_classes[finding.what].name; }

private:
    friend class DataScanner;
    struct Pattern;

    DetectorSet();
    void arm(int what, DataKind kind);

    QList<DataClass> m_classes;
    std::array<QList<int>, 7> m_ofKind;  ///< classes by DataKind
    unsigned m_wanted = 0;               ///< bits of kinds
    std::array<quint8, 256> m_rousing{}; ///< bytes at which something may be found
    std::vector<Pattern> m_patterns;
};

/// Looks through a stream of bytes of any length in constant memory (about 300 KiB), wherever its blocks end. One pass for all
/// built-in classes, one more for each regular expression. What is longer than 4 KiB is found by its beginning. ASCII and what
/// contains it (UTF-8, Latin-1); what is compressed, encrypted or in UTF-16 says nothing to it. One thread.
class DataScanner
{
public:
    using Found = std::function<void(const DataFinding &)>;

    /// `found` is told of each finding, those of one class in the order of the stream.
    DataScanner(std::shared_ptr<const DetectorSet> set, Found found);

    void add(QByteArrayView block);
    void finish();

    /// The same for bytes that are at hand.
    static QList<DataFinding> scan(const DetectorSet &set, QByteArrayView bytes);

private:
    struct Place;

    void examine(bool isLast);

    std::shared_ptr<const DetectorSet> m_set;
    Found m_found;
    QByteArray m_window;
    qint64 m_base = 0;             ///< offset of the window's first byte in the stream
    qint64 m_done = 0;             ///< up to there the stream has been looked through
    std::vector<qint64> m_matched; ///< likewise by each regular expression
};

} // namespace cairn
