#include "security/bytewindow.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace cairn {

namespace {

/// Nothing before `p` makes the number a part of something longer: an identifier, a UUID, a decimal fraction.
bool beginsFreely(const ByteWindow &window, const char *p)
{
    const char before = window.at(p - 1);
    const char further = window.at(p - 2);
    if (isAlnumByte(before) || before == '_' || before == '+')
        return false;
    if (before == '-')
        return !isAlnumByte(further);
    if (before == '.')
        return !isDigitByte(further);
    return !(before == ',' && further == '0' && !isDigitByte(window.at(p - 3)));
}

bool endsFreely(const ByteWindow &window, const char *p)
{
    const char next = window.at(p);
    if (isAlnumByte(next) || next == '_')
        return false;
    if (next == '-')
        return !isAlnumByte(window.at(p + 1));
    return !(next == '.' && isDigitByte(window.at(p + 1)));
}

// Payment cards (ISO/IEC 7812)

constexpr int MostCardDigits = 19;

int leading(const char *digits, int count)
{
    int number = 0;
    for (int i = 0; i < count; ++i)
        number = number * 10 + (digits[i] - '0');
    return number;
}

bool isIn(int number, int from, int to)
{
    return number >= from && number <= to;
}

/// Whether an issuer gives out numbers that begin so and are that long. Maestro is left out: it would make a card of one random
/// number in ten of any length.
bool isIssued(const char *digits, int count)
{
    const int two = leading(digits, 2);
    const int three = leading(digits, 3);
    const int four = leading(digits, 4);
    if (digits[0] == '4') // Visa
        return count == 13 || count == 16 || count == 19;
    if (isIn(two, 51, 55) || isIn(four, 2221, 2720)) // Mastercard
        return count == 16;
    if (two == 34 || two == 37) // American Express
        return count == 15;
    if (isIn(three, 300, 305) || two == 36 || two == 38 || two == 39) // Diners
        return count == 14;
    if (isIn(four, 3528, 3589)) // JCB
        return count >= 16;
    return (four == 6011 || isIn(three, 644, 649) || two == 65 || two == 62) && count >= 16; // Discover, UnionPay
}

bool passesLuhn(const char *digits, int count)
{
    int sum = 0;
    for (int i = 0; i < count; ++i) {
        int digit = digits[count - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

/// Reads the groups of these sizes, with `separator` between them; null if they are not there.
const char *readGroups(const ByteWindow &window, const char *p, char separator, std::initializer_list<int> sizes, char *digits)
{
    bool isFirst = true;
    for (const int size : sizes) {
        if (!isFirst && window.at(p++) != separator)
            return nullptr;
        isFirst = false;
        if (window.digits(p, size + 1) != size)
            return nullptr;
        std::memcpy(digits, p, size_t(size));
        digits += size;
        p += size;
    }
    return p;
}

/// Four digits by themselves on either side: rather a row of such numbers than a card.
bool isAmongFours(const ByteWindow &window, const char *begin, const char *end)
{
    const bool before = window.at(begin - 1) == ' ' && window.digits(begin - 5, 5) == 4 && !isDigitByte(window.at(begin - 6));
    return before && window.at(end) == ' ' && window.digits(end + 1, 5) == 4;
}

ByteMatch findCard(const ByteWindow &window, const char *p, int run)
{
    char digits[MostCardDigits + 4];
    const char *end = nullptr;
    int count = run;
    if (run >= 13 && run <= MostCardDigits) {
        std::memcpy(digits, p, size_t(run));
        end = p + run;
    } else if (run == 4 && (window.at(p + 4) == ' ' || window.at(p + 4) == '-')) {
        const char separator = p[4];
        count = 16;
        end = readGroups(window, p, separator, {4, 4, 4, 4}, digits);
        if (end && separator == window.at(end) && window.digits(end + 1, 4) == 3) {
            count = 19;
            end = readGroups(window, p, separator, {4, 4, 4, 4, 3}, digits);
        } else if (!end) {
            count = 15;
            end = readGroups(window, p, separator, {4, 6, 5}, digits);
        }
        if (!end) {
            count = 14;
            end = readGroups(window, p, separator, {4, 6, 4}, digits);
        }
    }
    const bool isOne = end && isIssued(digits, count) && passesLuhn(digits, count) && endsFreely(window, end) &&
                       (run != 4 || !isAmongFours(window, p, end));
    return isOne ? ByteMatch{p, end, DataKind::Card} : ByteMatch{};
}

// IBAN (ISO 13616)

struct AccountLength
{
    std::string_view country;
    int length;
};
/// SWIFT's IBAN registry, release 98.
constexpr std::array AccountLengths = std::to_array<AccountLength>(
    {{"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22}, {"BI", 27},
     {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28},
     {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23},
     {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
     {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21},
     {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28},
     {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22},
     {"RU", 33}, {"SA", 24}, {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
     {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30}});

int accountLength(const char *country)
{
    const std::string_view wanted(country, 2);
    const auto found = std::lower_bound(AccountLengths.begin(), AccountLengths.end(), wanted,
                                        [](const AccountLength &one, std::string_view code) { return one.country < code; });
    return found != AccountLengths.end() && found->country == wanted ? found->length : 0;
}

bool passesMod97(const char *text, int length)
{
    int rest = 0;
    for (int i = 0; i < length; ++i) {
        const char c = text[(i + 4) % length];
        rest = isDigitByte(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
    return rest == 1;
}

/// Compact, or in groups of four as they are printed.
ByteMatch findIban(const ByteWindow &window, const char *begin)
{
    const int length = accountLength(begin);
    if (length == 0 || isAlnumByte(window.at(begin - 1)) || window.at(begin - 1) == '_')
        return {};
    char text[34];
    char separator = '\0';
    const char *p = begin;
    for (int count = 0; count < length; ++p) {
        const char c = window.at(p);
        if (isDigitByte(c) || isUpperByte(c)) {
            text[count++] = c;
        } else {
            const bool isBetween = count > 0 && count % 4 == 0 && (c == ' ' || c == '-') &&
                                   (separator == '\0' ? count == 4 : c == separator) && isAlnumByte(window.at(p + 1));
            if (!isBetween)
                return {};
            separator = c;
        }
    }
    const bool isOne = !isAlnumByte(window.at(p)) && window.at(p) != '_' && passesMod97(text, length);
    return isOne ? ByteMatch{begin, p, DataKind::Iban} : ByteMatch{};
}

// National ids

/// Social Security Administration: no area 000, 666 or 9xx, no group 00, no serial 0000.
ByteMatch findSsn(const ByteWindow &window, const char *p)
{
    char digits[9];
    const char *end = readGroups(window, p, '-', {3, 2, 4}, digits);
    if (!end || !endsFreely(window, end))
        return {};
    const int area = leading(digits, 3);
    const bool isGiven = area != 0 && area != 666 && area < 900 && leading(digits + 3, 2) != 0 && leading(digits + 5, 4) != 0;
    return isGiven ? ByteMatch{p, end, DataKind::NationalId} : ByteMatch{};
}

/// § 139b AO: eleven digits, the last a check digit (ISO/IEC 7064 MOD 11,10); of the first ten exactly one occurs twice or
/// three times.
bool isTaxId(const char *digits)
{
    std::array<int, 10> times{};
    int product = 10;
    for (int i = 0; i < 10; ++i) {
        ++times[size_t(digits[i] - '0')];
        int sum = (digits[i] - '0' + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    const auto more = std::count_if(times.begin(), times.end(), [](int n) { return n > 1; });
    const int most = *std::max_element(times.begin(), times.end());
    const int check = (11 - product) % 10;
    return digits[0] != '0' && more == 1 && most <= 3 && check == digits[10] - '0';
}

ByteMatch findTaxId(const ByteWindow &window, const char *p, int run)
{
    char digits[11];
    const char *end = nullptr;
    if (run == 11)
        end = readGroups(window, p, ' ', {11}, digits);
    else if (run == 2)
        end = readGroups(window, p, ' ', {2, 3, 3, 3}, digits);
    return end && endsFreely(window, end) && isTaxId(digits) ? ByteMatch{p, end, DataKind::NationalId} : ByteMatch{};
}

/// HM Revenue & Customs, National Insurance Manual NIM39110. `p`: its first digit, after two letters and perhaps a blank.
ByteMatch findNino(const ByteWindow &window, const char *p)
{
    const bool spaced = window.at(p - 1) == ' ';
    const char *begin = p - (spaced ? 3 : 2);
    const char one = window.at(begin);
    const char two = window.at(begin + 1);
    static constexpr std::string_view Refused[] = {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"};
    const char pair[] = {one, two};
    if (!isUpperByte(one) || !isUpperByte(two) || std::strchr("DFIQUV", one) || std::strchr("DFIQUVO", two) ||
        std::find(std::begin(Refused), std::end(Refused), std::string_view(pair, 2)) != std::end(Refused) ||
        isAlnumByte(window.at(begin - 1)))
        return {};
    char digits[6];
    const char *end = spaced ? readGroups(window, p, ' ', {2, 2, 2}, digits) : readGroups(window, p, ' ', {6}, digits);
    if (end && spaced && window.at(end) == ' ')
        ++end;
    const bool isOne = end && window.at(end) >= 'A' && window.at(end) <= 'D' && !isAlnumByte(window.at(end + 1));
    return isOne ? ByteMatch{begin, end + 1, DataKind::NationalId} : ByteMatch{};
}

} // namespace

ByteMatch findNumber(const ByteWindow &window, const char *p, unsigned wanted)
{
    ByteMatch match;
    if ((wanted & bitOf(DataKind::Iban)) && isUpperByte(window.at(p - 1)) && isUpperByte(window.at(p - 2)))
        match = findIban(window, p - 2);
    if (!match && (wanted & bitOf(DataKind::NationalId)))
        match = findNino(window, p);
    const int run = match ? 0 : window.digits(p, MostCardDigits + 1);
    if (!match && beginsFreely(window, p)) {
        if (wanted & bitOf(DataKind::Card))
            match = findCard(window, p, run);
        if (!match && (wanted & bitOf(DataKind::NationalId)))
            match = run == 3 ? findSsn(window, p) : findTaxId(window, p, run);
    }
    if (!match && (wanted & bitOf(DataKind::Phone)))
        match = findPhone(window, p);
    return match;
}

} // namespace cairn
