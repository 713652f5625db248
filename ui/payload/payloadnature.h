#pragma once

#include <QByteArrayView>
#include <QString>

namespace cairn {

enum class PayloadKind { Empty, Json, Text, Image, Binary };
enum class TextEncoding { Utf8, Utf16LittleEndian, Utf16BigEndian, Latin1 };

/// What a payload looks like from its first bytes.
struct PayloadNature
{
    PayloadKind kind = PayloadKind::Empty;
    TextEncoding encoding = TextEncoding::Utf8; ///< of what is text; the best guess for the rest
    int markLength = 0;                         ///< of the byte order mark that stands before the text
    bool operator==(const PayloadNature &) const = default;
};

/// How many bytes natureOf wants to see, if there are as many.
inline constexpr qint64 NatureHead = 64 * 1024;

/// Judges by the bytes first: services lie about media types. `isWhole`: nothing comes after `head`. `mediaType` and `name` may
/// be empty.
PayloadNature natureOf(QByteArrayView head, bool isWhole, const QString &mediaType, const QString &name);

/// Bytes that are no text in that encoding become U+FFFD.
QString decodeText(QByteArrayView bytes, TextEncoding encoding);

QString encodingName(TextEncoding encoding);
/// For people, translated: "JSON", "Text (UTF-8)", "Image", …
QString natureText(const PayloadNature &nature);

/// What the name of a copy should end in, with its dot: by the name, else the media type, else by what it looks like.
QString suffixFor(const QString &name, const QString &mediaType, const PayloadNature &nature);

/// Opening such a file only shows it. Whatever is not known to be so may run it, or something that it names.
bool isHarmlessSuffix(const QString &suffix);
/// It begins as programs, scripts and web pages do, whatever its name says: desktops look at the bytes, too.
bool beginsAsProgram(QByteArrayView head);

} // namespace cairn
