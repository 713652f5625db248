#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

/// The guide's reference has every key that a file may have: what a reader of definitions takes is found there.
class TestReference : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKeyIsTold_data();
    void everyKeyIsTold();
};

namespace {

QString textOf(const QString &path)
{
    QFile file(qEnvironmentVariable("CAIRN_SOURCE") + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

void TestReference::everyKeyIsTold_data()
{
    QTest::addColumn<QString>("key");
    static const QRegularExpression rules(u"KeyRules\\s+\\w*\\s*\\{.*?\\};"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression more(u"QStringList (?:VerdictKeys|keysOf)\\b.*?\\n(?:\\}|\\n)"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression literal(u"(?:QStringLiteral\\(|u)\"([^\"]+)\""_s);
    static const QRegularExpression key(u"\\A[a-z][a-z_]*\\z"_s);
    const QString folder = u"core/definition"_s;
    for (const QString &name : QDir(qEnvironmentVariable("CAIRN_SOURCE") + u'/' + folder).entryList({u"*.cpp"_s})) {
        const QString source = textOf(folder + u'/' + name);
        for (const QRegularExpression &list : {rules, more}) {
            for (auto found = list.globalMatch(source); found.hasNext();) {
                auto text = literal.globalMatch(found.next().captured());
                if (text.hasNext() && list == rules)
                    text.next(); // of what the keys are
                while (text.hasNext()) {
                    if (const QString word = text.next().captured(1); key.match(word).hasMatch())
                        QTest::addRow("%s: %s", qPrintable(name), qPrintable(word)) << word;
                }
            }
        }
    }
}

void TestReference::everyKeyIsTold()
{
    QFETCH(QString, key);
    static const QString page = textOf(u"resources/guide/reference.md"_s);
    static const QRegularExpression code(u"`([^`\\n]+)`"_s);
    static const QStringList told = [] {
        QStringList pieces;
        for (auto found = code.globalMatch(page); found.hasNext();)
            pieces.append(found.next().captured(1));
        return pieces;
    }();
    const QRegularExpression word(u"\\b%1\\b"_s.arg(key));
    QVERIFY2(std::any_of(told.begin(), told.end(), [&word](const QString &piece) { return piece.contains(word); }),
             qPrintable(u"resources/guide/reference.md does not tell `%1`"_s.arg(key)));
}

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
