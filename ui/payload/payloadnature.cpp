#include "ui/payload/payloadnature.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool startsWithAny(QByteArrayView head, std::initializer_list<QByteArrayView> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](QByteArrayView beginning) { return head.startsWith(beginning); });
}

bool isImage(QByteArrayView head)
{
    const QByteArrayView brand = head.size() >= 12 ? head.sliced(8, 4) : QByteArrayView();
    return startsWithAny(head, {"\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "GIF87a", "GIF89a", "II*\0"_ba, "MM\0*"_ba}) ||
           (head.startsWith("RIFF") && brand == "WEBP") ||
           (head.startsWith("BM") && head.size() > 26 && head[6] == 0 && head[7] == 0) ||
           (head.startsWith("\0\0\1\0"_ba) && head.size() > 22 && head[4] != 0 && head[5] == 0);
}

/// Starts as text, is none.
bool isKnownBinary(QByteArrayView head)
{
    return startsWithAny(head, {"%PDF-", "{\\rtf", "%!PS"});
}

bool isControl(uchar c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
}

bool hasControls(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return isControl(uchar(c)) || c == 0x7f; });
}

/// A character may be cut off at the end if more bytes follow.
bool isUtf8(QByteArrayView bytes, bool isWhole)
{
    for (int cut = 0; cut <= (isWhole ? 0 : 3) && cut <= bytes.size(); ++cut) {
        if (bytes.chopped(cut).isValidUtf8())
            return true;
    }
    return false;
}

bool isUtf16Text(QByteArrayView bytes, TextEncoding encoding)
{
    const QString text = decodeText(bytes.first(bytes.size() & ~qsizetype(1)), encoding);
    return std::none_of(text.begin(), text.end() - (text.isEmpty() ? 0 : 1), [](QChar c) {
        return (c.unicode() < 0x100 && isControl(uchar(c.unicode()))) || c == QChar::ReplacementCharacter;
    });
}

/// Latin script in UTF-16 has a zero in every other byte, and no text has any elsewhere.
std::optional<TextEncoding> utf16Without(QByteArrayView head)
{
    qsizetype zeros[2] = {0, 0};
    for (qsizetype i = 0; i < head.size(); ++i)
        zeros[i % 2] += head[i] == 0;
    const qsizetype pairs = head.size() / 2;
    if (pairs < 2 || head.size() % 2 != 0)
        return {};
    const auto fits = [&](int high) { return zeros[high] * 10 >= pairs * 4 && zeros[1 - high] == 0; };
    if (!fits(0) && !fits(1))
        return {};
    const auto encoding = fits(1) ? TextEncoding::Utf16LittleEndian : TextEncoding::Utf16BigEndian;
    return isUtf16Text(head, encoding) ? std::optional(encoding) : std::nullopt;
}

std::optional<TextEncoding> utf16Marked(QByteArrayView head)
{
    if (!startsWithAny(head, {"\xff\xfe", "\xfe\xff"}))
        return {};
    const auto encoding = head[0] == '\xff' ? TextEncoding::Utf16LittleEndian : TextEncoding::Utf16BigEndian;
    return isUtf16Text(head.sliced(2), encoding) ? std::optional(encoding) : std::nullopt;
}

bool isLatin1(QByteArrayView head, const QString &mediaType)
{
    const auto high = std::count_if(head.begin(), head.end(), [](char c) { return uchar(c) >= 0xa0; });
    const bool c1 = std::any_of(head.begin(), head.end(), [](char c) { return uchar(c) >= 0x80 && uchar(c) < 0xa0; });
    const bool said = mediaType.startsWith("text/"_L1, Qt::CaseInsensitive) || mediaType.contains("8859-1"_L1) ||
                      mediaType.contains("windows-1252"_L1, Qt::CaseInsensitive);
    return !c1 && (said || high * 4 <= head.size());
}

