#include "contrast.h"
#include "windowtest.h"

#include "ui/look/appearance.h"
#include "ui/look/readablestyle.h"
#include "ui/look/statelook.h"
#include "ui/look/timedisplay.h"
#include "ui/look/translation.h"
#include "ui/look/wording.h"
#include "ui/runs/runsmodel.h"
#include "ui/settings/displaymenu.h"
#include "ui/settings/displaypage.h"

#include <QAbstractButton>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QMenu>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStringListModel>
#include <QStyledItemDelegate>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Light and dark that can be read, by choice or as the desktop has it; times in one form everywhere, changed while they are
/// shown.
class TestDisplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void textCanBeRead_data();
    void textCanBeRead();
    void statesCanBeRead_data() { textCanBeRead_data(); }
    void statesCanBeRead();
    void framesCanBeSeen_data() { textCanBeRead_data(); }
    void framesCanBeSeen();
    void aThemeIsAppliedAndRemembered();
    void thePortalsWordsAreUnderstood();
    void theDesktopIsFollowed();
    void theMenuChooses();
    void theSettingsAreTheMenus();
    void aLanguageIsChosen();
    void disabledWordsThrowNoShadow();
    void figuresFollowTheLocale();
    void timesChangeWhereTheyAreShown();
    void relativeTimesAge();

private:
    QTemporaryDir m_settings;
};

namespace {

/// A desktop's portal with the one setting that counts.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 1;

public Q_SLOTS:
    QDBusVariant Read(const QString &, const QString &) { return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme))); }

Q_SIGNALS:
    void SettingChanged(const QString &area, const QString &key, const QDBusVariant &value);
};

} // namespace

void TestDisplay::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
}

void TestDisplay::init()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
    QSettings(u"Cairn"_s, u"Console"_s).clear();
    QApplication::setPalette(lightPalette());
}

void TestDisplay::textCanBeRead_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

void TestDisplay::textCanBeRead()
{
    QFETCH(QPalette, palette);
    struct Pair
    {
        QPalette::ColorGroup group;
        QPalette::ColorRole ink, ground;
        double least;
    };
    const double text = 4.5, large = 3; // WCAG 2.1, 1.4.3; what is disabled need not, but shall be seen
    QList<Pair> pairs;
    for (auto group : {QPalette::Active, QPalette::Inactive}) {
        for (auto ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
            for (auto ink :
                 {QPalette::Text, QPalette::WindowText, QPalette::Link, QPalette::LinkVisited, QPalette::PlaceholderText})
                pairs.append({group, ink, ground, text});
        }
        pairs.append({group, QPalette::ButtonText, QPalette::Button, text});
        pairs.append({group, QPalette::HighlightedText, QPalette::Highlight, text});
        pairs.append({group, QPalette::ToolTipText, QPalette::ToolTipBase, text});
    }
    for (auto ground : {QPalette::Base, QPalette::Window}) {
        for (auto ink : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
            pairs.append({QPalette::Disabled, ink, ground, large});
    }
    for (const Pair &pair : std::as_const(pairs)) {
        const double found = contrast(palette.color(pair.group, pair.ink), palette.color(pair.group, pair.ground));
        QVERIFY2(found >= pair.least, qPrintable(u"%1 on %2: %3"_s.arg(pair.ink).arg(pair.ground).arg(found)));
    }
    QVERIFY(contrast(quietInk(palette), palette.color(QPalette::Base)) >= 4.5);
    QVERIFY(contrast(quietInk(palette), palette.color(QPalette::Window)) >= 4.5);
    QVERIFY(contrast(frameInk(palette), palette.color(QPalette::Window)) >= 3);
}

void TestDisplay::statesCanBeRead()
{
    QFETCH(QPalette, palette);
    for (int number = 0; number < LookCount; ++number) {
        const auto look = Look(number);
        const QColor ink = StateLook::ink(look, palette);
        const QByteArray word = StateLook::word(look).toUtf8();
        for (const QColor &ground : {StateLook::wash(look, palette), palette.color(QPalette::Base),
                                     palette.color(QPalette::AlternateBase), palette.color(QPalette::Window)})
            QVERIFY2(contrast(ink, ground) >= 4.5, word.constData());
        QVERIFY2(contrast(palette.color(QPalette::Text), StateLook::wash(look, palette)) >= 4.5, word.constData());
    }
}

/// WCAG 2.1, 1.4.11, where the style's own frame is hardly to be seen.
void TestDisplay::framesCanBeSeen()
{
    QFETCH(QPalette, palette);
    if (!isDark(palette))
        return; // Fusion's own
    ReadableStyle style;
    QSpinBox numbers;
    QDoubleSpinBox fractions;
    QLineEdit line;
    for (QWidget *input : std::initializer_list<QWidget *>{&numbers, &fractions, &line}) {
        input->setStyle(&style);
        input->setPalette(palette);
        input->resize(120, 30);
        const QImage picture = input->grab().toImage();
        const double found = contrast(picture.pixelColor(0, 15), palette.color(QPalette::Window));
        QVERIFY2(found >= 3, qPrintable(u"%1: %2"_s.arg(QLatin1String(input->metaObject()->className())).arg(found)));
    }
}

void TestDisplay::aThemeIsAppliedAndRemembered()
{
    {
        Appearance appearance;
        QCOMPARE(appearance.theme(), Theme::System);
        QVERIFY(!appearance.isDark()); // as the palette was
        QSignalSpy changed(&appearance, &Appearance::changed);
        QWidget window;
        QWidget widget(&window);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        appearance.setTheme(Theme::Dark);
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY(isDark(widget.palette()));
        QCOMPARE(widget.palette().color(QPalette::Base), darkPalette().color(QPalette::Base));
        appearance.setTheme(Theme::Dark);
        QCOMPARE(changed.size(), 1);
    }
    QApplication::setPalette(lightPalette());
    Appearance next;
    QCOMPARE(next.theme(), Theme::Dark);
    QVERIFY(isDark(QApplication::palette()));
    next.setTheme(Theme::System);
    QVERIFY(!isDark(QApplication::palette()));
    QApplication::setPalette(darkPalette()); // a desktop that is dark, without a portal
    Appearance onDark;
    QVERIFY(onDark.isDark());
}

void TestDisplay::thePortalsWordsAreUnderstood()
{
    QCOMPARE(prefersDark(QVariant(1u)), std::optional(true));
    QCOMPARE(prefersDark(QVariant(2u)), std::optional(false));
    QCOMPARE(prefersDark(QVariant(0u)), std::nullopt);
    QCOMPARE(prefersDark(QVariant(7u)), std::nullopt);
    QCOMPARE(prefersDark(QVariant(u"dark"_s)), std::nullopt);
    QCOMPARE(prefersDark(QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(1u))))), std::optional(true));
    QCOMPARE(SystemScheme().prefersDark(), std::nullopt); // no bus at that address
}

