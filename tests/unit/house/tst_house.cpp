#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

/// The house rules that a compiler does not see: a room of core or ui includes only rooms below it, ui sees core through its
/// upper rooms, core has no widgets, one place writes files, files stay small.
class TestHouse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theRoomsAreThoseThatAreBuilt();
    void roomsIncludeOnlyRoomsBelow_data();
    void roomsIncludeOnlyRoomsBelow();
    void uiSeesOnlyTheUpperRooms();
    void coreHasNoWidgets();
    void wholeFilesAreWrittenInOnePlace();
    void filesStaySmall();
    void whatIsAskedForReadsDifferently_data();
    void whatIsAskedForReadsDifferently();

private:
    struct Include
    {
        QString file;
        QString target;
    };
    QList<Include> includesBelow(const QString &folder) const;
    static QStringList sourcesBelow(const QString &folder);
    static QString textOf(const QString &path);

    QString m_source;
    /// From the top of each house to its ground (design.md §2).
    const QMap<QString, QStringList> m_rooms{
        {u"core"_s,
         {u"runner"_s, u"control"_s, u"insight"_s, u"runbook"_s, u"net"_s, u"store"_s, u"security"_s, u"policy"_s,
          u"definition"_s, u"model"_s, u"base"_s}},
        {u"ui"_s,
         {u"window"_s, u"settings"_s, u"training"_s, u"overview"_s, u"runbooks"_s, u"pipelines"_s, u"incidents"_s, u"runs"_s,
          u"run"_s, u"insight"_s, u"services"_s, u"audit"_s, u"payload"_s, u"help"_s, u"editor"_s, u"graph"_s, u"parts"_s,
          u"look"_s}}};
};

void TestHouse::initTestCase()
{
    m_source = qEnvironmentVariable("CAIRN_SOURCE");
    QVERIFY2(QFile::exists(m_source + u"/core/CMakeLists.txt"_s), "CAIRN_SOURCE must name the source folder");
}

QStringList TestHouse::sourcesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator entries(folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(entries.next());
    return files;
}

QString TestHouse::textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QList<TestHouse::Include> TestHouse::includesBelow(const QString &folder) const
{
    static const QRegularExpression line(u"^#include [\"<]([^\">]+)[\">]"_s, QRegularExpression::MultilineOption);
    QList<Include> includes;
    for (const QString &path : sourcesBelow(folder)) {
        for (auto it = line.globalMatch(textOf(path)); it.hasNext();)
            includes.append({path.mid(m_source.size() + 1), it.next().captured(1)});
    }
    return includes;
}

/// Or a room that was renamed would be looked at no more.
void TestHouse::theRoomsAreThoseThatAreBuilt()
{
    static const QRegularExpression room(u"^(?:add_subdirectory|ui_room)\\((\\w+)"_s, QRegularExpression::MultilineOption);
    for (const auto &[house, rooms] : m_rooms.asKeyValueRange()) {
        QSet<QString> built;
        for (auto it = room.globalMatch(textOf(m_source + u'/' + house + u"/CMakeLists.txt"_s)); it.hasNext();)
            built.insert(it.next().captured(1));
        QCOMPARE(built, QSet<QString>(rooms.begin(), rooms.end()));
    }
}

void TestHouse::roomsIncludeOnlyRoomsBelow_data()
{
    QTest::addColumn<QString>("house");
    QTest::addColumn<int>("floor");
    for (const auto &[house, rooms] : m_rooms.asKeyValueRange()) {
        for (int floor = 0; floor < rooms.size(); ++floor)
            QTest::newRow(qPrintable(house + u'/' + rooms[floor])) << house << floor;
    }
}

