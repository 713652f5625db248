// Keys of a store: what is sealed is opened only by the key, under the context and in the place that it was sealed with.
#include "changedvariable.h"

#include "base/hasher.h"
#include "security/filesealing.h"
#include "security/keyfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

QByteArray counting(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * 31 + i / 251);
    return bytes;
}

/// The whole file of a payload, whose bytes came in parts of that many.
QByteArray fileOf(const std::shared_ptr<const DataKey> &key, const QByteArray &bytes, qsizetype part)
{
    FileSealer sealer(key);
    QByteArray file = sealer.head();
    for (qsizetype at = 0; at < bytes.size(); at += part)
        sealer.add(QByteArrayView(bytes).sliced(at, std::min(part, bytes.size() - at)), file);
    sealer.finish(Digest::of(bytes), bytes.size(), file);
    return file;
}

/// What can be opened of it; nothing if anything is not as it was.
std::optional<QByteArray> opened(const std::shared_ptr<const DataKey> &key, const QByteArray &file, const Digest &digest,
                                 qint64 size)
{
    auto opener = FileOpener::of(*key, file.left(SealedHeadBytes));
    if (!opener || file.size() != sealedFileSize(size) || !opener->isEnd(QByteArrayView(file).last(SealedEndBytes), digest, size))
        return std::nullopt;
    QByteArray bytes(size, '\0');
    for (qint64 place = 0; place * SealedPiece < size; ++place) {
        const qint64 length = std::min<qint64>(SealedPiece, size - place * SealedPiece);
        const auto sealed = QByteArrayView(file).sliced(SealedHeadBytes + place * SealedPieceBytes, length + 16);
        if (!opener->openPiece(quint64(place), sealed, bytes.data() + place * SealedPiece))
            return std::nullopt;
    }
    return bytes;
}

} // namespace

class TestDataKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWhatItSealed()
    {
        const auto key = DataKey::make(3);
        const QByteArray sealed = key->seal("a body", "here");
        QCOMPARE(sealed.size(), 6 + DataKey::Overhead);
        QVERIFY(!sealed.contains("a body"));
        QCOMPARE(DataKey::numberIn(sealed), 3);
        QCOMPARE(key->unseal(sealed, "here").value_or("-"), "a body"_ba);
        QVERIFY(key->seal("a body", "here") != sealed); // nor can equal ones be told
        QCOMPARE(key->unseal(key->seal({}, "here"), "here").value_or("-"), QByteArray());
        QCOMPARE(DataKey::numberIn("{\"content-type\": \"application/json; charset=utf-8\"}"), 0);
    }

    void theUsersFolderIsFound_data()
    {
        QTest::addColumn<QByteArray>("home");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("folder");
        const QString own = QFile::decodeName(::getpwuid(::getuid())->pw_dir) + u"/.config/cairn/keys"_s;
        QTest::newRow("usual") << "/srv/ann"_ba << QByteArray() << u"/srv/ann/.config/cairn/keys"_s;
        QTest::newRow("elsewhere") << "/srv/ann"_ba
                                   << "/etc/ann"_ba << u"/etc/ann/cairn/keys"_s;
        QTest::newRow("no home") << QByteArray() << QByteArray() << own; // and not "/"
        QTest::newRow("no home, elsewhere") << QByteArray() << "/etc/ann"_ba << u"/etc/ann/cairn/keys"_s;
        QTest::newRow("relative") << "/srv/ann"_ba
                                  << "etc"_ba << u"/srv/ann/.config/cairn/keys"_s;
        QTest::newRow("no home, relative") << QByteArray() << "etc"_ba << own;
        QTest::newRow("a relative home") << "ann"_ba << QByteArray() << own;
    }

    void theUsersFolderIsFound()
    {
        QFETCH(const QByteArray, home);
        QFETCH(const QByteArray, config);
        const ChangedVariable place("HOME", home);
        const ChangedVariable otherPlace("XDG_CONFIG_HOME", config);
        QTEST(KeyFile::userFolder(), "folder");
    }

    void opensNothingElse()
    {
        const auto key = DataKey::make(1);
        const QByteArray sealed = key->seal("a body", "here");
        QVERIFY(!key->unseal(sealed, "there"));
        QVERIFY(!DataKey::make(1)->unseal(sealed, "here"));
        QVERIFY(!key->unseal(sealed.chopped(1), "here"));
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray flipped = sealed;
            flipped[i] = char(flipped[i] ^ 1);
            QVERIFY2(!key->unseal(flipped, "here"), qPrintable(QString::number(i)));
        }
    }

    void isWrapped()
    {
        const SecretBytes wrapping = SecretBytes::random(32);
        const auto key = DataKey::make(7);
        const QByteArray wrapped = key->wrappedBy(wrapping);
        const auto back = DataKey::unwrap(7, wrapped, wrapping);
        QVERIFY(back);
        QCOMPARE((*back)->unseal(key->seal("a body", "here"), "here").value_or("-"), "a body"_ba);
        QCOMPARE((*back)->nameOf(Digest::of("x")), key->nameOf(Digest::of("x")));
        QVERIFY(!DataKey::unwrap(8, wrapped, wrapping));
        QVERIFY(!DataKey::unwrap(7, wrapped, SecretBytes::random(32)));
        QVERIFY(!DataKey::unwrap(7, wrapped, SecretBytes::random(31)));
        QVERIFY(!DataKey::unwrap(7, wrapped.chopped(1), wrapping));
    }

    void namesTellNothing()
    {
        const Digest digest = Digest::of("x");
        const QByteArray name = DataKey::make(1)->nameOf(digest);
        QCOMPARE(name.size(), 32);
        QVERIFY(name != digest.toBytes());
        QVERIFY(name != DataKey::make(1)->nameOf(digest)); // another store's
    }

    void sealsFiles_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("part");
        QTest::newRow("nothing") << 0 << 1;
        QTest::newRow("a byte") << 1 << 1;
        QTest::newRow("less than a piece") << 65'535 << 1'000;
        QTest::newRow("a piece") << 65'536 << 65'536;
        QTest::newRow("a byte more") << 65'537 << 65'536;
        QTest::newRow("at once") << 300'000 << 300'000;
        QTest::newRow("in odd parts") << 300'000 << 7'777;
        QTest::newRow("whole pieces") << 262'144 << 100'000;
    }

    void sealsFiles()
    {
        QFETCH(const int, size);
        QFETCH(const int, part);
        const auto key = DataKey::make(1);
        const QByteArray bytes = counting(size);
        const QByteArray file = fileOf(key, bytes, part);
        QCOMPARE(file.size(), sealedFileSize(size));
        QCOMPARE(opened(key, file, Digest::of(bytes), size).value_or("-"), bytes);
        QVERIFY(!opened(DataKey::make(1), file, Digest::of(bytes), size));
        QVERIFY(!opened(key, file, Digest::of("another"), size));
    }

    void findsWhateverWasDoneToAFile()
    {
        const auto key = DataKey::make(1);
        const QByteArray bytes = counting(200'000);
        const QByteArray file = fileOf(key, bytes, 200'000);
        const Digest digest = Digest::of(bytes);
        QVERIFY(opened(key, file, digest, bytes.size()));
        for (qsizetype at = 0; at < file.size(); at += 997) {
            QByteArray flipped = file;
            flipped[at] = char(flipped[at] ^ 0x10);
            QVERIFY2(!opened(key, flipped, digest, bytes.size()), qPrintable(QString::number(at)));
        }
        QByteArray swapped = file; // the first two pieces
        const QByteArray first = file.mid(SealedHeadBytes, SealedPieceBytes);
        swapped.replace(SealedHeadBytes, SealedPieceBytes, file.mid(SealedHeadBytes + SealedPieceBytes, SealedPieceBytes));
        swapped.replace(SealedHeadBytes + SealedPieceBytes, SealedPieceBytes, first);
        QVERIFY(!opened(key, swapped, digest, bytes.size()));
        QByteArray grafted = fileOf(key, bytes, 200'000); // of the same bytes, but another file
        grafted.replace(SealedHeadBytes, SealedPieceBytes, first);
        QVERIFY(!opened(key, grafted, digest, bytes.size()));
        const QByteArray cut = file.first(SealedHeadBytes + 2 * SealedPieceBytes) + file.last(SealedEndBytes);
        QVERIFY(!opened(key, cut, digest, 2 * SealedPiece));
    }

    void keepsKeysInFiles()
    {
        const QTemporaryDir base;
        const QString folder = base.filePath(u"cairn/keys"_s);
        KeyFile vault(folder);
        QCOMPARE(vault.read(u"a"_s).error().kind, ErrorKind::NotFound);
        QVERIFY(!QFileInfo::exists(folder));
        const SecretBytes secret = SecretBytes::random(32);
        const auto before = ::umask(0);
        const auto written = vault.write(u"a"_s, secret);
        ::umask(before);
        QVERIFY(written);
        QVERIFY(vault.read(u"a"_s)->equals(secret));
        struct stat found = {};
        QCOMPARE(::stat(qPrintable(folder), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0700));
        QCOMPARE(::stat(qPrintable(folder + "/a"_L1), &found), 0);
        QCOMPARE(found.st_mode & 0777, mode_t(0600));
        QCOMPARE(QDir(folder).entryList(QDir::Files | QDir::Hidden), QStringList{u"a"_s});
        QVERIFY(vault.write(u"a"_s, SecretBytes::copyOf("other")));
        QCOMPARE(vault.read(u"a"_s)->view().toByteArray(), "other"_ba);
        QVERIFY(vault.remove(u"a"_s));
        QCOMPARE(vault.remove(u"a"_s).error().kind, ErrorKind::NotFound);
    }

    void takesNoKeyThatOthersRead()
    {
        const QTemporaryDir base;
        KeyFile vault(base.path());
        QVERIFY(vault.write(u"a"_s, SecretBytes::random(32)));
        QVERIFY(QFile::setPermissions(base.filePath(u"a"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        QCOMPARE(vault.read(u"a"_s).error().kind, ErrorKind::Usage);
        QVERIFY(QFile::link(u"a"_s, base.filePath(u"linked"_s)));
        QVERIFY(!vault.read(u"linked"_s));
    }

    void takesWhatTheServiceManagerGives()
    {
        const QTemporaryDir base;
        QVERIFY(KeyFile(base.path()).write(u"a"_s, SecretBytes::random(32)));
        const QString path = base.filePath(u"a"_s);
        QCOMPARE(::chmod(qPrintable(path), 0440), 0); // as it stands below $CREDENTIALS_DIRECTORY of a unit with User=
        QCOMPARE(KeyFile(base.path()).read(u"a"_s).error().kind, ErrorKind::Usage);
        QCOMPARE(KeyFile::given(base.path()).read(u"a"_s)->size(), 32);
        QCOMPARE(::chmod(qPrintable(path), 0444), 0);
        QCOMPARE(KeyFile::given(base.path()).read(u"a"_s).error().kind, ErrorKind::Usage);
    }
};

QTEST_GUILESS_MAIN(TestDataKey)
#include "tst_datakey.moc"
