#include "windowtest.h"

#include "control/filter.h"

#include "ui/runs/filtercandidates.h"

#include <QAbstractItemModelTester>
#include <QListView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The filter line's completion, typed and clicked in the real window.
class TestFilterLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysThenValuesAreOffered();
    void enterIsNotStolen();
    void tabAcceptsOnlyWhatIsChosen();
    void theChoiceGoesAround();
    void escapeClosesFirst();
    void theMouseAccepts();
    void namesComeFromTheStore();
    void namesAreAskedForAgain();
    void halfAWordIsNoMistake();
    void controlSpaceAsks();
    void acceptingCanBeUndone();
    void theModelIsSound();

private:
    struct Line : WindowTest
    {
        explicit Line(const std::function<void(GuiWorkspace &)> &fill = few) : WindowTest(fill) {}
        static void few(GuiWorkspace &workspace)
        {
            workspace.addPipeline(u"intake"_s, {u"scan"_s, u"publish<scan"_s});
            workspace.addPipeline(u"my photos"_s, {u"resize"_s});
            workspace.addRun(u"intake"_s, u"invoice-1.pdf"_s, RunState::Succeeded);
            workspace.addRun(u"intake"_s, u"invoice-2.pdf"_s, RunState::Blocked);
            workspace.addRun(u"my photos"_s, u"ship.jpg"_s, RunState::Running);
        }
        QListView *popup() const { return window->findChild<QListView *>(u"filterPopup"_s); }
        bool isOffering() const { return popup() && popup()->isVisible(); }
        QStringList offered() const
        {
            QStringList texts;
            for (int row = 0; isOffering() && row < popup()->model()->rowCount(); ++row)
                texts.append(popup()->model()->index(row, 0).data().toString());
            return texts;
        }
        void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(filter(), key, modifiers); }
    };
};

void TestFilterLine::keysThenValuesAreOffered()
{
    Line test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.typeFilter(u"st"_s);
    QCOMPARE(test.offered(), (QStringList{u"state:"_s, u"step:"_s}));
    test.press(Qt::Key_Down);
    test.press(Qt::Key_Return);
    QCOMPARE(test.filter()->text(), u"state:"_s);
    QVERIFY(test.filter()->hasFocus());
    QCOMPARE(test.offered().size(), 11); // on to the states
    QTest::keyClicks(test.filter(), u"blo"_s);
    QCOMPARE(test.offered(), QStringList{u"blocked"_s});
    QCOMPARE(test.popup()->model()->index(0, 0).data(FilterCandidates::HintRole).toString(), u"Blocked"_s);
    test.press(Qt::Key_Down);
    test.press(Qt::Key_Enter);
    QCOMPARE(test.filter()->text(), u"state:blocked"_s);
    QVERIFY(!test.isOffering());
    QTRY_COMPARE(test.inputs(), QStringList{u"invoice-2.pdf"_s});
    QTest::keyClicks(test.filter(), u",run"_s);
    test.press(Qt::Key_Down);
    test.press(Qt::Key_Return);
    QCOMPARE(test.filter()->text(), u"state:blocked,running"_s);
    QTRY_COMPARE(test.inputs(), (QStringList{u"ship.jpg"_s, u"invoice-2.pdf"_s}));
}

void TestFilterLine::enterIsNotStolen()
{
    Line test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.typeFilter(u"s"_s);
    QVERIFY(test.isOffering());
    test.press(Qt::Key_Return);
    QVERIFY(!test.isOffering());
    QCOMPARE(test.filter()->text(), u"s"_s);
    QVERIFY(test.runs()->hasFocus());
    QTRY_COMPARE(test.inputs(), QStringList{u"ship.jpg"_s});
}

void TestFilterLine::tabAcceptsOnlyWhatIsChosen()
{
    Line test;
    test.typeFilter(u"pip"_s);
    test.press(Qt::Key_Down);
    test.press(Qt::Key_Tab);
    QCOMPARE(test.filter()->text(), u"pipeline:"_s);
    QVERIFY(test.filter()->hasFocus());
    QTRY_COMPARE(test.offered(), (QStringList{u"intake"_s, u"my photos"_s})); // as soon as the store has told them
    test.press(Qt::Key_Tab);                                                  // nothing is chosen: on to the next widget
    QVERIFY(!test.filter()->hasFocus());
    QVERIFY(!test.isOffering());
    QCOMPARE(test.filter()->text(), u"pipeline:"_s);
}

void TestFilterLine::theChoiceGoesAround()
{
    Line test;
    test.typeFilter(u"st"_s);
    test.press(Qt::Key_Up);
    QCOMPARE(test.popup()->currentIndex().row(), 1);
    test.press(Qt::Key_Down); // beyond the end nothing is chosen
    QVERIFY(!test.popup()->currentIndex().isValid());
    test.press(Qt::Key_Down);
    QCOMPARE(test.popup()->currentIndex().row(), 0);
    test.press(Qt::Key_Up);
    QVERIFY(!test.popup()->currentIndex().isValid());
    test.press(Qt::Key_Down);
    QTest::keyClicks(test.filter(), u"e"_s); // typing on forgets the choice
    QCOMPARE(test.offered(), QStringList{u"step:"_s});
    QVERIFY(!test.popup()->currentIndex().isValid());
}

