#pragma once

#include "base/error.h"
#include "ui/payloaddiff.h"
#include "ui/payloadnature.h"

namespace cairn {

/// Two payloads beside one another, ready to be shown.
struct Comparison
{
    static constexpr qint64 MostBytes = 2 << 20; ///< of each side
    static constexpr int MostRows = 50'000;

    bool identical = false;
    bool isText = false;     ///< false: nothing can be shown line by line, `verdict` says why
    bool isJson = false;     ///< both, and both are formatted before they are compared
    QString verdict;         ///< translated
    QStringList left, right; ///< a line for each row of the diff; empty where there is none
    PayloadDiff diff;
};

/// One side of it.
struct ComparedSide
{
    QByteArray bytes; ///< the first MostBytes + 1
    qint64 size = 0;
    QString name, mediaType;
};

/// Pure; takes up to a second.
Comparison compare(const ComparedSide &left, const ComparedSide &right);

} // namespace cairn
