#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <array>
#include <cstdint>

namespace cairn {

/// Identity of a run: a 63-bit integer ordered by creation time, written as 13 characters of Crockford base32.
class RunId
{
public:
    constexpr RunId() = default;
    constexpr explicit RunId(std::int64_t value) : m_value(value) {}

    /// Upper case or lower case; I, L and O are read as 1, 1 and 0. Errors: Usage.
    static Result<RunId> fromString(QStringView text);
    /// A new id, larger than every id this process made before. Thread-safe. `nowMs` is milliseconds since 1970 UTC.
    static RunId generate(std::int64_t nowMs);

    constexpr std::int64_t value() const { return m_value; }
    constexpr bool isValid() const { return m_value > 0; }
    QString toString() const;

    constexpr auto operator<=>(const RunId &) const = default;

private:
    std::int64_t m_value = 0;
};

inline size_t qHash(RunId id, size_t seed = 0)
{
    return ::qHash(id.value(), seed);
}

/// Name of a step inside its pipeline.
class StepId
{
public:
    StepId() = default;
    explicit StepId(QString name) : m_name(std::move(name)) {}
    const QString &name() const { return m_name; }
    bool isEmpty() const { return m_name.isEmpty(); }
    bool operator==(const StepId &) const = default;

private:
    QString m_name;
};

inline size_t qHash(const StepId &id, size_t seed = 0)
{
    return qHash(id.name(), seed);
}

/// A SHA-256 digest; the address of a payload or of a definition.
class Digest
{
public:
    static constexpr int Size = 32;

    Digest() = default;
    /// Empty (invalid) unless `bytes` has exactly 32 bytes.
    static Digest fromBytes(QByteArrayView bytes);
    /// 64 hexadecimal digits, optionally prefixed "sha256:". Errors: Usage.
    static Result<Digest> fromHex(QStringView text);
    static Digest of(QByteArrayView content);

    bool isValid() const { return m_valid; }
    QByteArray toBytes() const;
    QString toHex() const;
    /// The first 12 hexadecimal digits, for people.
    QString brief() const { return toHex().left(12); }

    bool operator==(const Digest &) const = default;
    friend size_t qHash(const Digest &digest, size_t seed = 0) { return qHashBits(digest.m_bytes.data(), 8, seed); }

private:
    std::array<std::uint8_t, Size> m_bytes{};
    bool m_valid = false;
};

} // namespace cairn