bool saysJson(const QString &mediaType, const QString &name)
{
    const QString type = mediaType.section(u';', 0, 0).trimmed().toLower();
    return type == "application/json"_L1 || type.endsWith("+json"_L1) || name.endsWith(".json"_L1, Qt::CaseInsensitive);
}

bool looksLikeJson(const QString &text, bool said)
{
    const auto notSpace = [](QChar c) { return !c.isSpace(); };
    const auto first = std::find_if(text.begin(), text.end(), notSpace);
    if (first == text.end())
        return false;
    const QStringView starts = said ? u"{[\"-0123456789tfn" : u"{[";
    if (!starts.contains(*first))
        return false;
    const auto second = std::find_if(first + 1, text.end(), notSpace);
    if (said || second == text.end())
        return second != text.end() || said;
    return *first == u'{' ? QStringView(u"\"}").contains(*second) : QStringView(u"{[\"-0123456789tfn]").contains(*second);
}

struct KnownType
{
    const char *mediaType;
    const char *suffix;
};

constexpr std::array KnownTypes{
    KnownType{"application/json", ".json"}, KnownType{"application/pdf", ".pdf"},   KnownType{"text/plain", ".txt"},
    KnownType{"text/html", ".html"},        KnownType{"text/csv", ".csv"},          KnownType{"text/xml", ".xml"},
    KnownType{"application/xml", ".xml"},   KnownType{"image/png", ".png"},         KnownType{"image/jpeg", ".jpg"},
    KnownType{"image/gif", ".gif"},         KnownType{"image/webp", ".webp"},       KnownType{"image/tiff", ".tiff"},
    KnownType{"image/svg+xml", ".svg"},     KnownType{"application/zip", ".zip"},   KnownType{"application/gzip", ".gz"},
    KnownType{"text/markdown", ".md"},      KnownType{"application/yaml", ".yaml"}, KnownType{"message/rfc822", ".eml"},
};

/// None that browsers show, and no documents of kinds that bring programs of their own along.
constexpr std::array HarmlessSuffixes{".txt",  ".text", ".log",  ".md",   ".csv",  ".tsv",  ".json", ".jsonl", ".ndjson",
                                      ".yaml", ".yml",  ".pdf",  ".png",  ".jpg",  ".jpeg", ".gif",  ".webp",  ".tif",
                                      ".tiff", ".bmp",  ".docx", ".xlsx", ".pptx", ".odt",  ".ods",  ".odp",   ".rtf",
                                      ".eml",  ".zip",  ".gz",   ".mp3",  ".ogg",  ".flac", ".wav",  ".mp4",   ".webm"};

constexpr std::array ProgramBeginnings{"#!",
                                       "\x7f"
                                       "elf",
                                       "<!doctype",
                                       "<html",
                                       "<head",
                                       "<body",
                                       "<script",
                                       "<svg",
                                       "<?xml",
                                       "<?php",
                                       "<math",
                                       "[desktop entry]"};

} // namespace

PayloadNature natureOf(QByteArrayView head, bool isWhole, const QString &mediaType, const QString &name)
{
    if (head.isEmpty())
        return {};
    if (isImage(head))
        return {PayloadKind::Image, TextEncoding::Latin1};
    if (isKnownBinary(head))
        return {PayloadKind::Binary, TextEncoding::Latin1};
    PayloadNature nature{PayloadKind::Text};
    if (head.startsWith("\xef\xbb\xbf") && isUtf8(head, isWhole) && !hasControls(head))
        nature.markLength = 3;
    else if (const auto marked = utf16Marked(head))
        nature = {PayloadKind::Text, *marked, 2};
    else if (const auto utf16 = utf16Without(head.first(isWhole ? head.size() : head.size() & ~qsizetype(1))))
        nature.encoding = *utf16;
    else if (hasControls(head))
        return {PayloadKind::Binary, TextEncoding::Latin1};
    else if (!isUtf8(head, isWhole) && !isLatin1(head, mediaType))
        return {PayloadKind::Binary, TextEncoding::Latin1};
    else if (!isUtf8(head, isWhole))
        nature.encoding = TextEncoding::Latin1;
    if (looksLikeJson(decodeText(head.sliced(nature.markLength).first(std::min<qsizetype>(head.size() - nature.markLength, 4096)),
                                 nature.encoding),
                      saysJson(mediaType, name)))
        nature.kind = PayloadKind::Json;
    return nature;
}

