#include "security/sealedfile.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// A member as a hostile writer puts it into an archive.
struct RawMember
{
    QByteArray name;
    QByteArray bytes;
    unsigned type = AE_IFREG;
    QByteArray link = {};
};

QByteArray sha(const QByteArray &bytes)
{
    return Digest::of(bytes).toHex().toLatin1();
}

} // namespace

/// Files that come from anybody: what was sealed comes back, everything else is refused and nothing of it is taken for true.
class TestSealedFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void comesBack();
    void isDeterministicAndPrivate();
    void largeMembersStream();
    void everyChangedByteIsFound();
    void cutOffIsFound();
    void hostile_data();
    void hostile();
    void otherFiles_data();
    void otherFiles();
    void anotherKeySignsForItself();
    void nothingIsLeftOfAFailure();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    const SigningKey &key() const { return *m_key; }
    static SealedSource source(const QString &name, const QByteArray &bytes);
    QByteArray write(const QString &name, const std::vector<SealedSource> &sources) const;
    void writeRaw(const QString &name, const QList<RawMember> &members) const;
    QList<RawMember> sealedBy(const QByteArray &members) const;
    /// All members as read, or the error.
    Result<QMap<QString, QByteArray>> read(const QString &name) const;

    QTemporaryDir m_folder;
    std::unique_ptr<SigningKey> m_key;
};

void TestSealedFile::initTestCase()
{
    auto made = SigningKey::openOrCreate(path(u"audit.key"_s));
    QVERIFY(made);
    m_key = std::make_unique<SigningKey>(std::move(*made));
}

SealedSource TestSealedFile::source(const QString &name, const QByteArray &bytes)
{
    return {{name, bytes.size(), Digest::of(bytes)}, [bytes]() -> Result<std::unique_ptr<QIODevice>> {
                auto buffer = std::make_unique<QBuffer>();
                buffer->setData(bytes);
                buffer->open(QIODevice::ReadOnly);
                return std::unique_ptr<QIODevice>(std::move(buffer));
            }};
}

QByteArray TestSealedFile::write(const QString &name, const std::vector<SealedSource> &sources) const
{
    const auto written = writeSealedFile(path(name), {{u"kind"_s, u"test"_s}}, sources, key());
    if (!written)
        qFatal("%s", qPrintable(describe(written.error())));
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestSealedFile::writeRaw(const QString &name, const QList<RawMember> &members) const
{
    archive *writer = archive_write_new();
    archive_write_add_filter_zstd(writer);
    archive_write_set_format_pax_restricted(writer);
    archive_write_open_filename(writer, QFile::encodeName(path(name)).constData());
    for (const RawMember &member : members) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.name.constData());
        archive_entry_set_filetype(entry, member.type);
        archive_entry_set_perm(entry, 0600);
        if (member.type == AE_IFLNK)
            archive_entry_set_symlink(entry, member.link.constData());
        else if (!member.link.isEmpty())
            archive_entry_set_hardlink(entry, member.link.constData());
        archive_entry_set_size(entry, member.type == AE_IFREG && member.link.isEmpty() ? member.bytes.size() : 0);
        archive_write_header(writer, entry);
        archive_write_data(writer, member.bytes.constData(), size_t(member.bytes.size()));
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
}

/// A manifest with that text for its members, rightly signed: a hostile writer has a key, too.
QList<RawMember> TestSealedFile::sealedBy(const QByteArray &members) const
{
    const QByteArray manifest = "{\"kind\":\"test\",\"members\":" + members + '}';
    const QByteArray signature = key().sign(SealedPrefix + manifest);
    const QJsonObject seal{{u"key"_s, QString::fromLatin1(key().publicKey().toBase64())},
                           {u"signature"_s, QString::fromLatin1(signature.toBase64())}};
    return {{"manifest.json", manifest}, {"manifest.sig", QJsonDocument(seal).toJson()}};
}

