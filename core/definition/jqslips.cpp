#include "definition/jqslips.h"

#include "definition/jqscan.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct JqSlip
{
    QLatin1StringView written;
    QLatin1StringView remedy;
};

/// Each character is a token.
constexpr JqSlip SymbolSlips[] = {
    {"&&"_L1, "Write and for &&"_L1},
    {"||"_L1, "Write or for ||"_L1},
    {"==="_L1, "Compare with =="_L1},
    {"'"_L1, "Put texts in \"double quotes\""_L1},
};

constexpr JqSlip WordSlips[] = {
    {"True"_L1, "Write true"_L1},
    {"False"_L1, "Write false"_L1},
    {"None"_L1, "Write null"_L1},
    {"NULL"_L1, "Write null"_L1},
};

/// Side by side, from `i` on.
bool isWritten(const QList<JqToken> &tokens, qsizetype i, QLatin1StringView written)
{
    if (i + written.size() > tokens.size())
        return false;
    for (qsizetype k = 0; k < written.size(); ++k) {
        if (!tokens[i + k].is(written[k]) || tokens[i + k].at != tokens[i].at + k)
            return false;
    }
    return true;
}

QString saidWithSymbols(const QList<JqToken> &tokens, qsizetype i)
{
    for (const JqSlip &slip : SymbolSlips) {
        if (isWritten(tokens, i, slip.written))
            return slip.remedy;
    }
    const bool isUnequal = i + 1 < tokens.size() && tokens[i + 1].is(u'=');
    return tokens[i].is(u'!') && !isUnequal ? u"Write (…) | not for !(…)"_s : QString();
}

QString saidInWords(const QList<JqToken> &tokens, qsizetype i)
{
    if (tokens[i].kind != JqToken::Kind::Word)
        return {};
    for (const JqSlip &slip : WordSlips) {
        if (tokens[i].text == slip.written)
            return slip.remedy;
    }
    const bool isCalled = i + 1 < tokens.size() && tokens[i + 1].is(u'(');
    return tokens[i].text == "not"_L1 && isCalled ? u"Write (…) | not for not(…)"_s : QString();
}

/// ".operation-location", which takes one from the other.
QString saidOfDashes(const QList<JqToken> &tokens, qsizetype i, const QString &message)
{
    const auto follows = [&](qsizetype k) { return tokens[k].at == tokens[k - 1].at + tokens[k - 1].text.size(); };
    if (tokens[i].kind != JqToken::Kind::Field || i + 2 >= tokens.size() || !tokens[i + 1].is(u'-') ||
        tokens[i + 2].kind != JqToken::Kind::Word || !follows(i + 1) || !follows(i + 2))
        return {};
    if (!message.contains(u"%1/0 is not defined"_s.arg(tokens[i + 2].text)))
        return {};
    QString name = tokens[i].text.mid(1).toString();
    for (qsizetype k = i + 1; k + 1 < tokens.size() && tokens[k].is(u'-') && follows(k) && follows(k + 1); k += 2)
        name += u'-' + tokens[k + 1].text.toString();
    return u"Write [\"%1\"] for a name with a dash"_s.arg(name);
}

} // namespace

QString saidInJq(const QString &program, const QString &message)
{
    const QList<JqToken> tokens = scanJq(program).tokens;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        for (const QString &said : {saidWithSymbols(tokens, i), saidInWords(tokens, i), saidOfDashes(tokens, i, message)}) {
            if (!said.isEmpty())
                return said;
        }
    }
    return {};
}

} // namespace cairn
