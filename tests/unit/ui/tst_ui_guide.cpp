#include "ui/help/guide.h"

#include <QRegularExpression>
#include <QTest>
#include <QTextDocument>

#include <algorithm>

using namespace cairn;
using namespace Qt::StringLiterals;

/// The guide as it is shipped: pages, headings, links that lead somewhere.
class TestGuide : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesAreThere();
    void headingsHaveNames();
    void onlyPagesAreRead();
    void linksWithinItLeadSomewhere();
};

void TestGuide::pagesAreThere()
{
    const QList<GuidePage> pages = guidePages();
    QVERIFY(std::any_of(pages.begin(), pages.end(), [](const GuidePage &page) { return page.file == u"pipelines.md"_s; }));
    for (const GuidePage &page : pages) {
        QVERIFY2(page.title != page.file, qPrintable(page.file)); // it has a heading
        QVERIFY2(!page.headings.isEmpty(), qPrintable(page.file));
    }
}

void TestGuide::headingsHaveNames()
{
    QTextDocument document;
    document.setMarkdown(
        u"# The Guide\n\n## What *may* have happened?\n\ntext\n\n    # no heading\n\n## `cairn run`\n\n### Ways\n\n## Ways\n"_s);
    QCOMPARE(headingsOf(document), (QList<GuideHeading>{{1, u"The Guide"_s, u"the-guide"_s},
                                                        {2, u"What may have happened?"_s, u"what-may-have-happened"_s},
                                                        {2, u"cairn run"_s, u"cairn-run"_s},
                                                        {3, u"Ways"_s, u"ways"_s},
                                                        {2, u"Ways"_s, u"ways-1"_s}}));
}

void TestGuide::onlyPagesAreRead()
{
    QVERIFY(!guideText(u"pipelines.md"_s).isEmpty());
    for (const QString &name : {u"none.md"_s, u"../icons/back.svg"_s, u"/etc/passwd"_s, u"../guide/pipelines.md"_s, u""_s})
        QVERIFY2(guideText(name).isEmpty(), qPrintable(name));
}

void TestGuide::linksWithinItLeadSomewhere()
{
    static const QRegularExpression link(uR"(\]\((?!\w+:)([^)#]*)(?:#([^)]*))?\))"_s);
    const QList<GuidePage> pages = guidePages();
    for (const GuidePage &page : pages) {
        for (auto it = link.globalMatch(guideText(page.file)); it.hasNext();) {
            const auto match = it.next();
            const QString file = match.captured(1).isEmpty() ? page.file : match.captured(1);
            const auto target = std::find_if(pages.begin(), pages.end(), [&](const GuidePage &one) { return one.file == file; });
            QVERIFY2(target != pages.end(), qPrintable(page.file + u": "_s + match.captured()));
            const auto &headings = target->headings;
            QVERIFY2(match.captured(2).isEmpty() ||
                         std::any_of(headings.begin(), headings.end(),
                                     [&](const GuideHeading &heading) { return heading.anchor == match.captured(2); }),
                     qPrintable(page.file + u": "_s + match.captured()));
        }
    }
}

QTEST_MAIN(TestGuide)
#include "tst_ui_guide.moc"
