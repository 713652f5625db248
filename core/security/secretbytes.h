#pragma once

#include <QByteArrayView>

#include <cstddef>
#include <utility>

namespace cairn {

/// Bytes of a secret: in pages of libsodium's own, which are locked (no swap, no core dump), fenced, and wiped with this object.
/// Moved, never copied. Each takes at least three pages: keys and passwords, not payloads. Any thread, one at a time.
class SecretBytes
{
public:
    SecretBytes() = default; ///< none
    /// So many zeros. Ends the program if the machine has no memory left.
    explicit SecretBytes(qsizetype size);
    /// Takes a copy; the source is the caller's to wipe.
    static SecretBytes copyOf(QByteArrayView bytes);
    /// Takes the bytes over and wipes where they were; other shares of that array keep theirs.
    static SecretBytes taken(QByteArray &&bytes);
    static SecretBytes random(qsizetype size);

    SecretBytes(SecretBytes &&other) noexcept
        : m_bytes(std::exchange(other.m_bytes, nullptr)), m_size(std::exchange(other.m_size, 0))
    {
    }
    SecretBytes &operator=(SecretBytes &&other) noexcept
    {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_size, other.m_size);
        return *this;
    }
    ~SecretBytes();

    bool isEmpty() const { return m_size == 0; }
    qsizetype size() const { return m_size; }
    unsigned char *data() { return m_bytes; }
    const unsigned char *data() const { return m_bytes; }
    QByteArrayView view() const { return {m_bytes, m_size}; }
    /// Without telling by its time where they differ.
    bool equals(const SecretBytes &other) const;

private:
    unsigned char *m_bytes = nullptr;
    qsizetype m_size = 0;
};

} // namespace cairn
