#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

/// The house rules that a compiler does not see: a room of core includes only rooms below it, ui sees core through its upper
/// rooms, core has no widgets, files stay small.
class TestHouse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void roomsIncludeOnlyRoomsBelow_data();
    void roomsIncludeOnlyRoomsBelow();
    void uiSeesOnlyTheUpperRooms();
    void coreHasNoWidgets();
    void filesStaySmall();

private:
    struct Include
    {
        QString file;
        QString target;
    };
    QList<Include> includesBelow(const QString &folder) const;
    static QStringList sourcesBelow(const QString &folder);

    QString m_source;
    /// From the top of the house to its ground (design.md §2).
    const QStringList m_rooms{QStringLiteral("runner"),   QStringLiteral("control"), QStringLiteral("insight"),
                              QStringLiteral("runbook"),  QStringLiteral("net"),     QStringLiteral("store"),
                              QStringLiteral("security"), QStringLiteral("policy"),  QStringLiteral("definition"),
                              QStringLiteral("model"),    QStringLiteral("base")};
};

void TestHouse::initTestCase()
{
    m_source = qEnvironmentVariable("CAIRN_SOURCE");
    QVERIFY2(QFile::exists(m_source + QStringLiteral("/core/CMakeLists.txt")), "CAIRN_SOURCE must name the source folder");
}

QStringList TestHouse::sourcesBelow(const QString &folder)
{
    QStringList files;
    QDirIterator entries(folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(entries.next());
    return files;
}

QList<TestHouse::Include> TestHouse::includesBelow(const QString &folder) const
{
    static const QRegularExpression line(QStringLiteral("^#include [\"<]([^\">]+)[\">]"), QRegularExpression::MultilineOption);
    QList<Include> includes;
    for (const QString &path : sourcesBelow(folder)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (auto it = line.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();)
            includes.append({path.mid(m_source.size() + 1), it.next().captured(1)});
    }
    return includes;
}

void TestHouse::roomsIncludeOnlyRoomsBelow_data()
{
    QTest::addColumn<int>("floor");
    for (int floor = 0; floor < m_rooms.size(); ++floor)
        QTest::newRow(qPrintable(m_rooms[floor])) << floor;
}

void TestHouse::roomsIncludeOnlyRoomsBelow()
{
    QFETCH(int, floor);
    for (const Include &include : includesBelow(m_source + QStringLiteral("/core/") + m_rooms[floor])) {
        const qsizetype target = m_rooms.indexOf(include.target.section(QLatin1Char('/'), 0, 0));
        QVERIFY2(target < 0 || target >= floor,
                 qPrintable(include.file + QStringLiteral(" includes ") + include.target + QStringLiteral(", a room above it")));
        QVERIFY2(!include.target.startsWith(QLatin1String("ui/")), qPrintable(include.file));
    }
}

void TestHouse::uiSeesOnlyTheUpperRooms()
{
    const QStringList hidden{QStringLiteral("runner"), QStringLiteral("net"), QStringLiteral("store"),
                             QStringLiteral("security")};
    for (const Include &include : includesBelow(m_source + QStringLiteral("/ui")))
        QVERIFY2(!hidden.contains(include.target.section(QLatin1Char('/'), 0, 0)) || !include.target.contains(QLatin1Char('/')),
                 qPrintable(include.file + QStringLiteral(" includes ") + include.target));
}

void TestHouse::coreHasNoWidgets()
{
    static const QRegularExpression widget(QStringLiteral("^Q(Widget|Application|Dialog|MainWindow|Pixmap|Painter|Icon)"));
    for (const Include &include : includesBelow(m_source + QStringLiteral("/core")))
        QVERIFY2(!widget.match(include.target).hasMatch(),
                 qPrintable(include.file + QStringLiteral(" includes ") + include.target));
}

void TestHouse::filesStaySmall()
{
    constexpr int Most = 420;
    for (const char *folder : {"/core", "/ui", "/app", "/tests"}) {
        for (const QString &path : sourcesBelow(m_source + QString::fromLatin1(folder))) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto lines = file.readAll().count('\n');
            QVERIFY2(lines <= Most, qPrintable(QStringLiteral("%1 has %2 lines").arg(path).arg(lines)));
        }
    }
}

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"
