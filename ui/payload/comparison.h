#pragma once

#include "base/error.h"
#include "ui/payload/payloaddiff.h"
#include "ui/payload/payloadnature.h"

namespace cairn {

class Cover;

/// A text that can be shown line by line. What is sensitive in it is looked for before long lines are broken and empty ones are
/// put in between: a part of it cannot be told.
class ComparedText
{
public:
    ComparedText() = default;
    /// Line ends are those of Unix.
    explicit ComparedText(QString text);

    /// Long ones in pieces.
    const QStringList &lines() const { return m_lines; }
    QStringList lines(const Cover &cover) const;

private:
    QByteArray m_text; ///< UTF-8
    QStringList m_lines;
    QList<qsizetype> m_ends; ///< of the lines, in m_text
};

/// Two payloads beside one another, ready to be shown.
struct Comparison
{
    static constexpr qint64 MostBytes = 2 << 20; ///< of each side
    static constexpr int MostRows = 50'000;

    bool identical = false;
    bool isText = false; ///< false: nothing can be shown line by line, `verdict` says why
    bool isJson = false; ///< both, and both are formatted before they are compared
    QString verdict;     ///< translated
    ComparedText left, right;
    PayloadDiff diff;
};

/// One side of it.
struct ComparedSide
{
    QByteArray bytes; ///< the first MostBytes + 1
    qint64 size = 0;
    QString name, mediaType;
};

/// A line for each row of the diff; empty where there is none.
QStringList placed(const QStringList &lines, const PayloadDiff &diff, bool isLeft);

/// Pure; takes up to a second.
Comparison compare(const ComparedSide &left, const ComparedSide &right);

} // namespace cairn
