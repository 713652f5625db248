#pragma once

#include "model/dataprotection.h"

#include <QByteArray>

#include <random>

namespace cairn::testing {

/// One line of text, and what there is in it that a detector must find.
struct Sample
{
    QByteArray text;
    qsizetype begin = 0;  ///< of the sensitive part
    qsizetype length = 0; ///< 0: there is none
};

/// Draws labelled lines from a seed, in the formats that such data is written in: numbers with their real check digits, made
/// without the detectors' code. Negatives are what looks like it: order numbers, UUIDs, timestamps, decimals, numbers that pass
/// one check and not the other.
class SensitiveCorpus
{
public:
    explicit SensitiveCorpus(quint32 seed) : m_random(seed) {}

    Sample positive(DataKind kind);
    Sample negative(DataKind kind);

private:
    int below(int limit) { return int(m_random() % quint32(limit)); }
    QByteArray digits(int count);
    QByteArray letters(int count, const char *from = "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    template <size_t N> QByteArray one(const char *const (&of)[N]) { return of[below(int(N))]; }
    QByteArray luhn(const QByteArray &prefix, int length, int error = 0);
    QByteArray card();
    QByteArray grouped(const QByteArray &number, const QList<int> &sizes, char separator);
    QByteArray iban(bool right);
    QByteArray taxId(bool right);
    QByteArray nationalId();
    QByteArray phone();
    QByteArray email();
    QByteArray pem(const QByteArray &label);
    QByteArray token();
    QByteArray uuid();
    Sample within(const QByteArray &sensitive);

    std::mt19937 m_random;
};

} // namespace cairn::testing
