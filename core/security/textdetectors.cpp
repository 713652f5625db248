#include "security/bytewindow.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

namespace cairn {

namespace {

bool startsWith(const ByteWindow &window, const char *p, std::string_view text)
{
    return p >= window.begin && p + text.size() <= window.end && std::string_view(p, text.size()) == text;
}

// E-mail (the common part of RFC 5321)

constexpr int MostLocal = 64;
constexpr int MostDomain = 255;

bool isLocalByte(char c)
{
    return isAlnumByte(c) || (c != '\0' && std::strchr("._%+-'", c));
}

/// Where the domain from `p` on ends; null if it is none that has mailboxes.
const char *domainEnd(const ByteWindow &window, const char *p)
{
    const char *begin = p;
    const char *lastDot = nullptr;
    while (p - begin < MostDomain && (isAlnumByte(window.at(p)) || window.at(p) == '-' || window.at(p) == '.')) {
        if (*p == '.') {
            if (!isAlnumByte(window.at(p - 1)) || p == begin || !isAlnumByte(window.at(p + 1)))
                break; // the sentence's, not the domain's
            lastDot = p;
        }
        ++p;
    }
    if (!lastDot || !isAlnumByte(*begin) || p - lastDot < 3 || p - lastDot > 25)
        return nullptr;
    if (!std::all_of(lastDot + 1, p, isLetterByte))
        return nullptr;
    static constexpr std::string_view Suffixes[] = {"png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "service"};
    const std::string_view top(lastDot + 1, size_t(p - lastDot - 1)); // logo@2x.png, getty@tty1.service
    return std::find(std::begin(Suffixes), std::end(Suffixes), top) == std::end(Suffixes) ? p : nullptr;
}

/// "https://user:secret@host", "git@host:path": who logs in, not where post goes.
bool isLogin(const ByteWindow &window, const char *begin, const char *end)
{
    const char before = window.at(begin - 1);
    if (before == '/' && window.at(begin - 2) == '/')
        return true;
    if (window.at(end) == ':' && (isLetterByte(window.at(end + 1)) || window.at(end + 1) == '~'))
        return true;
    if (before != ':')
        return false;
    for (const char *p = begin - 1; p > begin - 100 && window.at(p) > ' '; --p) {
        if (*p == '/')
            return startsWith(window, p - 2, "://");
    }
    return false;
}

// Tokens

template <typename Is> const char *runOf(const ByteWindow &window, const char *p, int most, Is is)
{
    const char *limit = p + most;
    while (p < limit && is(window.at(p)))
        ++p;
    return p;
}

ByteMatch token(const char *begin, const char *end)
{
    return {begin, end, DataKind::Token};
}

/// JSON Web Token (RFC 7519): two JSON objects and a signature, in base64url. "eyJ" is how `{"` begins there.
ByteMatch findJwt(const ByteWindow &window, const char *j)
{
    constexpr int MostPart = 3'000;
    const char *begin = j - 2;
    if (!startsWith(window, begin, "eyJ") || isBase64UrlByte(window.at(begin - 1)))
        return {};
    const char *header = runOf(window, begin, 600, isBase64UrlByte);
    if (header - begin < 12 || window.at(header) != '.' || !startsWith(window, header + 1, "eyJ"))
        return {};
    const char *claims = runOf(window, header + 1, MostPart, isBase64UrlByte);
    if (claims - header < 9 || window.at(claims) != '.')
        return {};
    const char *end = runOf(window, claims + 1, 400, isBase64UrlByte);
    return end - claims > 16 ? token(begin, end) : ByteMatch{};
}

/// AKIA… names a key of AWS: sixteen characters of base32 follow.
ByteMatch findAwsKey(const ByteWindow &window, const char *k)
{
    const char *begin = k - 1;
    if (!startsWith(window, begin, "AKIA") || isAlnumByte(window.at(begin - 1)))
        return {};
    const char *end = runOf(window, begin + 4, 17, [](char c) { return isUpperByte(c) || (c >= '2' && c <= '7'); });
    return end - begin == 20 && !isAlnumByte(window.at(end)) ? token(begin, end) : ByteMatch{};
}

/// ghp_, gho_, ghu_, ghs_, ghr_ and 36 or more characters.
ByteMatch findGithubToken(const ByteWindow &window, const char *underscore)
{
    const char *begin = underscore - 3;
    if (window.at(begin) != 'g' || window.at(begin + 1) != 'h' || isAlnumByte(window.at(begin - 1)))
        return {};
    const char of = window.at(begin + 2);
    const char *end = runOf(window, underscore + 1, 255, isAlnumByte);
    return of != '\0' && std::strchr("pousr", of) && end - underscore > 36 ? token(begin, end) : ByteMatch{};
}

/// xoxb-, xoxp-, …: at least two groups, the first of digits.
ByteMatch findSlackToken(const ByteWindow &window, const char *dash)
{
    const char *begin = dash - 4;
    const char of = window.at(dash - 1);
    if (!startsWith(window, begin, "xox") || of == '\0' || !std::strchr("abeoprs", of) || isAlnumByte(window.at(begin - 1)))
        return {};
    const char *end = runOf(window, dash + 1, 255, [](char c) { return isAlnumByte(c) || c == '-'; });
    return end - dash > 20 && isDigitByte(window.at(dash + 1)) ? token(begin, end) : ByteMatch{};
}

/// Bits per character.
double entropy(std::string_view text)
{
    std::array<int, 128> times{};
    for (const char c : text)
        ++times[uchar(c) & 0x7f];
    double bits = 0;
    for (const int n : times) {
        const double share = n / double(text.size());
        bits -= n > 0 ? share * std::log2(share) : 0;
    }
    return bits;
}

/// What follows "Bearer" and looks drawn at random: digits and letters, and more than three and a half bits in each.
ByteMatch findBearer(const ByteWindow &window, const char *e)
{
    constexpr std::string_view Rest = "earer ";
    if ((window.at(e - 1) | 0x20) != 'b' || !startsWith(window, e, Rest))
        return {};
    const char *begin = e + Rest.size();
    const char *end =
        runOf(window, begin, 3'000, [](char c) { return isAlnumByte(c) || (c != '\0' && std::strchr("._~+/-=", c)); });
    const std::string_view text(begin, size_t(end - begin));
    const bool isMixed =
        std::any_of(text.begin(), text.end(), isDigitByte) && std::any_of(text.begin(), text.end(), isLetterByte);
    return text.size() >= 20 && isMixed && entropy(text) > 3.5 ? token(begin, end) : ByteMatch{};
}

} // namespace

ByteMatch findEmail(const ByteWindow &window, const char *p)
{
    const char *begin = p;
    while (p - begin < MostLocal && isLocalByte(window.at(begin - 1)))
        --begin;
    while (begin < p && !isAlnumByte(*begin))
        ++begin;
    if (begin == p || window.at(p - 1) == '.' || std::string_view(begin, size_t(p - begin)).find("..") != std::string_view::npos)
        return {};
    const char *end = domainEnd(window, p + 1);
    return end && !isLogin(window, begin, end) ? ByteMatch{begin, end, DataKind::Email} : ByteMatch{};
}

ByteMatch findPrivateKey(const ByteWindow &window, const char *p)
{
    constexpr std::string_view Begin = "-----BEGIN ";
    constexpr std::string_view Label = "PRIVATE KEY";
    constexpr int MostLine = 80;
    constexpr int MostKey = 32'000; // one of RSA with 16,384 bits has 13,000
    constexpr int Shown = 4'000;    // of one without an end
    if (!startsWith(window, p, Begin))
        return {};
    const char *label = p + Begin.size();
    const char *dashes = runOf(window, label, MostLine, [](char c) { return isUpperByte(c) || isDigitByte(c) || c == ' '; });
    const std::string_view words(label, size_t(dashes - label));
    if (!startsWith(window, dashes, "-----") || words.find(Label) == std::string_view::npos)
        return {};
    // a page that tells of keys has no key below that line
    const char *body = dashes + 5;
    const std::string_view after(body, size_t(std::min<ptrdiff_t>(window.end - body, MostKey)));
    size_t longest = 0;
    for (size_t i = 0, run = 0; i < std::min<size_t>(after.size(), 400); ++i) {
        run = isBase64Byte(after[i]) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    if (longest < 32)
        return {};
    const size_t last = after.find("-----END ");
    const char *end = after.data() + (last == std::string_view::npos ? std::min<size_t>(after.size(), Shown) : last);
    return {p, end, DataKind::PrivateKey};
}

ByteMatch findToken(const ByteWindow &window, const char *p)
{
    switch (*p) {
    case '-': return findSlackToken(window, p);
    case '_': return findGithubToken(window, p);
    case 'J': return findJwt(window, p);
    case 'K': return findAwsKey(window, p);
    default: return findBearer(window, p);
    }
}

} // namespace cairn
