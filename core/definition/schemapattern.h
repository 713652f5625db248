#pragma once

#include "base/error.h"

#include <QRegularExpression>

#include <chrono>

namespace cairn {

/// A regular expression of a schema (ECMA 262), matched by PCRE with bounded stack and work. std::regex, which valijson's own
/// validator uses, calls itself for every character and ends the process on a long text.
class SchemaPattern
{
public:
    enum class Answer { Found, NotFound, TooLong, TooHard };

    /// A match starts at the beginning of the text or nowhere: only then is a long text cheap to search.
    static constexpr qsizetype MaxAnchored = 1 << 20; ///< UTF-16 code units
    static constexpr qsizetype MaxSearched = 16'384;  ///< likewise, for all other patterns

    /// Errors: Definition, for what is not in ECMA 262 or not understood.
    static Result<SchemaPattern> compile(const QString &pattern);

    /// `spent` grows by the time that matching a long text took.
    Answer search(const QString &text, std::chrono::nanoseconds &spent) const;
    const QString &source() const { return m_source; }

private:
    QString m_source;
    QRegularExpression m_program;
    bool m_anchored = false;
};

} // namespace cairn