void TestHouse::roomsIncludeOnlyRoomsBelow()
{
    QFETCH(QString, house);
    QFETCH(int, floor);
    const QStringList rooms = m_rooms[house];
    const auto includes = includesBelow(m_source + u'/' + house + u'/' + rooms[floor]);
    QVERIFY(!includes.isEmpty());
    for (const Include &include : includes) {
        const bool isOfUi = include.target.startsWith("ui/"_L1);
        QVERIFY2(!isOfUi || house == "ui"_L1, qPrintable(include.file));
        if (isOfUi != (house == "ui"_L1)) // what ui may see of core: below
            continue;
        const qsizetype target = rooms.indexOf(include.target.section(QLatin1Char('/'), isOfUi, isOfUi));
        QVERIFY2(target < 0 || target >= floor,
                 qPrintable(include.file + u" includes "_s + include.target + u", a room above it"_s));
    }
}

void TestHouse::uiSeesOnlyTheUpperRooms()
{
    const QStringList hidden{u"runner"_s, u"net"_s, u"store"_s, u"security"_s};
    const auto includes = includesBelow(m_source + u"/ui"_s);
    QVERIFY(!includes.isEmpty());
    for (const Include &include : includes)
        QVERIFY2(!hidden.contains(include.target.section(QLatin1Char('/'), 0, 0)) || !include.target.contains(QLatin1Char('/')),
                 qPrintable(include.file + u" includes "_s + include.target));
}

void TestHouse::coreHasNoWidgets()
{
    static const QRegularExpression widget(u"^Q(Widget|Application|Dialog|MainWindow|Pixmap|Painter|Icon)"_s);
    const auto includes = includesBelow(m_source + u"/core"_s);
    QVERIFY(!includes.isEmpty());
    for (const Include &include : includes)
        QVERIFY2(!widget.match(include.target).hasMatch(), qPrintable(include.file + u" includes "_s + include.target));
}

/// A file that Qt buffers loses its end on a full disk, and nobody is told (see OutputFile).
void TestHouse::wholeFilesAreWrittenInOnePlace()
{
    static const QRegularExpression buffered(u"(?<!buffer)\\.open\\([^;]*(WriteOnly|ReadWrite|Append)[^;]*"_s);
    int seen = 0;
    for (const char *folder : {"/core", "/ui", "/app"}) {
        for (const QString &path : sourcesBelow(m_source + QString::fromLatin1(folder))) {
            const QString text = textOf(path);
            const bool isThePlace = path.contains(u"/core/base/outputfile."_s);
            QVERIFY2(isThePlace || !text.contains(u"QSaveFile "_s), qPrintable(path));
            for (auto it = buffered.globalMatch(text); it.hasNext(); ++seen) {
                const QString opened = it.next().captured();
                QVERIFY2(opened.contains(u"Unbuffered"_s), qPrintable(path + u": "_s + opened));
            }
        }
    }
    QVERIFY(seen > 0);
}

void TestHouse::filesStaySmall()
{
    constexpr int Most = 420;
    for (const char *folder : {"/core", "/ui", "/app", "/tests"}) {
        for (const QString &path : sourcesBelow(m_source + QString::fromLatin1(folder))) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto lines = file.readAll().count('\n');
            QVERIFY2(lines <= Most, qPrintable(u"%1 has %2 lines"_s.arg(path).arg(lines)));
        }
    }
}

void TestHouse::whatIsAskedForReadsDifferently_data()
{
    QTest::addColumn<QString>("context");
    for (const char *context : {"Wording", "cairn::CommandDialog", "cairn::RunActions"})
        QTest::newRow(context) << QString::fromLatin1(context);
}

/// Retry, resume and the end of a pause are never mixed (design.md §1), in German neither.
void TestHouse::whatIsAskedForReadsDifferently()
{
    QFETCH(QString, context);
    QXmlStreamReader xml(textOf(m_source + u"/translations/cairn_de.ts"_s));
    QHash<QString, QString> sourceOf;
    QString name;
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1)
            name = xml.readElementText();
        else if (xml.name() == "source"_L1)
            source = xml.readElementText();
        if (name != context || xml.name() != "translation"_L1)
            continue;
        const bool counts = xml.attributes().value("type"_L1).isEmpty();
        const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).simplified();
        if (counts)
            QVERIFY2(!sourceOf.contains(text), qPrintable(text + u": "_s + source + u'/' + sourceOf.value(text)));
        sourceOf.insert(text, source);
    }
    QVERIFY(sourceOf.size() > 5);
}

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"