QString decodeText(QByteArrayView bytes, TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8: return QString::fromUtf8(bytes);
    case TextEncoding::Latin1: return QString::fromLatin1(bytes);
    case TextEncoding::Utf16LittleEndian: return QStringDecoder(QStringDecoder::Utf16LE).decode(bytes);
    case TextEncoding::Utf16BigEndian: return QStringDecoder(QStringDecoder::Utf16BE).decode(bytes);
    }
    Q_UNREACHABLE();
    return {};
}

QString encodingName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Utf8: return u"UTF-8"_s;
    case TextEncoding::Latin1: return u"Latin-1"_s;
    case TextEncoding::Utf16LittleEndian: return u"UTF-16 LE"_s;
    case TextEncoding::Utf16BigEndian: return u"UTF-16 BE"_s;
    }
    Q_UNREACHABLE();
    return {};
}

QString natureText(const PayloadNature &nature)
{
    switch (nature.kind) {
    case PayloadKind::Empty: return QCoreApplication::translate("PayloadNature", "Empty");
    case PayloadKind::Json: return QCoreApplication::translate("PayloadNature", "JSON");
    case PayloadKind::Text: return QCoreApplication::translate("PayloadNature", "Text (%1)").arg(encodingName(nature.encoding));
    case PayloadKind::Image: return QCoreApplication::translate("PayloadNature", "Image");
    case PayloadKind::Binary: return QCoreApplication::translate("PayloadNature", "Binary");
    }
    Q_UNREACHABLE();
    return {};
}

QString suffixFor(const QString &name, const QString &mediaType, const PayloadNature &nature)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString own = dot > 0 ? name.mid(dot) : QString();
    const bool usable = own.size() > 1 && own.size() <= 12 && std::all_of(own.begin() + 1, own.end(), [](QChar c) {
                            return c.unicode() < 0x80 && c.isLetterOrNumber();
                        });
    if (usable)
        return own;
    const QString type = mediaType.section(u';', 0, 0).trimmed().toLower();
    for (const KnownType &known : KnownTypes) {
        if (type == QLatin1String(known.mediaType))
            return QString::fromLatin1(known.suffix);
    }
    switch (nature.kind) {
    case PayloadKind::Json: return u".json"_s;
    case PayloadKind::Text:
    case PayloadKind::Empty: return u".txt"_s;
    case PayloadKind::Image: return u".png"_s; // programs for pictures look at the bytes
    case PayloadKind::Binary: return u".bin"_s;
    }
    Q_UNREACHABLE();
    return {};
}

bool isHarmlessSuffix(const QString &suffix)
{
    return std::any_of(HarmlessSuffixes.begin(), HarmlessSuffixes.end(),
                       [&](const char *known) { return suffix.compare(QLatin1String(known), Qt::CaseInsensitive) == 0; });
}

bool beginsAsProgram(QByteArrayView head)
{
    if (head.startsWith("\xef\xbb\xbf"))
        head = head.sliced(3);
    if (head.startsWith("MZ") && head.contains('\0'))
        return true;
    const QByteArray start = head.first(std::min<qsizetype>(head.size(), 1024)).trimmed().toByteArray().toLower();
    return std::any_of(ProgramBeginnings.begin(), ProgramBeginnings.end(),
                       [&](const char *beginning) { return start.startsWith(beginning); });
}

} // namespace cairn