void TestDisplay::theDesktopIsFollowed()
{
    QProcess daemon;
    daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    if (!daemon.waitForReadyRead(20'000))
        QFAIL("dbus-daemon does not start: script/bootstrap installs it");
    const QString address = QString::fromUtf8(daemon.readLine()).trimmed();
    QDBusConnection theirs = QDBusConnection::connectToBus(address, u"portal"_s);
    Portal portal;
    QVERIFY(theirs.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal,
                                  QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(theirs.registerService(u"org.freedesktop.portal.Desktop"_s));
    SystemScheme scheme(QDBusConnection::connectToBus(address, u"console"_s));
    QTRY_COMPARE(scheme.prefersDark(), std::optional(true));
    Q_EMIT portal.SettingChanged(u"org.gnome.desktop"_s, u"color-scheme"_s, QDBusVariant(2u)); // another area's
    Q_EMIT portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(0u));
    QTRY_COMPARE(scheme.prefersDark(), std::nullopt);
    Q_EMIT portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2u));
    QTRY_COMPARE(scheme.prefersDark(), std::optional(false));
    QDBusConnection::disconnectFromBus(u"console"_s);
    QDBusConnection::disconnectFromBus(u"portal"_s);
    daemon.terminate();
    daemon.waitForFinished();
}

void TestDisplay::theMenuChooses()
{
    Appearance appearance;
    TimeDisplay times;
    QMenu menu;
    addDisplayChoices(&menu, appearance, times);
    const auto action = [&](const char *name) { return menu.findChild<QAction *>(QString::fromLatin1(name)); };
    QVERIFY(action("themeSystem")->isChecked() && action("timesLocal")->isChecked());
    action("themeDark")->trigger();
    QCOMPARE(appearance.theme(), Theme::Dark);
    QVERIFY(action("themeDark")->isChecked() && !action("themeSystem")->isChecked());
    appearance.setTheme(Theme::Light); // by somebody else
    QVERIFY(action("themeLight")->isChecked());
    action("timesUtc")->trigger();
    QCOMPARE(TimeDisplay::form(), TimeForm::Utc);
    times.setForm(TimeForm::Relative);
    QVERIFY(action("timesRelative")->isChecked());
}

void TestDisplay::theSettingsAreTheMenus()
{
    Appearance appearance;
    TimeDisplay times;
    QMenu menu;
    addDisplayChoices(&menu, appearance, times);
    QAction *notify = menu.addAction(u"Desktop notifications"_s);
    notify->setObjectName(u"notify"_s);
    notify->setCheckable(true);
    DisplayPage page(menu);
    page.show();
    const auto choice = [&](const char *name) { return page.findChild<QAbstractButton *>(QString::fromLatin1(name)); };
    QVERIFY(choice("themeSystemChoice")->isChecked() && choice("timesLocalChoice")->isChecked());
    QTest::mouseClick(choice("themeDarkChoice"), Qt::LeftButton, {}, QPoint(8, choice("themeDarkChoice")->height() / 2));
    QCOMPARE(appearance.theme(), Theme::Dark);
    QVERIFY(!choice("themeSystemChoice")->isChecked() && choice("timesLocalChoice")->isChecked()); // each group by itself
    times.setForm(TimeForm::Utc);                                                                  // by the menu
    QVERIFY(choice("timesUtcChoice")->isChecked() && !choice("timesLocalChoice")->isChecked());
    QTest::keyClick(choice("notifyChoice"), Qt::Key_Space);
    QVERIFY(notify->isChecked());
    QVERIFY(page.findChild<QLabel *>(u"languageText"_s)->text().contains(QLocale::system().nativeLanguageName()));
}

