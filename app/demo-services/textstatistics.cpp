#include "textstatistics.h"

#include <QHash>
#include <QSet>
#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace cairn::demo {

namespace {

constexpr int MostFrequentShown = 10;

struct Language
{
    QLatin1String code;
    QSet<QString> littleWords;
};

const std::array<Language, 5> &languages()
{
    const auto words = [](const char *text) {
        const QStringList list = QString::fromUtf8(text).split(u' ');
        return QSet<QString>(list.begin(), list.end());
    };
    static const std::array<Language, 5> known{{
        {"en"_L1, words("the and of to in is that it was for on are with as be this by from at not")},
        {"de"_L1, words("der die das und ist nicht ein eine zu den mit von auf für im dem wir auch es sich")},
        {"fr"_L1, words("le la les et est une un des du que qui dans pour pas sur au avec ce il elle")},
        {"es"_L1, words("el la los las y es una un de que en por con para no se del al lo su")},
        {"da"_L1, words("og i er det at en til af den på de som med for ikke der et har vi jeg")},
    }};
    return known;
}

/// The language whose little words make up most of the text; none when there are few of them or two languages tie.
QString guessLanguage(const QHash<QString, int> &counts)
{
    QString best;
    int bestHits = 2;
    for (const Language &language : languages()) {
        int hits = 0;
        for (const QString &word : language.littleWords)
            hits += counts.value(word);
        if (hits == bestHits)
            best.clear();
        if (hits > bestHits) {
            bestHits = hits;
            best = language.code;
        }
    }
    return best;
}

bool joinsWords(QChar c)
{
    return c == u'\'' || c == QChar(0x2019) || c == u'-';
}

/// Code units of the letter, digit or combining mark at `i`; 0 if there is something else.
qsizetype letterAt(QStringView text, qsizetype i)
{
    if (i >= text.size())
        return 0;
    if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(text[i], text[i + 1])) ? 2 : 0;
    return text[i].isLetterOrNumber() || text[i].isMark() ? 1 : 0;
}

/// The end of the word that starts at `from`; `from` itself if none does.
qsizetype wordEnd(QStringView text, qsizetype from)
{
    qsizetype i = from;
    for (;;) {
        if (const qsizetype length = letterAt(text, i))
            i += length;
        else if (i > from && i < text.size() && joinsWords(text[i]) && letterAt(text, i + 1))
            ++i;
        else
            return i;
    }
}

QList<std::pair<QString, int>> mostFrequent(const QHash<QString, int> &counts)
{
    QList<std::pair<QString, int>> all;
    all.reserve(counts.size());
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        all.append({it.key(), it.value()});
    const auto shown = std::min<qsizetype>(MostFrequentShown, all.size());
    std::partial_sort(all.begin(), all.begin() + shown, all.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return all.first(shown);
}

} // namespace

std::optional<QString> decodeText(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(0)))
        return std::nullopt;
    return text;
}

TextStatistics countText(const QString &text)
{
    TextStatistics statistics;
    statistics.lines = text.count(u'\n') + (text.isEmpty() || text.endsWith(u'\n') ? 0 : 1);
    statistics.characters = std::count_if(text.cbegin(), text.cend(), [](QChar c) { return !c.isLowSurrogate(); });

    QHash<QString, int> counts;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype end = wordEnd(text, i);
        if (end == i) {
            ++i;
            continue;
        }
        ++counts[text.mid(i, end - i).toLower()];
        ++statistics.words;
        i = end;
    }
    statistics.language = guessLanguage(counts);
    statistics.mostFrequent = mostFrequent(counts);
    return statistics;
}

} // namespace cairn::demo