Result<QMap<QString, QByteArray>> TestSealedFile::read(const QString &name) const
{
    const auto file = SealedFile::open(path(name));
    if (!file)
        return tl::unexpected(file.error());
    QMap<QString, QByteArray> found;
    const auto done = (*file)->read([&](const SealedMember &member, QByteArrayView block) -> Result<void> {
        found[member.name].append(block);
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return found;
}

void TestSealedFile::comesBack()
{
    write(u"good"_s, {source(u"a.json"_s, "{}"), source(u"payloads/x"_s, QByteArray(200'000, 'x')), source(u"empty"_s, {})});
    const auto found = read(u"good"_s);
    QVERIFY2(found, found ? "" : qPrintable(describe(found.error())));
    QCOMPARE(found->value(u"a.json"_s), QByteArray("{}"));
    QCOMPARE(found->value(u"payloads/x"_s), QByteArray(200'000, 'x'));
    const auto file = SealedFile::open(path(u"good"_s));
    QVERIFY(file);
    QCOMPARE((*file)->manifest().value(u"kind"_s).toString(), u"test"_s);
    QCOMPARE((*file)->key(), key().publicKey());
    QCOMPARE((*file)->members().size(), 3);
}

void TestSealedFile::isDeterministicAndPrivate()
{
    const std::vector<SealedSource> sources{source(u"a.json"_s, "{}"), source(u"b"_s, QByteArray(70'000, 'b'))};
    QCOMPARE(write(u"one"_s, sources), write(u"two"_s, sources));
    QCOMPARE(QFileInfo(path(u"one"_s)).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
}

void TestSealedFile::largeMembersStream()
{
    QByteArray bytes(12 << 20, '\0');
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(i * 2654435761U >> 13);
    write(u"large"_s, {source(u"payloads/large"_s, bytes)});
    const auto found = read(u"large"_s);
    QVERIFY(found);
    QCOMPARE(Digest::of(found->value(u"payloads/large"_s)), Digest::of(bytes));
}

/// Of the file as a whole: whatever is changed, it is refused, or what it changes is of no account and everything is as it was.
void TestSealedFile::everyChangedByteIsFound()
{
    const QByteArray whole = write(u"good"_s, {source(u"a.json"_s, "{\"some\":\"content\"}"), source(u"b"_s, "other content")});
    const auto good = read(u"good"_s);
    QVERIFY(good);
    int refused = 0;
    for (qsizetype place = 0; place < whole.size(); ++place) {
        QByteArray changed = whole;
        changed[place] = char(changed.at(place) ^ 0x55);
        QFile file(path(u"changed"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(changed) == changed.size());
        file.close();
        const auto found = read(u"changed"_s);
        refused += found ? 0 : 1;
        QVERIFY2(!found || *found == *good, qPrintable(u"byte %1"_s.arg(place)));
    }
    QVERIFY2(refused > whole.size() / 2, qPrintable(u"%1 of %2"_s.arg(refused).arg(whole.size())));
}

void TestSealedFile::cutOffIsFound()
{
    const QByteArray whole = write(u"good"_s, {source(u"a.json"_s, "{}"), source(u"b"_s, QByteArray(5'000, 'b'))});
    for (const qsizetype length : {qsizetype(0), qsizetype(10), whole.size() / 2, whole.size() - 30}) {
        QFile file(path(u"cut"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(whole.left(length)) == length);
        file.close();
        const auto found = read(u"cut"_s);
        QVERIFY2(!found, qPrintable(QString::number(length)));
        QCOMPARE(word(found.error().kind), u"damaged"_s);
        QVERIFY(!found.error().remedy.isEmpty());
    }
}

void TestSealedFile::hostile_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<unsigned>("type");
    QTest::addColumn<QByteArray>("link");
    const auto listed = [](const QByteArray &name, const QByteArray &bytes = "evil", qint64 size = 4) {
        return "[{\"name\":\"" + name + "\",\"size\":" + QByteArray::number(size) + ",\"sha256\":\"" + sha(bytes) + "\"}]";
    };
    const auto row = [&](const char *title, const QByteArray &manifest, const QByteArray &name, unsigned type = AE_IFREG,
                         const QByteArray &link = {}) { QTest::newRow(title) << manifest << name << type << link; };
    row("parent folder", listed("../evil"), "../evil");
    row("deep parent", listed("payloads/../../evil"), "payloads/../../evil");
    row("absolute", listed("/etc/evil"), "/etc/evil");
    row("two folders", listed("a/b/c"), "a/b/c");
    row("hidden", listed(".profile"), ".profile");
    row("backslash", listed("..\\\\evil"), "..\\evil");
    row("line break", listed("a\\n"), "a\n");
    row("symbolic link", listed("good"), "good", AE_IFLNK, "/etc/passwd");
    row("hard link", listed("good"), "good", AE_IFREG, "/etc/passwd");
    row("folder", listed("good"), "good", AE_IFDIR);
    row("fifo", listed("good"), "good", AE_IFIFO);
    row("device", listed("good"), "good", AE_IFCHR);
    row("not listed", "[]", "good");
    row("another name", listed("good"), "better");
    row("another size", listed("good", "evil", 3), "good");
    row("another digest", listed("good", "good"), "good");
    row("negative size", listed("good", "evil", -1), "good");
    row("huge size", listed("good", "evil", 1LL << 60), "good");
    row("no digest", "[{\"name\":\"good\",\"size\":4}]", "good");
    row("missing",
        "[{\"name\":\"good\",\"size\":4,\"sha256\":\"" + sha("evil") + "\"},{\"name\":\"more\",\"size\":0,\"sha256\":\"" +
            sha({}) + "\"}]",
        "good");
    row("twice", listed("good").chopped(1) + ',' + listed("good").mid(1), "good");
    row("members that are none", "{\"a\":1}", "good");
}

void TestSealedFile::hostile()
{
    QFETCH(QByteArray, manifest);
    QFETCH(QByteArray, name);
    QFETCH(unsigned, type);
    QFETCH(QByteArray, link);
    QList<RawMember> members = sealedBy(manifest);
    members.append({name, "evil", type, link});
    writeRaw(u"hostile"_s, members);
    const auto found = read(u"hostile"_s);
    QVERIFY(!found);
    QCOMPARE(word(found.error().kind), u"damaged"_s);
}

void TestSealedFile::otherFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("# not an archive\n");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("zip") << QByteArray("PK\3\4") + QByteArray(200, 'z');
    QTest::newRow("zstd alone") << QByteArray::fromHex("28b52ffd") + QByteArray(200, 'z');
}

void TestSealedFile::otherFiles()
{
    QFETCH(QByteArray, bytes);
    QFile file(path(u"other"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto found = read(u"other"_s);
    QVERIFY(!found);
    QCOMPARE(word(found.error().kind), u"damaged"_s);
}

void TestSealedFile::anotherKeySignsForItself()
{
    auto other = SigningKey::openOrCreate(path(u"other.key"_s));
    QVERIFY(other);
    QList<RawMember> members = sealedBy("[]");
    const QJsonObject seal = QJsonDocument::fromJson(members.at(1).bytes).object();
    QJsonObject claimed = seal; // the signature of one, the key of another
    claimed.insert(u"key"_s, QString::fromLatin1(other->publicKey().toBase64()));
    members[1].bytes = QJsonDocument(claimed).toJson();
    writeRaw(u"claimed"_s, members);
    QVERIFY(!SealedFile::open(path(u"claimed"_s)));
    claimed.insert(u"signature"_s,
                   QString::fromLatin1(other->sign(members.at(0).bytes).toBase64())); // of the bytes, but not as a seal
    members[1].bytes = QJsonDocument(claimed).toJson();
    writeRaw(u"claimed"_s, members);
    QVERIFY(!SealedFile::open(path(u"claimed"_s)));
}

void TestSealedFile::nothingIsLeftOfAFailure()
{
    SealedSource lies = source(u"b"_s, "content");
    lies.member.digest = Digest::of("other");
    const auto written = writeSealedFile(path(u"failed"_s), {}, {source(u"a"_s, "x"), lies}, key());
    QVERIFY(!written);
    QCOMPARE(word(written.error().kind), u"conflict"_s);
    const auto stopped = writeSealedFile(path(u"failed"_s), {}, {source(u"a"_s, "x")}, key(), [](qint64) { return false; });
    QVERIFY(!stopped);
    QCOMPARE(word(stopped.error().kind), u"cancelled"_s);
    QVERIFY(!QFile::exists(path(u"failed"_s)));
    QVERIFY(!writeSealedFile(path(u"no/such/folder"_s), {}, {}, key()));
}

QTEST_GUILESS_MAIN(TestSealedFile)
#include "tst_sealedfile.moc"
