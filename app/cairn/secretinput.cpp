#include "secretinput.h"

#include "security/vault.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <termios.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Keeps the terminal from showing what is typed, for as long as it lives.
class NoEcho
{
public:
    NoEcho()
    {
        ::tcgetattr(STDIN_FILENO, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~NoEcho()
    {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }
    NoEcho(const NoEcho &) = delete;
    NoEcho &operator=(const NoEcho &) = delete;

private:
    termios m_before{};
};

/// Reads with no buffer but one that is wiped: to the end of the line, or of the input.
Result<SecretBytes> readBytes(bool line)
{
    SecretBytes buffer(LargestSecret + 2);
    qsizetype size = 0;
    while (size < buffer.size()) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data() + size, line ? 1 : size_t(buffer.size() - size));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) // what came before is not the whole secret
            return tl::unexpected(systemError(errno, u"standard input cannot be read"_s, {}));
        if (got <= 0 || (line && buffer.data()[size] == '\n'))
            break;
        size += got;
    }
    while (size > 0 && (buffer.data()[size - 1] == '\n' || buffer.data()[size - 1] == '\r'))
        --size;
    if (size == 0 || size > LargestSecret)
        return failure(ErrorKind::Usage,
                       size == 0 ? u"no secret was given"_s : u"the secret is larger than %1 KiB"_s.arg(LargestSecret / 1024), {},
                       u"Type it, or send it by standard input: cairn credential set KEY < FILE"_s);
    return SecretBytes::copyOf(buffer.view().first(size));
}

Result<SecretBytes> typed(const QString &prompt)
{
    std::fputs(qPrintable(prompt), stderr);
    const NoEcho quiet;
    return readBytes(true);
}

} // namespace

Result<SecretBytes> readSecret(const QString &prompt)
{
    if (!::isatty(STDIN_FILENO))
        return readBytes(false);
    auto secret = typed(prompt);
    if (!secret)
        return secret;
    const auto again = typed(u"Once more: "_s);
    if (!again || !again->equals(*secret))
        return failure(ErrorKind::Usage, u"that was not the same twice"_s, {}, u"Try again; nothing was changed"_s);
    return secret;
}

} // namespace cairn