void TestFilterLine::escapeClosesFirst()
{
    Line test;
    test.typeFilter(u"st"_s);
    QVERIFY(test.isOffering());
    test.press(Qt::Key_Escape);
    QVERIFY(!test.isOffering());
    QVERIFY(test.filter()->hasFocus());
    QCOMPARE(test.filter()->text(), u"st"_s);
    test.press(Qt::Key_Escape);
    QVERIFY(test.runs()->hasFocus());
}

void TestFilterLine::theMouseAccepts()
{
    Line test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.typeFilter(u"invoice state:"_s);
    const QModelIndex blocked =
        test.popup()->model()->match(test.popup()->model()->index(0, 0), Qt::DisplayRole, u"blocked"_s).value(0);
    QTest::mouseClick(test.popup()->viewport(), Qt::LeftButton, {}, test.popup()->visualRect(blocked).center());
    QCOMPARE(test.filter()->text(), u"invoice state:blocked"_s);
    QVERIFY(test.filter()->hasFocus());
    QVERIFY(!test.isOffering());
    QTRY_COMPARE(test.inputs(), QStringList{u"invoice-2.pdf"_s});
}

void TestFilterLine::namesComeFromTheStore()
{
    Line test;
    test.typeFilter({});
    QTRY_COMPARE((test.filter()->clear(), QTest::keyClicks(test.filter(), u"step:"_s), test.offered()),
                 (QStringList{u"publish"_s, u"resize"_s, u"scan"_s}));
    test.filter()->clear();
    QTest::keyClicks(test.filter(), u"pipeline:m"_s);
    QCOMPARE(test.offered(), QStringList{u"my photos"_s});
    test.press(Qt::Key_Down);
    test.press(Qt::Key_Return);
    QCOMPARE(test.filter()->text(), u"pipeline:\"my photos\""_s);
    QTRY_COMPARE(test.inputs(), QStringList{u"ship.jpg"_s});
}

void TestFilterLine::namesAreAskedForAgain()
{
    Line test;
    test.typeFilter(u"service:"_s);
    QTRY_COMPARE((test.filter()->clear(), QTest::keyClicks(test.filter(), u"service:"_s), test.offered().size()), 3);
    test.runs()->setFocus();
    test.workspace.addPipeline(u"letters"_s, {u"stamp"_s});
    test.filter()->setFocus();
    QTRY_COMPARE((test.filter()->clear(), QTest::keyClicks(test.filter(), u"service:"_s), test.offered().size()), 4);
}

void TestFilterLine::halfAWordIsNoMistake()
{
    Line test;
    QTRY_COMPARE(test.inputs().size(), 3);
    test.typeFilter(u"state:blo"_s);
    QVERIFY(test.isOffering());
    QTest::qWait(450); // longer than the pause after which what is typed takes effect
    QVERIFY(!test.findIn<QLabel>("runsPanel", "filterError")->isVisible());
    test.press(Qt::Key_Escape);
    QTRY_VERIFY(test.findIn<QLabel>("runsPanel", "filterError")->isVisible());
}

void TestFilterLine::controlSpaceAsks()
{
    Line test;
    test.typeFilter(u"invoice "_s);
    QVERIFY(!test.isOffering()); // nobody is bothered between words
    test.press(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(test.offered().size(), int(filterKeys().size()));
    QCOMPARE(test.filter()->text(), u"invoice "_s);
    test.press(Qt::Key_PageDown);
    test.press(Qt::Key_PageDown); // more than a page
    QCOMPARE(test.popup()->currentIndex().row(), int(filterKeys().size()) - 1);
    test.press(Qt::Key_Return);
    QCOMPARE(test.filter()->text(), u"invoice "_s + filterKeys().last() + u':');
}

void TestFilterLine::acceptingCanBeUndone()
{
    Line test;
    test.typeFilter(u"state:wai held"_s);
    test.filter()->setCursorPosition(9);
    test.press(Qt::Key_Space, Qt::ControlModifier);
    test.press(Qt::Key_Down);
    test.press(Qt::Key_Return);
    QCOMPARE(test.filter()->text(), u"state:waiting_retry held"_s);
    test.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(test.filter()->text(), u"state:wai held"_s);
}

void TestFilterLine::theModelIsSound()
{
    FilterCandidates model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    using Kind = FilterCandidate::Kind;
    for (const auto &[line, kind] :
         {std::pair(u"s"_s, Kind::Key), std::pair(u"category:"_s, Kind::Category), std::pair(u"zz"_s, Kind::Key)}) {
        const FilterCompletion completion = completeFilter(line, int(line.size()), {});
        model.set(completion.candidates);
        QCOMPARE(model.rowCount(), int(completion.candidates.size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.all().at(row).kind, kind);
            QVERIFY(!model.index(row, 0).data(FilterCandidates::HintRole).toString().isEmpty());
        }
    }
}

QTEST_MAIN(TestFilterLine)
#include "tst_gui_filterline.moc"
