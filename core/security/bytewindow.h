#pragma once

#include "model/dataprotection.h"

#include <cstdint>

namespace cairn {

// What the detectors share: ASCII alone counts, whatever the locale.

inline bool isDigitByte(char c)
{
    return c >= '0' && c <= '9';
}
inline bool isUpperByte(char c)
{
    return c >= 'A' && c <= 'Z';
}
inline bool isLetterByte(char c)
{
    return isUpperByte(c) || (c >= 'a' && c <= 'z');
}
inline bool isAlnumByte(char c)
{
    return isDigitByte(c) || isLetterByte(c);
}
inline bool isBase64Byte(char c)
{
    return isAlnumByte(c) || c == '+' || c == '/' || c == '=';
}
inline bool isBase64UrlByte(char c)
{
    return isAlnumByte(c) || c == '-' || c == '_';
}

/// The bytes that a detector may look at. Beyond both ends there is a zero.
struct ByteWindow
{
    const char *begin;
    const char *end;

    char at(const char *p) const { return p >= begin && p < end ? *p : '\0'; }
    /// How many bytes from `p` on are digits, at most `most`.
    int digits(const char *p, int most) const
    {
        int count = 0;
        while (count < most && isDigitByte(at(p + count)))
            ++count;
        return count;
    }
};

/// What a detector found; `begin` null: nothing.
struct ByteMatch
{
    const char *begin = nullptr;
    const char *end = nullptr;
    DataKind kind = DataKind::Card;
    explicit operator bool() const { return begin; }
};

/// Bit of a kind in a set of them.
inline unsigned bitOf(DataKind kind)
{
    return 1u << unsigned(kind);
}

/// What the number is that begins at the digit `p`, which no digit stands before: a card, an account (from the letters before
/// it on), a national id or a phone number; the first of `wanted` that fits.
ByteMatch findNumber(const ByteWindow &window, const char *p, unsigned wanted);

/// The phone number that the digit `p` begins, with a '+' or '(' before it: international, North American, or called one by its
/// label.
ByteMatch findPhone(const ByteWindow &window, const char *p);
/// The e-mail address around the '@' at `p`.
ByteMatch findEmail(const ByteWindow &window, const char *p);
/// The private key whose first dash stands at `p`.
ByteMatch findPrivateKey(const ByteWindow &window, const char *p);
/// The token of a well-known form that `p` belongs to: one of "-_JK", or the first 'e' of "Bearer".
ByteMatch findToken(const ByteWindow &window, const char *p);

} // namespace cairn
