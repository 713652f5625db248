#include "definition/credentialname.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// By what those who give out secrets put before them, or as random as no name is: 32 hexadecimal digits, or 24 characters with
/// letters of both sizes and three digits among them.
bool looksLikeSecret(const QString &text)
{
    static const QRegularExpression known(u"\\A(whsec_[A-Za-z0-9+/_-]{16}|gh[opsur]_[A-Za-z0-9]{16}|github_pat_[A-Za-z0-9]{16}|"
                                          "glpat-[A-Za-z0-9_-]{16}|xox[a-z]-[0-9]{6}|sk-[A-Za-z0-9_-]{20}|[sr]k_(live|test)_|"
                                          "A[KS]IA[A-Z0-9]{12}|eyJ[A-Za-z0-9_-]{16})"_s);
    static const QRegularExpression hexadecimal(u"[0-9a-f]{32}|[0-9A-F]{32}"_s);
    static const QRegularExpression random(u"(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=([A-Za-z]*[0-9]){3})[A-Za-z0-9]{24}"_s);
    return known.match(text).hasMatch() || hexadecimal.match(text).hasMatch() || random.match(text).hasMatch();
}

} // namespace

void readCredentialName(const MapReader &map, const QString &key, QString &out)
{
    QString written;
    const YamlNode *node = map.text(key, written);
    if (!node)
        return;
    if (looksLikeSecret(written))
        map.report().add(node->at, u"'%1' looks like the secret itself, and it is to be the name of one"_s.arg(key),
                         u"Write a name of your own, put the secret into the vault with `cairn credential set NAME`, and have it "
                         "changed: it has been in a file"_s);
    else if (!isName(written))
        map.report().add(
            node->at, u"'%1' is not the name of a credential"_s.arg(key),
            u"Name one, in letters, digits, '.', '_' and '-'; the secret itself is kept outside of the workspace's files"_s);
    else
        out = written;
}

} // namespace cairn
