#include "ui/parts/fuzzymatch.h"

#include <algorithm>
#include <set>
#include <vector>

namespace cairn {

namespace {

constexpr qsizetype LongestWord = 32;
constexpr qsizetype LongestText = 200;
constexpr int Impossible = -1'000'000;
constexpr int PerLetter = 10;
constexpr int AtWordStart = 12;
constexpr int AtTextStart = 6;
constexpr int SideBySide = 14;
constexpr int FarthestGap = 6; ///< a gap costs a point a letter, up to this

struct Letter
{
    QChar folded;
    int position; ///< in the text as it was given
    bool startsWord;
};

/// "É" → "e", "ß" → "ss": each letter without its accents, in lower case.
QString folded(QChar letter)
{
    QString bare;
    const QString parts = QString(letter).normalized(QString::NormalizationForm_D).toUpper().toCaseFolded();
    for (const QChar part : parts) {
        if (!part.isMark())
            bare += part;
    }
    return bare;
}

std::vector<Letter> lettersOf(QStringView text)
{
    std::vector<Letter> letters;
    QChar before(QLatin1Char(' '));
    for (int at = 0; at < text.size(); ++at) {
        const bool starts =
            text[at].isLetterOrNumber() && (!before.isLetterOrNumber() || (before.isLower() && text[at].isUpper()));
        const QString plain = folded(text[at]);
        for (qsizetype part = 0; part < plain.size(); ++part)
            letters.push_back({plain[part], at, starts && part == 0});
        before = text[at];
    }
    return letters;
}

int worth(const std::vector<Letter> &text, size_t at)
{
    return PerLetter + (text[at].startsWord ? AtWordStart : 0) + (at == 0 ? AtTextStart : 0);
}

/// The best way to find one word's letters in the text, by dynamic programming: `best[i][j]` is the best score with letter i of
/// the word at place j of the text.
class WordSearch
{
public:
    WordSearch(const std::vector<Letter> &word, const std::vector<Letter> &text)
        : m_best(word.size(), std::vector<int>(text.size(), Impossible)), m_from(word.size(), std::vector<int>(text.size(), -1))
    {
        for (size_t letter = 0; letter < word.size(); ++letter) {
            for (size_t at = letter; at < text.size(); ++at) {
                if (word[letter].folded == text[at].folded)
                    place(letter, at, text);
            }
        }
    }

    std::optional<FuzzyMatch> result(const std::vector<Letter> &text) const
    {
        const std::vector<int> &last = m_best.back();
        const auto top = std::max_element(last.begin(), last.end());
        if (top == last.end() || *top <= Impossible / 2)
            return std::nullopt;
        FuzzyMatch match{*top, {}};
        int at = int(top - last.begin());
        for (auto letter = int(m_best.size()) - 1; letter >= 0; --letter) {
            match.positions.prepend(text[size_t(at)].position);
            at = m_from[size_t(letter)][size_t(at)];
        }
        return match;
    }

private:
    void place(size_t letter, size_t at, const std::vector<Letter> &text)
    {
        if (letter == 0) {
            m_best[0][at] = worth(text, at);
            return;
        }
        for (size_t before = letter - 1; before < at; ++before) {
            const int gap = int(at - before) - 1;
            const int score =
                m_best[letter - 1][before] + worth(text, at) + (gap == 0 ? SideBySide : -std::min(gap, FarthestGap));
            if (score > m_best[letter][at]) {
                m_best[letter][at] = score;
                m_from[letter][at] = int(before);
            }
        }
    }

    std::vector<std::vector<int>> m_best;
    std::vector<std::vector<int>> m_from;
};

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString &query, const QString &text)
{
    const std::vector<Letter> letters = lettersOf(QStringView(text).left(LongestText));
    FuzzyMatch whole;
    std::set<int> hits;
    for (const QString &word : query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const std::vector<Letter> wanted = lettersOf(QStringView(word).left(LongestWord));
        if (wanted.empty())
            continue;
        const auto found = WordSearch(wanted, letters).result(letters);
        if (!found)
            return std::nullopt;
        whole.score += found->score;
        hits.insert(found->positions.begin(), found->positions.end());
    }
    whole.positions = QList<int>(hits.begin(), hits.end());
    if (!hits.empty())
        whole.score -= int(std::min(text.size(), LongestText)) / 8; // of two that fit alike, the shorter is meant
    return whole;
}

} // namespace cairn
