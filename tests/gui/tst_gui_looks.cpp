#include "contrast.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/parts/statepill.h"

#include <QGuiApplication>
#include <QImage>
#include <QSet>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;

/// State has one colour, one icon and one word, readable in light and dark, and by people who see no red.
class TestLooks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyStateHasALook();
    void wordsAndDrawingsDiffer();
    void inksCanBeRead_data();
    void inksCanBeRead();
    void pillsShowTheirWord();
};

namespace {

QImage drawn(const QString &icon)
{
    QImage image(48, 48, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintIcon(painter, QRectF(0, 0, 48, 48), icon, Qt::black);
    return image;
}

} // namespace

void TestLooks::everyStateHasALook()
{
    QSet<int> runLooks;
    for (RunState state : allRunStates())
        runLooks.insert(int(lookOf(state)));
    QCOMPARE(runLooks.size(), allRunStates().size());
    QSet<int> stepLooks;
    for (int state = 0; state <= int(StepState::Cancelled); ++state)
        stepLooks.insert(int(lookOf(StepState(state))));
    QCOMPARE(stepLooks.size(), int(StepState::Cancelled) + 1);
    QSet<int> incidentLooks;
    for (IncidentState state : allIncidentStates())
        incidentLooks.insert(int(lookOf(state)));
    QCOMPARE(incidentLooks.size(), allIncidentStates().size());
    QVERIFY(!incidentLooks.intersects(stepLooks));
}

void TestLooks::wordsAndDrawingsDiffer()
{
    QSet<QString> words;
    QList<QImage> images;
    for (int look = 0; look < LookCount; ++look) {
        words.insert(StateLook::word(Look(look)));
        const QImage image = drawn(StateLook::iconName(Look(look)));
        QVERIFY2(image != QImage(image.size(), image.format()) && !images.contains(image),
                 qPrintable(StateLook::word(Look(look))));
        images.append(image);
    }
    QCOMPARE(words.size(), LookCount);
    QVERIFY(!words.contains(QString()));
}

void TestLooks::inksCanBeRead_data()
{
    QTest::addColumn<QColor>("window");
    QTest::addColumn<QColor>("base");
    QTest::newRow("light") << QColor(0xef, 0xef, 0xef) << QColor(Qt::white);
    QTest::newRow("dark") << QColor(0x1f, 0x21, 0x24) << QColor(0x1a, 0x1c, 0x1f);
    QTest::newRow("breeze dark") << QColor(0x2a, 0x2e, 0x32) << QColor(0x1b, 0x1e, 0x20);
    QTest::newRow("adwaita dark") << QColor(0x35, 0x35, 0x35) << QColor(0x2d, 0x2d, 0x2d);
}

void TestLooks::inksCanBeRead()
{
    QFETCH(QColor, window);
    QFETCH(QColor, base);
    QPalette palette(window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::Text, isDark(palette) ? QColor(0xe4, 0xe6, 0xe9) : QColor(Qt::black));
    for (int look = 0; look < LookCount; ++look) {
        const QColor ink = StateLook::ink(Look(look), palette);
        const QByteArray utf8 = StateLook::word(Look(look)).toUtf8();
        const char *word = utf8.constData();
        QVERIFY2(contrast(ink, StateLook::wash(Look(look), palette)) >= 4.5, word);
        QVERIFY2(contrast(ink, base) >= 4.5, word);
        QVERIFY2(contrast(ink, window) >= 4.5, word); // the status bar's ground
        QVERIFY2(contrast(palette.color(QPalette::Text), StateLook::wash(Look(look), palette)) >= 4.5, word);
    }
    QVERIFY(contrast(quietInk(palette), base) >= 4.5);
}

void TestLooks::pillsShowTheirWord()
{
    StatePill pill;
    pill.setLook(Look::Blocked);
    QCOMPARE(pill.accessibleName(), StateLook::word(Look::Blocked));
    const int needed = pill.fontMetrics().horizontalAdvance(StateLook::word(Look::Blocked));
    QVERIFY(pill.sizeHint().width() > needed + pill.fontMetrics().ascent());
    QVERIFY(widestPill(pill.font()) >= pill.sizeHint().width());
}

QTEST_MAIN(TestLooks)
#include "tst_gui_looks.moc"
