#pragma once

#include "base/error.h"
#include "model/dataprotection.h"

#include <QByteArray>

#include <memory>

namespace cairn {

class DetectorSet;
class LongTexts;

/// What of a payload is covered with asterisks when a person looks at it who has not asked for more: every kind of sensitive data
/// that Cairn knows, and a workspace's own (see security/masking.h). As many bytes come back as went in. A value that is
/// cheap to copy; any thread; about 2 ms a MiB.
class Cover
{
public:
    Cover() = default; ///< nothing is covered
    static Cover standard();
    /// The standard one and these, which are found by regular expressions, and texts (null: none). Errors: Definition.
    static Result<Cover> with(const QList<DataClass> &own, const std::shared_ptr<const LongTexts> &texts = {});
    /// These alone. Errors: Definition.
    static Result<Cover> of(const QList<DataClass> &classes);
    /// Every letter and digit, where what is sensitive cannot be told from the rest.
    static Cover everything();

    bool isOn() const { return m_all || m_set; }
    bool isWhole() const { return m_all; }
    QString text(const QString &text) const;
    QByteArray bytes(const QByteArray &bytes) const;
    /// What any of them covers. (One after the other they would find what the one before has left of it.)
    static QByteArray bytes(const QByteArray &bytes, const QList<Cover> &covers);
    /// Of an address, which may have encoded whom it is about ("ann%40example.com"): decoded where something of it is covered.
    QString address(const QString &address) const;
    /// What it looks for; none where it covers everything or nothing.
    const std::shared_ptr<const DetectorSet> &detectors() const { return m_set; }
    bool operator==(const Cover &) const = default;

private:
    std::shared_ptr<const DetectorSet> m_set;
    std::shared_ptr<const LongTexts> m_texts;
    bool m_all = false;
};

} // namespace cairn