void TestDisplay::aLanguageIsChosen()
{
    chooseLanguage({});
    QCOMPARE(spokenLocale(), QLocale::system());
    const QMenu menu;
    const DisplayPage page(menu);
    QVERIFY(page.findChild<QAbstractButton *>(u"languageDesktop"_s)->isChecked());
    page.findChild<QAbstractButton *>(u"languageGerman"_s)->click();
    QCOMPARE(spokenLocale().language(), QLocale::German);
    QVERIFY(DisplayPage(menu).findChild<QAbstractButton *>(u"languageGerman"_s)->isChecked()); // from then on
    page.findChild<QAbstractButton *>(u"languageDesktop"_s)->click();
    QCOMPARE(spokenLocale(), QLocale::system());
}

void TestDisplay::disabledWordsThrowNoShadow()
{
    const ReadableStyle style;
    QCOMPARE(style.styleHint(QStyle::SH_EtchDisabledText), 0);
}

void TestDisplay::figuresFollowTheLocale()
{
    QLocale::setDefault(QLocale::German);
    QCOMPARE(durationText(Milliseconds(5'020)), u"5,02s"_s);
    QCOMPARE(durationText(Milliseconds(150'000)), u"2m 30s"_s);
    QCOMPARE(percentText(0.634), u"63,4 %"_s);
    const QString delay = countdownText(Timestamp(Milliseconds(3'000)), Timestamp(Milliseconds(0)));
    QVERIFY2(delay.contains(u"3s"_s), qPrintable(delay));
    QLocale::setDefault(QLocale::c());
    QCOMPARE(durationText(Milliseconds(5'020)), u"5.02s"_s);
}

void TestDisplay::timesChangeWhereTheyAreShown()
{
    qputenv("TZ", "Asia/Tokyo");
    WindowTest test([](GuiWorkspace &filled) {
        filled.addPipeline(u"intake"_s, {u"scan"_s});
        filled.addRun(u"intake"_s, u"a.pdf"_s, RunState::Succeeded);
    });
    TimeDisplay times;
    QTRY_COMPARE(test.runs()->model()->rowCount(), 1);
    test.selectRow(0);
    QTest::keyClick(test.runs(), Qt::Key_Return);
    QTRY_VERIFY(test.detail()->isVisible() && test.detail()->run());
    const auto submitted = [&] { return WindowTest::cell(test.runs(), 0, RunsModel::SubmittedColumn); };
    const auto inHeading = [&](const QString &text) {
        const auto labels = test.detail()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == text; });
    };
    const QString local = submitted();
    QVERIFY(inHeading(local));
    QTRY_VERIFY(!test.find<QLabel>("lastRefresh")->text().isEmpty());
    const QString updated = test.find<QLabel>("lastRefresh")->text();
    QSignalSpy changed(&times, &TimeDisplay::changed);
    times.setForm(TimeForm::Utc);
    QCOMPARE(changed.size(), 1);
    QVERIFY(submitted().endsWith(u" UTC"_s) && submitted() != local);
    QVERIFY(inHeading(submitted()) && !inHeading(local));
    QVERIFY(test.find<QLabel>("lastRefresh")->text().endsWith(u" UTC"_s));
    QVERIFY(test.find<QLabel>("lastRefresh")->text() != updated);
    times.setForm(TimeForm::Relative);
    QCOMPARE(submitted(), u"just now"_s);
    QVERIFY(!test.find<QLabel>("lastRefresh")->text().contains(u"just now"_s));
    const QModelIndex cell = test.runs()->model()->index(0, RunsModel::SubmittedColumn);
    QVERIFY(fromRfc3339(cell.data(Qt::ToolTipRole).toString())); // exact on hover, whatever the form
    TimeDisplay again;                                           // the next session
    QCOMPARE(TimeDisplay::form(), TimeForm::Relative);
}

namespace {
/// Counts what it is asked to paint.
class Counting : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    mutable int painted = 0;
    void paint(QPainter *, const QStyleOptionViewItem &, const QModelIndex &) const override { ++painted; }
};
} // namespace

void TestDisplay::relativeTimesAge()
{
    TimeDisplay times;
    times.setAgeing(Milliseconds(20));
    QTableView view;
    QStringListModel model({u"one"_s});
    auto *counting = new Counting(&view);
    view.setModel(&model);
    view.setItemDelegate(counting);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTRY_VERIFY(counting->painted > 0);
    // a time of the clock does not age; that the window shows may have it painted more than once
    QTRY_VERIFY((counting->painted = 0, QTest::qWait(100), counting->painted == 0));
    times.setForm(TimeForm::Relative);
    QTRY_VERIFY(counting->painted > 3);
}

QTEST_MAIN(TestDisplay)
#include "tst_gui_display.moc"
