#pragma once

#include "ui/payload/payloadnature.h"

namespace cairn {

/// How long texts are shown: page by page. Pure.
struct TextPage
{
    static constexpr qint64 Size = 512 * 1024; ///< what the editor takes in without holding up the screen
    static constexpr qint64 Beyond = 3;        ///< bytes to be read after a page, for the character that it may end in
    static constexpr qsizetype LongestLine = 1000;

    QString text;
    bool brokenLines = false; ///< lines were too long to be shown as they are

    static qint64 count(qint64 bytes) { return std::max<qint64>(1, (bytes + Size - 1) / Size); }
    /// The page that begins where `bytes` do, which go on Beyond the page's end if there is more. A character that two pages
    /// share is on the one in which it begins.
    static TextPage of(QByteArrayView bytes, bool isFirst, const PayloadNature &nature);
};

/// Lines of more than `longest` characters in pieces; whether there were any.
bool breakLongLines(QString &text, qsizetype longest);

} // namespace cairn
