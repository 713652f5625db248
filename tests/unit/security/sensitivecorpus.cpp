#include "sensitivecorpus.h"

#include <QList>

namespace cairn::testing {

QByteArray SensitiveCorpus::digits(int count)
{
    return letters(count, "0123456789");
}

QByteArray SensitiveCorpus::letters(int count, const char *from)
{
    const QByteArray alphabet(from);
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += alphabet[below(int(alphabet.size()))];
    return text;
}

/// `prefix` and random digits, with the check digit of ISO/IEC 7812 annex B plus `error`.
QByteArray SensitiveCorpus::luhn(const QByteArray &prefix, int length, int error)
{
    QByteArray number = prefix + digits(length - 1 - int(prefix.size()));
    int sum = 0;
    for (qsizetype i = 0; i < number.size(); ++i) {
        const int doubled = (number[number.size() - 1 - i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += doubled / 10 + doubled % 10;
    }
    return number + char('0' + (10 - sum % 10 + error) % 10);
}

QByteArray SensitiveCorpus::grouped(const QByteArray &number, const QList<int> &sizes, char separator)
{
    QByteArray text;
    qsizetype at = 0;
    for (const int size : sizes) {
        if (at > 0 && separator != '\0')
            text += separator;
        text += number.mid(at, size);
        at += size;
    }
    return text;
}

QByteArray SensitiveCorpus::card()
{
    const char separator = below(33) == 0 ? '.' : "\0 -"[below(3)]; // dots are seldom, and not looked for
    switch (below(4)) {
    case 0: return grouped(luhn("4", 16), {4, 4, 4, 4}, separator);
    case 1: return grouped(luhn(QByteArray::number(2221 + below(500)), 16), {4, 4, 4, 4}, separator);
    case 2: return grouped(luhn(below(2) ? "34" : "37", 15), {4, 6, 5}, separator);
    default: return grouped(luhn(QByteArray::number(51 + below(5)), 16), {4, 4, 4, 4}, separator);
    }
}

/// ISO 13616: two check digits that make the number, moved round, 1 modulo 97.
QByteArray SensitiveCorpus::iban(bool right)
{
    struct Country
    {
        const char *code;
        int digits;
        int bank;
    };
    static constexpr Country Countries[] = {{"DE", 18, 0}, {"FR", 23, 0}, {"NL", 10, 4}, {"GB", 14, 4},
                                            {"ES", 20, 0}, {"CH", 17, 0}, {"NO", 11, 0}};
    const Country &country = Countries[below(7)];
    const QByteArray account = letters(country.bank) + digits(country.digits);
    int rest = 0;
    for (const char c : account + country.code + "00")
        rest = c <= '9' ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    const int check = (98 - rest + (right ? 0 : 1 + below(90))) % 97;
    QByteArray number =
        country.code + QByteArray::number(check < 2 && right ? check + 97 : check).rightJustified(2, '0') + account;
    if (below(50) == 0)
        number = number.toLower(); // which is not looked for
    return below(2) ? number : grouped(number, {4, 4, 4, 4, 4, 4, 4, 4}, ' ').trimmed();
}

/// § 139b AO, as the Bundeszentralamt für Steuern describes it.
QByteArray SensitiveCorpus::taxId(bool right)
{
    QByteArray ten = "0123456789";
    for (;;) {
        std::shuffle(ten.begin(), ten.end(), m_random);
        const int copied = below(10);
        const int over = below(10);
        if (copied == over)
            continue;
        QByteArray first = ten;
        first[over] = first[copied];
        if (first[0] == '0')
            continue;
        int product = 10;
        for (const char c : first) {
            const int sum = (c - '0' + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        const int check = 11 - product == 10 ? 0 : 11 - product;
        const QByteArray number = first + char('0' + (check + (right ? 0 : 1 + below(9))) % 10);
        return below(2) ? number : grouped(number, {2, 3, 3, 3}, ' ');
    }
}

QByteArray SensitiveCorpus::nationalId()
{
    switch (below(3)) {
    case 0:
        return QByteArray::number(100 + below(565)) + '-' + QByteArray::number(10 + below(90)) + '-' +
               QByteArray::number(1000 + below(9000));
    case 1: return taxId(true);
    default: {
        const QByteArray number = letters(1, "ABCEHJLMOPRSWXY") + letters(1, "ABCEHJLMPRSWXY") + digits(6) + letters(1, "ABCD");
        return below(2) ? number : grouped(number, {2, 2, 2, 2, 1}, ' ');
    }
    }
}

QByteArray SensitiveCorpus::phone()
{
    if (below(25) == 0)
        return "030 " + digits(7); // nothing says that it is one to call: missed
    switch (below(6)) {
    case 0: return "+49 30 " + QByteArray::number(100000 + below(899999));
    case 1: return "+44 20 79" + digits(2) + ' ' + digits(4);
    case 2: return "+1 (415) 555-" + digits(4);
    case 3: return '+' + QByteArray::number(31 + below(9)) + digits(9);
    case 4: return '(' + QByteArray::number(200 + below(700)) + ") " + QByteArray::number(200 + below(700)) + '-' + digits(4);
    default: return "+33-1-" + digits(2) + '-' + digits(2) + '-' + digits(2) + '-' + digits(2);
    }
}

QByteArray SensitiveCorpus::email()
{
    static constexpr const char *First[] = {"ann", "max.muster", "j.o-neil", "first_last", "sales+tag", "x", "ops%list"};
    static constexpr const char *Host[] = {"example.com", "mail.example.co.uk", "example-host.de", "sub.domain.example.museum",
                                           "xn--bcher-kva.example"};
    return one(First) + (below(2) ? QByteArray::number(below(100)) : QByteArray()) + '@' + one(Host);
}

QByteArray SensitiveCorpus::pem(const QByteArray &label)
{
    static constexpr char Base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const QByteArray lineEnd = below(4) == 0 ? "\\n" : "\n"; // as it stands within JSON
    QByteArray text = "-----BEGIN " + label + "-----" + lineEnd;
    for (int i = 3 + below(20); i > 0; --i)
        text += letters(64, Base64) + lineEnd;
    return text;
}

QByteArray SensitiveCorpus::token()
{
    static constexpr char Url64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    static constexpr char Alnum[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    switch (below(5)) {
    case 0: return "eyJhbGciOiJIUzI1NiJ9.eyJ" + letters(20 + below(300), Url64) + '.' + letters(43, Url64);
    case 1: return "AKIA" + letters(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    case 2: return "gh" + letters(1, "pousr") + '_' + letters(36, Alnum);
    case 3: return "xox" + letters(1, "bp") + '-' + digits(11) + '-' + digits(12) + '-' + letters(24, Alnum);
    default: return letters(20, Alnum) + '7' + letters(20, Alnum);
    }
}

QByteArray SensitiveCorpus::uuid()
{
    static constexpr char Hex[] = "0123456789abcdef";
    return letters(8, Hex) + '-' + letters(4, Hex) + "-4" + letters(3, Hex) + '-' + letters(4, Hex) + '-' + letters(12, Hex);
}

Sample SensitiveCorpus::within(const QByteArray &sensitive)
{
    static constexpr const char *Before[] = {"paid with ", "{\"value\":\"", "a,b,", "value=", "Note: 2 of ", "<v>", "\t", ""};
    static constexpr const char *After[] = {".", "\"}", ",7", "&x=1", " today", "</v>", "\r\n", ""};
    const QByteArray before = one(Before);
    return {before + sensitive + one(After), before.size(), sensitive.size()};
}

Sample SensitiveCorpus::positive(DataKind kind)
{
    switch (kind) {
    case DataKind::Card: return within(card());
    case DataKind::Iban: return within(iban(true));
    case DataKind::Email: return within(email());
    case DataKind::Phone: {
        static constexpr const char *Labels[] = {"Tel.: ", "phone\":\"", "Mobil ", "Fax: ", "phone number: "};
        if (below(3) > 0)
            return within(phone());
        const QByteArray label = one(Labels);
        const QByteArray number = "0" + QByteArray::number(30 + below(900)) + QByteArray(1, " /-"[below(3)]) +
                                  QByteArray::number(100000 + below(8999999));
        return {label + number + '\n', label.size(), number.size()};
    }
    case DataKind::NationalId: return within(nationalId());
    case DataKind::PrivateKey: {
        static constexpr const char *Labels[] = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY",
                                                 "ENCRYPTED PRIVATE KEY"};
        return within(pem(one(Labels)));
    }
    case DataKind::Token: {
        const QByteArray drawn = token();
        if (!drawn.startsWith("eyJ") && !drawn.startsWith("AKIA") && !drawn.startsWith("gh") && !drawn.startsWith("xox"))
            return {"Authorization: Bearer " + drawn + "\r\n", 22, drawn.size()};
        return within(drawn);
    }
    }
    return {};
}

Sample SensitiveCorpus::negative(DataKind kind)
{
    static constexpr const char *Anything[] = {
        "order 2026-4711/0815, 3 items", "2026-11-26T21:52:09.123Z", "GET /v1/items?page=2&size=50 200 12ms",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "version 1.2.3-4567+build.89"};
    switch (kind) {
    case DataKind::Card:
        switch (below(8)) {
        case 7: return {"order " + digits(16)};                               // one in forty passes by chance
        case 0: return {"card-like " + luhn("4", 16, 1 + below(9))};          // wrong check digit
        case 1: return {"order " + luhn(QByteArray(1, "178"[below(3)]), 16)}; // right one, no issuer
        case 2: return {uuid()};
        case 3: return {"ts=1" + digits(12) + " us=1" + digits(15)};
        case 4: return {"ratio 0." + luhn("4", 16)};
        case 5: return {"id x" + luhn("4", 16) + " and " + luhn("4", 16) + '9' + digits(8)};
        default: return {QByteArray(one(Anything)) + " 1000 2000 " + digits(4)};
        }
    case DataKind::Iban:
        return below(3) ? Sample{iban(false)} : Sample{"ref " + letters(2, "QXJ") + digits(20) + ' ' + one(Anything)};
    case DataKind::Email: {
        static constexpr const char *Texts[] = {"ssh git@github.com:org/repo.git",
                                                "npm i left-pad@1.3.0",
                                                "@mention and @Override",
                                                "root@localhost",
                                                "logo@2x.png",
                                                "https://user:pw@host.example.com/x",
                                                "a@b",
                                                "2 @ 3.50 each",
                                                "getty@tty1.service"};
        return {one(Texts)};
    }
    case DataKind::Phone: {
        const QByteArray texts[] = {digits(10), "2026-11-26 10:00:00+0100", "192.168.100.200", "1e+10000000",
                                    uuid(),     "invoice 4711-0815-99",     "3+12345678",      "isbn 978-3-16-148410-0"};
        return {texts[below(8)]};
    }
    case DataKind::NationalId:
        switch (below(7)) {
        case 6:
            return {"article " + digits(11) + ", " + digits(3) + '-' + digits(2) + '-' +
                    digits(4)}; // the latter mostly is one by its form
        case 0: return {"2026-11-26 000-12-3456"};
        case 1: return {"666-12-3456 and 912-34-5678"};
        case 2: return {taxId(false)};
        case 3: return {"BG123456A ZZ123456B QQ123456C AB123456E"};
        case 4: return {"1" + digits(12) + ' ' + uuid()};
        default: return {"part 123-45-67890 " + QByteArray(one(Anything))};
        }
    case DataKind::PrivateKey:
        return below(2) ? Sample{pem(below(2) ? "CERTIFICATE" : "PUBLIC KEY")}
                        : Sample{"A file that begins with -----BEGIN PRIVATE KEY----- is a key: keep it.\n"};
    case DataKind::Token: {
        static constexpr const char *Texts[] = {"Authorization: Bearer your-token-goes-here-please",
                                                "Bearer authentication is required here",
                                                "AKIAshort",
                                                "eyJust a word",
                                                "the ghp_ prefix",
                                                "xoxb-",
                                                "bearer of bad news, who arrived at 10"};
        return below(2) ? Sample{one(Texts)} : Sample{one(Anything)};
    }
    }
    return {};
}

} // namespace cairn::testing
