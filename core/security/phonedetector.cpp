#include "security/bytewindow.h"

#include <algorithm>
#include <string_view>

namespace cairn {

namespace {

constexpr int FewestDigits = 7;
constexpr int MostDigits = 15; // ITU-T E.164

bool isBetweenGroups(char c)
{
    return c == ' ' || (c >= '(' && c <= '/' && c != '*' && c != '+' && c != ','); // " -./()"
}

/// Groups of digits from `p` on with at most three of " -./()" between them; null unless they are from `fewest` to fifteen
/// digits.
const char *readPhone(const ByteWindow &window, const char *p, int fewest)
{
    const char *end = nullptr;
    int count = 0;
    for (;;) {
        const int group = window.digits(p, MostDigits + 1);
        if (group == 0 || count + group > MostDigits)
            break;
        count += group;
        p += group;
        end = p;
        int between = 0;
        while (between < 3 && isBetweenGroups(window.at(p + between)))
            ++between;
        if (between == 0 || !isDigitByte(window.at(p + between)))
            break;
        p += between;
    }
    const bool isPart = end && (isAlnumByte(window.at(end)) || window.at(end) == '_' || window.at(end) == ':');
    return end && !isPart && count >= fewest ? end : nullptr;
}

/// The letters before `p`, and where they begin.
std::string_view wordBefore(const ByteWindow &window, const char *&p)
{
    const char *end = p;
    while (end - p < 16 && isLetterByte(window.at(p - 1)))
        --p;
    return {p, size_t(end - p)};
}

bool endsWithOneOf(std::string_view word, std::initializer_list<std::string_view> endings)
{
    char lower[16];
    const size_t size = std::min(word.size(), sizeof lower);
    for (size_t i = 0; i < size; ++i)
        lower[i] = char(word[i] | 0x20);
    const std::string_view spelled(lower, size);
    for (const std::string_view ending : endings) {
        if (spelled.size() >= ending.size() && spelled.substr(spelled.size() - ending.size()) == ending)
            return true;
    }
    return false;
}

/// What stands before the number says that it is one to call: "Tel.: ", "phone_number\":\"".
bool isCalledPhone(const ByteWindow &window, const char *p)
{
    for (int words = 0; words < 2; ++words) {
        for (int skipped = 0;
             skipped < 6 && window.at(p - 1) != '\0' && !isAlnumByte(window.at(p - 1)) && window.at(p - 1) != '\n'; ++skipped)
            --p;
        const std::string_view word = wordBefore(window, p);
        if (endsWithOneOf(word,
                          {"tel", "phone", "telefon", "mobile", "mobil", "handy", "fax", "cell", "rufnummer", "phonenumber"}))
            return true;
        if (!endsWithOneOf(word, {"number", "nummer", "nr", "no"}))
            return false;
    }
    return false;
}

/// "(415) 555-2671", "415-555-2671": neither area nor exchange begins with 0 or 1 (North American Numbering Plan).
const char *readAmerican(const ByteWindow &window, const char *p)
{
    const bool inBrackets = window.at(p - 1) == '(' && window.at(p + 3) == ')';
    const char *exchange = inBrackets ? p + 4 + (window.at(p + 4) == ' ') : p + 4;
    if (!inBrackets && (window.at(p + 3) != '-' || window.at(p - 1) == '-'))
        return nullptr;
    const bool isNumber = window.digits(p, 4) == 3 && *p >= '2' && window.digits(exchange, 4) == 3 && *exchange >= '2' &&
                          window.at(exchange + 3) == '-' && window.digits(exchange + 4, 5) == 4;
    const char *end = exchange + 8;
    return isNumber && !isAlnumByte(window.at(end)) && window.at(end) != '-' ? end : nullptr;
}

} // namespace

ByteMatch findPhone(const ByteWindow &window, const char *p)
{
    const char before = window.at(p - 1);
    if (before == '+') {
        const char *end = isAlnumByte(window.at(p - 2)) || *p == '0' ? nullptr : readPhone(window, p, FewestDigits + 1);
        return end ? ByteMatch{p - 1, end, DataKind::Phone} : ByteMatch{};
    }
    if (isAlnumByte(before) || before == '_')
        return {};
    if (const char *end = readAmerican(window, p))
        return {before == '(' ? p - 1 : p, end, DataKind::Phone};
    const char *end = readPhone(window, p, FewestDigits); // first, because most numbers are too short
    return end && isCalledPhone(window, p) ? ByteMatch{p, end, DataKind::Phone} : ByteMatch{};
}

} // namespace cairn
